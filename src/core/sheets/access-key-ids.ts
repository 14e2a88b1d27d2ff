/** P02A: every access key by its id, with its status, age and last use, also of keys the credential report has no room for. */
import { daysUntilAsOf, thresholdOf } from './ages.ts'
import { timeOf } from './facts-in-words.ts'
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
import { countOf, type Sheet } from './sheet.ts'

interface KeyRecord extends PlaceRecord {
  readonly account_id: string
  readonly user_name: string
  readonly access_key_id: string
  readonly status: string | null
  readonly created_at: number | null
  /** 0 where no export tells the last use of the key. */
  readonly use_known: number
  readonly last_used_at: number | null
  readonly service: string | null
  readonly region: string | null
  /** Active keys of the same user. */
  readonly active: number
  readonly source_id: number
}

/** Keys with their last use, then last uses of keys that no list names; several may not even name their key. */
const keys = `
  key_use as materialized (
    select account_id, access_key_id, user_name, last_used_at, service, region, source_id, line, path
    from access_key_use
  ),
  used_key as (
    select
      k.account_id, coalesce(nullif(k.user_name, ''), u.user_name, '') as user_name, k.access_key_id, k.status,
      k.created_at, u.access_key_id is not null as use_known, u.last_used_at, u.service, u.region,
      k.source_id, k.line, k.path, u.source_id as use_source_id, u.line as use_line, u.path as use_path
    from access_key k
    left join key_use u on u.account_id = k.account_id and u.access_key_id = k.access_key_id
    union all
    select
      u.account_id, u.user_name, u.access_key_id, null, null, 1, u.last_used_at, u.service, u.region,
      null, null, null, u.source_id, u.line, u.path
    from key_use u
    left join access_key k on k.account_id = u.account_id and k.access_key_id = u.access_key_id
    where k.access_key_id is null
  )`

const source = 'Access keys and their last use, of each user; file and line in column Source.'

export default {
  id: 'access-key-ids',
  name: 'P02A Access key ids',
  ref: 'P02A',
  order: 34,
  title: 'Access keys by id',
  purpose: 'Shows the id of every access key, so that a key found elsewhere can be traced to its user.',
  source,
  procedure:
    'One row for each key of either export. Days are counted to the as-of date of the file; the thresholds are those of sheet 12B. The results of the checks on access keys are on sheet P02.',
  heading: sourceHeading(source, 'access-keys', 'access-key-last-used'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'user', title: 'User', type: 'text', width: 24 },
    { key: 'key', title: 'Access key id', type: 'id', width: 28 },
    { key: 'status', title: 'Status', type: 'text', width: 11 },
    noteworthyColumn,
    { key: 'created', title: 'Created', type: 'date', width: 12 },
    { key: 'age', title: 'Age in days', type: 'integer', width: 9 },
    { key: 'lastUsed', title: 'Last used', type: 'date', width: 14 },
    { key: 'service', title: 'Last used for', type: 'text', width: 16 },
    { key: 'region', title: 'Last used in', type: 'text', width: 14 },
    ...placeColumns
  ],
  tallies: [{ column: 'status', words: ['Active', 'Inactive'] }],
  count: (context) => countOf(context, `with ${keys} select count(*) as n from used_key`),
  rows(context) {
    const accountOf = accountCells(context)
    const daysSince = daysUntilAsOf(context)
    const oldest = thresholdOf(context, 'maxAccessKeyAgeDays')
    const unused = thresholdOf(context, 'unusedCredentialDays')
    return noteworthyFirst(
      context.all<KeyRecord>(keysSql).map((key) => {
        const isActive = key.status === 'Active'
        const age = daysSince(key.created_at, key.source_id)
        const idle = daysSince(key.last_used_at, key.source_id)
        return {
          ...accountOf(key.account_id),
          user: key.user_name || null,
          key: key.access_key_id || null,
          status: key.status,
          noteworthy: noteworthyOf(
            isActive && age !== null && age > oldest && `Active and ${age} days old`,
            isActive && key.use_known === 1 && key.last_used_at === null && 'Active and never used',
            isActive && idle !== null && idle > unused && `Active and not used for ${idle} days`,
            isActive && key.active > 1 && `One of ${key.active} active keys of the user`,
            key.status === null && 'Not in the list of keys'
          ),
          created: timeOf(key.created_at),
          age,
          lastUsed: key.use_known === 1 ? (timeOf(key.last_used_at) ?? 'None recorded') : 'Not exported',
          service: key.service,
          region: key.region,
          ...placeCells(key)
        }
      })
    )
  }
} satisfies Sheet

const keysSql = `
  with ${keys}
  select
    f.account_id, f.user_name, f.access_key_id, f.status, f.created_at, f.use_known, f.last_used_at, f.service, f.region,
    coalesce(f.source_id, f.use_source_id) as source_id,
    concat_ws(char(10), s.ref || ':' || f.line, u.ref || ':' || f.use_line) as source,
    nullif(concat_ws(char(10), f.path, f.use_path), '') as path,
    count(*) filter (where f.status = 'Active') over (partition by f.account_id, f.user_name) as active
  from used_key f
  left join source s on s.id = f.source_id
  left join source u on u.id = f.use_source_id
  order by f.account_id, f.user_name, f.access_key_id, source`
