import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const account = '111122223333'
const policy = {
  MinimumPasswordLength: 14,
  RequireSymbols: true,
  RequireNumbers: true,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: false,
  AllowUsersToChangePassword: true,
  ExpirePasswords: true,
  MaxPasswordAge: 90,
  PasswordReusePrevention: 24,
  HardExpiry: false
}
const fact = {
  account_id: account,
  is_set: 1,
  minimum_length: 14,
  require_symbols: 1,
  require_numbers: 1,
  require_uppercase: 1,
  require_lowercase: 0,
  allow_change: 1,
  expire_passwords: 1,
  max_age_days: 90,
  reuse_prevention: 24,
  hard_expiry: 0
}

test('a policy is read with or without the object around it', () => {
  const wrapped = collect(JSON.stringify({ PasswordPolicy: policy }), { accountHint: account })
  const bare = collect(JSON.stringify(policy), { accountHint: account })

  expect(wrapped.of('password_policy')).toEqual([{ ...fact, line: 1, path: 'PasswordPolicy' }])
  expect(bare.of('password_policy')).toEqual([{ ...fact, line: 1, path: null }])
  expect(wrapped.coverage).toEqual({ [`${account}/`]: 'complete' })
  expect(bare.coverage).toEqual({ [`${account}/`]: 'complete' })
})

test('what is not set is not there', () => {
  const rest = { MinimumPasswordLength: 14, RequireSymbols: true }
  const unset = { max_age_days: null, reuse_prevention: null, expire_passwords: 0 }

  expect(collect(JSON.stringify({ PasswordPolicy: rest })).of('password_policy')[0]).toMatchObject(unset)
  expect(
    collect(JSON.stringify({ PasswordPolicy: { ...rest, ExpirePasswords: false, MaxPasswordAge: 0 } })).of(
      'password_policy'
    )[0]
  ).toMatchObject(unset)
})

test("AWS's answer that there is no policy is a fact, and its message names the account", () => {
  const found = collect(
    '\nAn error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation (reached max retries: 0): The Password Policy with domain name 743002170747 cannot be found.\n'
  )

  expect(found.of('password_policy')).toMatchObject([
    { account_id: '743002170747', is_set: 0, minimum_length: null }
  ])
  expect(found.coverage).toEqual({ '743002170747/': 'complete' })
  expect(sentences(found, 'info')).toContain('no password policy')
  expect(found.readsName).toBe(false)
})

test('a refusal is not the answer that there is no policy', () => {
  const found = collect(
    'An error occurred (AccessDenied) when calling the GetAccountPasswordPolicy operation: no',
    { accountHint: account }
  )

  expect(found.of('password_policy')).toEqual([])
  expect(found.coverage).toEqual({ [`${account}/`]: 'denied' })
})

test('without a known account it belongs to none yet', () => {
  expect(collect(JSON.stringify({ PasswordPolicy: policy })).coverage).toEqual({ '/': 'complete' })
})

test.each([
  ['{"PasswordPolicy": {}}', 'is empty'],
  ['{"PasswordPolicy": []}', 'must not be a list'],
  ['{"PasswordPolicy": "x"}', 'An object was expected'],
  ['{"PasswordPolicy": {"MinimumPasswordLength": "long"}}', '`MinimumPasswordLength` must be a whole number'],
  ['{"PasswordPolicy": {"RequireSymbols": 7}}', '`RequireSymbols` must be true or false'],
  ['{"MinimumPasswordLength": {}}', '`MinimumPasswordLength` must be a whole number'],
  ['{"PasswordPolicy": {"MinimumPasswordLength": 14', 'ends early']
])('%s is unreadable', (text, sentence) => {
  expect(collect(text).unreadable?.message).toContain(sentence)
})
