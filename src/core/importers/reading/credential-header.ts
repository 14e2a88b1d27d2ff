/** Reads the header of a credential report and brings the rows below it into its columns. */
import type { Reading } from '../importer.ts'
import type { Row } from './csv.ts'

/** The columns of the report (AWS IAM guide, credential report format); matched by name, in any order. */
export const reportColumns = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated'
] as const
export type Column = (typeof reportColumns)[number]

/** Written by AWS where a user has more credentials than columns; carries nothing that a check reads. */
const ignoredColumns = ['additional_credentials_info']

export type Columns = Readonly<Partial<Record<Column, number>>>

export interface Header {
  readonly columns: Columns
  readonly width: number
  readonly missing: readonly string[]
}

/** Notes columns that are not known, and those that are missing. */
export function readHeader(row: Row, reading: Reading): Header {
  const names = row.fields.map((name) => name.trim().toLowerCase())
  const columns: Partial<Record<Column, number>> = {}
  for (const column of reportColumns) {
    const index = names.indexOf(column)
    if (index >= 0) columns[column] = index
  }
  const known: readonly string[] = [...reportColumns, ...ignoredColumns, '']
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    reading.note({
      level: 'info',
      sentence: `Columns not known of a credential report were not read: ${unknown.slice(0, 12).join(', ')}.`,
      line: row.line
    })
  const missing = reportColumns.filter((column) => columns[column] === undefined)
  if (missing.length > 0)
    reading.note({
      level: 'warning',
      sentence: `Columns every credential report has are missing: ${missing.join(', ')}. What they say counts as not known.`,
      line: row.line
    })
  // An object that grew key by key is a hash table to V8; parsed, it is a record, whose fields are found at once.
  return { columns: JSON.parse(JSON.stringify(columns)) as Columns, width: widthOf(names), missing }
}

/** Spreadsheets leave empty columns behind the last one. */
function widthOf(names: readonly string[]): number {
  let width = names.length
  while (names[width - 1] === '') width--
  return width
}

/**
 * IAM names and paths may hold commas, and a report edited by hand may hold them unquoted: the name runs up to the field that
 * begins with `arn:`, the ARN takes what is too much behind it.
 */
export function align(
  fields: readonly string[],
  width: number,
  columns: Columns,
  delimiter: string
): readonly string[] {
  const surplus = fields.length - width
  if (surplus <= 0 || fields.slice(width).every((field) => field.trim() === '')) return fields
  const { user, arn } = columns
  if (user === undefined || arn !== user + 1) return fields
  const arnAt = fields.findIndex((field, index) => index > user && field.startsWith('arn:'))
  const inArn = surplus - (arnAt - arn)
  if (arnAt < 0 || inArn < 0) return fields
  return [
    ...fields.slice(0, user),
    fields.slice(user, arnAt).join(delimiter),
    fields.slice(arnAt, arnAt + inArn + 1).join(delimiter),
    ...fields.slice(arnAt + inArn + 1)
  ]
}

export function isHeader(row: Row, { columns }: Header): boolean {
  return (
    row.fields[columns.user ?? 0]?.trim().toLowerCase() === 'user' &&
    row.fields[columns.arn ?? 1]?.trim().toLowerCase() === 'arn'
  )
}
