import { describe, expect, test } from 'vitest'

import type { MemberStatus } from '../../../src/shared/vocabulary.ts'
import { testCases } from './cases.ts'
import { account, coverage, openEstate, type Estate } from './database.ts'

const member = '444455556666'
const organizationArn = `arn:aws:organizations::${account}:organization/o-exampleorg1`

function root(estate: Estate, type: string, status = 'ENABLED'): void {
  estate.fact('org_root', {})
  estate.fact('org_policy_type', { type, status })
}

function optOut(
  locks: readonly ('services' | 'default')[],
  assigned = 'optOut',
  others: object = {}
): string {
  const lock = { '@@operators_allowed_for_child_policies': ['@@none'] }
  return JSON.stringify({
    services: {
      ...(locks.includes('services') ? lock : {}),
      default: { ...(locks.includes('default') ? lock : {}), opt_out_policy: { '@@assign': assigned } },
      ...others
    }
  })
}

function optOutPolicy(estate: Estate, content: string | null, target: string | null = 'r-abcd'): void {
  root(estate, 'AISERVICES_OPT_OUT_POLICY')
  estate.fact('org_policy', { id: 'p-optout', name: 'Opt out', type: 'AISERVICES_OPT_OUT_POLICY', content })
  if (target !== null) estate.fact('org_policy_target', { policy_id: 'p-optout', target_id: target })
}

function delegation(estate: Estate, principal: unknown, condition?: object): void {
  estate.fact('org_organization', {})
  estate.fact('org_account', {})
  estate.fact('resource_policy', {
    service: 'organizations',
    resource: organizationArn,
    document_id: estate.document({
      Statement: [
        {
          Effect: 'Allow',
          Principal: principal,
          Action: 'organizations:UpdatePolicy',
          Resource: '*',
          Condition: condition
        }
      ]
    })
  })
}

testCases({
  'delegated-administrators': [
    [
      'a pair of account and service is for sign-off',
      (e) => {
        e.fact('org_account', {})
        e.fact('org_delegated_administrator', {})
        e.fact('org_delegated_service', {})
      },
      'needs-review',
      /Account 444455556666 \(security\) administers guardduty\.amazonaws\.com for the organization; see that/
    ],
    [
      'an account that is not of the organization fails',
      (e) => e.fact('org_delegated_administrator', {}),
      'exception',
      /not among the accounts of the organization/
    ],
    [
      'a suspended account fails',
      (e) => {
        e.fact('org_account', { status: 'SUSPENDED' })
        e.fact('org_delegated_administrator', {})
      },
      'exception',
      /has the status SUSPENDED/
    ],
    [
      'an account whose services were not received is undecided',
      (e) => {
        e.fact('org_account', {})
        e.fact('org_delegated_administrator', {})
      },
      'needs-review',
      /list-delegated-services-for-account --account-id 444455556666/
    ],
    [
      'an account registered for nothing passes',
      (e) => {
        e.fact('org_account', {})
        e.fact('org_delegated_administrator', {})
        e.answers('delegated-services', member)
      },
      'pass',
      /administers no service/
    ]
  ],
  'organization-ai-opt-out': [
    [
      'a type that is not enabled fails',
      (e) => e.fact('org_root', {}),
      'exception',
      /not enabled on root Root\.$/
    ],
    [
      'opting out with everything locked passes',
      (e) => optOutPolicy(e, optOut(['services', 'default'])),
      'pass',
      /Opt out at root Root opts out of all AI services and allows no child policy/
    ],
    [
      'a locked default leaves single services open to child policies',
      (e) => optOutPolicy(e, optOut(['default'])),
      'needs-review',
      /locks the default/
    ],
    ['no lock fails', (e) => optOutPolicy(e, optOut([])), 'exception', /lets child policies opt in again/],
    [
      'opting in fails',
      (e) => optOutPolicy(e, optOut(['services'], 'optIn')),
      'exception',
      /opts in to default/
    ],
    [
      'one service opted in fails',
      (e) =>
        optOutPolicy(
          e,
          optOut(['services'], 'optOut', { rekognition: { opt_out_policy: { '@@assign': 'optIn' } } })
        ),
      'exception',
      /opts in to rekognition/
    ],
    [
      'a default in another spelling does nothing',
      (e) => optOutPolicy(e, optOut(['services'], 'OptOut')),
      'exception',
      /does not opt out/
    ],
    [
      'a policy whose document was not received is undecided',
      (e) => optOutPolicy(e, null),
      'needs-review',
      /describe-policy --policy-id p-optout/
    ],
    [
      'a document that is no JSON is undecided',
      (e) => optOutPolicy(e, '{'),
      'needs-review',
      /could not be read/
    ],
    [
      'a policy below the root leaves accounts out',
      (e) => optOutPolicy(e, optOut(['services']), 'ou-abcd-11111111'),
      'needs-review',
      /below root Root alone \(Opt out\)/
    ],
    [
      'a policy nobody says the targets of is undecided',
      (e) => optOutPolicy(e, optOut(['services']), null),
      'needs-review',
      /list-targets-for-policy/
    ],
    [
      'no policy at all fails',
      (e) => root(e, 'AISERVICES_OPT_OUT_POLICY'),
      'exception',
      /enabled on root Root, and none is attached/
    ]
  ],
  'organization-tag-policies': [
    [
      'an attached policy passes',
      (e) => {
        root(e, 'TAG_POLICY')
        e.fact('org_policy', { id: 'p-tags', name: 'Tags', type: 'TAG_POLICY' })
        e.fact('org_policy_target', { policy_id: 'p-tags', target_id: 'ou-abcd-11111111' })
      },
      'pass',
      /enabled on root Root: Tags/
    ],
    ['a pending type fails', (e) => root(e, 'TAG_POLICY', 'PENDING_ENABLE'), 'exception', /PENDING_ENABLE/],
    ['no policy fails', (e) => root(e, 'TAG_POLICY'), 'exception', /there is none/],
    [
      'a policy whose targets are not known is undecided',
      (e) => {
        root(e, 'TAG_POLICY')
        e.fact('org_policy', { id: 'p-tags', name: 'Tags', type: 'TAG_POLICY' })
      },
      'needs-review',
      /of Tags no export says/
    ],
    [
      'a policy attached to nothing fails',
      (e) => {
        root(e, 'TAG_POLICY')
        e.fact('org_policy', { id: 'p-tags', name: 'Tags', type: 'TAG_POLICY' })
        e.source('policy-targets', 'policy-targets.p-tags.json')
      },
      'exception',
      /none of 1 policy is attached/
    ]
  ],
  'organization-delegation-policy': [
    [
      'a policy that names an account of the organization passes',
      (e) => delegation(e, { AWS: `arn:aws:iam::${member}:root` }),
      'pass',
      /lets account 444455556666 manage policies/
    ],
    [
      'a stranger fails',
      (e) => delegation(e, { AWS: 'arn:aws:iam::777788889999:root' }),
      'exception',
      /names 777788889999, no account of the organization/
    ],
    ['any principal fails', (e) => delegation(e, '*'), 'exception', /any principal/],
    [
      'any principal of the organization is for judgement',
      (e) => delegation(e, '*', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }),
      'needs-review',
      /under a condition/
    ],
    [
      'the answer that there is none fails',
      (e) => {
        e.fact('org_organization', {})
        e.fact('resource_policy', { service: 'organizations', resource: 'organization' })
      },
      'exception',
      /no delegation policy, as AWS answered/
    ],
    [
      'no answer is undecided',
      (e) => e.fact('org_organization', {}),
      'needs-review',
      /describe-resource-policy/
    ]
  ]
})

describe('delegated-administrators', () => {
  test('each service of each administrator is a member, not the last alone', () => {
    const estate = openEstate()
    estate.fact('org_account', {})
    estate.fact('org_account', { id: '777788889999', name: 'network' })
    estate.fact('org_delegated_administrator', {})
    estate.fact('org_delegated_administrator', { id: '777788889999', name: null })
    estate.fact('org_delegated_service', {})
    estate.fact('org_delegated_service', { service: 'config.amazonaws.com' })
    estate.fact('org_delegated_service', { id: '777788889999', service: 'ram.amazonaws.com' })

    expect(Object.keys(estate.statuses('delegated-administrators'))).toEqual([
      '444455556666#config.amazonaws.com',
      '444455556666#guardduty.amazonaws.com',
      '777788889999#ram.amazonaws.com'
    ])
  })

  test('none at all is not applicable', () => {
    const estate = openEstate()
    estate.source('delegated-administrators')

    expect(estate.run('delegated-administrators').outcome).toBe('not-applicable')
  })
})

describe('delegated-security-services', () => {
  const guardduty = `${organizationArn}#guardduty.amazonaws.com`

  function statusOf(
    given: (estate: Estate) => void,
    context: ReturnType<typeof coverage> = coverage({})
  ): MemberStatus | undefined {
    const estate = openEstate()
    estate.fact('org_organization', {})
    given(estate)
    return estate.statuses('delegated-security-services', context)[guardduty]
  }

  function trusted(estate: Estate): void {
    estate.fact('org_service_access', {})
  }

  test('a service delegated to a member passes', () => {
    const found = statusOf((e) => {
      trusted(e)
      e.fact('org_delegated_administrator', {})
      e.fact('org_delegated_service', {})
    })

    expect(found).toBe('pass')
  })

  test('a service in use that nobody administers but the management account fails', () => {
    expect(statusOf(trusted)).toBe('exception')
    expect(
      statusOf((e) => {
        trusted(e)
        e.fact('org_delegated_service', { id: account })
      })
    ).toBe('exception')
  })

  test('a service that is not trusted is not administered for the organization by anyone', () => {
    expect(statusOf(() => undefined)).toBe('pass')
  })

  test('administrators of whom nothing more was received leave it open', () => {
    const found = statusOf((e) => {
      trusted(e)
      e.fact('org_delegated_administrator', {})
    })

    expect(found).toBe('needs-review')
  })

  test('without the trusted services nobody can tell whether the service is in use', () => {
    expect(statusOf(trusted, coverage({ 'organization-service-access': 'missing' }))).toBe('needs-review')
  })

  test('every security service is a member', () => {
    const estate = openEstate()
    estate.fact('org_organization', {})

    expect(Object.keys(estate.statuses('delegated-security-services'))).toHaveLength(7)
  })
})

describe('lists of policies that were not received', () => {
  test.each([
    ['organization-ai-opt-out', 'AISERVICES_OPT_OUT_POLICY'],
    ['organization-tag-policies', 'TAG_POLICY']
  ])('%s is undecided', (check, type) => {
    const estate = openEstate()
    root(estate, type)

    const found = estate.only(check, coverage({ [`organization-policies.${type}`]: 'missing' }))

    expect(found.status).toBe('needs-review')
    expect(found.detail).toContain(`list-policies --filter ${type}`)
  })

  test('strangers of a delegation policy are undecided without the list of accounts', () => {
    const estate = openEstate()
    delegation(estate, { AWS: 'arn:aws:iam::777788889999:root' })

    const found = estate.only(
      'organization-delegation-policy',
      coverage({ 'organization-accounts': 'partial' })
    )

    expect(found.status).toBe('needs-review')
  })
})
