import { expect, test } from 'vitest'

import {
  accessKeyIdIn,
  iamResourceIn,
  userInName
} from '../../../../src/core/importers/reading/subject-in-name.ts'

test.each([
  ['accounts/111122223333/users/ada/list-mfa-devices.json', 'ada'],
  ['C:\\in\\users\\ada+x=1,b@c.d\\list.json', 'ada+x=1,b@c.d'],
  ['users/smith%2Cjohn/keys/list.json', 'smith,john'],
  ['users/users/list.json', null],
  ['users/ada.json', null],
  ['users/a b/list.json', null],
  ['users/%E0%A4%A/list.json', null],
  ['list-mfa-devices.json', null]
])('the user in %s is %s', (name, user) => {
  expect(userInName(name)).toBe(user)
})

test.each([
  ['access-key-last-used.AKIAIOSFODNN7EXAMPLE.json', 'AKIAIOSFODNN7EXAMPLE'],
  ['AKIAI44QH8DHBEXAMPLE/AKIAIOSFODNN7EXAMPLE_last.json.err', 'AKIAIOSFODNN7EXAMPLE'],
  ['xAKIAIOSFODNN7EXAMPLE.json', null],
  ['AKIA.json', null]
])('the access key in %s is %s', (name, key) => {
  expect(accessKeyIdIn(name)).toBe(key)
})

test.each([
  ['user_ada.12.json', 'arn:user/ada'],
  ['role%2Fci%2Fdeploy.json', 'arn:role/ci/deploy'],
  ['role_ci_deploy.json', null],
  ['group_ops.json', null],
  [
    'arn%3Aaws-us-gov%3Aiam%3A%3A111122223333%3Auser%2Fada.1.json',
    'arn:aws-us-gov:iam::111122223333:user/ada'
  ],
  ['arn%3Aaws%3Aiam%3A%3A111122223333%3Auser%2Fada/x.1.json', 'arn:aws:iam::111122223333:user/ada'],
  ['arn%3Aaws%3Aiam%3A%3A111122223333%3Agroup%2Fops.json', null],
  ['arn%3Aaws%3As3%3A%3A%3Abucket.json', null]
])('the user or role in %s is %s', (name, arn) => {
  expect(iamResourceIn(name, ['user', 'role'], (resource) => `arn:${resource}`)).toBe(arn)
})
