/** Reads the primary contact of an account: who stands for it towards AWS. */
import type { Importer, Outline, Reading } from './importer.ts'
import { accountOfContacts } from './reading/contact-account.ts'
import { recordOf, requiredText, textOf } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { noteRefusal } from './reading/refusal.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'contact-information',
  title: 'Contact information',
  family: 'contacts',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws account get-contact-information --output json',
  operations: ['GetContactInformation'],
  recognises: (outline) => hasKey(outline, 'ContactInformation'),
  read
}

export default importer

/** The answer holds a postal address too, which no test needs and which is left in the file. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const account = accountOfContacts(reading, outline.error)
  if (outline.error) {
    noteRefusal(outline.error, importer, reading, account, importer.parts)
    return
  }
  const json = readJson(chunks, outline, reading, {
    values: {
      ContactInformation(member) {
        const contact = recordOf(member.value)
        reading.fact('account_contact', {
          account_id: account,
          type: 'PRIMARY',
          is_set: 1,
          name: requiredText(contact, 'FullName'),
          title: null,
          email: null,
          phone: textOf(contact, 'PhoneNumber'),
          line: member.line,
          path: member.path
        })
        reading.count('contacts')
      }
    }
  })
  reading.covers(account, '', json.stateOf('ContactInformation'))
}
