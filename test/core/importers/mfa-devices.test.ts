import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

const ofAda = 'bundle/accounts/111122223333/users/ada/list-mfa-devices.json'
const virtual = {
  UserName: 'ada',
  SerialNumber: 'arn:aws:iam::111122223333:mfa/phone',
  EnableDate: '2019-10-28T20:37:09+00:00'
}
const token = { UserName: 'ada', SerialNumber: 'GAKT12345678', EnableDate: 1676756682.5 }
const passkey = {
  UserName: 'ada',
  SerialNumber: 'arn:aws:iam::111122223333:u2f/user/ada/key-7XNL7NFNLZ123456789EXAMPLE',
  EnableDate: '2023-09-19 04:25:35+02:00'
}

test('the serial tells a virtual device, a passkey and a hardware token apart', () => {
  const found = collect(JSON.stringify({ MFADevices: [virtual, token, passkey] }))

  expect(found.kind).toBe('mfa-devices')
  expect(
    found.of('mfa_device').map(({ user_name, type, enabled_at, path }) => [user_name, type, enabled_at, path])
  ).toEqual([
    ['ada', 'virtual', at('2019-10-28T20:37:09Z'), 'MFADevices[0]'],
    ['ada', 'hardware', 1676756682, 'MFADevices[1]'],
    ['ada', 'fido', at('2023-09-19T02:25:35Z'), 'MFADevices[2]']
  ])
  expect(found.counts).toEqual({ devices: 3 })
  expect(found.coverage).toEqual({ '111122223333/ada': 'complete' })
  expect(found.readsName).toBe(false)
})

test('a hardware token belongs to the account of the devices beside it, in either order, else to that of the folder', () => {
  const first = collect(JSON.stringify({ MFADevices: [token, virtual] }))
  const alone = collect(JSON.stringify({ MFADevices: [token] }), { accountHint: '444455556666' })

  expect(first.of('mfa_device').map(({ account_id, type }) => [account_id, type])).toEqual([
    ['111122223333', 'virtual'],
    ['111122223333', 'hardware']
  ])
  expect(alone.coverage).toEqual({ '444455556666/ada': 'complete' })
})

test('no devices is an answer about the user of the folder or the command', () => {
  const given = { accountHint: '111122223333', name: ofAda }

  expect(collect('{"MFADevices": []}', given).coverage).toEqual({ '111122223333/ada': 'complete' })
  expect(collect('{"MFADevices": []}', { ...given, options: { 'user-name': 'grace' } }).coverage).toEqual({
    '111122223333/grace': 'complete'
  })
})

test('no devices of nobody known answers nothing and asks for the name', () => {
  const found = collect('{"MFADevices": []}', { accountHint: '111122223333' })

  expect(found.coverage).toEqual({})
  expect(found.counts).toEqual({ devices: 0 })
  expect(sentences(found, 'warning')).toContain('does not say of which user: put the file into a folder')
})

test('lists written one after the other answer for the users they name, and empty ones among them for nobody', () => {
  const found = collect(
    `{"MFADevices": [${JSON.stringify(virtual)}]}\n{"MFADevices": []}\n{"mFADevices": [{"UserName": "grace", "SerialNumber": "arn:aws:iam::111122223333:mfa/grace"}]}`,
    { name: ofAda }
  )

  expect(found.coverage).toEqual({ '111122223333/ada': 'complete', '111122223333/grace': 'complete' })
  expect(sentences(found, 'warning')).toContain('1 of the 3 lists in the file are empty')
})

test('a page is a page', () => {
  const page = (rest: object): unknown =>
    collect(JSON.stringify({ MFADevices: [virtual], ...rest })).coverage['111122223333/ada']

  expect(page({ IsTruncated: true, Marker: 'x' })).toBe('page')
  expect(page({ NextToken: 'x' })).toBe('page')
  expect(page({ IsTruncated: false })).toBe('last-page')
})

test.each([
  [{ UserName: 'ada' }, '`SerialNumber` is missing'],
  [{ UserName: 'ada', SerialNumber: 'arn:aws:iam::111122223333:sms-mfa/ada' }, 'found "arn:aws:iam'],
  [{ UserName: 7, SerialNumber: 'GAKT12345678' }, '`UserName` must be text, found 7'],
  ['ada', 'An object was expected']
])('the device %j is left out with a note, and the list is incomplete', (broken, sentence) => {
  const found = collect(JSON.stringify({ MFADevices: [virtual, broken] }))

  expect(found.of('mfa_device')).toHaveLength(1)
  expect(found.coverage).toEqual({ '111122223333/ada': 'partial' })
  expect(sentences(found, 'error')).toContain(sentence)
})

test('one device by itself brings its certifications and answers for itself alone', () => {
  const found = collect(JSON.stringify({ ...passkey, Certifications: { FIDO: 'L1', 'FIPS-140-2': 'L2' } }))

  expect(found.kind).toBe('mfa-devices')
  expect(found.of('mfa_device')).toMatchObject([
    { user_name: 'ada', type: 'fido', certifications: 'FIDO L1, FIPS-140-2 L2' }
  ])
  expect(found.coverage).toEqual({ [`111122223333/${passkey.SerialNumber}`]: 'complete' })
})

test('devices as jq writes them, one a line, are read', () => {
  const found = collect([virtual, token].map((device) => JSON.stringify(device)).join('\n'), {
    accountHint: '111122223333'
  })

  expect(found.of('mfa_device').map(({ type, line }) => [type, line])).toEqual([
    ['virtual', 1],
    ['hardware', 2]
  ])
})

test('a refusal is about the user its message, the command or the folder names', () => {
  const refusal = (message: string): string =>
    `An error occurred (AccessDenied) when calling the ListMFADevices operation: ${message}`
  const named = collect(
    refusal(
      'User: arn:aws:iam::111122223333:user/auditor is not authorized to perform: iam:ListMFADevices on resource: user ada because no identity-based policy allows the iam:ListMFADevices action'
    )
  )

  expect(named.coverage).toEqual({ '111122223333/ada': 'denied' })
  expect(sentences(named, 'error')).toContain('AWS refused the call to the client')
  expect(collect(refusal('no'), { name: ofAda, accountHint: '111122223333' }).coverage).toEqual({
    '111122223333/ada': 'denied'
  })
})

test('virtual devices of the account are not taken for those of a user', () => {
  expect(collect('{"VirtualMFADevices": [{"SerialNumber": "x", "EnableDate": "x"}]}').kind).toBe(
    'virtual-mfa-devices'
  )
  expect(collect('[{"SerialNumber": "x", "EnableDate": "x", "User": {"Arn": "x"}}]').kind).toBeNull()
})
