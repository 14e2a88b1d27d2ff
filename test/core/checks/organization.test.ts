import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { account, openEstate } from './database.ts'
import { attached, deny, memberId, organization, rootArn, unitId } from './organization-estate.ts'

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
    attached(estate, deny('s3:*'), unitId)

    expect(estate.statuses('organization-service-control-policies')).toEqual({
      [rootArn]: 'pass',
      [memberId]: 'pass'
    })
  })

  test('fails for a member that FullAWSAccess alone reaches', () => {
    const estate = openEstate()
    organization(estate)
    attached(estate, deny('s3:*'), 'ou-abcd-99999999')

    expect(estate.statuses('organization-service-control-policies')).toEqual({
      [rootArn]: 'pass',
      [memberId]: 'exception'
    })
  })

  test('fails for root and members where the type is not enabled', () => {
    const estate = openEstate()
    organization(estate)
    estate.db.run("update org_policy_type set status = 'PENDING_DISABLE'")

    expect(estate.statuses('organization-service-control-policies')).toEqual({
      [rootArn]: 'exception',
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
    attached(estate, deny('s3:*'), 'unknown')

    expect(estate.statuses('organization-service-control-policies')).toMatchObject({
      [memberId]: 'needs-review'
    })
  })
})
