/** How a cell of the workbook reads in the preview: its text, its colour and its address, as a spreadsheet shows them. */
import type { CellType, CellValue } from '../../../shared/records.ts'
import { conclusions, memberStatuses, outcomes, severities } from '../../../shared/vocabulary.ts'
import { formatNumber } from '../../format.ts'

export type SheetTone = 'fail' | 'unsure' | 'pass' | 'na'

/** The colours the workbook gives to words, and to the signs its matrix begins with. */
const tones: readonly {
  readonly tone: SheetTone
  readonly words: readonly string[]
  readonly beginnings: readonly string[]
}[] = [
  {
    tone: 'fail',
    words: [
      outcomes.fail.workbook,
      conclusions.exception.workbook,
      memberStatuses.exception.workbook,
      severities.critical,
      severities.high
    ],
    beginnings: ['✗']
  },
  {
    tone: 'unsure',
    words: [
      outcomes['needs-review'].workbook,
      conclusions.observation.workbook,
      conclusions.inconclusive.workbook,
      severities.medium
    ],
    beginnings: ['?']
  },
  {
    tone: 'pass',
    words: [outcomes.pass.workbook, conclusions.effective.workbook, memberStatuses.pass.workbook],
    beginnings: ['✓']
  },
  {
    tone: 'na',
    words: [
      outcomes['not-applicable'].workbook,
      outcomes['not-tested'].workbook,
      'Manual step',
      severities.low,
      severities.info
    ],
    beginnings: ['N/A', 'not tested', 'manual']
  }
]

/** The cell as the workbook's number formats show it: ISO dates, grouped integers, Yes and No. */
export function sheetText(value: CellValue, type: CellType): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return type === 'integer' ? formatNumber(value) : String(value)
  if (type === 'date') return isTime(value) ? value.slice(0, 10) : value
  if (type === 'time') return isTime(value) ? value.slice(0, 16).replace('T', ' ') : value
  return value
}

/** The colour that goes with a word; null where it has none, or the column carries none. */
export function sheetTone(value: CellValue, type: CellType): SheetTone | null {
  if (typeof value !== 'string' || !(type === 'outcome' || type === 'conclusion' || type === 'severity'))
    return null
  const found = tones.find(
    ({ words, beginnings }) => words.includes(value) || beginnings.some((sign) => value.startsWith(sign))
  )
  return found?.tone ?? null
}

/** `A` for 0, `AA` for 26. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T|$)/.test(text)
}
