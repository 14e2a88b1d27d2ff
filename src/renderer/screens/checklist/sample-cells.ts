/** The cells of a sample's grid: an item and an attribute each, with the mark that stands. */
import type { MarkView, SampleCheck } from '../../../shared/records/explorer.ts'

export interface SampleCell {
  /** The key of the item. */
  readonly item: string
  readonly code: string
}

type Grid = Pick<SampleCheck, 'items' | 'attributes' | 'marks'>

export function markAt({ marks }: Pick<Grid, 'marks'>, { item, code }: SampleCell): MarkView | null {
  return marks.find((mark) => mark.item === item && mark.code === code) ?? null
}

/** The first cell without a mark, row by row; null where every one has its mark. */
export function nextUnmarked(grid: Grid): SampleCell | null {
  const cells = grid.items.flatMap(({ key }) => grid.attributes.map(({ code }) => ({ item: key, code })))
  return cells.find((cell) => markAt(grid, cell) === null) ?? null
}

/** Items whose attribute has no mark yet. */
export function unmarkedItems(grid: Grid, code: string): readonly string[] {
  return grid.items.flatMap(({ key }) => (markAt(grid, { item: key, code }) === null ? [key] : []))
}
