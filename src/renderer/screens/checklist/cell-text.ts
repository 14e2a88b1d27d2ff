/** What a cell of a population says: values as text, resources without what every one of them shares. */
import type { CellType, CellValue, ColumnView } from '../../../shared/records/workbook.ts'
import { conclusions, outcomes, severities } from '../../../shared/vocabulary.ts'
import { formatDate, formatNumber, formatTime } from '../../format.ts'
import type { GridColumn } from '../../parts/grid.ts'

/** The columns of the grid's own, kept apart from a check's by a sign no column name has. */
export const own = {
  resource: '#resource',
  account: '#account',
  status: '#status',
  disposition: '#disposition',
  detail: '#detail',
  source: '#source'
} as const

/** The grid's columns: who, where, what became of it, what the check looked at, what it says, where that stands. */
export function gridColumns(columns: readonly ColumnView[], withAccount: boolean): readonly GridColumn[] {
  return [
    { key: own.resource, title: 'Resource', width: 210, grow: 0.4 },
    ...(withAccount ? [{ key: own.account, title: 'Account', width: 130 }] : []),
    { key: own.disposition, title: 'Disposition', width: 140 },
    ...columns.map(({ key, title, type, width }) => ({
      key,
      title,
      width: Math.max(width === undefined ? widths[type] : width * 7 + 20, title.length * 6 + 24),
      align: type === 'integer' ? ('end' as const) : ('start' as const),
      mono: type === 'id'
    })),
    { key: own.status, title: 'Status', width: 112 },
    { key: own.detail, title: 'Detail', width: 300, grow: 1 },
    { key: own.source, title: 'Source', width: 190 }
  ]
}

/** A value as short text; nothing known is a dash. */
export function cellText(value: CellValue, type: CellType): string {
  if (value === null || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return type === 'integer' ? formatNumber(value) : String(value)
  return textOf(value, type)
}

/** The same in full, for the tooltip. */
export function cellTitle(value: CellValue, type: CellType): string {
  return typeof value === 'string' && type === 'time' ? formatTime(value) : cellText(value, type)
}

/** `user/deploy-bot` of an ARN: partition, service and account stand elsewhere in the row. What is no ARN stays. */
export function shortResource(resource: string): string {
  return resource.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, '')
}

/** `credential-report.csv:14` */
export function placeText(sourceName: string, line: number): string {
  return `${sourceName.split('/').at(-1) ?? sourceName}:${String(line)}`
}

const widths: Readonly<Record<CellType, number>> = {
  text: 130,
  id: 150,
  integer: 90,
  date: 100,
  time: 100,
  boolean: 80,
  outcome: 110,
  conclusion: 110,
  severity: 90,
  state: 130,
  long: 240
}

function textOf(value: string, type: CellType): string {
  if (type === 'date' || type === 'time') return formatDate(value)
  if (type === 'outcome' && isWord(value, outcomes)) return outcomes[value].screen
  if (type === 'conclusion' && isWord(value, conclusions)) return conclusions[value].screen
  if (type === 'severity' && isWord(value, severities)) return severities[value]
  return value
}

function isWord<Words extends object>(value: string, words: Words): value is Extract<keyof Words, string> {
  return Object.hasOwn(words, value)
}
