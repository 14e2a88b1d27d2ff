/** P09E: when the accounts of the organization last used each service that its policies allow. */
import { timeOf } from './facts-in-words.ts'
import { notKnown, placeCells, placeColumns, placeFields, type PlaceRecord } from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface AccessRecord extends PlaceRecord {
  readonly entity_path: string
  readonly service: string
  readonly service_name: string
  readonly last_used_at: number | null
  readonly last_used_in: string | null
  readonly region: string | null
  readonly entities: number | null
}

const uses = { never: 'Never', used: 'Used' } as const

const source = 'Access reports of the organization, its units and accounts; file and line in column Source.'

export default {
  id: 'organization-access',
  name: 'P09E Org last access',
  ref: 'P09E',
  order: 54,
  title: 'Services last used in the organization',
  purpose: 'Shows services that service control policies allow and nobody uses.',
  source,
  procedure:
    'One row for each part of the organization and service; those not used in the tracking period of IAM first. The path is o-…/r-…/ou-…/account as AWS writes it.',
  heading: sourceHeading(source, 'organization-access-report'),
  frozenColumns: 2,
  columns: [
    { key: 'entity', title: 'Part of the organization', type: 'long', width: 40 },
    { key: 'service', title: 'Service', type: 'text', width: 22 },
    { key: 'use', title: 'Use', type: 'text', width: 9 },
    { key: 'serviceName', title: 'Name of the service', type: 'text', width: 32 },
    { key: 'lastUsed', title: 'Last used', type: 'date', width: 12 },
    { key: 'lastUsedIn', title: 'Last used by account', type: 'long', width: 40 },
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    { key: 'entities', title: 'Accounts that used it', type: 'integer', width: 10 },
    ...placeColumns
  ],
  tallies: [{ column: 'use', words: Object.values(uses) }],
  count: (context) => countOf(context, 'select count(*) as n from organization_access'),
  rows: (context) =>
    context.all<AccessRecord>(accessSql).map((access) => ({
      entity: access.entity_path || notKnown,
      service: access.service,
      use: access.last_used_at === null ? uses.never : uses.used,
      serviceName: access.service_name || null,
      lastUsed: timeOf(access.last_used_at),
      lastUsedIn: access.last_used_in,
      region: access.region,
      entities: access.entities,
      ...placeCells(access)
    }))
} satisfies Sheet

const accessSql = `
  select
    f.entity_path, f.service, f.service_name, f.last_used_at, f.last_used_in, f.region, f.entities, ${placeFields}
  from organization_access f
  join source s on s.id = f.source_id
  order by f.last_used_at is not null, f.entity_path, f.service, f.region, source`
