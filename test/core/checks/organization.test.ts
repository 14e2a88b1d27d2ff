import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { account, allow, coverage, openEstate, type Estate } from './database.ts'

const organizationArn = `arn:aws:organizations::${account}:organization/o-exampleorg1`
const rootId = `arn:aws:organizations::${account}:root/o-exampleorg1/r-abcd`
const memberId = '444455556666'

/** Management account and one member in a unit below the root, service control policies on, FullAWSAccess at the root. */
function organization(estate: Estate): void {
  estate.fact('org_organization', {})
  estate.fact('org_root', {})
  estate.fact('org_policy_type', {})
  estate.fact('org_unit', {})
  estate.fact('org_account', { id: account, name: 'management' })
  estate.fact('org_account', {})
  estate.fact('org_parent', { child_id: account, parent_id: 'r-abcd' })
  estate.fact('org_parent', {})
  estate.fact('org_parent', { child_id: 'ou-abcd-11111111', parent_id: 'r-abcd' })
  estate.fact('org_policy', {
    id: 'p-FullAWSAccess',
    name: 'FullAWSAccess',
    is_aws_managed: 1,
    document_id: estate.document(allow('*'))
  })
  estate.fact('org_policy_target', { policy_id: 'p-FullAWSAccess' })
}

function deny(action: string | string[], condition?: object): object {
  return { Statement: [{ Effect: 'Deny', Action: action, Resource: '*', Condition: condition }] }
}

function guardrails(estate: Estate, document: unknown, target: string | null = 'r-abcd'): void {
  estate.fact('org_policy', { document_id: document === null ? null : estate.document(document) })
  if (target !== null) estate.fact('org_policy_target', { target_id: target })
}

testCases({
  'organization-membership': [
    [
      'an active member passes',
      (e) => e.fact('org_account', { id: account }),
      'pass',
      /listed in the organization and active/
    ],
    [
      'a suspended member fails',
      (e) => e.fact('org_account', { id: account, status: 'SUSPENDED' }),
      'exception',
      /status SUSPENDED/
    ],
    [
      'an account that is not listed fails',
      (e) => e.fact('org_account', {}),
      'exception',
      /not among the 1 accounts/
    ],
    [
      'the management account is a member, also without a list',
      (e) => e.fact('org_organization', {}),
      'pass',
      /management account of the organization/
    ],
    [
      'another organization described without its list is undecided',
      (e) => e.fact('org_organization', { account_id: memberId }),
      'needs-review',
      /list-accounts/
    ],
    [
      'the answer that no organization is in use fails',
      (e) => void e.source('organization'),
      'exception',
      /in no organization, as AWS answered/
    ]
  ],
  'organization-all-features': [
    ['ALL passes', (e) => e.fact('org_organization', {}), 'pass', /all features/],
    [
      'consolidated billing fails',
      (e) => e.fact('org_organization', { feature_set: 'CONSOLIDATED_BILLING' }),
      'exception',
      /CONSOLIDATED_BILLING, expected ALL/
    ]
  ],
  'organization-resource-control-policies': [
    [
      'enabled with a policy attached passes',
      (e) => {
        e.fact('org_root', {})
        e.fact('org_policy_type', { type: 'RESOURCE_CONTROL_POLICY' })
        e.fact('org_policy', { id: 'p-perimeter', name: 'Perimeter', type: 'RESOURCE_CONTROL_POLICY' })
        e.fact('org_policy_target', { policy_id: 'p-perimeter' })
      },
      'pass',
      /Perimeter/
    ],
    ['not listed fails', (e) => e.fact('org_root', {}), 'exception', /not enabled on root Root\.$/],
    [
      'enabled with the default alone is for judgement',
      (e) => {
        e.fact('org_root', {})
        e.fact('org_policy_type', { type: 'RESOURCE_CONTROL_POLICY' })
        e.fact('org_policy', { id: 'p-RCPFullAWSAccess', type: 'RESOURCE_CONTROL_POLICY' })
        e.fact('org_policy_target', { policy_id: 'p-RCPFullAWSAccess' })
      },
      'needs-review',
      /none attached besides/
    ],
    [
      'pending is not enabled',
      (e) => {
        e.fact('org_root', {})
        e.fact('org_policy_type', { type: 'RESOURCE_CONTROL_POLICY', status: 'PENDING_ENABLE' })
      },
      'exception',
      /PENDING_ENABLE/
    ]
  ]
})

test('every account that is not active is an exception by its id', () => {
  const estate = openEstate()
  estate.fact('org_account', {})
  estate.fact('org_account', { id: '012345678901', name: 'old', status: 'SUSPENDED' })

  expect(estate.statuses('organization-account-status')).toEqual({
    [memberId]: 'pass',
    '012345678901': 'exception'
  })
})

describe('organization-service-control-policies', () => {
  test('passes where a policy is attached anywhere above each member', () => {
    const estate = openEstate()
    organization(estate)
    guardrails(estate, deny('s3:*'), 'ou-abcd-11111111')

    expect(estate.statuses('organization-service-control-policies')).toEqual({
      [rootId]: 'pass',
      [memberId]: 'pass'
    })
  })

  test('fails for a member that FullAWSAccess alone reaches', () => {
    const estate = openEstate()
    organization(estate)
    guardrails(estate, deny('s3:*'), 'ou-abcd-99999999')

    expect(estate.statuses('organization-service-control-policies')).toEqual({
      [rootId]: 'pass',
      [memberId]: 'exception'
    })
  })

  test('fails for root and members where the type is not enabled', () => {
    const estate = openEstate()
    organization(estate)
    estate.db.run("update org_policy_type set status = 'PENDING_DISABLE'")

    expect(estate.statuses('organization-service-control-policies')).toEqual({
      [rootId]: 'exception',
      [memberId]: 'exception'
    })
  })

  test('is undecided for a member whose place in the tree is not exported', () => {
    const estate = openEstate()
    organization(estate)
    estate.db.run("delete from org_parent where child_id = '444455556666'")

    expect(estate.statuses('organization-service-control-policies')).toMatchObject({
      [memberId]: 'needs-review'
    })
  })

  test('is undecided for a member while the targets of a policy are not exported', () => {
    const estate = openEstate()
    organization(estate)
    guardrails(estate, deny('s3:*'), null)

    expect(estate.statuses('organization-service-control-policies')).toMatchObject({
      [memberId]: 'needs-review'
    })
  })
})

describe('organization-guardrails', () => {
  const leave = `${organizationArn}#leave-organization`
  const trail = `${organizationArn}#cloudtrail`
  const rootUser = `${organizationArn}#root-user`

  test('fails where nothing denies leaving, and leaves the other guardrails for judgement', () => {
    const estate = openEstate()
    organization(estate)

    const { outcome, exceptions, needsReview } = estate.run('organization-guardrails')

    expect(outcome).toBe('fail')
    expect(exceptions.map(({ resource, detail }) => [resource, detail])).toEqual([
      [leave, 'Leaving the organization is not denied to 1 of 1 member account (444455556666).']
    ])
    expect(needsReview).toHaveLength(7)
  })

  test.each(['r-abcd', 'ou-abcd-11111111', memberId])('passes where leaving is denied at %s', (target) => {
    const estate = openEstate()
    organization(estate)
    guardrails(estate, deny('organizations:Leave*'), target)

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'pass' })
  })

  test('fails where the policy that denies leaving is attached to nothing', () => {
    const estate = openEstate()
    organization(estate)
    guardrails(estate, deny('organizations:LeaveOrganization'), null)
    estate.source('policy-targets', 'policies/p-guardrail.targets.json')

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'exception' })
  })

  test('is undecided where no export says what that policy is attached to', () => {
    const estate = openEstate()
    organization(estate)
    guardrails(estate, deny('organizations:LeaveOrganization'), null)

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'needs-review' })
  })

  test('is undecided where the document of an attached policy is missing', () => {
    const estate = openEstate()
    organization(estate)
    guardrails(estate, null)

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'needs-review' })
  })

  test('is for judgement where leaving is denied under a condition', () => {
    const estate = openEstate()
    organization(estate)
    const exempt = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }
    guardrails(estate, deny('organizations:LeaveOrganization', exempt))

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'needs-review' })
  })

  test('needs every action of a guardrail denied', () => {
    const estate = openEstate()
    organization(estate)
    guardrails(estate, deny('cloudtrail:StopLogging'))

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [trail]: 'needs-review' })
    estate.db.run('delete from org_policy where id = :id', { id: 'p-guardrail' })
    guardrails(estate, deny(['cloudtrail:StopLogging', 'cloudtrail:Delete*']))
    expect(estate.statuses('organization-guardrails')).toMatchObject({ [trail]: 'pass' })
  })

  test('knows the denial of everything to the root user by its condition', () => {
    const estate = openEstate()
    organization(estate)
    guardrails(estate, deny('*', { StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } }))

    expect(estate.statuses('organization-guardrails')).toMatchObject({
      [rootUser]: 'pass',
      [leave]: 'needs-review'
    })
  })

  test('fails where service control policies are not enabled, whatever they say', () => {
    const estate = openEstate()
    organization(estate)
    guardrails(estate, deny('*'))
    estate.db.run('delete from org_policy_type')

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'exception' })
  })

  test('looks at the root where the organization has no active member', () => {
    const estate = openEstate()
    organization(estate)
    estate.db.run("delete from org_account where id = '444455556666'")

    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'exception' })
    guardrails(estate, deny('organizations:LeaveOrganization'))
    expect(estate.statuses('organization-guardrails')).toMatchObject({ [leave]: 'pass' })
  })

  test('makes no exception of what an incomplete list of policies does not show', () => {
    const estate = openEstate()
    organization(estate)

    expect(
      estate.run(
        'organization-guardrails',
        coverage({ 'organization-policies.SERVICE_CONTROL_POLICY': 'partial' })
      )
    ).toMatchObject({
      outcome: 'needs-review',
      exceptions: []
    })
  })
})
