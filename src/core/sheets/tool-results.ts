/** P14A: what other tools found, resource by resource, beside what the checks found: where the two differ comes first. */
import { agreements, comparison, type Agreement, type ToolRecord } from './comparison.ts'
import { cutTo, timeOf } from './facts-in-words.ts'
import {
  accountCells,
  accountColumns,
  placeCells,
  placeColumns,
  placeFields,
  type PlaceRecord
} from './population-row.ts'
import { countOf, type Sheet, type SheetRow } from './sheet.ts'

interface ResultRecord extends PlaceRecord, ToolRecord {
  readonly region: string | null
  readonly title: string
  readonly said: string
  readonly severity: string | null
  readonly detail: string
  readonly assessed_at: number | null
}

const verdicts = { pass: 'Pass', fail: 'Fail', review: 'Open', suppressed: 'Suppressed' } as const

/** Characters of a detail that a cell shows. */
const longestDetail = 300

export default {
  id: 'tool-results',
  name: 'P14A Other tools',
  ref: 'P14A',
  order: 69,
  title: 'Results of other tools, compared',
  purpose:
    'Corroborates the results with those of other tools and services, and shows every difference that needs an explanation.',
  source:
    'Files of Prowler, ScoutSuite, Cloudsplaining, Steampipe, Powerpipe, Security Hub, GuardDuty and AWS Config; never a source of results.',
  procedure:
    'One row for each result of a tool. Compared by control where the tool\'s check asks what a control asks, else on the resource alone: any exception of ours on it. "Only the tool": it failed and we found nothing. "Only ours": it passed or was put aside and we found an exception. "Not compared": not the same question, a resource no export holds, or a test that was not made.',
  frozenColumns: 3,
  columns: [
    { key: 'agreement', title: 'Agreement', type: 'outcome', width: 14 },
    { key: 'tool', title: 'Tool', type: 'text', width: 15 },
    { key: 'check', title: 'Its check', type: 'long', width: 36 },
    ...accountColumns,
    { key: 'resource', title: 'Resource', type: 'long', width: 44 },
    { key: 'verdict', title: 'The tool', type: 'text', width: 11 },
    { key: 'ours', title: 'Ours', type: 'text', width: 16 },
    { key: 'controls', title: 'Our controls', type: 'text', width: 13 },
    { key: 'basis', title: 'Compared by', type: 'text', width: 14 },
    { key: 'title', title: 'What it checks', type: 'long', width: 36 },
    { key: 'said', title: 'In its own words', type: 'long', width: 16 },
    { key: 'severity', title: 'Its severity', type: 'text', width: 12 },
    { key: 'detail', title: 'Detail', type: 'long', width: 44 },
    { key: 'region', title: 'Region', type: 'text', width: 13 },
    { key: 'assessed', title: 'Assessed (UTC)', type: 'time', width: 16 },
    ...placeColumns
  ],
  tallies: [{ column: 'agreement', words: Object.values(agreements) }],
  count: (context) => countOf(context, 'select count(*) as n from tool_result'),
  rows(context) {
    const results = context.all<ResultRecord>(resultsSql)
    if (results.length === 0) return []
    const accountOf = accountCells(context)
    const compare = comparison(context, results)
    const byAgreement = new Map<Agreement, SheetRow[]>(agreementOrder.map((agreement) => [agreement, []]))
    for (const result of results) {
      const { agreement, ours, controls, basis } = compare(result)
      byAgreement.get(agreement)?.push({
        agreement: agreements[agreement],
        tool: result.tool,
        check: result.check_id,
        ...accountOf(result.account_id),
        resource: result.resource || 'The account',
        verdict: verdicts[result.status],
        ours,
        controls: controls.join(', ') || null,
        basis,
        title: result.title === result.check_id ? null : result.title,
        said: result.said,
        severity: result.severity,
        detail: cutTo(result.detail, longestDetail) || null,
        region: result.region || null,
        assessed: timeOf(result.assessed_at),
        ...placeCells(result)
      })
    }
    return agreementOrder.flatMap((agreement) => byAgreement.get(agreement) ?? [])
  }
} satisfies Sheet

/** Differences first. */
const agreementOrder = ['only-tool', 'only-ours', 'agrees', 'not-compared'] as const satisfies Agreement[]

const resultsSql = `
  select
    f.account_id, f.region, f.tool, f.check_id, f.title, f.status, f.said, f.severity, f.resource, f.detail, f.assessed_at,
    ${placeFields}
  from tool_result f
  join source s on s.id = f.source_id
  order by f.tool, f.account_id, f.check_id, f.resource, f.rowid`
