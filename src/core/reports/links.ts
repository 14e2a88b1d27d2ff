/** The anchors of a report and the links to them: one that would lead nowhere is plain text. */
import {
  isCell,
  type Block,
  type Cell,
  type Phrase,
  type Report,
  type Section,
  type Table,
  type Text
} from '../../shared/records/report.ts'

/** The report without links to what it does not hold: a control no longer tested, a source of an earlier month. */
export function leadingSomewhere(report: Report): Report {
  const anchors = new Set(anchorsOf(report))
  const phrase = (one: Phrase): Phrase => {
    if (typeof one === 'string' || one.to === undefined || anchors.has(one.to)) return one
    return one.look === undefined ? one.text : { text: one.text, look: one.look }
  }
  const text = (one: Text): Text => (Array.isArray(one) ? one.map(phrase) : phrase(one as Phrase))
  const cell = (one: Text | Cell): Text | Cell => (isCell(one) ? { ...one, text: text(one.text) } : text(one))
  const table = (one: Table): Table => ({
    ...one,
    groups: one.groups.map((group) => ({
      ...group,
      ...(group.title === undefined ? {} : { title: text(group.title) }),
      rows: group.rows.map((row) => ({ ...row, cells: row.cells.map(cell) }))
    }))
  })
  const block = (one: Block): Block => {
    switch (one.kind) {
      case 'paragraph':
      case 'notice':
        return { ...one, text: text(one.text) }
      case 'list':
        return { ...one, items: one.items.map(text) }
      case 'facts':
        return { ...one, facts: one.facts.map((fact) => ({ ...fact, value: text(fact.value) })) }
      case 'chart':
        return { ...one, table: table(one.table) }
      case 'table':
        return table(one)
      case 'figures':
        return one
    }
  }
  const section = (one: Section): Section => ({
    ...one,
    blocks: one.blocks.map(block),
    ...(one.sections ? { sections: one.sections.map(section) } : {})
  })
  return { ...report, cover: report.cover.map(block), sections: report.sections.map(section) }
}

/** Every place a link can lead to, in the order of the report. */
export function anchorsOf({ cover, sections }: Pick<Report, 'cover' | 'sections'>): readonly string[] {
  return [...cover.flatMap(inBlock), ...sections.flatMap(inSection)]
}

function inSection({ anchor, blocks, sections = [] }: Section): readonly string[] {
  return [anchor, ...blocks.flatMap(inBlock), ...sections.flatMap(inSection)]
}

function inBlock(block: Block): readonly string[] {
  const table = block.kind === 'table' ? block : block.kind === 'chart' ? block.table : null
  if (table === null) return []
  return table.groups
    .flatMap(({ anchor, rows }) => [anchor, ...rows.map((row) => row.anchor)])
    .filter(isGiven)
}

function isGiven(anchor: string | undefined): anchor is string {
  return anchor !== undefined
}
