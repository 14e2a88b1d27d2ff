/** Reads when, for which service and in which region an access key was last used. */
import type { Importer, Outline, Reading } from './importer.ts'
import { BadMember, recordIn, textOf, timeOf, type JsonRecord } from './reading/fields.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { accessKeyIdOf, userOf } from './reading/subject-in-name.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'access-key-last-used',
  title: 'Last use of access keys',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam get-access-key-last-used --access-key-id <access key id> --output json',
  operations: ['GetAccessKeyLastUsed'],
  recognises: (outline) => hasKey(outline, 'AccessKeyLastUsed'),
  read
}

export default importer

/** The answer names the user and not the key, whose id stands in the command or the file's name alone. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    const part = accessKeyIdOf(reading) ?? ''
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), [part])
    return
  }
  const account = reading.accountHint ?? ''
  const answered = new Set<string>()
  const keys = { values: ['UserName', 'AccessKeyLastUsed'] }
  const state = readAnswers(chunks, outline, reading, keys, (answer, member, isAlone) => {
    const use = recordIn(answer, 'AccessKeyLastUsed')
    if (use === null) throw new BadMember('`AccessKeyLastUsed` is missing; the answer was left out.')
    const keyId = isAlone ? accessKeyIdOf(reading) : null
    reading.fact('access_key_use', {
      account_id: account,
      user_name: textOf(answer, 'UserName') ?? (isAlone ? userOf(reading) : null) ?? '',
      access_key_id: keyId ?? '',
      last_used_at: timeOf(use, 'LastUsedDate', member),
      service: knownText(use, 'ServiceName'),
      region: knownText(use, 'Region'),
      line: member.line,
      path: member.path
    })
    reading.count('access keys')
    answered.add(keyId ?? reading.name)
    if (keyId === null) member.doubt(withoutKey)
  })
  for (const key of answered) reading.covers(account, key, state)
}

const withoutKey =
  'The last use of an access key is told, and neither the answer nor the name of its file says of which key: save each answer in a file named after the key, access-key-last-used.<access key id>.json.'

/** Of a key that was never used, or not since AWS keeps record, AWS writes `N/A` (API reference, AccessKeyLastUsed). */
function knownText(record: JsonRecord, key: string): string | null {
  const text = textOf(record, key)
  return text === 'N/A' ? null : text
}
