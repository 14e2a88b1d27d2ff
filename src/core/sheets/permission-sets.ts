/** P10B: the permission sets of Identity Center: what each gives, for how long, and where it is in use. */
import { hoursOf, nameInArn, timeOf } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet } from './found-by-checks.ts'
import { administrator, grantedTable } from './permission-set-tables.ts'
import {
  notKnown,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface PermissionSetRecord extends PlaceRecord {
  readonly arn: string
  readonly name: string | null
  readonly description: string | null
  readonly session_seconds: number | null
  readonly relay_state: string | null
  readonly created_at: number | null
  readonly policies: string | null
  readonly boundary: string | null
  readonly is_admin: number | null
  readonly accounts: number | null
  readonly assignments: number | null
}

/** Every permission set that any export names. */
const named = `
  named as (
    select arn from permission_set
    union
    select permission_set_arn from permission_set_policy
    union
    select permission_set_arn from permission_set_account
    union
    select permission_set_arn from account_assignment
  )`

const source =
  'Permission sets, their policies, accounts and assignments in Identity Center; file and line in column Source.'

export default {
  id: 'permission-sets',
  name: 'P10B Permission sets',
  ref: 'P10B',
  order: 56,
  title: 'Permission sets of Identity Center',
  purpose: 'Shows what each permission set gives to whoever is assigned it.',
  source,
  procedure:
    'One row for each permission set any export names. Administrator: AdministratorAccess, or an inline policy that allows every action on every resource. Policies of an account are judged there, on sheet P06.',
  heading: sourceHeading(
    source,
    'permission-sets',
    'permission-set-policies',
    'permission-set-accounts',
    'account-assignments'
  ),
  frozenColumns: 1,
  columns: [
    { key: 'permissionSet', title: 'Permission set', type: 'text', width: 28 },
    controlsColumn,
    noteworthyColumn,
    { key: 'policies', title: 'Policies', type: 'long', width: 36 },
    { key: 'boundary', title: 'Permissions boundary', type: 'long', width: 24 },
    { key: 'session', title: 'Session, hours', type: 'integer', width: 10 },
    { key: 'accounts', title: 'Accounts it is in', type: 'integer', width: 10 },
    { key: 'assignments', title: 'Assignments', type: 'integer', width: 12 },
    { key: 'created', title: 'Created', type: 'date', width: 12 },
    { key: 'relayState', title: 'Relay state', type: 'long', width: 24 },
    { key: 'description', title: 'Description', type: 'long', width: 32 },
    { key: 'arn', title: 'ARN', type: 'long', width: 48 },
    ...placeColumns
  ],
  count: (context) => countOf(context, `with ${named} select count(*) as n from named`),
  rows(context) {
    const notMet = controlsNotMet(context, 'identity-center')
    return noteworthyFirst(
      context.all<PermissionSetRecord>(permissionSetsSql).map((set) => ({
        permissionSet: set.name ?? (nameInArn(set.arn) || notKnown),
        controls: notMet('', set.arn),
        noteworthy: noteworthyOf(
          set.is_admin === 1 && administrator,
          set.assignments === 0 && 'Assigned to nobody',
          set.name === null && 'Its description was not exported'
        ),
        policies: set.policies,
        boundary: set.boundary,
        session: hoursOf(set.session_seconds),
        accounts: set.accounts,
        assignments: set.assignments,
        created: timeOf(set.created_at),
        relayState: set.relay_state,
        description: set.description,
        arn: set.arn || null,
        ...placeCells(set)
      }))
    )
  }
} satisfies Sheet

/** A permission set that is not described stands where its policies, accounts or assignments do. */
const permissionSetsSql = `
  with ${grantedTable}, ${named},
  standing as (
    select arn, source_id, line, path, 0 as rank, rowid as n from permission_set
    union all
    select permission_set_arn, source_id, line, path, 1, rowid from permission_set_policy
    union all
    select permission_set_arn, source_id, line, path, 2, rowid from permission_set_account
    union all
    select permission_set_arn, source_id, line, path, 3, rowid from account_assignment
  ),
  placed as (
    select arn, source_id, line, path, row_number() over (partition by arn order by rank, n) as place from standing
  ),
  provisioned as (
    select permission_set_arn, count(distinct target_account_id) as n
    from permission_set_account
    group by permission_set_arn
  ),
  assigned as (select permission_set_arn, count(*) as n from account_assignment group by permission_set_arn)
  select
    d.arn, p.name, p.description, p.session_seconds, p.relay_state, p.created_at, w.policies, w.boundary, w.is_admin,
    case when exists (select 1 from permission_set_account) then coalesce(v.n, 0) end as accounts,
    case when exists (select 1 from account_assignment) then coalesce(a.n, 0) end as assignments,
    s.ref || ':' || f.line as source,
    nullif(f.path, '') as path
  from named d
  join placed f on f.arn = d.arn and f.place = 1
  left join source s on s.id = f.source_id
  left join permission_set p on p.arn = d.arn
  left join granted w on w.permission_set_arn = d.arn
  left join provisioned v on v.permission_set_arn = d.arn
  left join assigned a on a.permission_set_arn = d.arn
  order by coalesce(p.name, d.arn), d.arn`
