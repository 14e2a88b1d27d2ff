/** Reads the IAM credential report, as CSV or in the answer of the AWS CLI, into facts about root and every user. */
import type { Importer, Outline, Reading } from './importer.ts'
import { UnreadableSource } from './importer.ts'
import { isReportContent, undoBase64 } from './reading/base64.ts'
import { reportColumns } from './reading/credential-header.ts'
import { readCredentialRows } from './reading/credential-rows.ts'
import { readSpans } from './reading/csv.ts'
import { textChunks } from './reading/encoding.ts'
import { readTime } from './reading/time.ts'
import { countBytes, readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'

/** The report stands in one text of the answer; 5,000 users take about 2 MB in base64. */
const limits = { depth: 64, size: 256 << 20 }

const importer: Importer = {
  kind: 'credential-report',
  title: 'Credential report',
  family: 'identities',
  scope: 'account',
  required: true,
  parts: ['', 'root'],
  command: 'aws iam get-credential-report --output json',
  operations: ['GetCredentialReport', 'GenerateCredentialReport'],
  recognises: ({ form, keys, header, head }) =>
    isReportHeader(header) ||
    (form === 'json' && keys.has('ReportFormat') && (keys.has('Content') || keys.has('GeneratedTime'))) ||
    (form === 'json' && keys.has('Content') && keys.has('GeneratedTime')) ||
    isReportContent(head),
  read
}

export default importer

function isReportHeader(header: readonly string[]): boolean {
  const names = header.map((name) => name.toLowerCase())
  const known: readonly string[] = reportColumns.slice(2)
  return names.includes('user') && names.includes('arn') && names.some((name) => known.includes(name))
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), importer.parts)
    return
  }
  if (outline.form === 'csv') {
    const { counted } = countBytes(chunks, reading)
    const rows = readSpans(textChunks(counted, outline.encoding), outline.delimiter)
    readCredentialRows(rows, outline.delimiter, (line) => ({ line, path: null }), reading)
    return
  }
  const { content, line, path } =
    outline.form === 'json' ? answerOf(chunks, outline, reading) : wholeText(chunks, outline, reading)
  const text = undoBase64(content)
  const delimiter = /^[^\n]*\t/.test(text) ? '\t' : /^[^\n,]*;/.test(text) ? ';' : ','
  if (!isReportHeader((text.split(/\r?\n/, 1)[0] ?? '').split(delimiter).map((name) => name.trim())))
    throw new UnreadableSource(
      'The content of the answer is no credential report, neither as text nor after base64; ask for the file as the command writes it.',
      line,
      path
    )
  readCredentialRows(
    readSpans([text], delimiter),
    delimiter,
    (row) => ({ line, path: `${path ?? ''} line ${row}`.trim() }),
    reading
  )
}

interface Content {
  readonly content: string
  readonly line: number
  readonly path: string | null
}

/** `Content`, in base64 as the CLI writes it or already decoded as boto3 does; or one text that is the whole file. */
function answerOf(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): Content {
  let found: Content | null = null
  const take = ({ value, line, path }: { value: unknown; line: number; path: string }): void => {
    if (typeof value === 'string') found = { content: value, line, path: path === '' ? null : path }
  }
  readJson(chunks, outline, reading, {
    limits,
    values: {
      '': take,
      Content: take,
      GeneratedTime({ value, doubt }) {
        const at = readTime(value)
        if (at === null)
          doubt('`GeneratedTime` is no time with a zone; the date of the report is not known from it.')
        else reading.generatedAt(at)
      },
      ReportFormat: () => undefined
    }
  })
  if (found !== null) return found
  throw new UnreadableSource(
    'The answer has no `Content`: the report itself is missing. Ask for the whole answer of `aws iam get-credential-report --output json`.'
  )
}

function wholeText(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): Content {
  const { counted } = countBytes(chunks, reading)
  return { content: [...textChunks(counted, outline.encoding)].join(''), line: 1, path: null }
}
