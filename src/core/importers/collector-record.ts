/** Reads what a collection script says of its own run: which script and AWS CLI asked, as whom, with what options, from when to when. */
import { accountOfArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { readRows } from './reading/csv.ts'
import { textChunks } from './reading/encoding.ts'
import { countBytes } from './reading/read-json.ts'
import { readTime } from './reading/time.ts'

const importer: Importer = {
  kind: 'collector-record',
  title: 'Collection record',
  family: 'collection',
  scope: 'organization',
  required: false,
  parts: [''],
  command: 'collector.txt of the collection script',
  operations: [],
  recognises: ({ form, head }) =>
    (form === 'text' || form === 'csv') && /^collector=\S[^\r\n]*\r?\n[a-z_]+=/.test(head),
  read
}

export default importer

/** More lines than this are no record of a run. */
const mostLines = 1000

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const { counted } = countBytes(chunks, reading)
  const values = new Map<string, { readonly text: string; readonly line: number }>()
  // Lines are told apart by themselves; a value may hold any other delimiter.
  for (const { line, fields } of readRows(textChunks(counted, outline.encoding), '\n')) {
    const [, key, text] = /^([a-z_]+)=(.*)$/.exec(fields.join('')) ?? []
    if (key === undefined || text === undefined || line > mostLines)
      reading.note({
        level: 'warning',
        sentence: 'A line must be a key, an equals sign and a value; it was left out.',
        line
      })
    // A run that went on with another adds its lines below; the last word counts.
    else values.set(key, { text: text.trim().slice(0, 400), line })
  }
  const said = (key: string): string => values.get(key)?.text ?? ''
  for (const key of ['started_utc', 'resumed_utc', 'finished_utc']) {
    const time = readTime(said(key))
    if (time !== null) reading.seenAt(time)
  }
  stateCaller(values.get('caller_arn'), reading)
  const isFinished = (values.get('finished_utc')?.line ?? 0) > (values.get('resumed_utc')?.line ?? 0)
  reading.note(
    isFinished
      ? {
          level: 'info',
          sentence: `Collected by ${said('collector')} with ${or(said('aws_cli'), 'an AWS CLI it does not name')} from ${or(said('started_utc'), 'a time it does not say')} to ${said('finished_utc')}; options: ${or(said('options'), 'none')}.`
        }
      : {
          level: 'warning',
          sentence: `The run of ${said('collector')} that began ${or(said('started_utc'), 'at a time it does not say')} did not end: what it had not asked for by then is missing. Ask the client to go on with --resume.`
        }
  )
  reading.count('runs')
  reading.covers('', '', isFinished ? 'complete' : 'partial')
}

/** The ARN names the account too; the unique id of the caller is in its own export alone. */
function stateCaller(
  caller: { readonly text: string; readonly line: number } | undefined,
  reading: Reading
): void {
  const account = caller === undefined ? null : accountOfArn(caller.text)
  if (caller === undefined || account === null) return
  reading.fact('caller_identity', {
    account_id: account,
    arn: caller.text,
    user_id: '',
    line: caller.line,
    path: null
  })
}

function or(text: string, otherwise: string): string {
  return text === '' ? otherwise : text
}
