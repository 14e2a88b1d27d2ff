/** How a cell of the completeness matrix looks and reads, and how the matrix falls into tables of the same exports. */
import type { Completeness, CompletenessCell } from '../../../shared/records/source.ts'
import { coverageStates } from '../../../shared/vocabulary.ts'
import { formatCount } from '../../format.ts'

export type CellTone = 'present' | 'noted' | 'faulty' | 'absent' | 'optional'

export interface CellLook {
  readonly tone: CellTone
  /** In the cell; empty where a tick stands there. */
  readonly sign: string
  /** The whole of it in words, for tooltip and screen reader. */
  readonly words: string
}

export function lookOf({ state, label, required, sources }: CompletenessCell): CellLook {
  const files = sources.length === 0 ? '' : `, ${formatCount(sources.length, 'file')}`
  if (label.includes('error'))
    return { tone: 'faulty', sign: label, words: `${coverageStates[state]}, ${label}${files}` }
  switch (state) {
    case 'complete':
      return label === ''
        ? { tone: 'present', sign: '', words: `${coverageStates.complete}${files}` }
        : { tone: 'noted', sign: label, words: `Complete, ${label} older than the newest${files}` }
    case 'partial':
      return { tone: 'noted', sign: label, words: `${coverageStates.partial}${files}` }
    case 'denied':
      return { tone: 'absent', sign: label, words: `${coverageStates.denied}${files}` }
    case 'missing':
      return required
        ? { tone: 'absent', sign: label, words: 'Missing, required' }
        : { tone: 'optional', sign: '–', words: 'Not received, optional' }
  }
}

export interface MatrixTable {
  readonly columns: Completeness['columns']
  readonly rows: Completeness['rows']
}

/** Rows that are asked for the same exports stand in one table: the organization's in one, the accounts' in another. */
export function tablesOf({ columns, rows }: Completeness): readonly MatrixTable[] {
  const groups = new Map<string, Completeness['rows'][number][]>()
  for (const row of rows) {
    const kinds = row.cells.map((cell) => cell.column).join()
    groups.set(kinds, [...(groups.get(kinds) ?? []), row])
  }
  return [...groups.values()].map((group) => ({
    columns: (group[0]?.cells ?? []).flatMap((cell) => columns.filter(({ key }) => key === cell.column)),
    rows: group
  }))
}

/**
 * A column's title without the word all columns of its table share: "Account authorization details" → "Authorization details".
 * Long words may be parted (soft hyphen), because a column is narrow and not every browser knows where.
 */
export function shortTitle(title: string): string {
  const rest = title.replace(/^(Account|Organization) /, '')
  return (rest.charAt(0).toUpperCase() + rest.slice(1)).replace(/(\w{6})(tion)/g, '$1\u00ad$2')
}
