/** Reads the account summary: how many of everything an account has, and whether root has keys, a password and MFA. */
import type { Importer, Outline, Reading } from './importer.ts'
import { BadMember, numberOf, recordOf } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'

const importer: Importer = {
  kind: 'account-summary',
  title: 'Account summary',
  family: 'identities',
  scope: 'account',
  required: true,
  parts: [''],
  command: 'aws iam get-account-summary --output json',
  operations: ['GetAccountSummary'],
  recognises: ({ form, keys }) => form === 'json' && keys.has('SummaryMap'),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), importer.parts)
    return
  }
  const account = reading.accountHint ?? ''
  const json = readJson(chunks, outline, reading, {
    values: {
      SummaryMap(member) {
        const summary = recordOf(member.value)
        const names = Object.keys(summary)
        if (names.length === 0)
          throw new BadMember('The `SummaryMap` of the file is empty; ask for it again.')
        for (const name of names) {
          const value = entryOf(summary, name, member.doubt)
          if (value === null) continue
          reading.fact('account_summary', {
            account_id: account,
            name,
            value,
            line: member.line,
            path: `${member.path}.${name}`
          })
          reading.count('values')
        }
      }
    }
  })
  reading.covers(account, '', json.stateOf('SummaryMap'))
}

/** A value that is no number is left out alone; the others stand. */
function entryOf(
  summary: Readonly<Record<string, unknown>>,
  name: string,
  doubt: (sentence: string) => void
): number | null {
  try {
    return numberOf(summary, name)
  } catch (error) {
    if (!(error instanceof BadMember)) throw error
    doubt(error.message)
    return null
  }
}
