/** What groups give: administrators, doubles, and denials that bind nobody. */
import { describe, expect, test } from 'vitest'

import { defaultParameters } from '../../../src/shared/parameters.ts'
import { testCases, type Case } from './cases.ts'
import { account, allow, groupArn, openEstate, policyArn, roleArn, userArn, type Estate } from './database.ts'

const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess'

function group(document: object | null, name = 'ops'): Case[1] {
  return (e) => {
    e.fact('iam_group', { arn: groupArn(name), name })
    e.fact('iam_membership', { group_name: name.toUpperCase() })
    if (document)
      e.fact('iam_inline_policy', {
        principal_arn: groupArn(name),
        principal_kind: 'group',
        document_id: e.document(document)
      })
  }
}

function denial(action: string | string[], resource: string | string[]): Case[1] {
  return (e) =>
    e.fact('iam_inline_policy', {
      document_id: e.document({ Statement: [{ Effect: 'Deny', Action: action, Resource: resource }] })
    })
}

testCases({
  'administrator-groups': [
    ['a group with narrow rights passes', group(allow('s3:Get*')), 'pass', /is no administrator/],
    [
      'a group that gives everything fails with its members',
      group(allow('*')),
      'exception',
      /Group ops has every permission \(adhoc\), for 1 member/
    ],
    [
      'AdministratorAccess fails also without its document',
      (e) => {
        group(null)(e)
        e.fact('iam_attachment', {
          principal_arn: groupArn('ops'),
          principal_kind: 'group',
          policy_arn: administratorAccess,
          policy_name: 'AdministratorAccess'
        })
      },
      'exception',
      /AdministratorAccess/
    ],
    [
      'everything under a condition is for judgement',
      group(allow('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
      'needs-review',
      /under a condition/
    ],
    [
      'a policy without its document is undecided',
      (e) => {
        group(null)(e)
        e.fact('iam_attachment', { principal_arn: groupArn('ops'), principal_kind: 'group' })
      },
      'needs-review',
      /holds deploy, which the export does not describe/
    ]
  ],
  'administrator-groups-names': [
    [
      'a name that says so passes',
      group(allow('*'), 'cloud-Admins'),
      'pass',
      /says that its members are administrators/
    ],
    [
      'a name that does not is for judgement',
      group(allow('*')),
      'needs-review',
      /which its name does not say; it has 1 member/
    ]
  ],
  'redundant-groups': [
    [
      'a group of its own kind passes',
      group(allow('s3:Get*')),
      'pass',
      /No other group holds the same 1 policy/
    ],
    ['a group without policies passes', group(null), 'pass', /holds no policy/]
  ],
  'group-denials': [
    [
      'a policy without such a denial passes',
      denial('iam:CreateAccessKey', '*'),
      'pass',
      /denies nothing on a group/
    ],
    [
      'a denial of what is done to users fails',
      denial(['iam:CreateAccessKey', 'iam:ChangePassword'], groupArn('ops')),
      'exception',
      /denies iam:CreateAccessKey and iam:ChangePassword on arn:aws:iam::111122223333:group\/ops \(statement 1\), which binds no member/
    ],
    [
      'a denial of what is done to groups passes',
      denial('iam:AddUserToGroup', groupArn('ops')),
      'pass',
      /denies nothing/
    ],
    [
      'a denial of both kinds by a pattern passes',
      denial('iam:*', groupArn('ops')),
      'pass',
      /denies nothing/
    ],
    [
      'a denial on a group and a user passes',
      denial('iam:CreateAccessKey', [groupArn('ops'), userArn('ada')]),
      'pass',
      /denies nothing/
    ],
    [
      'a denial of another service fails',
      denial('s3:GetObject', groupArn('ops')),
      'exception',
      /s3:GetObject/
    ],
    [
      'a missing document is undecided',
      (e) => e.fact('iam_attachment', {}),
      'needs-review',
      /does not carry its document/
    ]
  ],
  'administrator-count': [
    [
      'no administrator passes',
      (e) => e.fact('iam_user', {}),
      'pass',
      /has 0 administrators; the limit is 5/
    ],
    [
      'one is named',
      (e) => {
        e.fact('iam_role', {})
        e.fact('iam_inline_policy', {
          principal_arn: roleArn('worker'),
          principal_kind: 'role',
          document_id: e.document(allow('*'))
        })
      },
      'pass',
      /has 1 administrator \(role worker\)/
    ],
    ['six fail', (e) => administrators(e, 6), 'exception', /has 6 administrators \(.*\); the limit is 5/],
    [
      'five and one that may be are for judgement',
      (e) => {
        administrators(e, 5)
        e.fact('iam_user', { arn: userArn('perhaps'), name: 'perhaps' })
        e.fact('iam_inline_policy', {
          principal_arn: userArn('perhaps'),
          document_id: e.document(allow('iam:*'))
        })
      },
      'needs-review',
      /and 1 more may be \(user perhaps\)/
    ],
    [
      'roles AWS makes for the management account are not counted',
      (e) => {
        for (const name of ['OrganizationAccountAccessRole', 'AWSControlTowerExecution']) {
          e.fact('iam_role', { arn: roleArn(name), name })
          e.fact('iam_attachment', {
            principal_arn: roleArn(name),
            principal_kind: 'role',
            policy_arn: administratorAccess,
            policy_name: 'AdministratorAccess'
          })
        }
      },
      'pass',
      /has 0 administrators/
    ]
  ]
})

describe('the number of administrators', () => {
  test('is held against the limit of the engagement', () => {
    const estate = openEstate()
    administrators(estate, 2)
    const parameters = { ...defaultParameters(), maxAdministrators: 1 }

    expect(estate.only('administrator-count', { parameters })).toMatchObject({
      status: 'exception',
      detail: `Account ${account} has 2 administrators (user admin-0 and user admin-1); the limit is 1.`
    })
  })
})

describe('what others get wrong', () => {
  test('a group of administrators is known by what it holds, not by one policy’s name', () => {
    const estate = openEstate()
    group(null, 'staff')(estate)
    estate.fact('iam_policy', { document_id: estate.document(allow(['*:*'], ['*'])) })
    estate.fact('iam_attachment', { principal_arn: groupArn('staff'), principal_kind: 'group' })

    expect(estate.statuses('administrator-groups')).toEqual({ [groupArn('staff')]: 'exception' })
  })

  test('a denial attached to the group, which does bind its members, is no denial on the group', () => {
    const estate = openEstate()
    group({ Statement: [{ Effect: 'Deny', Action: 'iam:CreateAccessKey', Resource: '*' }] })(estate)

    expect(estate.only('group-denials').status).toBe('pass')
  })
})

describe('groups that give the same', () => {
  test('are found by attached policies and by what inline policies say, whatever their layout', () => {
    const estate = openEstate()
    for (const name of ['readers', 'viewers', 'writers']) {
      estate.fact('iam_group', { arn: groupArn(name), name })
      estate.fact('iam_attachment', {
        principal_arn: groupArn(name),
        principal_kind: 'group',
        policy_arn: policyArn('read')
      })
    }
    const inline = (name: string, document: unknown): void =>
      estate.fact('iam_inline_policy', {
        principal_arn: groupArn(name),
        principal_kind: 'group',
        name: `of-${name}`,
        document_id: estate.document(document)
      })
    inline('readers', allow('s3:Get*', ['a', 'b']))
    inline(
      'viewers',
      '{"Statement":{"Resource":["b","a"],"Action":["s3:Get*"],"Effect":"Allow"},"Version":"2012-10-17"}'
    )
    inline('writers', allow('s3:Put*'))

    expect(estate.verdicts('redundant-groups')).toEqual({
      [groupArn('readers')]:
        'needs-review: Group readers, with 0 members, holds the same 2 policies as viewers.',
      [groupArn('viewers')]:
        'needs-review: Group viewers, with 0 members, holds the same 2 policies as readers.',
      [groupArn('writers')]: 'pass: No other group holds the same 2 policies as group writers.'
    })
  })
})

function administrators(e: Estate, count: number): void {
  for (let n = 0; n < count; n++) {
    e.fact('iam_user', { arn: userArn(`admin-${n}`), name: `admin-${n}` })
    e.fact('iam_attachment', {
      principal_arn: userArn(`admin-${n}`),
      policy_arn: administratorAccess,
      policy_name: 'AdministratorAccess'
    })
  }
}
