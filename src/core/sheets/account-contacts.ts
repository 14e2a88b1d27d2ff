/** P03A: whom AWS reaches about each account: the primary contact and the three alternate ones, set or not. */
import { accountCells, accountColumns, placeCells, placeColumns, type PlaceRecord } from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import type { Sheet } from './sheet.ts'

interface ContactRecord extends PlaceRecord {
  readonly account_id: string
  readonly type: keyof typeof types
  /** null where no export answers. */
  readonly is_set: number | null
  readonly name: string | null
  readonly title: string | null
  readonly email: string | null
  readonly phone: string | null
}

const types = {
  PRIMARY: 'Primary',
  SECURITY: 'Security',
  OPERATIONS: 'Operations',
  BILLING: 'Billing'
} as const

const states = { none: 'Not set', unknown: 'Not received', set: 'Set' } as const

const source = 'Contact information and alternate contacts of each account; file and line in column Source.'

export default {
  id: 'account-contacts',
  name: 'P03A Account contacts',
  ref: 'P03A',
  order: 37,
  title: 'Contacts of each account',
  purpose: 'Shows whether AWS can reach somebody about an account, above all about its security.',
  source,
  procedure:
    'One row for each account and type of contact. "Not set": AWS answered that there is none. "Not received": no export says; nothing follows from it. Whether a contact is still right, the client must confirm.',
  heading: sourceHeading(source, 'contact-information', 'alternate-contacts'),
  frozenColumns: 3,
  columns: [
    ...accountColumns,
    { key: 'type', title: 'Contact', type: 'text', width: 13 },
    { key: 'state', title: 'State', type: 'text', width: 14 },
    { key: 'name', title: 'Name', type: 'text', width: 28 },
    { key: 'title', title: 'Title', type: 'text', width: 24 },
    { key: 'email', title: 'E-mail', type: 'text', width: 34 },
    { key: 'phone', title: 'Phone', type: 'id', width: 18 },
    ...placeColumns
  ],
  tallies: [{ column: 'state', words: Object.values(states) }],
  count: ({ accounts }) => accounts.length * Object.keys(types).length,
  rows(context) {
    const accountOf = accountCells(context)
    const contacts = context.all<ContactRecord>(contactsSql, {
      accounts: JSON.stringify(context.accounts.map(({ id }) => id)),
      types: JSON.stringify(Object.keys(types))
    })
    return contacts.map((contact) => ({
      ...accountOf(contact.account_id),
      type: types[contact.type],
      state: contact.is_set === null ? states.unknown : contact.is_set === 1 ? states.set : states.none,
      name: contact.name,
      title: contact.title,
      email: contact.email,
      phone: contact.phone,
      ...placeCells(contact)
    }))
  }
} satisfies Sheet

const contactsSql = `
  select
    a.value as account_id, t.value as type, f.is_set, f.name, f.title, f.email, f.phone,
    s.ref || ':' || f.line as source,
    nullif(f.path, '') as path
  from json_each(:accounts) a
  join json_each(:types) t
  left join account_contact f on f.account_id = a.value and f.type = t.value
  left join source s on s.id = f.source_id
  order by case f.is_set when 0 then 0 when 1 then 2 else 1 end, a.key, t.key`
