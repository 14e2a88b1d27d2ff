import { expect, test } from 'vitest'

import { at, collect, sentences } from './collect.ts'

test('devices belong to the account of their serial and to whom they are assigned', () => {
  const found = collect(
    JSON.stringify({
      VirtualMFADevices: [
        {
          SerialNumber: 'arn:aws:iam::111122223333:mfa/custom-name',
          User: { UserId: '111122223333', Arn: 'arn:aws:iam::111122223333:root' },
          EnableDate: '2020-10-06T11:00:00+00:00'
        },
        { SerialNumber: 'arn:aws:iam::111122223333:mfa/root-account-mfa-device' }
      ]
    })
  )

  expect(
    found
      .of('virtual_mfa_device')
      .map(({ account_id, serial, user_arn, enabled_at }) => [account_id, serial, user_arn, enabled_at])
  ).toEqual([
    [
      '111122223333',
      'arn:aws:iam::111122223333:mfa/custom-name',
      'arn:aws:iam::111122223333:root',
      at('2020-10-06T11:00:00Z')
    ],
    ['111122223333', 'arn:aws:iam::111122223333:mfa/root-account-mfa-device', null, null]
  ])
  expect(found.coverage).toEqual({ '111122223333/': 'complete' })
  expect(found.readsName).toBe(false)
})

test('no devices is an answer about the account known from outside', () => {
  const found = collect('{"VirtualMFADevices": []}', { accountHint: '111122223333' })

  expect(found.coverage).toEqual({ '111122223333/': 'complete' })
  expect(found.counts).toEqual({ devices: 0 })
})

test('a page is a page, and a device without serial is left out', () => {
  const found = collect(
    '{"VirtualMFADevices": [{"SerialNumber": "arn:aws:iam::111122223333:mfa/a"}, {"User": {}}], "IsTruncated": true, "Marker": "x"}'
  )

  expect(found.coverage).toEqual({ '111122223333/': 'partial' })
  expect(sentences(found, 'error')).toContain('`SerialNumber` is missing')
  expect(
    collect(
      '{"VirtualMFADevices": [{"SerialNumber": "arn:aws:iam::111122223333:mfa/a"}], "IsTruncated": true}'
    ).coverage
  ).toEqual({
    '111122223333/': 'page'
  })
})
