/** Reads whom AWS is to write to about security, billing and operations, or its answer that an account names nobody. */
import type { FactTables } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { accountOfContacts } from './reading/contact-account.ts'
import { BadMember, recordOf, spell, textOf } from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { readJson } from './reading/read-json.ts'
import { noteRefusal } from './reading/refusal.ts'
import { hasKey } from './reading/top-keys.ts'

type ContactType = FactTables['account_contact']['type']

const types = ['BILLING', 'OPERATIONS', 'SECURITY'] as const satisfies ContactType[]

const importer: Importer = {
  kind: 'alternate-contacts',
  title: 'Alternate contacts',
  family: 'contacts',
  scope: 'account',
  required: false,
  parts: types,
  command: 'aws account get-alternate-contact --alternate-contact-type <type> --output json',
  operations: ['GetAlternateContact'],
  recognises: (outline) => hasKey(outline, 'AlternateContact'),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    readError(outline.error, reading)
    return
  }
  const account = accountOfContacts(reading)
  const answered = new Set<ContactType>()
  const json = readJson(chunks, outline, reading, {
    values: {
      AlternateContact(member) {
        const contact = recordOf(member.value)
        const named = textOf(contact, 'AlternateContactType')
        const type = named === null ? typeAskedFor(reading) : (types.find((own) => own === named) ?? null)
        if (type === null)
          throw new BadMember(
            `\`AlternateContactType\` must be BILLING, OPERATIONS or SECURITY, found ${spell(named)}; the contact was left out.`
          )
        reading.fact('account_contact', {
          account_id: account,
          type,
          is_set: 1,
          name: textOf(contact, 'Name'),
          title: textOf(contact, 'Title'),
          email: textOf(contact, 'EmailAddress'),
          phone: textOf(contact, 'PhoneNumber'),
          line: member.line,
          path: member.path
        })
        reading.count('contacts')
        answered.add(type)
      }
    }
  })
  for (const type of answered) reading.covers(account, type, json.stateOf('AlternateContact'))
}

/** `ResourceNotFoundException` is an answer: the account has no contact of the type, which stands in the command or the file's name. */
function readError(error: NonNullable<Outline['error']>, reading: Reading): void {
  const account = accountOfContacts(reading, error)
  const type = typeAskedFor(reading)
  if (error.code !== 'ResourceNotFoundException') {
    noteRefusal(error, importer, reading, account, type === null ? types : [type])
    return
  }
  reading.count('contacts', 0)
  if (type === null) {
    reading.note({
      level: 'warning',
      sentence:
        'AWS answered that a contact is not set; neither the answer nor the name of its file says of which type: name the file after it, as alternate-contact-security.err.'
    })
    return
  }
  reading.note({
    level: 'info',
    sentence: `AWS answered that the account has no contact of the type ${type}.`
  })
  reading.fact('account_contact', {
    account_id: account,
    type,
    is_set: 0,
    name: null,
    title: null,
    email: null,
    phone: null,
    line: 1,
    path: null
  })
  reading.covers(account, type, 'complete')
}

function typeAskedFor(reading: Reading): ContactType | null {
  const text = reading.option('alternate-contact-type') ?? lastOfName(reading.name).base
  const word = text
    .match(/(?:billing|operations|security)(?![a-z])/gi)
    ?.at(-1)
    ?.toUpperCase()
  return types.find((type) => type === word) ?? null
}
