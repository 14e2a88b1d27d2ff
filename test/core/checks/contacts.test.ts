import { describe, expect, test } from 'vitest'

import { testCases } from './cases.ts'
import { account, coverage, openEstate, type Estate } from './database.ts'

function contacts(estate: Estate, ...emails: readonly (string | null)[]): void {
  const types = ['SECURITY', 'BILLING', 'OPERATIONS'] as const
  for (const [at, type] of types.entries()) {
    const email = emails[at] ?? null
    estate.fact('account_contact', { type, is_set: email === null ? 0 : 1, email, name: type, phone: type })
  }
}

testCases({
  'security-contact': [
    [
      'a contact passes',
      (e) => e.fact('account_contact', {}),
      'pass',
      /Security team, security@example\.com/
    ],
    [
      'the answer that there is none fails',
      (e) => e.fact('account_contact', { is_set: 0, name: null, email: null }),
      'exception',
      /no security contact, as AWS answered/
    ],
    [
      'a contact without an address is undecided',
      (e) => e.fact('account_contact', { email: ' ' }),
      'needs-review',
      /no e-mail address/
    ]
  ],
  'alternate-contacts': [
    [
      'three contacts that differ pass',
      (e) => contacts(e, 'security@example.com', 'billing@example.com', 'operations@example.com'),
      'pass',
      /3 alternate contacts, each with an address of its own/
    ],
    [
      'one address for two fails, whatever its case',
      (e) => contacts(e, 'it@example.com', 'IT@Example.com ', 'operations@example.com'),
      'exception',
      /the billing and security contacts share the address it@example\.com/
    ],
    [
      'one that is not set fails',
      (e) => contacts(e, 'security@example.com', null, 'operations@example.com'),
      'exception',
      /no billing contact is set/
    ],
    [
      'the address of the root user fails',
      (e) => {
        contacts(e, 'security@example.com', 'billing@example.com', 'root@example.com')
        e.fact('org_account', { id: account, email: 'root@example.com' })
      },
      'exception',
      /the operations contact has the address of the root user/
    ],
    [
      "the account's own contact again fails",
      (e) => {
        contacts(e, 'security@example.com', 'billing@example.com', 'operations@example.com')
        e.fact('account_contact', { type: 'PRIMARY', email: null, name: 'BILLING', phone: 'BILLING' })
      },
      'exception',
      /the billing contact is the account's own contact/
    ]
  ]
})

test('contacts of which one was not received cannot pass', () => {
  const estate = openEstate()
  estate.fact('account_contact', {})
  estate.fact('account_contact', { type: 'BILLING', email: 'billing@example.com' })

  const evaluation = estate.run(
    'alternate-contacts',
    coverage({ 'alternate-contacts.OPERATIONS': 'missing' })
  )

  expect(evaluation).toMatchObject({ outcome: 'needs-review', population: 1 })
})

test('a security contact that was refused to the client is not tested', () => {
  const estate = openEstate()

  const evaluation = estate.run('security-contact', coverage({ 'alternate-contacts.SECURITY': 'denied' }))

  expect(evaluation.outcome).toBe('not-tested')
})

test('the contact of another account is none of this one', () => {
  const estate = openEstate()
  estate.fact('account_contact', { account_id: '444455556666' })

  expect(estate.run('security-contact').population).toBe(0)
})

describe('what others get wrong', () => {
  test('the security contact is decided from the answer of AWS and not left to a person', () => {
    const estate = openEstate()
    estate.fact('account_contact', { type: 'SECURITY', is_set: 0 })

    expect(estate.only('security-contact').status).toBe('exception')
  })
})
