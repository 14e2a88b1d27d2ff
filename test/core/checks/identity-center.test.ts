import { describe, expect, test } from 'vitest'

import { defaultParameters } from '../../../src/shared/parameters.ts'
import { testCases } from './cases.ts'
import {
  account,
  allow,
  coverage,
  daysAgo,
  openEstate,
  permissionSetArn,
  policyArn,
  roleArn,
  userArn,
  type Estate
} from './database.ts'

const set = 'ps-1111222233334444'
const setArn = permissionSetArn(set)
const member = '444455556666'
const instanceArn = 'arn:aws:sso:::instance/ssoins-1111222233334444'
const reservedPath = '/aws-reserved/sso.amazonaws.com/eu-west-1/'

/** The role IAM Identity Center keeps for a permission set; answers its ARN. */
function reservedRole(
  estate: Estate,
  name: string,
  given: { readonly owner?: string; readonly lastUsedAt?: number | null; readonly createdAt?: number } = {}
): string {
  const { owner = account, lastUsedAt = null, createdAt = daysAgo(400) } = given
  const roleName = `AWSReservedSSO_${name}_0123456789abcdef`
  const arn = roleArn(roleName, reservedPath).replace(account, owner)
  estate.fact('iam_role', {
    account_id: owner,
    arn,
    name: roleName,
    iam_path: reservedPath,
    last_used_at: lastUsedAt,
    created_at: createdAt
  })
  return arn
}

/** The answers of all three lists of a permission set's policies. */
function policiesAnswered(estate: Estate, id = set): void {
  estate.answers(
    'permission-set-policies',
    `inline of ${id}`,
    `aws-managed of ${id}`,
    `customer-managed of ${id}`
  )
}

/** A list of all permission sets, of their accounts and of the assignments in those. */
function assignmentsAnswered(estate: Estate, ...accounts: readonly string[]): void {
  estate.answers('permission-sets', '', `set ${set}`)
  estate.answers('permission-set-accounts', set)
  estate.answers('account-assignments', ...accounts.map((id) => `${id} ${set}`))
  estate.fact('permission_set', {})
  for (const id of accounts) estate.fact('permission_set_account', { target_account_id: id })
}

testCases({
  'identity-center': [
    [
      "the management account's instance passes",
      (e) => {
        e.answers('sso-instances', 'eu-west-1')
        e.fact('org_organization', {})
        e.fact('sso_instance', {})
      },
      'pass',
      /belongs to the management account 111122223333/
    ],
    [
      'an instance whose owner is not told is undecided',
      (e) => {
        e.answers('sso-instances', 'eu-west-1')
        e.fact('org_organization', {})
        e.fact('sso_instance', { account_id: '' })
      },
      'needs-review',
      /does not say whether/
    ],
    [
      'an instance without an organization to compare is undecided',
      (e) => {
        e.answers('sso-instances', 'eu-west-1')
        e.fact('sso_instance', {})
      },
      'needs-review',
      /describe-organization/
    ],
    [
      'an instance that is being deleted is undecided',
      (e) => {
        e.answers('sso-instances', 'eu-west-1')
        e.fact('org_organization', {})
        e.fact('sso_instance', { status: 'DELETE_IN_PROGRESS' })
      },
      'needs-review',
      /DELETE_IN_PROGRESS/
    ],
    [
      'no instance where the service is not even trusted fails',
      (e) => {
        e.answers('sso-instances', 'eu-west-1')
        e.fact('org_organization', {})
      },
      'exception',
      /sso\.amazonaws\.com is not among its trusted services/
    ],
    [
      'no instance in the regions asked may be at home elsewhere',
      (e) => {
        e.answers('sso-instances', 'eu-west-1', 'us-east-1')
        e.fact('org_organization', {})
        e.fact('org_service_access', { service: 'sso.amazonaws.com' })
        reservedRole(e, 'Reader')
      },
      'needs-review',
      /no instance of the organization in eu-west-1 and us-east-1; .+ 1 role of permission sets/
    ]
  ],
  'permission-set-administrators': [
    [
      'a set without much passes',
      (e) => {
        policiesAnswered(e)
        e.fact('permission_set', {})
      },
      'pass',
      /Reader does not allow everything/
    ],
    [
      'AdministratorAccess is for sign-off, with whom it reaches',
      (e) => {
        policiesAnswered(e)
        e.fact('permission_set', {})
        e.fact('permission_set_policy', {})
        e.fact('account_assignment', {})
        e.fact('account_assignment', { account_id: account, principal_type: 'USER', principal_id: 'user-1' })
      },
      'needs-review',
      /by AdministratorAccess; .+ It reaches 2 accounts; the exports show 1 group and 1 user assigned/
    ],
    [
      'everything by an inline policy fails, also where the folder names the set by its id',
      (e) => {
        policiesAnswered(e)
        e.fact('permission_set', {})
        e.fact('permission_set_policy', {
          permission_set_arn: set,
          kind: 'inline',
          name: '',
          policy_arn: null,
          document_id: e.document(allow('*'))
        })
      },
      'exception',
      /by its inline policy, without AdministratorAccess/
    ],
    [
      'everything by a policy of the accounts fails',
      (e) => {
        policiesAnswered(e)
        e.fact('permission_set', {})
        e.fact('permission_set_policy', { kind: 'customer-managed', name: 'team/Deploy', policy_arn: null })
        e.fact('iam_policy', {
          account_id: member,
          name: 'Deploy',
          iam_path: '/team/',
          document_id: e.document(allow('*'))
        })
      },
      'exception',
      /by customer policy team\/Deploy/
    ],
    [
      'a set whose policies were not received is undecided',
      (e) => {
        e.answers('permission-set-policies', `inline of ${set}`)
        e.fact('permission_set', {})
      },
      'needs-review',
      /not all its policies were received/
    ],
    [
      'the roles in the accounts tell where the policies were not received',
      (e) => {
        e.fact('permission_set', {})
        e.fact('iam_attachment', {
          principal_arn: reservedRole(e, 'Reader'),
          principal_kind: 'role',
          policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess'
        })
      },
      'needs-review',
      /Permission set Reader allows everything by the policies of its roles/
    ],
    [
      'a role tells without any export of IAM Identity Center',
      (e) => {
        e.fact('iam_attachment', {
          principal_arn: reservedRole(e, 'Admin_Access'),
          principal_kind: 'role',
          policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess'
        })
      },
      'needs-review',
      /^Role AWSReservedSSO_Admin_Access_0123456789abcdef allows everything/
    ]
  ],
  'identity-center-user-assignments': [
    [
      'an assignment to a group passes',
      (e) => {
        assignmentsAnswered(e, member)
        e.fact('account_assignment', {})
        e.fact('identity_group', {})
      },
      'pass',
      /Permission set Reader is assigned in account 444455556666 to group Readers/
    ],
    [
      'an assignment to a person is for judgement',
      (e) => {
        assignmentsAnswered(e, member)
        e.fact('account_assignment', { principal_type: 'USER', principal_id: 'user-1' })
        e.fact('identity_user', {})
      },
      'needs-review',
      /to user ada@example\.com and not to a group/
    ],
    [
      'a deleted person is named by the id left behind',
      (e) => {
        assignmentsAnswered(e, member)
        e.fact('account_assignment', { principal_type: 'USER', principal_id: 'user-9' })
      },
      'needs-review',
      /to user user-9/
    ]
  ],
  'permission-set-sessions': [
    [
      'more than an hour is undecided where no policy says whether it makes administrators',
      (e) => e.fact('permission_set', { session_seconds: 8 * 3600 }),
      'needs-review',
      /8 hours/
    ],
    [
      'a working day passes where the policies show no administrator',
      (e) => {
        policiesAnswered(e)
        e.fact('permission_set', { session_seconds: 8 * 3600 })
      },
      'pass',
      /last 8 hours\.$/
    ],
    [
      'more fails',
      (e) => {
        policiesAnswered(e)
        e.fact('permission_set', { session_seconds: 12 * 3600 })
      },
      'exception',
      /last 12 hours, the limit is 8 hours/
    ],
    [
      'administrators may have one hour',
      (e) => {
        policiesAnswered(e)
        e.fact('permission_set', {})
        e.fact('permission_set_policy', {})
      },
      'pass',
      /administrator permission set Reader last 1 hour/
    ],
    [
      'administrators with more fail',
      (e) => {
        policiesAnswered(e)
        e.fact('permission_set', { session_seconds: 5400 })
        e.fact('permission_set_policy', {})
      },
      'exception',
      /last 90 minutes, the limit is 1 hour/
    ],
    [
      'a set that is only listed is undecided',
      (e) => e.fact('permission_set', { name: null, session_seconds: null }),
      'needs-review',
      /describe-permission-set/
    ]
  ],
  'permission-set-boundaries': [
    [
      'a boundary passes',
      (e) => {
        e.fact('permission_set', {})
        e.fact('permission_set_policy', { kind: 'boundary', name: 'team/Boundary', policy_arn: null })
      },
      'pass',
      /team\/Boundary/
    ],
    [
      'the answer that there is none is for judgement',
      (e) => {
        e.answers('permission-set-policies', `boundary of ${set}`)
        e.fact('permission_set', {})
      },
      'needs-review',
      /has no permissions boundary/
    ],
    [
      'no answer is undecided',
      (e) => e.fact('permission_set', {}),
      'needs-review',
      /get-permissions-boundary-for-permission-set/
    ]
  ],
  'unused-permission-sets': [
    [
      'a role used anywhere passes',
      (e) => {
        e.fact('permission_set', {})
        reservedRole(e, 'Reader', { lastUsedAt: daysAgo(200) })
        reservedRole(e, 'Reader', { owner: member, lastUsedAt: daysAgo(90) })
      },
      'pass',
      /last used 90 days before the export/
    ],
    [
      'a set provisioned to no account fails',
      (e) => {
        e.answers('permission-set-accounts', set)
        e.fact('permission_set', {})
      },
      'exception',
      /provisioned to no account/
    ],
    [
      'no use in any account fails where all of them were seen',
      (e) => {
        e.answers('permission-set-accounts', set)
        e.fact('permission_set', {})
        e.fact('permission_set_account', {})
        reservedRole(e, 'Reader', { owner: member, lastUsedAt: daysAgo(91) })
      },
      'exception',
      /last used 91 days before the export \(.+\) in 1 account, the limit is 90 days/
    ],
    [
      'no use in some accounts is undecided where others were not seen',
      (e) => {
        e.answers('permission-set-accounts', set)
        e.fact('permission_set', {})
        e.fact('permission_set_account', {})
        e.fact('permission_set_account', { target_account_id: account })
        reservedRole(e, 'Reader', { owner: member })
      },
      'needs-review',
      /has no recorded use in the 1 account .+, of 2 it is provisioned to/
    ],
    [
      'a provisioned set without any role received is undecided',
      (e) => {
        e.answers('permission-set-accounts', set)
        e.fact('permission_set', {})
        e.fact('permission_set_account', {})
      },
      'needs-review',
      /provisioned to 1 account, and no authorization details received show its role/
    ],
    [
      'a role made lately passes',
      (e) => {
        e.fact('permission_set', {})
        reservedRole(e, 'Reader', { createdAt: daysAgo(10) })
      },
      'pass',
      /may not be in use yet/
    ],
    [
      'a set of which nothing else was received is undecided',
      (e) => e.fact('permission_set', {}),
      'needs-review',
      /list-accounts-for-provisioned-permission-set/
    ]
  ],
  'identity-center-local-users': [
    [
      'provisioned users pass',
      (e) => e.fact('identity_user', {}),
      'pass',
      /all provisioned by https:\/\/scim/
    ],
    [
      'users made by hand beside them are named',
      (e) => {
        e.fact('identity_user', {})
        e.fact('identity_user', { user_id: 'user-2', user_name: 'admin', external_issuer: null })
        e.fact('identity_user', { user_id: 'user-3', status: 'DISABLED', external_issuer: null })
      },
      'needs-review',
      /has 2 users, 1 of them without an external id, made by hand: admin/
    ],
    [
      'a store without any provisioned user is for judgement',
      (e) => e.fact('identity_user', { external_issuer: null }),
      'needs-review',
      /none with an external id/
    ]
  ]
})

describe('assignments', () => {
  test('of pairs that were not received are named, and nothing passes by their absence', () => {
    const estate = openEstate()
    assignmentsAnswered(estate, member)
    estate.fact('permission_set_account', { target_account_id: account })
    estate.fact('sso_instance', {})
    estate.fact('account_assignment', {})

    const { outcome, needsReview } = estate.run('identity-center-user-assignments')

    expect(outcome).toBe('needs-review')
    expect(needsReview).toMatchObject([
      {
        resource: instanceArn,
        detail: expect.stringMatching(
          /received for 1 of 2 pairs .+ \(not 111122223333 ps-1111222233334444\)/
        ) as string
      }
    ])
  })

  test.each([
    [
      'without the accounts of a set',
      (e: Estate) => {
        e.answers('permission-sets', '')
        e.answers('account-assignments')
        e.fact('permission_set', {})
      },
      /For 1 of 1 permission set \(ps-1111222233334444\) no export says in which accounts/
    ],
    [
      'without the list of sets',
      (e: Estate) => e.answers('account-assignments', `${member} ${set}`),
      /list of all permission sets was not received/
    ]
  ])('%s are incomplete', (_, given, detail) => {
    const estate = openEstate()
    given(estate)
    estate.answers('account-assignments', 'principal user-1')

    const [member_] = estate.run('identity-center-user-assignments').needsReview

    expect(member_?.detail).toMatch(detail)
  })

  test('all received and none there leave nothing to test', () => {
    const estate = openEstate()
    assignmentsAnswered(estate, member)

    expect(estate.run('identity-center-user-assignments').outcome).toBe('not-applicable')
  })
})

describe('identity-center-management-account', () => {
  test('each assignment there is for sign-off, those of other accounts are left out', () => {
    const estate = openEstate()
    estate.fact('org_organization', {})
    assignmentsAnswered(estate, account, member)
    estate.fact('account_assignment', {})
    estate.fact('account_assignment', { account_id: account, principal_id: 'group-2' })

    expect(estate.only('identity-center-management-account')).toMatchObject({
      status: 'needs-review',
      detail: expect.stringMatching(/Reader is assigned to group group-2 in the management account/) as string
    })
  })

  test('nothing assigned there is not applicable only where every answer about it was received', () => {
    const whole = openEstate()
    whole.fact('org_organization', {})
    assignmentsAnswered(whole, member)
    const open = openEstate()
    open.fact('org_organization', {})
    assignmentsAnswered(open, member)
    open.fact('permission_set_account', { target_account_id: account })

    expect(whole.run('identity-center-management-account').outcome).toBe('not-applicable')
    expect(open.only('identity-center-management-account').detail).toMatch(/not everything was seen/)
  })

  test('the sets provisioned to the account, listed alone, are enough to know', () => {
    const estate = openEstate()
    estate.fact('org_organization', {})
    estate.answers('permission-sets', `account ${account}`)
    estate.answers('account-assignments', `${account} ${set}`)
    estate.fact('permission_set', {})
    estate.fact('permission_set_account', { target_account_id: account })

    expect(estate.run('identity-center-management-account').outcome).toBe('not-applicable')
  })
})

describe('identity-center', () => {
  test("an instance of a single account is for judgement, and the organization's own is still missing", () => {
    const estate = openEstate()
    estate.answers('sso-instances', 'eu-west-1')
    estate.fact('org_organization', {})
    estate.fact('sso_instance', { account_id: member })

    expect(estate.statuses('identity-center')).toEqual({
      [instanceArn]: 'needs-review',
      [`${instanceArn}#organization`]: 'exception'
    })
  })

  test('without the trusted services no instance is undecided', () => {
    const estate = openEstate()
    estate.answers('sso-instances', '')
    estate.fact('org_organization', {})

    const context = coverage({ 'organization-service-access': 'missing' })

    expect(estate.only('identity-center', context)).toMatchObject({
      status: 'needs-review',
      detail: expect.stringMatching(/in the region that was asked, which nothing names/) as string
    })
  })

  test('the limits of sessions can be changed', () => {
    const estate = openEstate()
    policiesAnswered(estate)
    estate.fact('permission_set', { session_seconds: 4 * 3600 })

    const parameters = { ...defaultParameters(), maxSessionHours: 2 }

    expect(estate.only('permission-set-sessions', { parameters }).status).toBe('exception')
  })
})

describe('identity-center-escalation', () => {
  function policy(estate: Estate, document: unknown): void {
    estate.fact('iam_policy', { document_id: estate.document(document) })
  }

  function atHome(estate: Estate): void {
    estate.fact('org_organization', {})
    estate.fact('org_service_access', { service: 'sso.amazonaws.com' })
  }

  function elsewhere(estate: Estate): void {
    estate.fact('org_organization', { account_id: member })
    estate.fact('sso_instance', { account_id: member })
    estate.answers('delegated-administrators', '')
  }

  test.each([
    [
      'other actions pass',
      atHome,
      allow(['sso:List*', 'sso:Describe*']),
      'pass',
      /does not let its holder change/
    ],
    [
      'attaching a policy to a set fails in the management account',
      atHome,
      allow('sso:AttachManagedPolicyToPermissionSet'),
      'exception',
      /allows sso:AttachManagedPolicyToPermissionSet in account 111122223333/
    ],
    ['a wildcard in any case fails', atHome, allow('SSO:*'), 'exception', /sso:CreateAccountAssignment/],
    [
      'adding a member to a group fails',
      atHome,
      allow('identitystore:Create*'),
      'exception',
      /identitystore:CreateGroupMembership/
    ],
    [
      'everything but a list fails by what the list forgot',
      atHome,
      { Statement: [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }] },
      'exception',
      /sso:CreateAccountAssignment/
    ],
    [
      'a condition is for judgement',
      atHome,
      allow('sso:*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      'needs-review',
      /under a condition or on some resources/
    ],
    ['everything is tested elsewhere', atHome, allow('*'), 'pass', /other controls test/],
    [
      'in an account that does not administer the service it reaches nothing',
      elsewhere,
      allow('sso:*'),
      'pass',
      /reach nothing/
    ],
    [
      'in a delegated account it fails',
      (e: Estate) => {
        elsewhere(e)
        e.fact('org_delegated_administrator', { id: account })
        e.fact('org_delegated_service', { id: account, service: 'sso.amazonaws.com' })
      },
      allow('sso:*'),
      'exception',
      /from which IAM Identity Center is administered/
    ],
    [
      'where the organization does not use the service it reaches nothing',
      (e: Estate) => e.fact('org_organization', {}),
      allow('sso:*'),
      'pass',
      /the organization does not use IAM Identity Center/
    ],
    [
      'in an account nobody places it is undecided',
      (e: Estate) => e.fact('sso_instance', { account_id: '' }),
      allow('sso:*'),
      'needs-review',
      /list-delegated-services-for-account/
    ]
  ] as const)('%s', (_, place, document, status, detail) => {
    const estate = openEstate()
    place(estate)
    policy(estate, document)

    const found = estate.only('identity-center-escalation')

    expect(found.status).toBe(status)
    expect(found.detail).toMatch(detail)
  })

  test('inline policies of permission sets count too', () => {
    const estate = openEstate()
    atHome(estate)
    const arn = reservedRole(estate, 'Operator')
    const document_id = estate.document(allow('sso:PutInlinePolicyToPermissionSet'))
    estate.fact('iam_inline_policy', {
      principal_arn: arn,
      principal_kind: 'role',
      name: 'AwsSSOInlinePolicy',
      document_id
    })
    estate.fact('iam_inline_policy', {
      principal_arn: userArn('ada'),
      document_id: estate.document(allow('s3:*'))
    })

    expect(estate.statuses('identity-center-escalation')).toEqual({
      [`${arn}#AwsSSOInlinePolicy`]: 'exception',
      [`${userArn('ada')}#adhoc`]: 'pass'
    })
  })

  test('without the trusted services nobody can tell whether the actions reach anything', () => {
    const estate = openEstate()
    estate.fact('org_organization', {})
    policy(estate, allow('sso:*'))

    expect(
      estate.only('identity-center-escalation', coverage({ 'organization-service-access': 'missing' }))
    ).toMatchObject({
      status: 'needs-review',
      detail: expect.stringMatching(/list-aws-service-access-for-organization/) as string
    })
  })

  test('a policy without a document, and one that cannot be read, are undecided', () => {
    const estate = openEstate()
    atHome(estate)
    estate.fact('iam_policy', {})
    estate.fact('iam_policy', {
      arn: policyArn('broken'),
      name: 'broken',
      document_id: estate.document('{}')
    })

    expect(estate.statuses('identity-center-escalation')).toEqual({
      [policyArn('deploy')]: 'needs-review',
      [policyArn('broken')]: 'needs-review'
    })
  })
})

test('permission sets that were never listed leave the checks on them untested', () => {
  const estate = openEstate()
  estate.fact('permission_set', { arn: setArn })

  for (const check of ['permission-set-sessions', 'permission-set-boundaries', 'unused-permission-sets'])
    expect(estate.run(check, coverage({ 'permission-sets': 'missing' })).outcome).toBe('not-tested')
})
