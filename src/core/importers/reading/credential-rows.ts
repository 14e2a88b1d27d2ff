/** Turns the rows of a credential report into facts about the users of one or more accounts. */
import { accountOfArn, isRootArn, nameOfArn, parseArn } from '../../iam/arn.ts'
import type { Absence, CredentialFact, Flag, Place, Seconds } from '../../iam/facts.ts'
import { UnreadableSource, type Reading } from '../importer.ts'
import { align, isHeader, readHeader, type Column, type Columns, type Header } from './credential-header.ts'
import type { Row } from './csv.ts'
import { spell } from './fields.ts'
import { readTime } from './time.ts'

/** `get-credential-report` names the root user so; spreadsheets and web pages escape it. */
const rootName = '<root_account>'

/** Four times the users an account may have (IAM quotas); beyond, repeated rows are not looked for. */
const mostUsersWatched = 20_000

/**
 * Reads rows, the header first, and covers each account met: '' its users, `root` its root user. A report without the root row
 * was filtered, whatever else it holds. `placeOf` gives a line of the report its place in the file.
 */
export function readCredentialRows(
  rows: Iterable<Row>,
  delimiter: string,
  placeOf: (line: number) => Place,
  reading: Reading
): void {
  const accounts = new Map<string, { hasRoot: boolean }>()
  const seen = new Set<string>()
  let header: Header | null = null
  let isIncomplete = false
  let rowsLeftOut = 0
  let hasRepeatedHeader = false
  let users = 0
  let latest = 0

  for (const row of rows) {
    if (isEmpty(row) || (header === null && row.fields[0]?.startsWith('sep='))) continue
    if (header === null) {
      header = readHeader(row, reading)
      isIncomplete = header.missing.length > 0
    } else if (isHeader(row, header)) {
      hasRepeatedHeader = true
    } else {
      readRow(row, header)
    }
  }
  if (hasRepeatedHeader)
    reading.note({
      level: 'info',
      sentence: 'The header stands more than once: reports were put together in this file.'
    })
  if (accounts.size === 0 && rowsLeftOut > 0)
    throw new UnreadableSource(
      `None of the ${rowsLeftOut} rows of the report could be read; ask for it again.`
    )
  if (latest > 0) reading.seenAt(latest)
  reading.count('users', users)
  cover()

  function readRow(row: Row, { columns, width }: Header): void {
    const place = placeOf(row.line)
    const fields = align(row.fields, width, columns, delimiter)
    const arn = (fields[columns.arn ?? -1] ?? '').trim()
    const account = accountOfArn(arn)
    if (fields.length < width) {
      leaveOut(
        place,
        `The row has ${row.fields.length} of ${width} columns; it was left out. The file may have been cut short or edited.`
      )
      return
    }
    if (account === null) {
      leaveOut(
        place,
        `\`arn\` must be an ARN with a 12-digit account, found ${spell(arn)}; the row was left out.`
      )
      return
    }
    noteRepeated(arn, place)
    const isRoot = isRootArn(arn)
    const known = accounts.get(account)
    accounts.set(account, { hasRoot: isRoot || known?.hasRoot === true })
    if (!isRoot) users++
    reading.fact('credential', factOf(fields, columns, { account, arn, isRoot, place }))
  }

  function noteRepeated(arn: string, place: Place): void {
    if (seen.has(arn))
      reading.note({
        level: 'warning',
        sentence: `${arn} stands more than once in the report; the last row counts.`,
        ...noteOf(place)
      })
    else if (seen.size < mostUsersWatched) seen.add(arn)
  }

  function factOf(
    fields: readonly string[],
    columns: Columns,
    { account, arn, isRoot, place }: { account: string; arn: string; isRoot: boolean; place: Place }
  ): CredentialFact {
    const doubt = (column: Column, wanted: string, found: string): null => {
      isIncomplete = true
      reading.note({
        level: 'warning',
        sentence: `\`${column}\` must be ${wanted}, found ${spell(found)}; it counts as not known.`,
        ...noteOf(place)
      })
      return null
    }
    const cell = (column: Column): string | null => {
      const index = columns[column]
      return index === undefined ? null : (fields[index] ?? '').trim()
    }
    const time = (column: Column): Seconds | null => {
      const text = cell(column)
      if (text === null || isAbsence(text)) return null
      return readTime(text) ?? doubt(column, 'a time with its zone, as 2026-01-31T12:00:00Z', text)
    }
    const past = (column: Column): Seconds | null => {
      const at = time(column)
      if (at !== null && at > latest) latest = at
      return at
    }
    const flag = (column: Column): Flag | null => {
      const text = cell(column)
      if (text === null || isAbsence(text)) return null
      return flagOf(text) ?? doubt(column, 'true or false', text)
    }
    const word = (column: Column): string | null => {
      const text = cell(column)
      return text === null || isAbsence(text) ? null : text
    }
    const absence = (column: Column): Absence => absenceOf(cell(column))

    return {
      account_id: account,
      arn,
      partition: parseArn(arn)?.partition ?? 'aws',
      user_name: isRoot ? rootName : nameOf(fields[columns.user ?? -1] ?? '', arn, place),
      is_root: isRoot ? 1 : 0,
      created_at: past('user_creation_time'),
      password_enabled: flag('password_enabled'),
      password_last_used_at: past('password_last_used'),
      password_last_used_absence: absence('password_last_used'),
      password_last_changed_at: past('password_last_changed'),
      password_last_changed_absence: absence('password_last_changed'),
      password_next_rotation_at: time('password_next_rotation'),
      mfa_active: flag('mfa_active'),
      key_1_active: flag('access_key_1_active'),
      key_1_rotated_at: past('access_key_1_last_rotated'),
      key_1_last_used_at: past('access_key_1_last_used_date'),
      key_1_last_used_region: word('access_key_1_last_used_region'),
      key_1_last_used_service: word('access_key_1_last_used_service'),
      key_2_active: flag('access_key_2_active'),
      key_2_rotated_at: past('access_key_2_last_rotated'),
      key_2_last_used_at: past('access_key_2_last_used_date'),
      key_2_last_used_region: word('access_key_2_last_used_region'),
      key_2_last_used_service: word('access_key_2_last_used_service'),
      cert_1_active: flag('cert_1_active'),
      cert_1_rotated_at: past('cert_1_last_rotated'),
      cert_2_active: flag('cert_2_active'),
      cert_2_rotated_at: past('cert_2_last_rotated'),
      ...place
    }
  }

  /** The ARN keeps a name a spreadsheet has taken for a number: `1E5` shown as 1.00E+05, `00123` as 123. */
  function nameOf(name: string, arn: string, place: Place): string {
    const own = nameOfArn(arn)
    if (name.toLowerCase() !== own.toLowerCase())
      reading.note({
        level: 'warning',
        sentence: `The user ${spell(name)} has the ARN of "${own}": the file was edited, likely in a spreadsheet. The name in the ARN was taken; ask for the report as AWS wrote it.`,
        ...noteOf(place)
      })
    return own
  }

  function leaveOut(place: Place, sentence: string): void {
    isIncomplete = true
    rowsLeftOut++
    reading.note({ level: 'error', sentence, ...noteOf(place) })
  }

  function cover(): void {
    const state = isIncomplete ? 'partial' : 'complete'
    if (accounts.size === 0) reading.covers(reading.accountHint ?? '', '', state)
    if (accounts.size === 0) noteMissingRoot('')
    for (const [account, { hasRoot }] of accounts) {
      reading.covers(account, '', state)
      if (hasRoot) reading.covers(account, 'root', state)
      else noteMissingRoot(` of ${account}`)
    }
  }

  function noteMissingRoot(whose: string): void {
    reading.note({
      level: 'warning',
      sentence: `The report${whose} has no ${rootName} row, which every report has: rows were taken out. Nothing is known of the root user from this file; ask for the whole report.`
    })
  }
}

function isEmpty(row: Row): boolean {
  return row.fields.every((field) => field === '' || field.trim() === '')
}

function isAbsence(text: string): boolean {
  return text === 'N/A' || text === '' || text === 'no_information' || text === 'not_supported'
}

function absenceOf(text: string | null): Absence {
  return text === 'N/A' || text === 'no_information' || text === 'not_supported' ? text : null
}

/** Excel writes truth values in capitals and in the language of the machine. */
function flagOf(text: string): Flag | null {
  switch (text.toLowerCase()) {
    case 'true':
    case 'wahr':
    case 'vrai':
    case 'verdadero':
    case 'vero':
      return 1
    case 'false':
    case 'falsch':
    case 'faux':
    case 'falso':
      return 0
    default:
      return null
  }
}

function noteOf(place: Place): { readonly line: number; readonly path?: string } {
  return place.path === null ? { line: place.line } : { line: place.line, path: place.path }
}
