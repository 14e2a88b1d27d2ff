/** P13C: what AWS Config has recorded, by type of resource, beside what the IAM exports hold of the same. */
import { timeOf } from './facts-in-words.ts'
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

interface InventoryRecord extends PlaceRecord {
  readonly account_id: string
  readonly region: string
  readonly resource_type: string
  readonly recorded: number
  readonly deleted: number
  readonly captured_at: number | null
  /** null where the type is none of IAM's, or the authorization details were not received. */
  readonly exported: number | null
}

const source =
  'Resources as AWS Config recorded them; file and line of the first of each type in column Source.'

export default {
  id: 'config-inventory',
  name: 'P13C Config inventory',
  ref: 'P13C',
  order: 68,
  title: 'Resources recorded by AWS Config',
  purpose: 'Compares the numbers of users, groups, roles and policies with a second record that AWS keeps.',
  source,
  procedure:
    'One row for each account, region and type of resource. In the exports: how many the authorization details hold. A difference may lie in the time between the two, or in a query that asked for a part.',
  heading: sourceHeading(source, 'config-items'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    { key: 'type', title: 'Type of resource', type: 'text', width: 36 },
    noteworthyColumn,
    { key: 'recorded', title: 'Recorded', type: 'integer', width: 10 },
    { key: 'exported', title: 'In the exports', type: 'integer', width: 10 },
    { key: 'deleted', title: 'Recorded as deleted', type: 'integer', width: 11 },
    { key: 'captured', title: 'Last recorded (UTC)', type: 'time', width: 17 },
    ...placeColumns
  ],
  count: (context) =>
    countOf(
      context,
      'select count(*) as n from (select 1 from config_item group by account_id, region, resource_type)'
    ),
  rows(context) {
    const accountOf = accountCells(context)
    return noteworthyFirst(
      context.all<InventoryRecord>(inventorySql).map((row) => ({
        ...accountOf(row.account_id),
        region: row.region || null,
        type: row.resource_type || null,
        noteworthy: noteworthyOf(
          row.exported !== null && row.exported !== row.recorded && 'Differs from the authorization details'
        ),
        recorded: row.recorded,
        exported: row.exported,
        deleted: row.deleted,
        captured: timeOf(row.captured_at),
        ...placeCells(row)
      }))
    )
  }
} satisfies Sheet

const inventorySql = `
  with recorded as (
    select account_id, region, resource_type,
      count(*) filter (where coalesce(status, '') not like 'ResourceDeleted%') as recorded,
      count(*) filter (where status like 'ResourceDeleted%') as deleted,
      max(captured_at) as captured_at, min(rowid) as first
    from config_item
    group by account_id, region, resource_type
  ),
  exported as (
    select account_id, 'AWS::IAM::User' as resource_type, count(*) as n from iam_user group by account_id
    union all
    select account_id, 'AWS::IAM::Group', count(*) from iam_group group by account_id
    union all
    select account_id, 'AWS::IAM::Role', count(*) from iam_role group by account_id
    union all
    select account_id, 'AWS::IAM::Policy', count(*) from iam_policy where is_aws_managed = 0 group by account_id
  )
  select
    r.account_id, r.region, r.resource_type, r.recorded, r.deleted, r.captured_at, e.n as exported,
    ${placeFields}
  from recorded r
  join config_item f on f.rowid = r.first
  join source s on s.id = f.source_id
  left join exported e on e.account_id = r.account_id and e.resource_type = r.resource_type
  order by r.account_id, r.resource_type not like 'AWS::IAM::%', r.resource_type, r.region`
