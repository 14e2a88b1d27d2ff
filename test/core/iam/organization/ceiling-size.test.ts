import { expect, test } from 'vitest'

import { knownService } from '../../../../src/core/iam/actions/known-actions.ts'
import { sizeOf, wholeSize, type CeilingSize } from '../../../../src/core/iam/organization/ceiling-size.ts'
import { ceilingOf, type ControlPolicy } from '../../../../src/core/iam/organization/organization.ts'
import { allow, deny, fullAccess, management, member, organizationOf, policy } from './build.ts'

const all = wholeSize()
const s3 = knownService('s3')
const s3Actions = s3 ? s3.end - s3.first : 0

function sizeUnder(policies: readonly ControlPolicy[], account = member): CeilingSize | null {
  const organization = organizationOf({ policies })
  return sizeOf(organization, ceilingOf(organization, account, 'SERVICE_CONTROL_POLICY'))
}

test('FullAWSAccess leaves everything', () => {
  expect(s3Actions).toBeGreaterThan(100)
  expect(sizeUnder([fullAccess()])).toEqual(all)
})

test('a Deny takes a service away, and a Deny of all but it leaves it alone', () => {
  expect(sizeUnder([fullAccess(), policy([deny('s3:*')], ['ou-1'])])).toEqual({
    actions: all.actions - s3Actions,
    services: all.services - 1
  })
  expect(
    sizeUnder([fullAccess(), policy([{ Effect: 'Deny', NotAction: 's3:*', Resource: '*' }], ['ou-1'])])
  ).toEqual({ actions: s3Actions, services: 1 })
})

test('every level must allow, and a level that allows nothing leaves nothing', () => {
  const others = fullAccess(['r-1', member])

  expect(sizeUnder([others, policy([allow('s3:*')], ['ou-1'])])).toEqual({ actions: s3Actions, services: 1 })
  expect(sizeUnder([others, policy([deny('ec2:*')], ['ou-1'])])).toEqual({ actions: 0, services: 0 })
})

test('what is denied only under a condition or on some resources is left', () => {
  expect(
    sizeUnder([
      fullAccess(),
      policy(
        [
          deny('s3:*', { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } }),
          deny('iam:*', undefined, 'arn:aws:iam::*:role/x')
        ],
        ['r-1']
      )
    ])
  ).toEqual(all)
})

test('the management account keeps everything, and nothing is claimed where exports are missing', () => {
  expect(sizeUnder([fullAccess(), policy([deny('*')], ['r-1'])], management)).toEqual(all)
  expect(sizeUnder([fullAccess(), policy(null, ['r-1'])])).toBeNull()
  expect(sizeUnder([fullAccess()], '999988887777')).toBeNull()
})
