/** Reads the alias of an account, its name in the sign-in address. */
import type { Importer, Outline, Reading } from './importer.ts'
import { BadMember, spell } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'

const importer: Importer = {
  kind: 'account-aliases',
  title: 'Account aliases',
  family: 'identities',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-account-aliases --output json',
  operations: ['ListAccountAliases'],
  recognises: ({ form, keys }) => form === 'json' && keys.has('AccountAliases'),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), importer.parts)
    return
  }
  const account = reading.accountHint ?? ''
  reading.count('aliases', 0)
  const json = readJson(chunks, outline, reading, {
    lists: {
      AccountAliases({ value, line, path }) {
        if (typeof value !== 'string' || value === '')
          throw new BadMember(`An alias must be text, found ${spell(value)}; it was left out.`)
        reading.fact('account_alias', { account_id: account, alias: value, line, path })
        reading.count('aliases')
      }
    }
  })
  reading.covers(account, '', json.stateOf('AccountAliases'))
}
