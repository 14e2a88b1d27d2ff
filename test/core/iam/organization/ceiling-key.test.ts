import { expect, test } from 'vitest'

import { ceilingKey } from '../../../../src/core/iam/organization/ceiling-key.ts'
import { ceilingOf, type ControlPolicy } from '../../../../src/core/iam/organization/organization.ts'
import { account, deny, fullAccess, line, member, organizationOf, policy } from './build.ts'

const sister = '555566667777'

/** Whether two accounts of one unit count as alike. */
function areAlike(...policies: readonly ControlPolicy[]): boolean {
  const organization = organizationOf({
    nodes: [...line, { ...account, id: sister }],
    policies: [fullAccess(['r-1', 'ou-1', member, sister]), ...policies]
  })
  const [one, other] = [member, sister].map((id) =>
    ceilingKey(organization, ceilingOf(organization, id, 'SERVICE_CONTROL_POLICY'))
  )
  return one === other
}

test('accounts under the same policies are alike', () => {
  expect(areAlike()).toBe(true)
  expect(areAlike(policy([deny('s3:*')], ['ou-1']))).toBe(true)
  expect(
    areAlike(policy([deny('*', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } })], ['r-1']))
  ).toBe(true)
  expect(
    areAlike(
      policy([deny('*', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::999988887777:role/x' } })], ['r-1'])
    )
  ).toBe(true)
})

test.each([
  ['a policy of its own', policy([deny('s3:*')], [member])],
  ['a resource of one account', policy([deny('iam:*', undefined, `arn:aws:iam::${member}:role/x`)], ['r-1'])],
  [
    'a condition on the account',
    policy([deny('*', { StringLike: { 'aws:PrincipalAccount': '4*' } })], ['r-1'])
  ],
  ['a part of an id', policy([deny('iam:*', undefined, 'arn:aws:iam::4444*:role/x')], ['r-1'])],
  ['an end of an id', policy([deny('iam:*', undefined, 'arn:aws:iam::*6666:role/x')], ['r-1'])]
])('%s tells them apart', (_, one) => {
  expect(areAlike(one)).toBe(false)
})
