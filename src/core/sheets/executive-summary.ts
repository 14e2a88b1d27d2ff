/** 02: the period on one page: what is concluded, how the tests came out, what is open, what limits it and what changed. */
import { directions } from '../../shared/records/comparison.ts'
import { opinions } from '../../shared/states/sign-off.ts'
import { severities } from '../../shared/vocabulary.ts'
import changes from './changes.ts'
import { figures, valuesOf } from './figures.ts'
import findings, { inOrder, isOver } from './findings.ts'
import limitations from './limitations.ts'
import signOffs from './sign-offs.ts'
import type { Live, Sheet, SheetContext, SheetRow } from './sheet.ts'

/** Findings that are told one by one. */
const toldFindings = 5

export default {
  id: 'executive-summary',
  name: '02 Executive summary',
  ref: '02',
  order: 9,
  title: 'Executive summary',
  purpose: 'Tells on one page what was concluded, what is open, what limits it and what changed.',
  source:
    'Sheets 02B, 03, 06, 07A, 08 and 11A and the populations; figures are counted from them by formula.',
  procedure:
    'Where both months can say a figure, that of the month before stands beside it. What a month cannot say is empty, never nought.',
  frozenColumns: 2,
  columns: [
    { key: 'section', title: 'Section', type: 'text', width: 24 },
    { key: 'item', title: 'What', type: 'long', width: 46 },
    { key: 'figure', title: 'This month', type: 'integer', width: 12, liveOf: liveFigure },
    { key: 'before', title: 'Month before', type: 'integer', width: 14 },
    {
      key: 'difference',
      title: 'Difference',
      type: 'integer',
      width: 12,
      live: { formula: (cell) => `${cell('figure')}-${cell('before')}` }
    },
    { key: 'note', title: 'In words', type: 'long', width: 80 },
    { key: 'where', title: 'Sheet', type: 'id', width: 9, linksTo: 'sheet' }
  ],
  count: (context) => rowsOf(context).length,
  rows: rowsOf
} satisfies Sheet

function rowsOf(context: SheetContext): readonly SheetRow[] {
  const values = valuesOf(context)
  return [
    conclusionRow(context),
    ...figures.map(({ section, item, sheet }, place) =>
      rowOf({ section, item, figure: values[place] ?? null, place, ...leadingTo(sheet) })
    ),
    ...findingRows(context),
    ...changeRows(context),
    ...limitRows(context)
  ]
}

/** The row's figure counted again; rows that are no figure of a sheet stay as they are. */
function liveFigure({ place, section }: SheetRow): Live | null {
  const figure = typeof place === 'number' ? figures[place] : undefined
  if (figure)
    return {
      count: figure.sheet.id,
      where: Object.entries(figure.where).map(([column, equals]) => ({ column, equals }))
    }
  return section === limited ? { count: limitations.id, where: [] } : null
}

const limited = 'Scope limitations'

function rowOf(cells: Partial<SheetRow> & { readonly section: string }): SheetRow {
  return { item: null, figure: null, before: null, difference: null, note: null, where: null, ...cells }
}

function leadingTo({ id, ref }: Sheet): Partial<SheetRow> {
  return { where: ref, sheet: id }
}

function conclusionRow({ opinion }: SheetContext): SheetRow {
  const section = 'Overall conclusion'
  if (opinion === null) return rowOf({ section, item: 'Not stated yet', ...leadingTo(signOffs) })
  const note = `${opinion.statement}\n${opinion.by}, ${opinion.at.slice(0, 10)}`
  return rowOf({ section, item: opinions[opinion.opinion], note, ...leadingTo(signOffs) })
}

function findingRows(context: SheetContext): readonly SheetRow[] {
  return inOrder(context)
    .filter((finding) => !isOver(finding))
    .slice(0, toldFindings)
    .map((finding) =>
      rowOf({
        section: 'Weightiest findings',
        item: `${finding.ref} ${finding.title}`,
        figure: finding.exceptions,
        note: `${severities[finding.severity]}. ${finding.condition}`,
        ...leadingTo(findings)
      })
    )
}

function changeRows({ comparison }: SheetContext): readonly SheetRow[] {
  const compared = comparison()
  if (compared === null) return []
  const section = 'Changes since the month before'
  return [
    ...compared.metrics.map(({ name, from, to, direction }) =>
      rowOf({
        section,
        item: name,
        figure: to,
        before: from,
        difference: to === null || from === null ? null : to - from,
        note: directions[direction],
        ...leadingTo(changes)
      })
    ),
    ...compared.limits.map((note) => rowOf({ section, item: 'Cannot be told', note, ...leadingTo(changes) }))
  ]
}

function limitRows(context: SheetContext): readonly SheetRow[] {
  return [
    rowOf({
      section: limited,
      item: 'Tests that could not be made or decided',
      figure: limitations.count(context),
      note: 'Results show the configuration as the exports show it. Changes between two monthly exports are not seen by these procedures.',
      ...leadingTo(limitations)
    })
  ]
}
