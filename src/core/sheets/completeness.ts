/** 01F: accounts down, exports across: what was received whole, in part, not at all, or was refused. */
import type { CompletenessCell } from '../../shared/records/source.ts'
import { coverageStates } from '../../shared/vocabulary.ts'
import { notKnown } from './population-row.ts'
import type { Sheet, SheetColumn, SheetContext, SheetRow } from './sheet.ts'

/** The word for a missing export that only some checks could use. */
export const notReceived = 'Not received'

export default {
  id: 'completeness',
  name: '01F Completeness',
  ref: '01F',
  order: 6,
  title: 'Completeness of the exports',
  purpose:
    'Shows for every account which exports were received, so that no result is taken for more than it is.',
  source: 'Files of sheet 01B, by the account and the kind of export they answer for.',
  procedure:
    'Required exports have a column each, the others one for each family: "3 of 12" of them are whole. "Missing" is a required export, "Not received" one that is not. A number of days says how much older a report is than the newest. Empty: not asked of that account.',
  frozenColumns: 2,
  columns: completenessColumns,
  count: ({ completeness }) => completeness.rows.length,
  rows: ({ completeness }) =>
    completeness.rows.map(({ account, name, cells }): SheetRow => {
      const words = new Map(cells.map((cell) => [cell.column, wordsOf(cell)]))
      return {
        account: account || notKnown,
        name,
        missing: cells.filter(({ required, state }) => required && state !== 'complete').length,
        ...Object.fromEntries(completeness.columns.map(({ key }) => [columnKey(key), words.get(key) ?? null]))
      }
    })
} satisfies Sheet

function completenessColumns({ completeness }: SheetContext): readonly SheetColumn[] {
  return [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'name', title: 'Account name', type: 'text', width: 22 },
    { key: 'missing', title: 'Required and not whole', type: 'integer', width: 11 },
    ...completeness.columns.map((column): SheetColumn => ({
      key: columnKey(column.key),
      title: titleOf(column),
      type: 'outcome',
      width: 17
    }))
  ]
}

/** A family of the organization and one of the accounts may share their name, and a table has no two columns of one title. */
function titleOf({ key, title, required }: SheetContext['completeness']['columns'][number]): string {
  if (required) return `${title} (required)`
  return key.startsWith('organization/') ? `${title} (organization)` : title
}

function columnKey(key: string): string {
  return `export:${key}`
}

function wordsOf({ state, required, label }: CompletenessCell): string {
  const word = state === 'missing' && !required ? notReceived : coverageStates[state]
  return label === '' || sayNoMore.has(label) ? word : `${word}, ${label}`
}

/** Labels that only say the state again. */
const sayNoMore = new Set(['missing', 'incomplete', 'refused'])
