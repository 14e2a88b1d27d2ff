/** P10A: who reaches which account through Identity Center, and with what permissions. */
import { hoursOf, nameInArn } from './facts-in-words.ts'
import { administrator, grantedTable } from './permission-set-tables.ts'
import { controlsColumn, controlsNotMet } from './found-by-checks.ts'
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

interface AssignmentRecord extends PlaceRecord {
  readonly account_id: string
  readonly principal_type: string
  readonly principal_id: string
  readonly user_name: string | null
  readonly user_status: string | null
  readonly group_name: string | null
  readonly members: number | null
  readonly has_directory: number
  readonly permission_set_arn: string
  readonly permission_set: string | null
  readonly session_seconds: number | null
  readonly policies: string | null
  readonly boundary: string | null
  readonly is_admin: number | null
}

const types: Readonly<Record<string, string>> = { USER: 'User', GROUP: 'Group' }

const source =
  'Account assignments, permission sets and the identity store of Identity Center; file and line of the assignment in column Source.'

export default {
  id: 'account-assignments',
  name: 'P10A Assignments',
  ref: 'P10A',
  order: 55,
  title: 'Account assignments of Identity Center',
  purpose:
    "Shows the whole population of people's access through Identity Center: which user or group reaches which account with what.",
  source,
  procedure:
    "One row for each account, permission set and user or group. A group's members are on sheets P10C and P10D. Session: how long a sign-in to the account lasts at most.",
  heading: sourceHeading(
    source,
    'account-assignments',
    'permission-sets',
    'permission-set-policies',
    'identity-users',
    'identity-groups',
    'identity-memberships'
  ),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'type', title: 'Type', type: 'text', width: 8 },
    { key: 'principal', title: 'User or group', type: 'text', width: 28 },
    controlsColumn,
    noteworthyColumn,
    { key: 'permissionSet', title: 'Permission set', type: 'text', width: 26 },
    { key: 'policies', title: 'Policies', type: 'long', width: 34 },
    { key: 'boundary', title: 'Permissions boundary', type: 'long', width: 24 },
    { key: 'session', title: 'Session, hours', type: 'integer', width: 10 },
    { key: 'members', title: 'Members of the group', type: 'integer', width: 10 },
    { key: 'principalId', title: 'Principal id', type: 'id', width: 38 },
    ...placeColumns
  ],
  tallies: [{ column: 'type', words: Object.values(types) }],
  count: (context) => countOf(context, 'select count(*) as n from account_assignment'),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context)
    return noteworthyFirst(
      context.all<AssignmentRecord>(assignmentsSql).map((assignment) => {
        const name = assignment.user_name ?? assignment.group_name
        return {
          ...accountOf(assignment.account_id),
          type: types[assignment.principal_type] ?? assignment.principal_type,
          principal: name ?? 'Not in the identity store',
          controls: notMet(
            assignment.account_id,
            `${assignment.permission_set_arn}#${assignment.account_id}/${assignment.principal_id}`
          ),
          noteworthy: noteworthyOf(
            assignment.is_admin === 1 && administrator,
            name === null && assignment.has_directory === 1 && 'The identity store holds no such principal',
            assignment.user_status !== null && assignment.user_status !== 'ENABLED' && 'The user is disabled',
            assignment.members === 0 && 'The group has no members',
            assignment.principal_type === 'USER' && 'Assigned to a user, not through a group'
          ),
          permissionSet: assignment.permission_set ?? nameInArn(assignment.permission_set_arn),
          policies: assignment.policies,
          boundary: assignment.boundary,
          session: hoursOf(assignment.session_seconds),
          members: assignment.members,
          principalId: assignment.principal_id,
          ...placeCells(assignment)
        }
      })
    )
  }
} satisfies Sheet

const assignmentsSql = `
  with ${grantedTable},
  person as (select user_id, max(user_name) as name, max(status) as status from identity_user group by user_id),
  team as (select group_id, max(name) as name from identity_group group by group_id),
  membership as (select group_id, count(distinct user_id) as n from identity_membership group by group_id)
  select
    f.account_id, f.principal_type, f.principal_id, u.name as user_name, u.status as user_status,
    g.name as group_name,
    case when g.group_id is not null and exists (select 1 from identity_membership)
      then coalesce(m.n, 0) end as members,
    case f.principal_type
      when 'USER' then exists (select 1 from identity_user)
      else exists (select 1 from identity_group)
    end as has_directory,
    f.permission_set_arn, p.name as permission_set, p.session_seconds, w.policies, w.boundary, w.is_admin,
    ${placeFields}
  from account_assignment f
  join source s on s.id = f.source_id
  left join person u on f.principal_type = 'USER' and u.user_id = f.principal_id
  left join team g on f.principal_type = 'GROUP' and g.group_id = f.principal_id
  left join membership m on m.group_id = f.principal_id
  left join permission_set p on p.arn = f.permission_set_arn
  left join granted w on w.permission_set_arn = f.permission_set_arn
  order by f.account_id, f.principal_type, coalesce(u.name, g.name), f.principal_id, p.name, f.permission_set_arn, source`
