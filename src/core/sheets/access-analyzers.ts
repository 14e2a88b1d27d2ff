/** P11A: the analyzers of IAM Access Analyzer, and the regions that have none. */
import { timeOf } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet, regionResource } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { answeredRegions } from './regions-answered.ts'
import { countOf, type Sheet } from './sheet.ts'

interface AnalyzerRecord extends PlaceRecord {
  readonly account_id: string
  readonly region: string
  /** null where the region has no analyzer. */
  readonly arn: string | null
  readonly name: string | null
  readonly type: string | null
  readonly status: string | null
  readonly unused_access_days: number | null
  readonly created_at: number | null
  readonly last_analyzed_at: number | null
  readonly active: number | null
  readonly archived: number | null
  readonly resolved: number | null
  readonly rules: number | null
}

const none = 'None'

/** Analyzers, and regions that answered with an empty list. */
const analyzers = `
  ${answeredRegions('analyzers')},
  analyzer as (
    select account_id, region, arn, name, type, status, unused_access_days, created_at, last_analyzed_at, source_id, line,
      path
    from access_analyzer
    union all
    select account_id, region, null, null, null, null, null, null, null, source_id, 1, null
    from answered a
    where not exists (select 1 from access_analyzer f where f.account_id = a.account_id and f.region = a.region)
  )`

const source =
  'Analyzers, findings and archive rules of each account and region; file and line in column Source.'

export default {
  id: 'access-analyzers',
  name: 'P11A Analyzers',
  ref: 'P11A',
  order: 60,
  title: 'Analyzers of IAM Access Analyzer',
  purpose: 'Shows where AWS itself looks for access from outside and for access nobody uses.',
  source,
  procedure:
    'One row for each analyzer, and one for each region whose list of analyzers was received empty. An analyzer of the organization stands in the account that holds it.',
  heading: sourceHeading(source, 'analyzers', 'analyzer-findings', 'analyzer-archive-rules'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    { key: 'analyzer', title: 'Analyzer', type: 'text', width: 28 },
    controlsColumn,
    noteworthyColumn,
    { key: 'type', title: 'Type', type: 'text', width: 33 },
    { key: 'status', title: 'Status', type: 'text', width: 11 },
    { key: 'unusedDays', title: 'Unused after days', type: 'integer', width: 10 },
    { key: 'active', title: 'Active findings', type: 'integer', width: 10 },
    { key: 'archived', title: 'Archived findings', type: 'integer', width: 11 },
    { key: 'resolved', title: 'Resolved findings', type: 'integer', width: 11 },
    { key: 'rules', title: 'Archive rules', type: 'integer', width: 9 },
    { key: 'created', title: 'Created', type: 'date', width: 12 },
    { key: 'analyzed', title: 'Last analysed', type: 'date', width: 12 },
    { key: 'arn', title: 'ARN', type: 'long', width: 44 },
    ...placeColumns
  ],
  count: (context) => countOf(context, `with ${analyzers} select count(*) as n from analyzer`),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context, 'access-analyzer')
    return noteworthyFirst(
      context.all<AnalyzerRecord>(analyzersSql).map((analyzer) => ({
        ...accountOf(analyzer.account_id),
        region: analyzer.region || null,
        analyzer: analyzer.arn === null ? none : analyzer.name,
        controls: notMet(analyzer.account_id, regionResource(analyzer.account_id, analyzer.region)),
        noteworthy: noteworthyOf(
          analyzer.arn === null && 'The region has no analyzer',
          analyzer.arn !== null && analyzer.status !== 'ACTIVE' && 'The analyzer is not active'
        ),
        type: analyzer.type,
        status: analyzer.status,
        unusedDays: analyzer.unused_access_days,
        active: analyzer.active,
        archived: analyzer.archived,
        resolved: analyzer.resolved,
        rules: analyzer.rules,
        created: timeOf(analyzer.created_at),
        analyzed: timeOf(analyzer.last_analyzed_at),
        arn: analyzer.arn,
        ...placeCells(analyzer)
      }))
    )
  }
} satisfies Sheet

const analyzersSql = `
  with ${analyzers},
  found as (
    select analyzer_arn, sum(status = 'ACTIVE') as active, sum(status = 'ARCHIVED') as archived,
      sum(status = 'RESOLVED') as resolved
    from access_analyzer_finding
    where analyzer_arn is not null
    group by analyzer_arn
  ),
  ruled as (
    select account_id, region, analyzer, count(*) as n
    from access_analyzer_archive_rule
    group by account_id, region, analyzer
  )
  select
    f.account_id, f.region, f.arn, f.name, f.type, f.status, f.unused_access_days, f.created_at, f.last_analyzed_at,
    w.active, w.archived, w.resolved, r.n as rules,
    s.ref || ':' || f.line as source,
    nullif(f.path, '') as path
  from analyzer f
  join source s on s.id = f.source_id
  left join found w on w.analyzer_arn = f.arn
  left join ruled r on r.account_id = f.account_id and r.region = f.region and r.analyzer = f.name
  order by f.account_id, f.region, f.name, f.arn`
