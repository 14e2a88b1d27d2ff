/** ACC-03: whether security, billing and operations have contacts of their own. */
import { automatedCheck, exception, pass, type MemberRow } from './check.ts'
import { list } from './basis/sentence.ts'

const types = ['SECURITY', 'BILLING', 'OPERATIONS'] as const
type ContactType = (typeof types)[number]

interface Contact {
  readonly type: ContactType | 'PRIMARY'
  readonly is_set: 0 | 1
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
}

interface Row extends MemberRow {
  /** JSON list of `Contact`. */
  readonly contacts: string
  /** Of the root user, as the organization lists it. */
  readonly root_email: string | null
}

export default automatedCheck<Row>({
  id: 'alternate-contacts',
  control: 'ACC-03',
  topic: 'contacts',
  severity: 'low',
  scope: 'account',
  criterion:
    "Security, billing and operations have contacts that differ from each other and from the root user's.",
  effect: 'One absent person or full mailbox keeps every message of AWS from the company.',
  recommendation: 'Set the three alternate contacts to the shared mailboxes of three teams.',
  remediation: {
    console: 'Account menu → Account → Alternate contacts → Edit.',
    cli: 'aws account put-alternate-contact --alternate-contact-type BILLING, OPERATIONS and SECURITY, with the name, title, address and telephone of each.',
    terraform: 'Three aws_account_alternate_contact, one for each alternate_contact_type.'
  },
  procedure: [
    'Take the three alternate contacts, the contact information and the root e-mail address from list-accounts.',
    'Compare addresses without regard to case, then names and telephones.',
    'See that each mailbox belongs to the team and not to one person.'
  ],
  limits: [
    'Two addresses may reach the same person; only the words are compared.',
    "The root user's address is known only where the list of accounts was received."
  ],
  sources: ['AWS Account Management Reference Guide: Update the alternate contacts for your AWS account'],
  needs: ['alternate-contacts.SECURITY', 'alternate-contacts.BILLING', 'alternate-contacts.OPERATIONS'],
  wants: ['contact-information', 'organization-accounts'],
  parameters: [],
  columns: [
    { key: 'contact_count', title: 'Contacts set', type: 'integer' },
    { key: 'emails', title: 'E-mail addresses', type: 'text' }
  ],
  population: `
    select
      account_id as resource,
      json_group_array(
        json_object('type', type, 'is_set', is_set, 'name', name, 'email', email, 'phone', phone) order by type
      ) as contacts,
      sum(type <> 'PRIMARY' and is_set = 1) as contact_count,
      group_concat(distinct email) as emails,
      (select nullif(email, '') from org_account where id = :account) as root_email,
      min(source_id) as source_id,
      1 as line,
      null as path
    from account_contact
    where account_id = :account
    group by account_id
    having sum(type <> 'PRIMARY') > 0`,
  whenEmpty: 'The exports hold no alternate contact.',
  test(row, { account }) {
    const contacts = JSON.parse(row.contacts) as Contact[]
    const set = contacts.filter(({ type, is_set }) => type !== 'PRIMARY' && is_set === 1)
    const primary = contacts.find(({ type }) => type === 'PRIMARY')
    const faults = [
      ...missing(contacts),
      ...shared(set),
      ...set.flatMap(({ type, email }) =>
        row.root_email !== null && same(email, row.root_email)
          ? [`the ${word(type)} contact has the address of the root user`]
          : []
      ),
      ...set.flatMap(({ type, name, phone }) =>
        primary && same(name, primary.name) && same(phone, primary.phone)
          ? [`the ${word(type)} contact is the account's own contact`]
          : []
      )
    ]
    return faults.length === 0
      ? pass(`Account ${account} has ${set.length} alternate contacts, each with an address of its own.`)
      : exception(`In account ${account} ${list(faults)}.`)
  }
})

/** Those AWS answered are not set; one that was not received is no fault of the account. */
function missing(contacts: readonly Contact[]): readonly string[] {
  return types
    .filter((type) => contacts.some((contact) => contact.type === type && contact.is_set === 0))
    .map((type) => `no ${word(type)} contact is set`)
}

function shared(contacts: readonly Contact[]): readonly string[] {
  const byAddress = Map.groupBy(contacts, ({ email }) => normal(email))
  return [...byAddress].flatMap(([address, sharing]) =>
    address !== '' && sharing.length > 1
      ? [`the ${list(sharing.map(({ type }) => word(type)))} contacts share the address ${address}`]
      : []
  )
}

function same(one: string | null, other: string | null): boolean {
  return normal(one) !== '' && normal(one) === normal(other)
}

function normal(text: string | null): string {
  return (text ?? '').trim().toLowerCase()
}

function word(type: Contact['type']): string {
  return type.toLowerCase()
}
