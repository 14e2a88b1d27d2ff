/** Reads one OIDC identity provider: the clients it vouches for and the certificates it is known by. */
import { accountOfArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { listOf, requiredText, timeOf, type JsonRecord, type Member } from './reading/fields.ts'
import { readAnswers } from './reading/read-answers.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'
import { arnsOf } from './reading/subject-in-name.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'oidc-provider',
  title: 'OIDC provider details',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam get-open-id-connect-provider --open-id-connect-provider-arn <ARN> --output json',
  operations: ['GetOpenIDConnectProvider'],
  recognises: (outline) =>
    hasKey(outline, 'Url') && (hasKey(outline, 'ClientIDList') || hasKey(outline, 'ThumbprintList')),
  read
}

export default importer

/** The answer holds the address and not the ARN, which is the account's with the address at its end. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const asked = reading.option('open-id-connect-provider-arn')
  if (outline.error) {
    const account = accountOfRefusal(outline.error, reading)
    noteRefusal(outline.error, importer, reading, account, [asked ?? ''])
    return
  }
  const account = (asked === null ? null : accountOfArn(asked)) ?? reading.accountHint ?? ''
  const arnOf = arnsOf(account, reading)
  const answered = new Set<string>()
  const keys = { values: ['Url', 'CreateDate'], lists: ['ClientIDList', 'ThumbprintList', 'Tags'] }
  const state = readAnswers(chunks, outline, reading, keys, (answer, member, isAlone) => {
    const url = requiredText(answer, 'Url').replace(/^https?:\/\//i, '')
    reading.fact('oidc_provider', {
      account_id: account,
      arn: (isAlone ? asked : null) ?? arnOf(`oidc-provider/${url}`) ?? '',
      url,
      client_ids: textsIn(answer, 'ClientIDList', member),
      thumbprints: textsIn(answer, 'ThumbprintList', member),
      created_at: timeOf(answer, 'CreateDate', member),
      line: member.line,
      path: member.path
    })
    reading.count('providers')
    answered.add(url)
  })
  for (const url of answered) reading.covers(account, url, state)
}

/** A list of texts as JSON; null where the list is absent. */
function textsIn(answer: JsonRecord, key: string, member: Member): string | null {
  if (!Object.hasOwn(answer, key)) {
    member.doubt(`\`${key}\` is missing; what it lists is not known.`)
    return null
  }
  const texts = listOf(answer, key).filter((text) => typeof text === 'string')
  if (texts.length < listOf(answer, key).length)
    member.doubt(`\`${key}\` must hold texts alone; the rest of it was left out.`)
  return JSON.stringify(texts)
}
