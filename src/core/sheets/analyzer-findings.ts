/** P11B: what IAM Access Analyzer found, active findings first. */
import { firstOf, pairsOf, textsOf, timeOf, yesOrNo } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  noteworthyColumn,
  noteworthyOf,
  placeCells,
  placeColumns,
  placeFields,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface FindingRecord extends PlaceRecord {
  readonly account_id: string
  readonly id: string
  readonly region: string
  readonly analyzer_arn: string | null
  readonly analyzer: string | null
  readonly finding_type: string
  readonly resource: string
  readonly resource_type: string
  readonly status: string
  readonly is_public: number | null
  readonly principal: string | null
  readonly actions: string | null
  readonly condition: string | null
  readonly last_used_at: number | null
  readonly created_at: number | null
  readonly updated_at: number | null
}

const statuses: Readonly<Record<string, string>> = {
  ACTIVE: 'Active',
  ARCHIVED: 'Archived',
  RESOLVED: 'Resolved'
}

const types: Readonly<Record<string, string>> = {
  ExternalAccess: 'External access',
  InternalAccess: 'Internal access',
  UnusedIAMRole: 'Unused role',
  UnusedIAMUserAccessKey: 'Unused access key',
  UnusedIAMUserPassword: 'Unused password',
  UnusedPermission: 'Unused permissions'
}

/** Actions a cell names before it counts. */
const mostNamed = 12

const source = 'Findings of IAM Access Analyzer of each account and region; file and line in column Source.'

export default {
  id: 'analyzer-findings',
  name: 'P11B Analyzer findings',
  ref: 'P11B',
  order: 61,
  title: 'Findings of IAM Access Analyzer',
  purpose: 'Shows access from outside and access nobody uses, as AWS itself found it.',
  source,
  procedure:
    'One row for each finding: active ones first, public ones before others. Archived: put aside, by a person or by a rule of sheet P11C. What principals, actions and conditions are, only an export with details says.',
  heading: sourceHeading(source, 'analyzer-findings'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'type', title: 'Type', type: 'text', width: 18 },
    { key: 'resource', title: 'Resource', type: 'long', width: 42 },
    controlsColumn,
    noteworthyColumn,
    { key: 'status', title: 'Status', type: 'text', width: 11 },
    { key: 'principal', title: 'Principal', type: 'long', width: 34 },
    { key: 'isPublic', title: 'Public', type: 'text', width: 8 },
    { key: 'actions', title: 'Actions', type: 'long', width: 30 },
    { key: 'condition', title: 'Condition', type: 'long', width: 28 },
    { key: 'lastUsed', title: 'Last used', type: 'date', width: 11 },
    { key: 'created', title: 'Found', type: 'date', width: 11 },
    { key: 'updated', title: 'Updated', type: 'date', width: 11 },
    { key: 'region', title: 'Region', type: 'text', width: 13 },
    { key: 'analyzer', title: 'Analyzer', type: 'text', width: 22 },
    { key: 'id', title: 'Finding id', type: 'id', width: 38 },
    ...placeColumns
  ],
  tallies: [{ column: 'status', words: Object.values(statuses) }],
  count: (context) => countOf(context, 'select count(*) as n from access_analyzer_finding'),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context)
    return context.all<FindingRecord>(findingsSql).map((finding) => ({
      ...accountOf(finding.account_id),
      type: types[finding.finding_type] ?? finding.finding_type,
      resource: finding.resource || null,
      controls: notMet(finding.account_id, `#${finding.id}`),
      noteworthy: noteworthyOf(finding.status === 'ACTIVE' && noteOf(finding)),
      status: statuses[finding.status] ?? finding.status,
      principal: pairsOf(finding.principal),
      isPublic: yesOrNo(finding.is_public),
      actions: firstOf(textsOf(finding.actions), mostNamed),
      condition: pairsOf(finding.condition),
      lastUsed: timeOf(finding.last_used_at),
      created: timeOf(finding.created_at),
      updated: timeOf(finding.updated_at),
      region: finding.region || null,
      analyzer: finding.analyzer,
      id: finding.id,
      ...placeCells(finding)
    }))
  }
} satisfies Sheet

function noteOf({ finding_type, is_public }: FindingRecord): string {
  if (is_public === 1) return 'Public, and nobody has put it aside'
  return finding_type.startsWith('Unused')
    ? 'Not used, and nobody has put it aside'
    : 'Access that nobody has put aside'
}

const findingsSql = `
  select
    f.account_id, f.id, f.region, f.analyzer_arn, a.name as analyzer, f.finding_type, f.resource, f.resource_type, f.status,
    f.is_public, f.principal, f.actions, f.condition, f.last_used_at, f.created_at, f.updated_at,
    ${placeFields}
  from access_analyzer_finding f
  join source s on s.id = f.source_id
  left join (select arn, max(name) as name from access_analyzer group by arn) a on a.arn = f.analyzer_arn
  order by
    case f.status when 'ACTIVE' then 0 when 'ARCHIVED' then 1 else 2 end,
    coalesce(f.is_public, 0) desc, f.account_id, f.finding_type, f.resource, f.id, source`
