/** P04A: of each principal how many of the services it may use it never used: access that could be taken away. */
import { firstOf, nameInArn, timeOf } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  notKnown,
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

interface PrincipalRecord extends PlaceRecord {
  readonly account_id: string
  readonly principal_arn: string
  readonly services: number
  readonly used: number
  readonly last_used_at: number | null
  readonly unused: string | null
}

/** Services a cell names before it counts. */
const mostNamed = 24

const kinds = ['User', 'Role', 'Group', 'Policy'] as const

const source = 'Reports of services last accessed of each principal; file and line in column Source.'

export default {
  id: 'last-access',
  name: 'P04A Last access',
  ref: 'P04A',
  order: 38,
  title: 'Last access by principal',
  purpose: 'Shows which users, roles, groups and policies allow services that nobody used through them.',
  source,
  procedure:
    'One row for each principal a report was made of. "Never used": not in the tracking period of IAM, which is the last 400 days at most. Every service of every principal is on sheet P04B.',
  heading: sourceHeading(source, 'service-last-accessed'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'principal', title: 'Principal', type: 'text', width: 28 },
    { key: 'kind', title: 'Kind', type: 'text', width: 9 },
    controlsColumn,
    noteworthyColumn,
    { key: 'services', title: 'Services allowed', type: 'integer', width: 10 },
    { key: 'used', title: 'Used', type: 'integer', width: 8 },
    { key: 'neverUsed', title: 'Never used', type: 'integer', width: 8 },
    { key: 'lastUsed', title: 'Last used', type: 'date', width: 13 },
    { key: 'unusedServices', title: 'Services never used', type: 'long', width: 60 },
    { key: 'arn', title: 'ARN', type: 'long', width: 42 },
    ...placeColumns
  ],
  tallies: [{ column: 'kind', words: kinds }],
  count: (context) =>
    countOf(
      context,
      'select count(*) as n from (select 1 from service_access group by account_id, principal_arn)'
    ),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context)
    return noteworthyFirst(
      context.all<PrincipalRecord>(principalsSql).map((principal) => ({
        ...accountOf(principal.account_id),
        principal: nameInArn(principal.principal_arn) || notKnown,
        kind: kindOf(principal.principal_arn),
        controls: notMet(principal.account_id, principal.principal_arn),
        noteworthy: noteworthyOf(principal.used === 0 && 'Used none of the services it may use'),
        services: principal.services,
        used: principal.used,
        neverUsed: principal.services - principal.used,
        lastUsed: timeOf(principal.last_used_at) ?? 'None recorded',
        unusedServices: firstOf(principal.unused?.split(', ') ?? [], mostNamed),
        arn: principal.principal_arn || null,
        ...placeCells(principal)
      }))
    )
  }
} satisfies Sheet

function kindOf(arn: string): string | null {
  return kinds.find((kind) => arn.includes(`:${kind.toLowerCase()}/`)) ?? null
}

const principalsSql = `
  with counted as (
    select account_id, principal_arn, count(*) as services, count(last_used_at) as used,
      max(last_used_at) as last_used_at,
      group_concat(service, ', ' order by service) filter (where last_used_at is null) as unused,
      min(rowid) as first
    from service_access
    group by account_id, principal_arn
  )
  select c.account_id, c.principal_arn, c.services, c.used, c.last_used_at, c.unused, ${placeFields}
  from counted c
  join service_access f on f.rowid = c.first
  join source s on s.id = f.source_id
  order by c.services - c.used desc, c.account_id, c.principal_arn`
