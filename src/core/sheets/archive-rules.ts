/** P11C: the rules by which findings of IAM Access Analyzer are put aside without anybody looking at them. */
import { cutTo, timeOf } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet, regionResource } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  placeFields,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface RuleRecord extends PlaceRecord {
  readonly account_id: string
  readonly region: string
  readonly analyzer: string
  readonly name: string
  readonly filter: string
  readonly created_at: number | null
  readonly updated_at: number | null
}

/** Characters of a filter that a cell shows. */
const longestFilter = 1000

const source = 'Archive rules of each analyzer; file and line in column Source.'

export default {
  id: 'archive-rules',
  name: 'P11C Archive rules',
  ref: 'P11C',
  order: 62,
  title: 'Archive rules of the analyzers',
  purpose: 'Shows which findings nobody will see, because a rule puts them aside as they come.',
  source,
  procedure:
    'One row for each rule. Read each filter: a finding that meets all its criteria is archived. The archived findings are on sheet P11B.',
  heading: sourceHeading(source, 'analyzer-archive-rules'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'analyzer', title: 'Analyzer', type: 'text', width: 26 },
    { key: 'rule', title: 'Archive rule', type: 'text', width: 28 },
    controlsColumn,
    noteworthyColumn,
    { key: 'filter', title: 'Filter', type: 'long', width: 64 },
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    { key: 'created', title: 'Created', type: 'date', width: 12 },
    { key: 'updated', title: 'Updated', type: 'date', width: 12 },
    ...placeColumns
  ],
  count: (context) => countOf(context, 'select count(*) as n from access_analyzer_archive_rule'),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context)
    return noteworthyFirst(
      context.all<RuleRecord>(rulesSql).map((rule) => ({
        ...accountOf(rule.account_id),
        analyzer: rule.analyzer || null,
        rule: rule.name,
        controls: notMet(
          rule.account_id,
          `${regionResource(rule.account_id, rule.region)}/${rule.analyzer || 'analyzer not named'}#${rule.name}`
        ),
        noteworthy: noteworthyOf(rule.filter === '{}' && 'Archives every finding'),
        filter: cutTo(rule.filter, longestFilter),
        region: rule.region || null,
        created: timeOf(rule.created_at),
        updated: timeOf(rule.updated_at),
        ...placeCells(rule)
      }))
    )
  }
} satisfies Sheet

const rulesSql = `
  select f.account_id, f.region, f.analyzer, f.name, f.filter, f.created_at, f.updated_at, ${placeFields}
  from access_analyzer_archive_rule f
  join source s on s.id = f.source_id
  order by f.account_id, f.region, f.analyzer, f.name, source`
