/** Reads policy documents handed over by themselves, without the export that would say what they are attached to. */
import { readPolicyDocument } from '../iam/policy-document.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { UnreadableSource } from './importer.ts'
import { readRecords } from './reading/read-records.ts'
import { hasOnlyKeys } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'policy-document',
  title: 'Policy documents by themselves',
  family: 'organization',
  scope: 'organization',
  required: false,
  parts: [''],
  command: 'aws organizations describe-policy --policy-id <policy id> --output json',
  operations: [],
  recognises: (outline) =>
    outline.keys.has('Statement') && hasOnlyKeys(outline, ['Version', 'Id', 'Statement']),
  read
}

export default importer

/**
 * Such a file answers for itself alone: nothing in it names a policy, a target or an account. Half a policy says something else than
 * the whole, so that of a broken file nothing is kept.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  let documents = 0
  const state = readRecords(chunks, outline, reading, ({ value, line, path }) => {
    const text = JSON.stringify(value)
    const { problem } = readPolicyDocument(text)
    if (problem !== null) reading.note({ level: 'warning', sentence: problem, line, path })
    documents++
    reading.fact('resource_policy', {
      account_id: reading.accountHint ?? '',
      region: null,
      service: 'document',
      resource: documents === 1 ? reading.name : `${reading.name} (${documents})`,
      document_id: reading.document(text),
      line,
      path
    })
  })
  if (state !== 'complete')
    throw new UnreadableSource(
      'The policy in the file is not whole, or not valid JSON; ask for it again as it is stored in AWS.'
    )
  reading.count('policy documents', documents)
  reading.note({
    level: 'warning',
    sentence: `Nothing says what ${documents === 1 ? 'the policy document is' : 'the policy documents are'} attached to, or whether ${documents === 1 ? 'it is' : 'they are'} in force. For a policy of the organization ask for \`${importer.command}\` and its targets, for one of a resource for the export that names it.`
  })
  reading.covers('', reading.name, 'complete')
}
