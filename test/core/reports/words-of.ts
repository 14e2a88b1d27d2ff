/** What a reader reads: the words of a report or of a part of it, without its look. */
import {
  isCell,
  type Block,
  type Cell,
  type Report,
  type Section,
  type Table,
  type Text
} from '../../../src/shared/records/report.ts'

export function wordsOf(text: Text | Cell): string {
  if (isCell(text)) return wordsOf(text.text)
  return [text]
    .flat()
    .map((phrase) => (typeof phrase === 'string' ? phrase : (phrase as { text: string }).text))
    .join('')
}

/** Every line of a section and of those below it. */
export function linesOf({ title, blocks, sections = [] }: Section): readonly string[] {
  return [title, ...blocks.flatMap(blockLines), ...sections.flatMap(linesOf)]
}

export function coverLines({ cover }: Report): readonly string[] {
  return cover.flatMap(blockLines)
}

export function sectionNamed({ sections }: Report, anchor: string): Section {
  const all = (some: readonly Section[]): readonly Section[] =>
    some.flatMap((one) => [one, ...all(one.sections ?? [])])
  const found = all(sections).find((one) => one.anchor === anchor)
  if (!found) throw new Error(`No section ${anchor}`)
  return found
}

/** The table of this caption, wherever it stands. */
export function tableNamed(report: Report, caption: RegExp): Table {
  const tables = (some: readonly Section[]): readonly Table[] =>
    some.flatMap(({ blocks, sections = [] }) => [...blocks.flatMap(tablesIn), ...tables(sections)])
  const found = [...report.cover.flatMap(tablesIn), ...tables(report.sections)].find((one) =>
    caption.test(one.caption)
  )
  if (!found) throw new Error(`No table ${String(caption)}`)
  return found
}

/** Cells by row, in words. */
export function cellsOf({ groups }: Table): readonly (readonly string[])[] {
  return groups.flatMap(({ rows }) => rows.map(({ cells }) => cells.map(wordsOf)))
}

function tablesIn(block: Block): readonly Table[] {
  return block.kind === 'table' ? [block] : block.kind === 'chart' ? [block.table] : []
}

function blockLines(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [wordsOf(block.text)]
    case 'notice':
      return [`${block.title} ${wordsOf(block.text)}`]
    case 'list':
      return block.items.map(wordsOf)
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${wordsOf(value)}`)
    case 'figures':
      return block.figures.map(({ value, label, note }) => `${value} ${label}, ${note}`)
    case 'chart':
      return [block.picture.description, ...cellsOf(block.table).map((cells) => cells.join(' | '))]
    case 'table':
      return [
        block.caption,
        ...block.groups.flatMap(({ title, rows }) => [
          ...(title === undefined ? [] : [wordsOf(title)]),
          ...rows.map(({ cells }) => cells.map(wordsOf).join(' | '))
        ])
      ]
  }
}
