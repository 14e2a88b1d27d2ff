/** Turns the rows of a credential report into facts about the users of one or more accounts. */
import { isAccountId, isRootArn, nameOfArn, parseArn } from '../../iam/arn.ts'
import type { Absence, Flag, Place, Seconds } from '../../iam/facts.ts'
import type { NoteLevel } from '../../../shared/vocabulary.ts'
import { UnreadableSource, type Reading } from '../importer.ts'
import { cellsOf, type Cells } from './cells.ts'
import { align, isHeader, readHeader, type Column, type Header } from './credential-header.ts'
import { cut, type Row, type Span } from './csv.ts'
import { spell } from './fields.ts'
import { readTime } from './time.ts'

/** `get-credential-report` names the root user so; spreadsheets and web pages escape it. */
const rootName = '<root_account>'

/** Four times the users an account may have (IAM quotas); beyond, repeated rows are not looked for. */
const mostUsersWatched = 20_000

/** Whose a user is, by how the ARN begins. */
interface Owner {
  readonly prefix: string
  readonly partition: string
  readonly account: string
}

/**
 * Reads rows, the header first, and covers each account met: '' its users, `root` its root user. A report without the root row
 * was filtered, whatever else it holds. `placeOf` gives a line of the report its place in the file.
 */
export function readCredentialRows(
  rows: Iterable<Row | Span>,
  delimiter: string,
  placeOf: (line: number) => Place,
  reading: Reading
): void {
  const accounts = new Map<string, { hasRoot: boolean }>()
  const seen = new Set<string>()
  let header: Header | null = null
  /** The row being read: its cells where they stand, or its fields where it had to be cut into them. */
  let cells: Cells | null = null
  let fields: readonly string[] | null = null
  let place: Place = { line: 0, path: null }
  let isIncomplete = false
  let rowsLeftOut = 0
  let hasRepeatedHeader = false
  let users = 0
  let latest = 0
  let owner: Owner | null = null

  for (const next of rows) {
    if (cells !== null && 'text' in next && cells.turnTo(next) && cells.begins(header?.columns.arn, 'arn:')) {
      fields = null
      readUser(next.line)
      continue
    }
    const row = 'fields' in next ? next : cut(next, delimiter)
    if (isEmpty(row) || (header === null && row.fields[0]?.startsWith('sep='))) continue
    if (header === null) {
      header = readHeader(row, reading)
      cells = cellsOf(delimiter, header.width)
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

  function readRow({ line, fields: received }: Row, { columns, width }: Header): void {
    fields = align(received, width, columns, delimiter)
    if (fields.length >= width) {
      readUser(line)
      return
    }
    place = placeOf(line)
    leaveOut(
      `The row has ${received.length} of ${width} columns; it was left out. The file may have been cut short or edited.`
    )
  }

  function readUser(line: number): void {
    place = placeOf(line)
    const text = cell('arn') ?? ''
    const arn = ownerIn(text)
    if (arn === null) {
      leaveOut(`\`arn\` must be an ARN with a 12-digit account, found ${spell(text)}; the row was left out.`)
      return
    }
    noteRepeated(text)
    const isRoot = isRootArn(text)
    const known = accounts.get(arn.account)
    if (!known) accounts.set(arn.account, { hasRoot: isRoot })
    else if (isRoot) known.hasRoot = true
    if (!isRoot) users++
    reading.fact('credential', {
      account_id: arn.account,
      arn: text,
      partition: arn.partition,
      user_name: isRoot ? rootName : nameIn(cell('user') ?? '', text),
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
      line: place.line,
      path: place.path
    })
  }

  function cell(column: Column): string | null {
    const index = header?.columns[column]
    if (index === undefined) return null
    return fields === null ? (cells?.text(index) ?? null) : (fields[index] ?? '').trim()
  }

  /** Where a column stands in a row that is not cut into fields; -1 in one that is. */
  function uncut(column: Column): number {
    return fields === null ? (header?.columns[column] ?? -1) : -1
  }

  function time(column: Column): Seconds | null {
    const index = uncut(column)
    if (index >= 0 && cells !== null) {
      if (cells.is(index, 'N/A')) return null
      const at = cells.time(index)
      if (at !== undefined) return at
    }
    const text = cell(column)
    if (text === null || isAbsence(text)) return null
    return readTime(text) ?? doubt(column, 'a time with its zone, as 2026-01-31T12:00:00Z', text)
  }

  function past(column: Column): Seconds | null {
    const at = time(column)
    if (at !== null && at > latest) latest = at
    return at
  }

  function absence(column: Column): Absence {
    return absenceOf(cell(column))
  }

  function flag(column: Column): Flag | null {
    const index = uncut(column)
    const uncutFlag = index >= 0 ? cells?.flag(index) : undefined
    if (uncutFlag !== undefined) return uncutFlag
    const text = cell(column)
    if (text === null || isAbsence(text)) return null
    return flagOf(text) ?? doubt(column, 'true or false', text)
  }

  function word(column: Column): string | null {
    const text = cell(column)
    return text === null || isAbsence(text) ? null : text
  }

  /** Rows of one account follow each other, so most ARNs begin as the one before. */
  function ownerIn(arn: string): Owner | null {
    if (owner === null || !arn.startsWith(owner.prefix) || arn.length === owner.prefix.length) {
      const parsed = parseArn(arn)
      if (parsed === null || !isAccountId(parsed.account)) return null
      const { partition, account, resource } = parsed
      owner = { partition, account, prefix: arn.slice(0, arn.length - resource.length) }
    }
    return owner
  }

  /** The ARN keeps a name a spreadsheet has taken for a number: `1E5` shown as 1.00E+05, `00123` as 123. */
  function nameIn(name: string, arn: string): string {
    const own = nameOfArn(arn)
    if (name !== own && name.trim().toLowerCase() !== own.toLowerCase())
      note(
        'warning',
        `The user ${spell(name)} has the ARN of ${spell(own)}: the file was edited, likely in a spreadsheet. The name in the ARN was taken; ask for the report as AWS wrote it.`
      )
    return own
  }

  function noteRepeated(arn: string): void {
    if (seen.size === mostUsersWatched) return
    if (seen.has(arn)) note('warning', `${arn} stands more than once in the report; the last row counts.`)
    seen.add(arn)
  }

  function doubt(column: Column, wanted: string, found: string): null {
    isIncomplete = true
    note('warning', `\`${column}\` must be ${wanted}, found ${spell(found)}; it counts as not known.`)
    return null
  }

  function leaveOut(sentence: string): void {
    isIncomplete = true
    rowsLeftOut++
    note('error', sentence)
  }

  function note(level: NoteLevel, sentence: string): void {
    reading.note({
      level,
      sentence,
      line: place.line,
      ...(place.path === null ? {} : { path: place.path })
    })
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
