/** What access keys are used for, where, and by whom they must not be. */
import { describe, expect, test } from 'vitest'

import type { FactTables } from '../../../src/core/iam/facts.ts'
import { testCases, type Case } from './cases.ts'
import { allow, daysAgo, groupArn, openEstate, policyArn, roleArn, userArn } from './database.ts'

/** One active key of ada, last used three days ago with a service in a region; null: never used. */
function key(
  service: string | null,
  region: string | null = 'eu-west-1',
  row: Partial<FactTables['credential']> = {}
): Case[1] {
  return (e) =>
    e.fact('credential', {
      key_1_active: 1,
      key_1_rotated_at: daysAgo(30),
      key_1_last_used_at: service === null ? null : daysAgo(3),
      key_1_last_used_service: service,
      key_1_last_used_region: service === null ? null : region,
      ...row
    })
}

const unknown: Case = [
  'a report without the column is undecided',
  (e) => e.fact('credential', { key_1_active: null }),
  'needs-review',
  /whether it exists and is active/
]

const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess'

testCases({
  'access-key-purpose': [
    ['a key that takes roles passes', key('sts'), 'pass', /last used with sts/],
    [
      'a key that does the work is for judgement',
      key('s3'),
      'needs-review',
      /last used with s3 on 2026-01-28; ask whether a role would do/
    ],
    ['a key without recorded use passes', key(null), 'pass', /no recorded use/],
    [
      'a use without its service is undecided',
      key('s3', 'eu-west-1', { key_1_last_used_service: null }),
      'needs-review',
      /does not say with which service/
    ],
    unknown
  ],
  'access-key-regions': [
    [
      'a region where a role works passes',
      (e) => {
        key('s3')(e)
        e.fact('iam_role', { last_used_region: 'eu-west-1' })
      },
      'pass',
      /in eu-west-1, as was 1 other principal/
    ],
    [
      'a region nobody else works in is for judgement and names the others',
      (e) => {
        key('ec2', 'ap-southeast-1')(e)
        e.fact('iam_role', { last_used_region: 'eu-west-1' })
      },
      'needs-review',
      /last used in ap-southeast-1 with ec2 on 2026-01-28, where nothing else of the account was seen; it works in eu-west-1/
    ],
    [
      'a key that is all there is to see is for judgement',
      key('s3'),
      'needs-review',
      /nothing else of the account shows/
    ],
    ['a global service says nothing of the place', key('iam', 'us-east-1'), 'pass', /answers from there/],
    ['a service without a region passes', key('s3', null), 'pass', /no region is kept/],
    ['a region written N/A passes', key('s3', 'N/A'), 'pass', /no region is kept/],
    ['a key without recorded use passes', key(null), 'pass', /no recorded use/],
    unknown
  ],
  'canary-access-keys': [
    [
      'a canary without use passes',
      key(null, null, { user_name: 'canary-token' }),
      'pass',
      /has no recorded use/
    ],
    [
      'a canary in use fails',
      key('sts', 'us-east-1', { user_name: 'canarytoken-01' }),
      'exception',
      /Access key 1 of user canarytoken-01, a canary by its name, was used on 2026-01-28 with sts in us-east-1/
    ],
    [
      'an inactive canary that was used fails',
      key('s3', 'eu-west-1', { user_name: 'honey', key_1_active: 0 }),
      'exception',
      /canary by its name/
    ],
    [
      'a name that may mean a deployment is for judgement',
      key('ecs', 'eu-west-1', { user_name: 'deploy-canary' }),
      'needs-review',
      /judge whether its name means a canary/
    ],
    [
      'a canary by its tag fails',
      (e) => {
        key('s3')(e)
        e.fact('principal_tag', {
          principal_arn: userArn('ada'),
          principal_kind: 'user',
          key: 'canary',
          value: 'true'
        })
      },
      'exception',
      /tagged canary=true/
    ],
    [
      'a tag of a deployment is for judgement',
      (e) => {
        key('s3')(e)
        e.fact('principal_tag', {
          principal_arn: userArn('ada'),
          principal_kind: 'user',
          key: 'stage',
          value: 'canary'
        })
      },
      'needs-review',
      /tag stage=canary/
    ],
    [
      'a report without the column is undecided',
      (e) => e.fact('credential', { user_name: 'decoy', key_1_active: null }),
      'needs-review',
      /whether it exists/
    ]
  ],
  'quarantined-users': [
    ['a user without quarantine passes', (e) => e.fact('iam_user', {}), 'pass', /not in quarantine/],
    [
      'a user in quarantine fails, in each version of the policy',
      (e) => {
        key('s3')(e)
        e.fact('iam_user', {})
        e.fact('iam_attachment', {
          policy_arn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
          policy_name: 'AWSCompromisedKeyQuarantineV3'
        })
      },
      'exception',
      /User ada is in quarantine: .*\(AWSCompromisedKeyQuarantineV3\), and has 1 active access key/
    ],
    [
      'the older inline policy of AWS counts',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_inline_policy', {
          name: 'AWSExposedCredentialPolicy_DO_NOT_REMOVE',
          document_id: e.document(allow('s3:*'))
        })
      },
      'exception',
      /AWSExposedCredentialPolicy_DO_NOT_REMOVE/
    ],
    [
      'a policy of the client under that name is not it',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_attachment', { policy_arn: policyArn('AWSCompromisedKeyQuarantine') })
      },
      'pass',
      /not in quarantine/
    ]
  ],
  'administrator-access-keys': [
    [
      'an administrator with a key fails',
      (e) => {
        key('s3')(e)
        e.fact('iam_user', {})
        e.fact('iam_attachment', { policy_arn: administratorAccess, policy_name: 'AdministratorAccess' })
      },
      'exception',
      /User ada has 1 active access key and has every permission \(AdministratorAccess\)/
    ],
    [
      'an administrator through a group fails',
      (e) => {
        key('s3')(e)
        e.fact('iam_user', {})
        e.fact('iam_membership', {})
        e.fact('iam_group', {})
        e.fact('iam_inline_policy', {
          principal_arn: groupArn('ops'),
          principal_kind: 'group',
          document_id: e.document(allow('*'))
        })
      },
      'exception',
      /adhoc through group ops/
    ],
    [
      'an administrator without a key passes',
      (e) => {
        e.fact('credential', {})
        e.fact('iam_user', {})
        e.fact('iam_inline_policy', { document_id: e.document(allow('*')) })
      },
      'pass',
      /has no active access key and has every permission/
    ],
    [
      'one who may be an administrator is for judgement',
      (e) => {
        key('s3')(e)
        e.fact('iam_user', {})
        e.fact('iam_inline_policy', { document_id: e.document(allow('iam:*')) })
      },
      'needs-review',
      /may be an administrator/
    ],
    [
      'an administrator who is not in the report is undecided',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_inline_policy', { document_id: e.document(allow('*')) })
      },
      'needs-review',
      /not in the credential report/
    ],
    [
      'a report without the column is undecided',
      (e) => {
        e.fact('credential', { key_2_active: null })
        e.fact('iam_user', {})
        e.fact('iam_inline_policy', { document_id: e.document(allow('*')) })
      },
      'needs-review',
      /does not say which access keys are active/
    ]
  ]
})

describe('the region of a key', () => {
  test('is compared with what others of the account use, not with its own user’s other key', () => {
    const estate = openEstate()
    estate.fact('credential', {
      key_1_active: 1,
      key_1_last_used_at: daysAgo(1),
      key_1_last_used_region: 'eu-west-1',
      key_2_active: 1,
      key_2_last_used_at: daysAgo(1),
      key_2_last_used_region: 'eu-west-1'
    })
    estate.fact('iam_role', { arn: roleArn('other'), name: 'other', last_used_region: 'eu-central-1' })

    expect(estate.statuses('access-key-regions')).toEqual({
      [`${userArn('ada')}#access-key-1`]: 'needs-review',
      [`${userArn('ada')}#access-key-2`]: 'needs-review'
    })
  })
})
