/** P04B: every service of every principal with its last use, those never used first. */
import { firstOf, nameInArn, timeOf } from './facts-in-words.ts'
import {
  accountCells,
  accountColumns,
  notKnown,
  placeCells,
  placeColumns,
  placeFields,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface AccessRecord extends PlaceRecord {
  readonly account_id: string
  readonly principal_arn: string
  readonly service: string
  readonly service_name: string
  readonly last_used_at: number | null
  readonly last_used_by: string | null
  readonly last_used_region: string | null
  readonly entities: number | null
  /** null where the report is not one of actions. */
  readonly actions: number | null
  readonly actions_used: number | null
  readonly actions_unused: string | null
}

/** Actions a cell names before it counts. */
const mostNamed = 12

const uses = { never: 'Never', used: 'Used' } as const

const source = 'Reports of services last accessed of each principal; file and line in column Source.'

export default {
  id: 'service-access',
  name: 'P04B Services last used',
  ref: 'P04B',
  order: 39,
  title: 'Services last used, by principal',
  purpose: 'Shows the last use of every service a principal may use, for a decision on what it still needs.',
  source,
  procedure:
    'One row for each principal and service; those never used in the tracking period of IAM first. Actions only where the report was made at the level of actions.',
  heading: sourceHeading(source, 'service-last-accessed'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'principal', title: 'Principal', type: 'text', width: 28 },
    { key: 'service', title: 'Service', type: 'text', width: 20 },
    { key: 'use', title: 'Use', type: 'text', width: 9 },
    { key: 'serviceName', title: 'Name of the service', type: 'text', width: 28 },
    { key: 'lastUsed', title: 'Last used', type: 'date', width: 12 },
    { key: 'by', title: 'Last used by', type: 'long', width: 34 },
    { key: 'region', title: 'Last used in', type: 'text', width: 14 },
    { key: 'entities', title: 'Entities that used it', type: 'integer', width: 10 },
    { key: 'actions', title: 'Actions used', type: 'text', width: 11 },
    { key: 'unusedActions', title: 'Actions never used', type: 'long', width: 40 },
    { key: 'arn', title: 'ARN', type: 'long', width: 40 },
    ...placeColumns
  ],
  tallies: [{ column: 'use', words: Object.values(uses) }],
  count: (context) => countOf(context, 'select count(*) as n from service_access'),
  rows(context) {
    const accountOf = accountCells(context)
    return context.all<AccessRecord>(accessSql).map((access) => ({
      ...accountOf(access.account_id),
      principal: nameInArn(access.principal_arn) || notKnown,
      service: access.service,
      use: access.last_used_at === null ? uses.never : uses.used,
      serviceName: access.service_name || null,
      lastUsed: timeOf(access.last_used_at),
      by: access.last_used_by,
      region: access.last_used_region,
      entities: access.entities,
      actions: access.actions === null ? null : `${access.actions_used ?? 0} of ${access.actions}`,
      unusedActions: firstOf(access.actions_unused?.split(', ') ?? [], mostNamed),
      arn: access.principal_arn || null,
      ...placeCells(access)
    }))
  }
} satisfies Sheet

const accessSql = `
  with acted as (
    select account_id, principal_arn, service, count(*) as n, count(last_used_at) as used,
      group_concat(action, ', ' order by action) filter (where last_used_at is null) as unused
    from action_access
    group by account_id, principal_arn, service
  )
  select
    f.account_id, f.principal_arn, f.service, f.service_name, f.last_used_at, f.last_used_by, f.last_used_region,
    f.entities, a.n as actions, a.used as actions_used, a.unused as actions_unused,
    ${placeFields}
  from service_access f
  join source s on s.id = f.source_id
  left join acted a
    on a.account_id = f.account_id and a.principal_arn = f.principal_arn and a.service = f.service
  order by f.last_used_at is not null, f.account_id, f.principal_arn, f.service, source`
