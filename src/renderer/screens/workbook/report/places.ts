/** Where things stand in a report that is shown a section at a time. */
import type { Block, Report, Section, Table } from '../../../../shared/records/report.ts'

/** The cover, which stands before every section. */
export const coverPlace = 'cover'

/** The cover and the sections, in order: what can be turned to. */
export function placesOf({
  sections
}: Report): readonly { readonly anchor: string; readonly title: string }[] {
  return [{ anchor: coverPlace, title: 'Cover' }, ...sections.map(({ anchor, title }) => ({ anchor, title }))]
}

/** The section that holds what a link names. */
export function placeOf({ sections }: Report, anchor: string): string {
  return sections.find((section) => holds(section, anchor))?.anchor ?? coverPlace
}

function holds({ anchor, blocks, sections = [] }: Section, wanted: string): boolean {
  return (
    anchor === wanted ||
    blocks.some((block) => blockHolds(block, wanted)) ||
    sections.some((section) => holds(section, wanted))
  )
}

function blockHolds(block: Block, wanted: string): boolean {
  const table = block.kind === 'table' ? block : block.kind === 'chart' ? block.table : null
  return table !== null && tableHolds(table, wanted)
}

export function tableHolds({ groups }: Table, wanted: string): boolean {
  return groups.some(({ anchor, rows }) => anchor === wanted || rows.some((row) => row.anchor === wanted))
}
