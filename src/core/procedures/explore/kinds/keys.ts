/** Access keys, root's among them: those of the credential report, and of the lists of keys where no report has the user. */
import type { Administrator } from '../fields.ts'
import * as fields from '../fields.ts'
import { bandOf, daysBefore, useBand } from '../fields.ts'
import { choice, field, never, type Cell, type Kind } from '../kind.ts'

interface KeyRow {
  readonly account_id: string
  readonly user_arn: string | null
  readonly user_name: string
  readonly is_root: number
  /** Of the report; null for a key that only a list names. */
  readonly slot: number | null
  readonly access_key_id: string | null
  readonly active: number | null
  readonly created_at: number | null
  readonly last_used_at: number | null
  /** 1 where something says when the key was last used, or that it never was. */
  readonly use_known: number
  readonly service: string | null
  readonly region: string | null
  readonly source_id: number
  readonly line: number
  readonly path: string | null
}

const statusWords = { active: 'Active', inactive: 'Inactive', unknown: 'Unknown' } as const
const ownerWords = { user: 'User', root: 'Root user' } as const

export const keys: Kind = {
  kind: 'keys',
  fields: [
    fields.name('Key', 200),
    fields.account,
    choice('status', 'Status', statusWords, { width: 88 }),
    choice('owner', 'Owner', ownerWords, { width: 88 }),
    { ...fields.administrator, title: 'User is administrator', width: 150 },
    { ...fields.created, shown: 'yes' },
    fields.age,
    fields.lastUsed,
    field('service', 'Last used for', 'text', { searched: true, width: 110 }),
    field('region', 'Last used in', 'text', { width: 110 }),
    field('key_id', 'Key id', 'id', { searched: true }),
    fields.exceptions,
    fields.findings,
    fields.ageBand,
    fields.use,
    { ...fields.arn, title: "User's ARN" }
  ],
  sort: fields.byName,
  views: [
    { name: 'All keys', filters: [] },
    { name: 'Active', filters: [{ field: 'status', operator: 'is', values: ['active'] }] },
    {
      name: 'Active and over 90 days',
      filters: [
        { field: 'status', operator: 'is', values: ['active'] },
        { field: 'age', operator: 'over', values: ['90'] }
      ]
    },
    {
      name: 'Active and dormant',
      filters: [
        { field: 'status', operator: 'is', values: ['active'] },
        { field: 'use', operator: 'is', values: ['year', 'longer', 'never'] }
      ]
    },
    {
      name: 'Of administrators',
      filters: [{ field: 'administrator', operator: 'is', values: ['direct', 'group'] }]
    }
  ],
  count: (db) => db.get<{ n: number }>(`with ${keyTable} select count(*) as n from key`)?.n ?? 0,
  rows(context) {
    const holdings = context.holdings()
    const detailed = new Set(
      context.db
        .all<{ account_id: string; arn: string }>('select account_id, arn from iam_user')
        .map(({ account_id, arn }) => `${account_id}/${arn}`)
    )
    const administrator = ({ account_id, user_arn, is_root }: KeyRow): Administrator => {
      if (is_root === 1) return 'direct'
      if (user_arn === null || !detailed.has(`${account_id}/${user_arn}`)) return 'unknown'
      return holdings.administrator(account_id, user_arn)
    }
    return context.db.all<KeyRow>(keysSql).map((row) => {
      const account = row.account_id
      const asOf = context.asOf(row.source_id, account)
      const age = daysBefore(asOf, row.created_at)
      const lastUsed = row.last_used_at ?? (row.use_known === 1 ? never : null)
      const resource = resourceOf(row)
      return {
        account,
        resource,
        source: row.source_id,
        line: row.line,
        path: row.path,
        cells: {
          name: nameOf(row),
          account,
          status: row.active === null ? 'unknown' : row.active === 1 ? 'active' : 'inactive',
          owner: row.is_root === 1 ? 'root' : 'user',
          administrator: administrator(row),
          created: row.created_at,
          age,
          age_band: bandOf(age),
          last_used: lastUsed,
          use: useBand(asOf, lastUsed),
          service: placeCell(row.service, lastUsed),
          region: placeCell(row.region, lastUsed),
          key_id: row.access_key_id,
          arn: row.user_arn,
          ...context.marks(account, resource)
        }
      }
    })
  }
}

/** As the checks of access keys name it; a key that only a list names goes by its id. */
function resourceOf({ account_id, user_arn, user_name, slot, access_key_id }: KeyRow): string {
  const user = user_arn ?? `${account_id}/${user_name}`
  return slot === null ? `${user}#${access_key_id ?? ''}` : `${user}#access-key-${slot}`
}

function nameOf({ is_root, user_name, slot, access_key_id }: KeyRow): string {
  const user = is_root === 1 ? 'Root user' : user_name
  return `${user}, key ${slot === null ? (access_key_id ?? '') : String(slot)}`
}

/** A key that was never used was used nowhere. */
function placeCell(place: string | null, lastUsed: number | null): Cell {
  return place ?? (lastUsed === never ? '' : null)
}

/** A key of the report is the one of the list that was created at the same second; a list that has two such says nothing. */
const keyTable = `
  reported as materialized (
    ${[1, 2]
      .map(
        (slot) => `select
      account_id, arn as user_arn, user_name, is_root, ${slot} as slot, key_${slot}_active as active,
      key_${slot}_rotated_at as created_at, key_${slot}_last_used_at as last_used_at,
      key_${slot}_active is not null as use_known, key_${slot}_last_used_service as service,
      key_${slot}_last_used_region as region, source_id, line, path
    from credential
    where key_${slot}_active = 1 or key_${slot}_rotated_at is not null or key_${slot}_active is null`
      )
      .join('\n    union all\n    ')}
  ),
  listed as materialized (
    select
      list.account_id, list.user_name, list.access_key_id, list.status, list.created_at,
      max(use.last_used_at) as last_used_at, max(use.access_key_id is not null) as use_known,
      max(use.service) as service, max(use.region) as region,
      list.source_id, list.line, list.path,
      count(*) over (partition by list.account_id, list.user_name, list.created_at) as twins
    from access_key as list
    left join access_key_use as use
      on use.account_id = list.account_id and use.access_key_id = list.access_key_id
    group by list.account_id, list.access_key_id
  ),
  key as (
    select
      reported.account_id, reported.user_arn, reported.user_name, reported.is_root, reported.slot,
      listed.access_key_id, reported.active, reported.created_at,
      coalesce(reported.last_used_at, listed.last_used_at) as last_used_at,
      max(reported.use_known, coalesce(listed.use_known, 0)) as use_known,
      coalesce(reported.service, listed.service) as service,
      coalesce(reported.region, listed.region) as region,
      reported.source_id, reported.line, reported.path
    from reported
    left join listed
      on listed.account_id = reported.account_id and listed.user_name = reported.user_name
        and listed.created_at = reported.created_at and listed.twins = 1
    union all
    select
      listed.account_id,
      (
        select arn from iam_user where account_id = listed.account_id and name = listed.user_name limit 1
      ),
      listed.user_name, 0, null, listed.access_key_id,
      case listed.status when 'Active' then 1 when 'Inactive' then 0 end,
      listed.created_at, listed.last_used_at, listed.use_known, listed.service, listed.region,
      listed.source_id, listed.line, listed.path
    from listed
    where (listed.account_id, listed.user_name) not in (select account_id, user_name from credential)
  )`

const keysSql = `
  with ${keyTable}
  select account_id, user_arn, user_name, is_root, slot, access_key_id, active, created_at, last_used_at, use_known, service,
    region, source_id, line, path
  from key
  order by is_root desc, user_name collate nocase, account_id, slot, access_key_id`
