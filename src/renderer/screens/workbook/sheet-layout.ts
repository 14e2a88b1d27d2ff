/** Where the columns of a previewed sheet stand, and which of them are seen. */
import type { SheetPreview } from '../../../shared/records/workbook.ts'

export const rowHeight = 24
export const lettersHeight = 20
/** Room for the row numbers. */
export const gutter = 48

/** Pixels of one character of the sheet's font, and beside the text of a cell. */
const characterWidth = 6.3
const cellPadding = 16
const unstatedWidth = 16
/** The labels of the heading stand in the first column. */
const narrowestFirstColumn = 13

export interface SheetLayout {
  readonly widths: readonly number[]
  /** Pixels before each column, and before what follows the last. */
  readonly starts: readonly number[]
  readonly width: number
}

export function layOut({ columns }: SheetPreview): SheetLayout {
  const widths = columns.map(({ width = unstatedWidth }, at) =>
    Math.round((at === 0 ? Math.max(width, narrowestFirstColumn) : width) * characterWidth + cellPadding)
  )
  const starts = widths.reduce<number[]>((before, width) => [...before, (before.at(-1) ?? 0) + width], [0])
  return { widths, starts, width: starts.at(-1) ?? 0 }
}

/** How many leading columns stay in sight: what the workbook freezes, as long as that leaves half of the view to the others. */
export function frozenIn({ starts }: SheetLayout, wanted: number, viewWidth: number): number {
  let frozen = Math.min(wanted, starts.length - 1)
  while (frozen > 0 && (starts[frozen] ?? 0) > (viewWidth - gutter) / 2) frozen -= 1
  return frozen
}

/** The columns that are drawn: the frozen ones, then those seen beside them at this scroll position. */
export function columnsIn(
  { starts, widths }: SheetLayout,
  frozen: number,
  scrollLeft: number,
  viewWidth: number
): readonly number[] {
  const left = scrollLeft + (starts[frozen] ?? 0)
  const right = scrollLeft + viewWidth - gutter
  return widths.flatMap((width, column) => {
    const start = starts[column] ?? 0
    return column < frozen || (start + width > left && start < right) ? [column] : []
  })
}
