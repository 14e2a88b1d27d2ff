/** P01B: users and roles as other lists have them, beside what the credential report and the authorization details say. */
import { hoursOf, timeOf, yesOrNo } from './facts-in-words.ts'
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

interface ListedRecord extends PlaceRecord {
  readonly account_id: string
  readonly kind: 'User' | 'Role'
  readonly name: string
  readonly arn: string | null
  readonly is_listed: number
  readonly has_profile: number
  readonly profile_created_at: number | null
  readonly reset_required: number | null
  readonly password_last_used_at: number | null
  readonly reported_last_used_at: number | null
  readonly password_enabled: number | null
  readonly max_session_seconds: number | null
  readonly description: string | null
  /** 1 where the account's export names the user or role, 0 where it does not, null where it was not received. */
  readonly is_reported: number | null
  readonly is_detailed: number | null
}

const listed = `
  listed as (
    select 'User' as kind, coalesce(l.account_id, p.account_id) as account_id,
      coalesce(l.name, nullif(p.user_name, ''), 'Not known') as name, l.arn,
      l.arn is not null as is_listed, p.user_name is not null as has_profile,
      p.created_at as profile_created_at, p.reset_required, l.password_last_used_at,
      null as max_session_seconds, null as description,
      l.source_id, l.line, l.path, p.source_id as other_source_id, p.line as other_line, p.path as other_path
    from iam_user_listing l
    full join login_profile p on p.account_id = l.account_id and p.user_name = l.name
    union all
    select 'Role', account_id, name, arn, 1, 0, null, null, null, max_session_seconds, description,
      source_id, line, path, null, null, null
    from iam_role_listing
  )`

const source =
  'Lists of users and of roles, and login profiles, of each account; file and line in column Source.'

/** Differences smaller than a day come from the hours between two exports. */
const day = 86_400

export default {
  id: 'identity-lists',
  name: 'P01B User and role lists',
  ref: 'P01B',
  order: 32,
  title: 'Users and roles in other lists',
  purpose:
    'Compares the lists of users and roles with the exports the results rest on, so that one who is missing there is seen.',
  source,
  procedure:
    'One row for each user or role of these lists. "Noteworthy" says what differs from the credential report and the authorization details of the same account, where those were received.',
  heading: sourceHeading(source, 'users-list', 'roles-list', 'login-profiles'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'kind', title: 'Kind', type: 'text', width: 8 },
    { key: 'name', title: 'Name', type: 'text', width: 26 },
    noteworthyColumn,
    { key: 'listed', title: 'In the list', type: 'text', width: 8 },
    { key: 'profile', title: 'Login profile created', type: 'date', width: 13 },
    { key: 'reset', title: 'Must set a new password', type: 'text', width: 12 },
    { key: 'lastUsed', title: 'Password last used (list)', type: 'date', width: 13 },
    { key: 'reported', title: 'Password last used (report)', type: 'date', width: 13 },
    { key: 'session', title: 'Longest session, hours', type: 'integer', width: 10 },
    { key: 'description', title: 'Description', type: 'long', width: 28 },
    { key: 'arn', title: 'ARN', type: 'long', width: 36 },
    ...placeColumns
  ],
  tallies: [{ column: 'kind', words: ['User', 'Role'] }],
  count: (context) => countOf(context, `with ${listed} select count(*) as n from listed`),
  rows(context) {
    const accountOf = accountCells(context)
    return noteworthyFirst(
      context.all<ListedRecord>(listedSql).map((member) => ({
        ...accountOf(member.account_id),
        kind: member.kind,
        name: member.name,
        noteworthy: noteworthyOf(
          member.is_reported === 0 && 'Not in the credential report',
          member.is_detailed === 0 && 'Not in the authorization details',
          member.is_listed === 0 && 'Has a login profile; not in the list of users',
          member.has_profile === 1 &&
            member.password_enabled === 0 &&
            'Has a login profile; the credential report shows no password',
          lastUsesDiffer(member) && 'Password last used differs from the credential report',
          member.reset_required === 1 && 'Must set a new password at the next sign-in'
        ),
        listed: yesOrNo(member.is_listed),
        profile: timeOf(member.profile_created_at),
        reset: yesOrNo(member.reset_required),
        lastUsed: timeOf(member.password_last_used_at),
        reported: timeOf(member.reported_last_used_at),
        session: hoursOf(member.max_session_seconds),
        description: member.description,
        arn: member.arn,
        ...placeCells(member)
      }))
    )
  }
} satisfies Sheet

function lastUsesDiffer({ password_last_used_at, reported_last_used_at }: ListedRecord): boolean {
  return (
    password_last_used_at !== null &&
    reported_last_used_at !== null &&
    Math.abs(password_last_used_at - reported_last_used_at) > day
  )
}

const listedSql = `
  with ${listed},
  reported as (select distinct account_id from credential),
  reported_user as materialized (
    select account_id, user_name, arn, password_enabled, password_last_used_at
    from credential
    where is_root = 0
  ),
  detailed_member as materialized (
    select 'User' as kind, account_id, name from iam_user
    union
    select 'Role', account_id, arn from iam_role
  ),
  detailed as (
    select distinct account_id, 'User' as kind from iam_user
    union
    select distinct account_id, 'Role' from iam_role
  )
  select
    m.account_id, m.kind, m.name, coalesce(m.arn, c.arn) as arn, m.is_listed, m.has_profile, m.profile_created_at,
    m.reset_required, m.password_last_used_at, c.password_last_used_at as reported_last_used_at, c.password_enabled,
    m.max_session_seconds, m.description,
    case when m.kind = 'User' and p.account_id is not null then c.arn is not null end as is_reported,
    case when d.account_id is not null then u.name is not null end as is_detailed,
    concat_ws(char(10), s.ref || ':' || m.line, o.ref || ':' || m.other_line) as source,
    nullif(concat_ws(char(10), m.path, m.other_path), '') as path
  from listed m
  left join source s on s.id = m.source_id
  left join source o on o.id = m.other_source_id
  left join reported p on p.account_id = m.account_id
  left join detailed d on d.account_id = m.account_id and d.kind = m.kind
  left join reported_user c
    on m.kind = 'User' and c.account_id = m.account_id and c.user_name = m.name
  left join detailed_member u
    on u.kind = m.kind and u.account_id = m.account_id and u.name = iif(m.kind = 'User', m.name, m.arn)
  order by m.account_id, m.kind desc, m.name, m.arn, source`
