import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const profile = {
  LoginProfile: { UserName: 'ada', CreateDate: '2012-09-21T23:03:39Z', PasswordResetRequired: true }
}
const error = (code: string, message: string): string =>
  `An error occurred (${code}) when calling the GetLoginProfile operation: ${message}`

test('a login profile is a console password', () => {
  const found = collect(JSON.stringify(profile), { accountHint: '111122223333' })

  expect(found.kind).toBe('login-profiles')
  expect(found.of('login_profile')).toMatchObject([
    {
      account_id: '111122223333',
      user_name: 'ada',
      created_at: at('2012-09-21T23:03:39Z'),
      reset_required: 1,
      path: 'LoginProfile'
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/ada': 'complete' })
})

test('profiles one after the other answer for each of their users', () => {
  const found = collect(
    `${JSON.stringify(profile)}${JSON.stringify({ LoginProfile: { UserName: 'grace' } })}`
  )

  expect(found.coverage).toEqual({ '/ada': 'complete', '/grace': 'complete' })
  expect(found.of('login_profile')[1]).toMatchObject({ created_at: null, reset_required: null })
})

test.each([
  ['the message', error('NoSuchEntity', 'Login Profile for User ada cannot be found.'), {}],
  ['the command', error('NoSuchEntity', 'Cannot find Login Profile'), { options: { 'user-name': 'ada' } }],
  ['the folder', error('NoSuchEntity', 'Cannot find Login Profile'), { name: 'users/ada/login.err' }],
  [
    'the answer of the API',
    '{"Error": {"Code": "NoSuchEntity", "Message": "Login Profile for User ada cannot be found."}}',
    {}
  ]
])('that a user has no password is an answer; %s names the user', (_, text, given) => {
  const found = collect(text, { accountHint: '111122223333', ...given })

  expect(found.of('login_profile')).toEqual([])
  expect(found.coverage).toEqual({ '111122223333/ada': 'complete' })
  expect(sentences(found, 'info')).toBe('AWS answered that the user ada has no console password.')
})

test('that somebody has no password answers nothing', () => {
  const found = collect(error('NoSuchEntity', 'Cannot find Login Profile'), { accountHint: '111122223333' })

  expect(found.coverage).toEqual({})
  expect(sentences(found, 'warning')).toContain('says which user')
})

test('a user who does not exist and a refused call are no answer', () => {
  const given = { accountHint: '111122223333', name: 'users/ada/login-profile.err' }

  expect(collect(error('NoSuchEntity', 'The user with name ada cannot be found.'), given).coverage).toEqual({
    '111122223333/ada': 'denied'
  })
  expect(collect(error('AccessDenied', 'no'), given).coverage).toEqual({ '111122223333/ada': 'denied' })
})

test('a profile of nobody known is kept, with a doubt', () => {
  const found = collect('{"LoginProfile": {"CreateDate": "2012-09-21T23:03:39Z"}}', { name: 'x.json' })

  expect(found.of('login_profile')).toMatchObject([{ user_name: '' }])
  expect(found.coverage).toEqual({ '/x.json': 'partial' })
})

test('a profile that is none is unreadable', () => {
  expect(collect('{"LoginProfile": "ada"}').unreadable?.message).toContain('An object was expected')
})
