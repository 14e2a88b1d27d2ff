/** Reads events of CloudTrail from CSV: the event history the console downloads, and the result of a query in Athena. */
import type { Outline, Reading } from '../importer.ts'
import { UnreadableSource } from '../importer.ts'
import type { Events } from './cloudtrail-event.ts'
import { readRows, type Row } from './csv.ts'
import { textChunks } from './encoding.ts'
import { BadMember, isRecord, spell, type JsonRecord, type Member } from './fields.ts'
import { countBytes } from './read-json.ts'
import { fieldsOfStruct } from './struct-text.ts'

/** A table of events: its columns by what the record calls the same, and how a row becomes a record. */
interface TableForm {
  /** In lower case. */
  readonly columns: Readonly<Record<string, string>>
  readonly recordOf: (cell: Cell, member: Member) => JsonRecord
  /** What no table of the form says, for the auditor. */
  readonly limits: string | null
}

/** What a row says of a field; null where it says nothing. */
type Cell = (field: string) => string | null

export function isEventHistory({ form, header }: Outline): boolean {
  const names = namesOf(header)
  return (
    form === 'csv' &&
    ['event name', 'event time', 'event source', 'user name'].every((name) => names.includes(name))
  )
}

export function isAthenaResult({ form, header }: Outline): boolean {
  const names = namesOf(header)
  return form === 'csv' && ['eventname', 'eventtime', 'eventsource'].every((name) => names.includes(name))
}

/** "Download events" of the console: one row an event of one region, as filtered on the page. */
export function readEventHistory(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  events: Events
): void {
  readTable(chunks, outline, reading, events, eventHistory)
}

/** `select *` or some of the columns; structs are printed in a form of Athena's own. */
export function readAthenaResult(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  events: Events
): void {
  readTable(chunks, outline, reading, events, athenaResult)
}

const eventHistory: TableForm = {
  columns: {
    eventID: 'event id',
    eventName: 'event name',
    eventTime: 'event time',
    eventSource: 'event source',
    awsRegion: 'aws region',
    sourceIPAddress: 'source ip address',
    errorCode: 'error code',
    readOnly: 'read-only',
    eventType: 'event type',
    recipientAccountId: 'recipient account id',
    userName: 'user name',
    accessKeyId: 'aws access key'
  },
  recordOf: (cell) => ({
    ...plainFields(cell),
    userIdentity: { userName: cell('userName'), accessKeyId: cell('accessKeyId') }
  }),
  limits:
    'The event history has no columns for the kind of identity, the outcome of a sign-in and MFA: they are not known of these events. `aws cloudtrail lookup-events --output json` has them.'
}

const athenaResult: TableForm = {
  columns: {
    eventID: 'eventid',
    eventName: 'eventname',
    eventTime: 'eventtime',
    eventSource: 'eventsource',
    awsRegion: 'awsregion',
    sourceIPAddress: 'sourceipaddress',
    errorCode: 'errorcode',
    readOnly: 'readonly',
    eventType: 'eventtype',
    recipientAccountId: 'recipientaccountid',
    userIdentity: 'useridentity',
    responseElements: 'responseelements',
    additionalEventData: 'additionaleventdata'
  },
  recordOf: (cell, member) => ({
    ...plainFields(cell),
    userIdentity: identityOf(cell('userIdentity'), member),
    responseElements: jsonOf(cell('responseElements'), 'responseelements', member),
    additionalEventData: jsonOf(cell('additionalEventData'), 'additionaleventdata', member)
  }),
  limits: null
}

/** What stands in a column of its own in both tables. */
function plainFields(cell: Cell): JsonRecord {
  return Object.fromEntries(
    [
      'eventID',
      'eventName',
      'eventTime',
      'eventSource',
      'awsRegion',
      'sourceIPAddress',
      'errorCode',
      'readOnly',
      'eventType',
      'recipientAccountId'
    ].map((field) => [field, cell(field)])
  )
}

function readTable(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  events: Events,
  form: TableForm
): void {
  const { counted } = countBytes(chunks, reading)
  let columns: Readonly<Record<string, number>> | null = null
  let taken = 0
  /** The first row that could not be used; the file's own problem where none could. */
  const leftOut: UnreadableSource[] = []

  function take({ line, fields }: Row, places: Readonly<Record<string, number>>): void {
    const member: Member = {
      value: null,
      line,
      path: '',
      doubt: (sentence) => reading.note({ level: 'warning', sentence, line }),
      seen: (at) => reading.seenAt(at)
    }
    const cell: Cell = (field) => {
      const index = places[field]
      const text = index === undefined ? '' : (fields[index] ?? '').trim()
      return text === '' || text === 'null' ? null : text
    }
    try {
      events.take(form.recordOf(cell, member), member)
      taken++
    } catch (error) {
      if (!(error instanceof BadMember)) throw error
      if (leftOut.length === 0) leftOut.push(new UnreadableSource(error.message, line))
      reading.note({ level: 'error', sentence: error.message, line })
    }
  }

  for (const row of readRows(textChunks(counted, outline.encoding), outline.delimiter)) {
    if (row.fields.every((field) => field.trim() === '')) continue
    if (columns !== null) take(row, columns)
    else if (!row.fields[0]?.startsWith('sep=')) columns = columnsOf(row, form, reading)
  }
  if (taken === 0 && leftOut[0]) throw leftOut[0]
  if (form.limits !== null) reading.note({ level: 'info', sentence: form.limits })
}

function columnsOf(
  { fields, line }: Row,
  form: TableForm,
  reading: Reading
): Readonly<Record<string, number>> {
  const names = namesOf(fields)
  const places = Object.fromEntries(
    Object.entries(form.columns).map(([field, name]) => [field, names.indexOf(name)])
  )
  const missing = Object.entries(form.columns).filter(([field]) => places[field] === -1)
  if (missing.length > 0)
    reading.note({
      level: 'warning',
      sentence: `Columns are missing: ${missing.map(([, name]) => name).join(', ')}. What they say counts as not known.`,
      line
    })
  return places
}

function namesOf(fields: readonly string[]): readonly string[] {
  return fields.map((name) => name.trim().toLowerCase())
}

/** The fields of an identity that are read, by what Athena calls them: all in lower case. */
const identityFields: Readonly<Record<string, string>> = {
  type: 'type',
  arn: 'arn',
  accountid: 'accountId',
  invokedby: 'invokedBy',
  accesskeyid: 'accessKeyId',
  username: 'userName'
}

function identityOf(text: string | null, { doubt }: Member): JsonRecord | null {
  if (text === null) return null
  const fields = fieldsOfStruct(text)
  if (fields === null) {
    doubt(
      `\`useridentity\` must be a struct as {type=IAMUser, …}, found ${spell(text)}; who acted is not known.`
    )
    return null
  }
  return Object.fromEntries(
    Object.entries(identityFields).map(([name, field]) => [field, fields.get(name) ?? null])
  )
}

function jsonOf(text: string | null, column: string, { doubt }: Member): JsonRecord | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    doubt(`\`${column}\` must be JSON, found ${spell(text)}; what it says is not known.`)
    return null
  }
}
