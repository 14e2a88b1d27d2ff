/** P09D: which accounts and services act for the organization: delegated administrators and trusted access. */
import { timeOf } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet } from './found-by-checks.ts'
import {
  accountCells,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface DelegationRecord extends PlaceRecord {
  readonly kind: keyof typeof kinds
  readonly service: string | null
  readonly id: string | null
  readonly name: string | null
  readonly status: string | null
  readonly since: number | null
  /** Whether the administrator is in the organization's list of accounts; null where no list was received. */
  readonly is_listed: number | null
  /** Whether trusted access of the service is on; null where no list was received. */
  readonly is_trusted: number | null
}

const kinds = { delegated: 'Delegated administrator', trusted: 'Trusted access' } as const

/** An administrator is listed by itself, its services in an export of their own. */
const delegations = `
  delegation as (
    select 'delegated' as kind, v.service, coalesce(a.id, v.id) as id, a.name, a.status,
      coalesce(v.delegated_at, a.delegated_at) as since,
      a.source_id, a.line, a.path, v.source_id as other_source_id, v.line as other_line, v.path as other_path
    from org_delegated_administrator a
    full join org_delegated_service v on v.id = a.id
    union all
    select 'trusted', service, null, null, null, enabled_at, source_id, line, path, null, null, null
    from org_service_access
  )`

const source =
  'Delegated administrators, their services and service access of the organization; file and line in column Source.'

export default {
  id: 'organization-delegation',
  name: 'P09D Org delegation',
  ref: 'P09D',
  order: 53,
  title: 'Delegated administrators and trusted services',
  purpose: 'Shows which member accounts and which services of AWS may act for the whole organization.',
  source,
  procedure:
    'One row for each administrator and service, and for each service with trusted access. An administrator whose services were not exported has one row.',
  heading: sourceHeading(
    source,
    'delegated-administrators',
    'delegated-services',
    'organization-service-access'
  ),
  frozenColumns: 2,
  columns: [
    { key: 'kind', title: 'Kind', type: 'text', width: 24 },
    { key: 'service', title: 'Service', type: 'text', width: 40 },
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 24 },
    controlsColumn,
    noteworthyColumn,
    { key: 'status', title: 'Status', type: 'text', width: 12 },
    { key: 'since', title: 'Since', type: 'date', width: 12 },
    ...placeColumns
  ],
  tallies: [{ column: 'kind', words: Object.values(kinds) }],
  count: (context) => countOf(context, `with ${delegations} select count(*) as n from delegation`),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context, 'organization')
    const management = context.accounts.find(({ isManagement }) => isManagement)?.id ?? ''
    return noteworthyFirst(
      context.all<DelegationRecord>(delegationsSql).map((delegation) => {
        const { account, accountName } = accountOf(delegation.id ?? '')
        return {
          kind: kinds[delegation.kind],
          service: delegation.service ?? 'Not exported',
          account: delegation.kind === 'trusted' ? null : account,
          accountName: delegation.name || accountName || null,
          controls:
            delegation.kind === 'delegated' && delegation.service !== null
              ? notMet(management, `${delegation.id}#${delegation.service}`)
              : null,
          noteworthy: noteworthyOf(
            delegation.status !== null && delegation.status !== 'ACTIVE' && 'The account is not active',
            delegation.is_listed === 0 && 'Not among the accounts of the organization',
            delegation.is_trusted === 0 && 'The service has no trusted access'
          ),
          status: delegation.status,
          since: timeOf(delegation.since),
          ...placeCells(delegation)
        }
      })
    )
  }
} satisfies Sheet

const delegationsSql = `
  with ${delegations}
  select
    d.kind, d.service, d.id, d.name, d.status, d.since,
    case when d.kind = 'delegated' and exists (select 1 from org_account)
      then exists (select 1 from org_account where id = d.id) end as is_listed,
    case when d.kind = 'delegated' and d.service is not null and exists (select 1 from org_service_access)
      then exists (select 1 from org_service_access where service = d.service) end as is_trusted,
    concat_ws(char(10), s.ref || ':' || d.line, o.ref || ':' || d.other_line) as source,
    nullif(concat_ws(char(10), d.path, d.other_path), '') as path
  from delegation d
  left join source s on s.id = d.source_id
  left join source o on o.id = d.other_source_id
  order by d.kind, d.id, d.service, source`
