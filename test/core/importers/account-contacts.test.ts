import { expect, test } from 'vitest'

import { collect, sentences } from './collect.ts'

const contact = {
  Name: 'Jörg Müller',
  Title: 'CISO',
  EmailAddress: 'security@example.com',
  PhoneNumber: '+49 30 123456',
  AlternateContactType: 'SECURITY'
}
const notFound =
  'An error occurred (ResourceNotFoundException) when calling the GetAlternateContact operation (reached max retries: 0): No contact of the inputted alternate contact type found.'
const given = { accountHint: '111122223333' }

test('an alternate contact answers for its type', () => {
  const found = collect(JSON.stringify({ AlternateContact: contact }), given)

  expect(found.kind).toBe('alternate-contacts')
  expect(found.of('account_contact')).toEqual([
    {
      account_id: '111122223333',
      type: 'SECURITY',
      is_set: 1,
      name: 'Jörg Müller',
      title: 'CISO',
      email: 'security@example.com',
      phone: '+49 30 123456',
      line: 1,
      path: 'AlternateContact'
    }
  ])
  expect(found.coverage).toEqual({ '111122223333/SECURITY': 'complete' })
  expect(found.counts).toEqual({ contacts: 1 })
})

test('the management account may have asked about another account', () => {
  const options = { 'account-id': '444455556666' }

  expect(collect(JSON.stringify({ AlternateContact: contact }), { ...given, options }).coverage).toEqual({
    '444455556666/SECURITY': 'complete'
  })
  expect(
    collect(
      'An error occurred (AccessDeniedException) when calling the GetAlternateContact operation: User: arn:aws:iam::111122223333:user/auditor is not authorized to perform: account:GetAlternateContact',
      { name: 'alternate-contact-security.err', options }
    ).coverage
  ).toEqual({ '444455556666/SECURITY': 'denied' })
})

test('contacts one after the other answer for each type', () => {
  const others = ['BILLING', 'OPERATIONS'].map((type) =>
    JSON.stringify({ AlternateContact: { ...contact, AlternateContactType: type } })
  )

  expect(collect(others.join('\n'), given).coverage).toEqual({
    '111122223333/BILLING': 'complete',
    '111122223333/OPERATIONS': 'complete'
  })
})

test.each([
  [notFound, { name: 'accounts/111122223333/alternate-contact-operations.json.err' }],
  [notFound, { options: { 'alternate-contact-type': 'OPERATIONS' } }],
  [notFound, { name: 'security-account/billing/operations.txt' }],
  [
    '{"Error": {"Code": "ResourceNotFoundException", "Message": "No contact of the inputted alternate contact type found."}}',
    { name: 'Alternate_Contact_OPERATIONS.json' }
  ]
])('that a contact is not set is an answer: %j', (text, named) => {
  const found = collect(text, { ...given, ...named })

  expect(found.of('account_contact')).toMatchObject([
    { account_id: '111122223333', type: 'OPERATIONS', is_set: 0, email: null }
  ])
  expect(found.coverage).toEqual({ '111122223333/OPERATIONS': 'complete' })
  expect(sentences(found, 'info')).toContain('no contact of the type OPERATIONS')
})

test('that some contact is not set answers nothing', () => {
  const found = collect(notFound, { ...given, name: 'contact.err' })

  expect(found.of('account_contact')).toEqual([])
  expect(found.coverage).toEqual({})
  expect(sentences(found, 'warning')).toContain('name the file after it')
})

test('a refused call of no known type refuses all of them', () => {
  expect(
    collect(
      'An error occurred (AccessDeniedException) when calling the GetAlternateContact operation: no',
      given
    ).coverage
  ).toEqual({
    '111122223333/BILLING': 'denied',
    '111122223333/OPERATIONS': 'denied',
    '111122223333/SECURITY': 'denied'
  })
})

test.each([
  [{ ...contact, AlternateContactType: 'ABUSE' }, 'must be BILLING, OPERATIONS or SECURITY, found "ABUSE"'],
  [{ ...contact, EmailAddress: ['x'] }, '`EmailAddress` must be text'],
  [null, 'An object was expected']
])('the contact %j is unreadable', (broken, sentence) => {
  expect(collect(JSON.stringify({ AlternateContact: broken }), given).unreadable?.message).toContain(sentence)
})

test('the primary contact is a person and a telephone number', () => {
  const found = collect(
    JSON.stringify({
      ContactInformation: {
        AddressLine1: '1 Any Street',
        City: 'Seattle',
        CompanyName: 'Example Corp',
        CountryCode: 'US',
        FullName: 'Saanvi Sarkar',
        PhoneNumber: '+1 206 555 0100',
        PostalCode: '98101'
      }
    }),
    given
  )

  expect(found.kind).toBe('contact-information')
  expect(found.of('account_contact')).toMatchObject([
    { type: 'PRIMARY', is_set: 1, name: 'Saanvi Sarkar', email: null, phone: '+1 206 555 0100' }
  ])
  expect(found.coverage).toEqual({ '111122223333/': 'complete' })
})

test('a primary contact without a name is unreadable, and a refused call is no answer', () => {
  expect(collect('{"ContactInformation": {}}', given).unreadable?.message).toContain('`FullName` is missing')
  expect(
    collect(
      'An error occurred (404) when calling the GetContactInformation operation: <!doctype html>',
      given
    ).coverage
  ).toEqual({ '111122223333/': 'denied' })
})
