/** P10D: the groups of the identity store behind Identity Center, how many people are in each and what it is assigned. */
import {
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

interface GroupRecord extends PlaceRecord {
  readonly identity_store_id: string
  readonly group_id: string
  readonly name: string
  readonly description: string | null
  readonly external_issuer: string | null
  /** null where memberships were not received. */
  readonly members: number | null
  /** Accounts the group is assigned to; null where assignments were not received. */
  readonly accounts: number | null
  readonly permission_sets: number | null
}

const source = 'Groups and memberships of the identity store; file and line of the group in column Source.'

export default {
  id: 'identity-groups',
  name: 'P10D Identity groups',
  ref: 'P10D',
  order: 58,
  title: 'Groups of Identity Center',
  purpose: 'Shows the groups that access is given to, their size and their reach.',
  source,
  procedure:
    'One row for each group. Accounts and permission sets are those of its assignments on sheet P10A.',
  heading: sourceHeading(source, 'identity-groups', 'identity-memberships', 'account-assignments'),
  frozenColumns: 1,
  columns: [
    { key: 'group', title: 'Group', type: 'text', width: 34 },
    noteworthyColumn,
    { key: 'members', title: 'Members', type: 'integer', width: 10 },
    { key: 'accounts', title: 'Accounts', type: 'integer', width: 10 },
    { key: 'permissionSets', title: 'Permission sets', type: 'integer', width: 12 },
    { key: 'description', title: 'Description', type: 'long', width: 40 },
    { key: 'issuer', title: 'Issuer', type: 'long', width: 36 },
    { key: 'groupId', title: 'Group id', type: 'id', width: 38 },
    { key: 'store', title: 'Identity store', type: 'id', width: 15 },
    ...placeColumns
  ],
  count: (context) => countOf(context, 'select count(*) as n from identity_group'),
  rows: (context) =>
    noteworthyFirst(
      context.all<GroupRecord>(groupsSql).map((group) => ({
        group: group.name || group.group_id,
        noteworthy: noteworthyOf(
          group.members === 0 && 'Has no members',
          group.accounts === 0 && 'Assigned to no account'
        ),
        members: group.members,
        accounts: group.accounts,
        permissionSets: group.permission_sets,
        description: group.description,
        issuer: group.external_issuer,
        groupId: group.group_id,
        store: group.identity_store_id || null,
        ...placeCells(group)
      }))
    )
} satisfies Sheet

const groupsSql = `
  with membership as (select group_id, count(distinct user_id) as n from identity_membership group by group_id),
  assigned as (
    select principal_id, count(distinct account_id) as accounts, count(distinct permission_set_arn) as permission_sets
    from account_assignment
    where principal_type = 'GROUP'
    group by principal_id
  )
  select
    f.identity_store_id, f.group_id, f.name, f.description, f.external_issuer,
    case when exists (select 1 from identity_membership) then coalesce(m.n, 0) end as members,
    case when exists (select 1 from account_assignment) then coalesce(a.accounts, 0) end as accounts,
    case when exists (select 1 from account_assignment) then coalesce(a.permission_sets, 0) end as permission_sets,
    ${placeFields}
  from identity_group f
  join source s on s.id = f.source_id
  left join membership m on m.group_id = f.group_id
  left join assigned a on a.principal_id = f.group_id
  order by f.name, f.identity_store_id, f.group_id`
