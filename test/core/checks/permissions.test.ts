import { describe, expect, test } from 'vitest'

import { testCases, type Case } from './cases.ts'
import {
  account,
  allow,
  coverage,
  groupArn,
  openEstate,
  policyArn,
  roleArn,
  trust,
  userArn,
  type Estate
} from './database.ts'

const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess'
const everything = allow('*')
const notAction = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', NotAction: ['billing:*'], Resource: '*' }
}

/** What every check of administrators says of a document, wherever the policy hangs. */
const documents: readonly (readonly [string, unknown, Case[2], RegExp])[] = [
  ['that allows some actions passes', allow('s3:Get*'), 'pass', /does not allow every action/],
  [
    'that allows every action on every resource fails',
    everything,
    'exception',
    /allows every action on every resource/
  ],
  ['that spells everything as *:* fails', allow(['*:*'], ['*']), 'exception', /allows every action/],
  ['that allows everything on one bucket passes', allow('*', 'arn:aws:s3:::one/*'), 'pass', /does not allow/],
  [
    'that allows everything under a condition is for judgement',
    allow('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    'needs-review',
    /conditional administrator.*MultiFactorAuthPresent/
  ],
  [
    'that allows everything but on some resources is for judgement',
    { Statement: [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::logs/*' }] },
    'needs-review',
    /NotResource/
  ],
  [
    'that allows all of IAM is for judgement',
    allow(['iam:*', 's3:*']),
    'needs-review',
    /can become administrator/
  ],
  [
    'that denies everything passes',
    { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] },
    'pass',
    /does not allow/
  ],
  ['that is no policy is for judgement', '{"Statement": "broken"', 'needs-review', /could not be read/],
  [
    'of which one statement is broken still fails by the other',
    { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Maybe' }] },
    'exception',
    /allows every action/
  ]
]

testCases({
  'customer-policy-administrators': documents.map(([name, document, status, detail]): Case => [
    `an attached policy ${name}`,
    (e) => {
      e.fact('iam_policy', { document_id: e.document(document) })
      e.fact('iam_attachment', {})
    },
    status,
    detail
  ]),
  'inline-policy-administrators': documents.map(([name, document, status, detail]): Case => [
    `an inline policy ${name}`,
    (e) => e.fact('iam_inline_policy', { document_id: e.document(document) }),
    status,
    detail
  ]),
  'aws-policy-administrators': [
    [
      'a policy with narrow statements passes',
      (e) => attachAwsPolicy(e, 'ReadOnlyAccess', e.document(allow('s3:Get*'))),
      'pass',
      /ReadOnlyAccess does not/
    ],
    [
      'AdministratorAccess fails by its ARN, also without its document',
      (e) => attachAwsPolicy(e, 'AdministratorAccess', null),
      'exception',
      /AdministratorAccess allows every action on every resource\. Attached to user ada/
    ],
    [
      'a policy of another name fails by its document',
      (e) => attachAwsPolicy(e, 'SomethingNew', e.document(everything)),
      'exception',
      /SomethingNew allows every action/
    ],
    [
      'a policy whose document is missing is for judgement',
      (e) => attachAwsPolicy(e, 'ReadOnlyAccess', null),
      'needs-review',
      /does not carry its document/
    ],
    [
      'a policy that the export does not describe at all is for judgement',
      (e) =>
        e.fact('iam_attachment', {
          policy_arn: 'arn:aws:iam::aws:policy/job-function/Billing',
          policy_name: 'Billing'
        }),
      'needs-review',
      /does not carry its document/
    ],
    [
      'AdministratorAccess of another partition fails',
      (e) =>
        e.fact('iam_attachment', {
          policy_arn: 'arn:aws-us-gov:iam::aws:policy/AdministratorAccess',
          policy_name: 'AdministratorAccess'
        }),
      'exception',
      /allows every action/
    ],
    [
      'AdministratorAccess on the role AWS makes for the management account alone is for judgement',
      (e) =>
        e.fact('iam_attachment', {
          principal_arn: roleArn('OrganizationAccountAccessRole'),
          principal_kind: 'role',
          policy_arn: administratorAccess,
          policy_name: 'AdministratorAccess'
        }),
      'needs-review',
      /management account/
    ]
  ],
  'administrator-users': [
    ['a user without it passes', (e) => e.fact('iam_user', {}), 'pass', /does not have/],
    [
      'a user with it attached fails',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_attachment', { policy_arn: administratorAccess, policy_name: 'AdministratorAccess' })
      },
      'exception',
      /attached directly/
    ],
    [
      'a user with it through a group fails, whatever the case of the group’s name',
      (e) => {
        e.fact('iam_user', { boundary_arn: policyArn('boundary') })
        e.fact('iam_membership', { group_name: 'Admins' })
        e.fact('iam_group', { arn: groupArn('admins'), name: 'admins' })
        e.fact('iam_attachment', {
          principal_arn: groupArn('admins'),
          principal_kind: 'group',
          policy_arn: administratorAccess,
          policy_name: 'AdministratorAccess'
        })
      },
      'exception',
      /through Admins; a permissions boundary limits it/
    ],
    [
      'a policy of the client under the same name is not it',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_attachment', {
          policy_arn: policyArn('AdministratorAccess'),
          policy_name: 'AdministratorAccess'
        })
      },
      'pass',
      /does not have/
    ],
    [
      'a group that the export does not describe is for judgement',
      (e) => {
        e.fact('iam_user', {})
        e.fact('iam_membership', { group_name: 'mystery' })
      },
      'needs-review',
      /is in mystery, which the export does not describe/
    ]
  ],
  'administrator-roles': [
    ['a role without it passes', (e) => e.fact('iam_role', {}), 'pass', /does not have/],
    [
      'a role with it fails and says who may take it',
      (e) => administratorRole(e, 'worker'),
      'exception',
      /can be taken by ec2\.amazonaws\.com/
    ],
    [
      'the role AWS makes for the management account is for judgement',
      (e) => administratorRole(e, 'OrganizationAccountAccessRole'),
      'needs-review',
      /management account/
    ]
  ],
  'policy-not-action': [
    [
      'a policy that lists its actions passes',
      (e) => e.fact('iam_policy', { document_id: e.document(everything) }),
      'pass',
      /no Allow with NotAction/
    ],
    [
      'a policy with Allow and NotAction fails, attached or not',
      (e) => e.fact('iam_policy', { attachment_count: 0, document_id: e.document(notAction) }),
      'exception',
      /Policy deploy allows every action but billing:\* on every resource\.$/
    ],
    [
      'an inline policy with Allow and NotAction fails',
      (e) => e.fact('iam_inline_policy', { document_id: e.document(notAction) }),
      'exception',
      /Inline policy adhoc of user ada allows/
    ],
    [
      'Deny with NotAction passes',
      (e) =>
        e.fact('iam_policy', {
          document_id: e.document({ Statement: [{ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }] })
        }),
      'pass',
      /no Allow/
    ],
    [
      'a policy without its document is for judgement',
      (e) => e.fact('iam_policy', {}),
      'needs-review',
      /not carry/
    ]
  ],
  'support-role': [
    [
      'a role that people can take passes',
      (e) => supportRole(e, trust({ AWS: `arn:aws:iam::${account}:root` })),
      'pass',
      /on role support/
    ],
    [
      'a role that only services can take is for judgement',
      (e) => supportRole(e, trust({ Service: 'lambda.amazonaws.com' })),
      'needs-review',
      /services but no people/
    ],
    [
      'a role without its trust policy is for judgement',
      (e) => supportRole(e, null),
      'needs-review',
      /who may take it/
    ],
    ['no role fails', () => undefined, 'exception', /has no role with AWSSupportAccess/],
    [
      'a user with the policy is no role',
      (e) =>
        e.fact('iam_attachment', {
          policy_arn: 'arn:aws:iam::aws:policy/AWSSupportAccess',
          policy_name: 'AWSSupportAccess'
        }),
      'exception',
      /on user ada and on no role/
    ]
  ]
})

describe('customer policies', () => {
  test('that nothing holds are left to the check of unattached policies', () => {
    const estate = openEstate()
    estate.fact('iam_policy', { attachment_count: 0, document_id: estate.document(everything) })

    expect(estate.run('customer-policy-administrators').outcome).toBe('not-applicable')
    expect(estate.statuses('unattached-policies')).toEqual({ [policyArn('deploy')]: 'exception' })
  })

  test('count as attached by AWS’s own count or by an attachment in the export', () => {
    const estate = openEstate()
    const document_id = estate.document(everything)
    estate.fact('iam_policy', { document_id, attachment_count: 3 })
    estate.fact('iam_policy', { arn: policyArn('two'), name: 'two', document_id, attachment_count: null })
    estate.fact('iam_attachment', { policy_arn: policyArn('two'), policy_name: 'two' })

    expect(estate.statuses('customer-policy-administrators')).toEqual({
      [policyArn('deploy')]: 'exception',
      [policyArn('two')]: 'exception'
    })
  })

  test('that are attached and not in the export are for judgement', () => {
    const estate = openEstate()
    estate.fact('iam_attachment', { policy_arn: policyArn('lost'), policy_name: 'lost' })

    expect(estate.statuses('customer-policy-administrators')).toEqual({ [policyArn('lost')]: 'needs-review' })
  })
})

describe('inline policies', () => {
  test('are exceptions each, and principals without any pass', () => {
    const estate = openEstate()
    const document_id = estate.document(allow('s3:Get*'))
    estate.fact('iam_user', {})
    estate.fact('iam_group', {})
    estate.fact('iam_role', {})
    estate.fact('iam_inline_policy', { document_id })
    estate.fact('iam_inline_policy', {
      document_id,
      principal_arn: roleArn('worker'),
      principal_kind: 'role',
      name: 'a'
    })
    estate.fact('iam_inline_policy', {
      document_id,
      principal_arn: roleArn('worker'),
      principal_kind: 'role',
      name: 'b'
    })

    expect(estate.statuses('inline-policies')).toEqual({
      [`${userArn('ada')}#adhoc`]: 'exception',
      [groupArn('ops')]: 'pass',
      [`${roleArn('worker')}#a`]: 'exception',
      [`${roleArn('worker')}#b`]: 'exception'
    })
  })

  test.each(['inline-policies', 'inline-policy-administrators', 'policy-not-action'])(
    'of roles that AWS keeps are no members of %s',
    (check) => {
      const estate = openEstate()
      const path = '/aws-reserved/sso.amazonaws.com/'
      const name = 'AWSReservedSSO_Admin_0123456789abcdef'
      estate.fact('iam_role', { arn: roleArn(name, path), name, iam_path: path })
      estate.fact('iam_inline_policy', {
        principal_arn: roleArn(name, path),
        principal_kind: 'role',
        name: 'AwsSSOInlinePolicy',
        document_id: estate.document(everything)
      })

      expect(estate.run(check)).toMatchObject({ outcome: 'not-applicable', population: 0 })
    }
  )
})

test('AdministratorAccess on roles of IAM Identity Center is left out', () => {
  const estate = openEstate()
  estate.fact('iam_attachment', {
    principal_arn: roleArn('AWSReservedSSO_Admin_0123456789abcdef', '/aws-reserved/sso.amazonaws.com/'),
    principal_kind: 'role',
    policy_arn: administratorAccess,
    policy_name: 'AdministratorAccess'
  })

  expect(estate.run('aws-policy-administrators').outcome).toBe('not-applicable')
})

describe('support role', () => {
  test('is missed account-wide', () => {
    expect(openEstate().statuses('support-role')).toEqual({ [account]: 'exception' })
  })

  test('is undecided where roles are missing from the export', () => {
    const partial = coverage({ 'account-authorization-details.roles': 'partial' })

    expect(openEstate().run('support-role', partial)).toMatchObject({
      outcome: 'needs-review',
      exceptions: []
    })
  })
})

function attachAwsPolicy(estate: Estate, name: string, document_id: number | null): void {
  const arn = `arn:aws:iam::aws:policy/${name}`
  estate.fact('iam_policy', { arn, name, is_aws_managed: 1, document_id })
  estate.fact('iam_attachment', { policy_arn: arn, policy_name: name })
}

function administratorRole(estate: Estate, name: string): void {
  estate.fact('iam_role', {
    arn: roleArn(name),
    name,
    trust_document_id: estate.document(trust({ Service: 'ec2.amazonaws.com' }))
  })
  estate.fact('iam_attachment', {
    principal_arn: roleArn(name),
    principal_kind: 'role',
    policy_arn: administratorAccess,
    policy_name: 'AdministratorAccess'
  })
}

function supportRole(estate: Estate, document: unknown): void {
  estate.fact('iam_role', {
    arn: roleArn('support'),
    name: 'support',
    trust_document_id: document === null ? null : estate.document(document)
  })
  estate.fact('iam_attachment', {
    principal_arn: roleArn('support'),
    principal_kind: 'role',
    policy_arn: 'arn:aws:iam::aws:policy/AWSSupportAccess',
    policy_name: 'AWSSupportAccess'
  })
}
