/** Reads who made the exports, which also names the account of the files beside it. */
import type { Importer, Outline, Reading } from './importer.ts'
import { readAccountId } from './reading/account-id.ts'
import { UnreadableSource } from './importer.ts'
import { spell, type Member } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'

const importer: Importer = {
  kind: 'caller-identity',
  title: 'Caller identity',
  family: 'collection',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws sts get-caller-identity --output json',
  operations: ['GetCallerIdentity'],
  recognises: ({ form, keys }) =>
    form === 'json' && ['UserId', 'Account', 'Arn'].every((key) => keys.has(key)) && !keys.has('UserName'),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), importer.parts)
    return
  }
  const found = new Map<string, Member>()
  const keep =
    (key: string) =>
    (member: Member): void => {
      found.set(key, member)
    }
  const json = readJson(chunks, outline, reading, {
    values: { UserId: keep('UserId'), Account: keep('Account'), Arn: keep('Arn') }
  })
  const given = found.get('Account')
  const account = readAccountId(given?.value)
  if (!given || account === null)
    throw new UnreadableSource(
      `\`Account\` must be an account id of 12 digits, found ${spell(given?.value)}; ask for the answer as the command writes it.`,
      given?.line ?? null,
      given?.path ?? null
    )
  if (account.isPadded)
    reading.note({
      level: 'warning',
      sentence: `\`Account\` had lost its leading zeros, as numbers do; it was taken as ${account.id}.`,
      line: given.line,
      path: given.path
    })
  reading.fact('caller_identity', {
    account_id: account.id,
    arn: textIn(found.get('Arn')),
    user_id: textIn(found.get('UserId')),
    line: given.line,
    path: given.path
  })
  reading.count('identity')
  reading.covers(account.id, '', json.stateOf('Account'))
}

function textIn(member: Member | undefined): string {
  return typeof member?.value === 'string' ? member.value : ''
}
