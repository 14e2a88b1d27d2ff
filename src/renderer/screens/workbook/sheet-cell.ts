/** How a cell of the workbook reads in the preview: its text, its colour and its address, as a spreadsheet shows them. */
import type { CellType, CellValue } from '../../../shared/records/workbook.ts'
import { sheetTones, type SheetTone } from '../../../shared/sheet-look.ts'
import { formatNumber } from '../../format.ts'

const tones = Object.keys(sheetTones) as SheetTone[]
/** Columns whose words carry colours. */
const coloured: ReadonlySet<CellType> = new Set(['outcome', 'conclusion', 'severity', 'state'])

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
  if (typeof value !== 'string' || !coloured.has(type)) return null
  const toneOf = tones.find(
    (tone) =>
      sheetTones[tone].words.includes(value) ||
      sheetTones[tone].beginnings.some((sign) => value.startsWith(sign))
  )
  return toneOf ?? null
}

/** `A` for 0, `AA` for 26. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T|$)/.test(text)
}
