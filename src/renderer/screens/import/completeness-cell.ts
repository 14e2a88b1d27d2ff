/** How a cell of the completeness matrix looks and reads, and how the matrix falls into tables of the same exports. */
import type {
  Completeness,
  CompletenessCell,
  CompletenessColumn,
  Request
} from '../../../shared/records/source.ts'
import { coverageStates, type SourceFamily } from '../../../shared/vocabulary.ts'
import { formatCount, formatNumber } from '../../format.ts'

import { lackOf } from './request-text.ts'

export type CellTone = 'present' | 'noted' | 'faulty' | 'absent' | 'some' | 'optional'

export interface CellLook {
  readonly tone: CellTone
  /** In the cell; empty where a tick stands there. */
  readonly sign: string
  /** The whole of it in words, for tooltip and screen reader. */
  readonly words: string
}

/** `kinds` is how many exports the cell's column stands for. */
export function lookOf({ state, label, required, sources }: CompletenessCell, kinds = 1): CellLook {
  const files = sources.length === 0 ? '' : `, ${formatCount(sources.length, 'file')}`
  if (label.includes('error'))
    return { tone: 'faulty', sign: label, words: `${coverageStates[state]}, ${label}${files}` }
  switch (state) {
    case 'complete':
      return label === ''
        ? { tone: 'present', sign: '', words: `${coverageStates.complete}${files}` }
        : { tone: 'noted', sign: label, words: `Complete, ${label} older than the newest${files}` }
    case 'partial':
      // Of exports nobody must send, some are as good as none.
      return / of /.test(label)
        ? { tone: 'some', sign: label, words: `${label} complete${files}` }
        : { tone: 'noted', sign: label, words: `${coverageStates.partial}${files}` }
    case 'denied':
      return { tone: 'absent', sign: label, words: `${coverageStates.denied}${files}` }
    case 'missing':
      if (required) return { tone: 'absent', sign: label, words: 'Missing, required' }
      return {
        tone: 'optional',
        sign: '–',
        words: kinds > 1 ? `None of ${formatNumber(kinds)} received, optional` : 'Not received, optional'
      }
  }
}

export interface MatrixTable {
  readonly columns: Completeness['columns']
  readonly rows: Completeness['rows']
}

/** A cell the auditor asked about, with its button. */
export interface OpenedCell {
  readonly column: CompletenessColumn
  readonly cell: CompletenessCell
  readonly account: string
  readonly name: string
  readonly words: string
  readonly button: HTMLElement
}

/** Rows that are asked for the same exports stand in one table: the organization's in one, the accounts' in another. */
export function tablesOf({ columns, rows }: Completeness): readonly MatrixTable[] {
  const groups = new Map<string, Completeness['rows'][number][]>()
  for (const row of rows) {
    const asked = row.cells.map((cell) => cell.column).join()
    const beside = groups.get(asked)
    if (beside === undefined) groups.set(asked, [row])
    else beside.push(row)
  }
  const known = new Map(columns.map((column) => [column.key, column]))
  return [...groups.values()].map((group) => ({
    columns: (group[0]?.cells ?? []).flatMap((cell) => known.get(cell.column) ?? []),
    rows: group
  }))
}

/**
 * The rows to draw of a long table, each with how many are left out right before it: those from `first` on, as many as are in sight, and
 * the marked one wherever it is, because the focus may be on it.
 */
export function rowsInSight(
  total: number,
  first: number,
  count: number,
  marked: number
): readonly { readonly index: number; readonly before: number }[] {
  const from = Math.max(0, Math.min(first, total - count))
  const to = Math.min(total, from + count)
  const indices = Array.from({ length: to - from }, (_, at) => from + at)
  if (marked >= 0 && marked < from) indices.unshift(marked)
  if (marked >= to && marked < total) indices.push(marked)
  return indices.map((index, at) => ({ index, before: index - (indices[at - 1] ?? -1) - 1 }))
}

/** One word or two for a family, whose whole title would not fit over a narrow column. */
const shortFamilies: Readonly<Record<SourceFamily, string>> = {
  identities: 'Identity lists',
  credentials: 'Credentials',
  access: 'Access used',
  organization: 'Other org. exports',
  'identity-center': 'Identity Center',
  logging: 'Logging',
  detection: 'Detection',
  contacts: 'Contacts',
  exposure: 'Resource policies',
  corroboration: 'Other tools',
  collection: 'Collection'
}

/**
 * A column's title without the word all columns of its table share: "Account authorization details" → "Authorization details".
 * Long words may be parted (soft hyphen), because a column is narrow and not every browser knows where.
 */
export function shortTitle({ key, title }: Pick<CompletenessColumn, 'key' | 'title'>): string {
  const family = key.split('/')[1]
  if (family !== undefined && isFamily(family)) return shortFamilies[family]
  const rest = title.replace(/^(Account|Organization) /, '')
  return (rest.charAt(0).toUpperCase() + rest.slice(1)).replace(/(\w{6})(tion)/g, '$1\u00ad$2')
}

/** One export a cell stands for: what is asked of the client for it, null where it is there whole. */
export interface KindState {
  readonly kind: string
  readonly title: string
  readonly request: Request | null
  /** "not received", "refused by AWS to the client", …; "complete" where nothing is asked for. */
  readonly words: string
}

/** What of a cell's exports is there, by the request list: what is not asked for is complete. */
export function kindStates(
  column: Pick<CompletenessColumn, 'kinds'>,
  account: string,
  requests: readonly Request[]
): readonly KindState[] {
  return column.kinds.map(({ kind, title }) => {
    // A request without an account is for every account.
    const request =
      requests.find((one) => one.kind === kind && (one.account === account || one.account === '')) ?? null
    return { kind, title, request, words: request === null ? 'complete' : lackOf(request) }
  })
}

function isFamily(name: string): name is SourceFamily {
  return Object.hasOwn(shortFamilies, name)
}
