/** P10C: the users of the identity store behind Identity Center, their groups and what they are assigned themselves. */
import { firstOf } from './facts-in-words.ts'
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

interface UserRecord extends PlaceRecord {
  readonly identity_store_id: string
  readonly user_id: string
  readonly user_name: string
  readonly display_name: string | null
  readonly email: string | null
  readonly status: string | null
  readonly external_issuer: string | null
  /** Whether others of the store come from an identity provider. */
  readonly store_is_provisioned: number
  /** null where memberships were not received. */
  readonly groups: number | null
  readonly group_names: string | null
  /** Assignments to the user itself; null where assignments were not received. */
  readonly assignments: number | null
}

/** Groups a cell names before it counts. */
const mostNamed = 15

const source =
  'Users, groups and memberships of the identity store; file and line of the user in column Source.'

export default {
  id: 'identity-users',
  name: 'P10C Identity users',
  ref: 'P10C',
  order: 57,
  title: 'Users of Identity Center',
  purpose:
    'Shows the whole population of people who may sign in through Identity Center, for the review of leavers.',
  source,
  procedure:
    'One row for each user. Issuer: the identity provider that provisions the user, none for one made by hand. MFA of these users is in no export of AWS.',
  heading: sourceHeading(source, 'identity-users', 'identity-groups', 'identity-memberships'),
  frozenColumns: 1,
  columns: [
    { key: 'user', title: 'User', type: 'text', width: 32 },
    { key: 'displayName', title: 'Display name', type: 'text', width: 26 },
    noteworthyColumn,
    { key: 'status', title: 'Status', type: 'text', width: 12 },
    { key: 'email', title: 'E-mail', type: 'text', width: 32 },
    { key: 'groups', title: 'Groups', type: 'integer', width: 9 },
    { key: 'groupNames', title: 'Their names', type: 'long', width: 36 },
    { key: 'assignments', title: 'Own assignments', type: 'integer', width: 12 },
    { key: 'issuer', title: 'Issuer', type: 'long', width: 36 },
    { key: 'userId', title: 'User id', type: 'id', width: 38 },
    { key: 'store', title: 'Identity store', type: 'id', width: 15 },
    ...placeColumns
  ],
  tallies: [{ column: 'status', words: ['ENABLED', 'DISABLED'] }],
  count: (context) => countOf(context, 'select count(*) as n from identity_user'),
  rows: (context) =>
    noteworthyFirst(
      context.all<UserRecord>(usersSql).map((user) => ({
        user: user.user_name || user.user_id,
        displayName: user.display_name,
        noteworthy: noteworthyOf(
          user.status === 'DISABLED' && (user.assignments ?? 0) > 0 && 'Disabled, yet assigned to accounts',
          user.external_issuer === null &&
            user.store_is_provisioned === 1 &&
            'Made by hand beside the provisioned ones',
          (user.assignments ?? 0) > 0 && 'Assigned to accounts itself, not through a group',
          user.groups === 0 && user.assignments === 0 && 'In no group and without an assignment'
        ),
        status: user.status,
        email: user.email,
        groups: user.groups,
        groupNames: firstOf(user.group_names?.split('\n') ?? [], mostNamed, '\n'),
        assignments: user.assignments,
        issuer: user.external_issuer,
        userId: user.user_id,
        store: user.identity_store_id || null,
        ...placeCells(user)
      }))
    )
} satisfies Sheet

const usersSql = `
  with grouped as (
    select m.user_id, count(*) as n, group_concat(coalesce(g.name, m.group_id), char(10) order by g.name, m.group_id) as names
    from (select distinct user_id, group_id from identity_membership) m
    left join (select group_id, max(name) as name from identity_group group by group_id) g on g.group_id = m.group_id
    group by m.user_id
  ),
  assigned as (
    select principal_id, count(*) as n from account_assignment where principal_type = 'USER' group by principal_id
  ),
  provisioned as (select distinct identity_store_id from identity_user where external_issuer is not null)
  select
    f.identity_store_id, f.user_id, f.user_name, f.display_name, f.email, f.status, f.external_issuer,
    p.identity_store_id is not null as store_is_provisioned,
    case when exists (select 1 from identity_membership) then coalesce(g.n, 0) end as groups,
    g.names as group_names,
    case when exists (select 1 from account_assignment) then coalesce(a.n, 0) end as assignments,
    ${placeFields}
  from identity_user f
  join source s on s.id = f.source_id
  left join grouped g on g.user_id = f.user_id
  left join assigned a on a.principal_id = f.user_id
  left join provisioned p on p.identity_store_id = f.identity_store_id
  order by f.user_name, f.identity_store_id, f.user_id`
