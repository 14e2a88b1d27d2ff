/** What a cell of the explorer says; what no file says is said to be unknown. */
import type { FieldView } from '../../../shared/records/explorer.ts'
import type { CellValue } from '../../../shared/records/workbook.ts'
import { formatDate, formatNumber, formatTime } from '../../format.ts'
import type { GridColumn } from '../../parts/grid.ts'

export interface CellText {
  readonly text: string
  /** In full, for the tooltip. */
  readonly title: string
  /** How it weighs: unknown and none step back, an administrator stands out. */
  readonly tone: 'plain' | 'muted' | 'unknown' | 'grave'
}

export function cellText(
  field: FieldView,
  value: CellValue | undefined,
  nameOf: (account: string) => string
): CellText {
  if (value === null || value === undefined || value === 'unknown')
    return { text: 'unknown', title: 'No file received says.', tone: 'unknown' }
  if (value === '') return { text: 'none', title: '', tone: 'muted' }
  if (typeof value === 'number') {
    const text = formatNumber(value)
    return { text, title: text, tone: value === 0 ? 'muted' : 'plain' }
  }
  const said = String(value)
  if (field.type === 'account')
    return { text: nameOf(said), title: `${nameOf(said)}  ${said}`, tone: 'plain' }
  if (field.type === 'time') {
    if (said === 'never') return { text: 'never', title: '', tone: 'plain' }
    return { text: formatDate(said), title: formatTime(said), tone: 'plain' }
  }
  if (field.type === 'choice')
    return { text: field.words[said] ?? said, title: '', tone: graveWords.has(said) ? 'grave' : quiet(said) }
  return { text: said, title: said, tone: 'plain' }
}

/** Words of choices an auditor looks for; the word itself says it, the colour helps the eye. */
const graveWords = new Set(['direct', 'group', 'everything', 'anyone', 'external'])

function quiet(word: string): 'muted' | 'plain' {
  return word === 'no' || word === 'none' ? 'muted' : 'plain'
}

/** The columns of the grid: those not hidden, at their width of now. */
export function gridColumns(
  fields: readonly FieldView[],
  hidden: ReadonlySet<string>,
  widths: ReadonlyMap<string, number>
): readonly GridColumn[] {
  return fields
    .filter(({ key }) => !hidden.has(key))
    .map(({ key, title, type, width }, at) => ({
      key,
      title,
      width: widths.get(key) ?? width,
      // What is left over goes to the name, unless the auditor gave it a width.
      grow: at === 0 && !widths.has(key) ? 1 : 0,
      align: type === 'integer' ? ('end' as const) : ('start' as const),
      mono: type === 'id'
    }))
}

/** A row as a line for a spreadsheet: tabs between cells, no line breaks, nothing it would take for a formula (OWASP: CSV injection). */
export function tabbed(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' '))
    .map((cell) => (/^[=+\-@]/.test(cell) ? `'${cell}` : cell))
    .join('\t')
}
