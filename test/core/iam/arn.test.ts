import fc from 'fast-check'
import { expect, test } from 'vitest'

import { accountOfArn, isAwsManagedArn, isRootArn, nameOfArn, parseArn } from '../../../src/core/iam/arn.ts'

test('an ARN is taken apart, and its resource may hold colons and slashes', () => {
  expect(parseArn('arn:aws-us-gov:iam::111122223333:role/app/web')).toEqual({
    partition: 'aws-us-gov',
    service: 'iam',
    region: '',
    account: '111122223333',
    resource: 'role/app/web'
  })
  expect(parseArn('arn:aws:secretsmanager:eu-west-1:111122223333:secret:a:b')?.resource).toBe('secret:a:b')
})

test.each([
  '',
  'arn',
  'arn:',
  'arn:aws',
  'arn:aws:iam::111122223333',
  'arn:aws:iam::111122223333:',
  'arn::iam::1:x',
  'arn:aws:::1:x',
  'ARN:aws:iam::1:x',
  '111122223333'
])('%j is no ARN', (text) => {
  expect(parseArn(text)).toBeNull()
})

test('an account is twelve digits and nothing else', () => {
  expect(accountOfArn('arn:aws:iam::002107485300:user/ada')).toBe('002107485300')
  expect(accountOfArn('arn:aws:iam::aws:policy/ReadOnlyAccess')).toBeNull()
  expect(accountOfArn('arn:aws:iam::12345:user/ada')).toBeNull()
  expect(accountOfArn('arn:aws:iam::*:user/ada')).toBeNull()
  expect(accountOfArn('arn:aws:s3:::bucket-111122223333')).toBeNull()
})

test('only the root user is root: not a user or role of that name', () => {
  expect(isRootArn('arn:aws:iam::111122223333:root')).toBe(true)
  expect(isRootArn('arn:aws-cn:iam::111122223333:root')).toBe(true)
  expect(isRootArn('arn:aws:iam::111122223333:user/root')).toBe(false)
  expect(isRootArn('arn:aws:iam::111122223333:user/groot')).toBe(false)
  expect(isRootArn('arn:aws:organizations::111122223333:root')).toBe(false)
  expect(isRootArn('arn:aws:iam::111122223333:user:root')).toBe(false)
})

test('policies of AWS are told by their account, in every partition', () => {
  expect(isAwsManagedArn('arn:aws-cn:iam::aws:policy/AdministratorAccess')).toBe(true)
  expect(isAwsManagedArn('arn:aws:iam::111122223333:policy/aws')).toBe(false)
})

test('a name stands behind the last slash', () => {
  expect(nameOfArn('arn:aws:iam::111122223333:user/division/=1+1')).toBe('=1+1')
  expect(nameOfArn('arn:aws:iam::111122223333:root')).toBe('root')
})

test('parts put together again give the ARN, and no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const arn = parseArn(text)
      if (arn)
        expect(`arn:${arn.partition}:${arn.service}:${arn.region}:${arn.account}:${arn.resource}`).toBe(text)
    })
  )
  const part = fc.stringMatching(/^[a-z0-9-]{1,8}$/)
  fc.assert(
    fc.property(part, part, fc.string({ minLength: 1 }), (partition, service, resource) => {
      expect(parseArn(`arn:${partition}:${service}:::${resource}`)).toMatchObject({
        partition,
        service,
        resource
      })
    })
  )
})
