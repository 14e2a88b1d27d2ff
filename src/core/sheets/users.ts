/** P01: every IAM user with its credentials, memberships and what the checks found on it. */
import { yesOrNo, timeOf, timeOrAbsence } from './facts-in-words.ts'
import { countOf, type Sheet, type SheetControl } from './sheet.ts'
import {
  needsAny,
  testsBinding,
  verdictCells,
  verdictColumns,
  verdictFields,
  verdictTables,
  verdictTally,
  worstFirst,
  type VerdictRecord
} from './verdict.ts'

interface UserRecord extends VerdictRecord {
  readonly account_id: string
  readonly name: string
  readonly arn: string
  readonly created_at: number | null
  readonly password_enabled: number | null
  readonly password_last_used_at: number | null
  readonly password_last_used_absence: string | null
  readonly password_last_changed_at: number | null
  readonly password_last_changed_absence: string | null
  readonly mfa_active: number | null
  readonly active_keys: number | null
  readonly groups: string | null
  readonly attached: number | null
  readonly inline: number | null
  readonly source: string
}

export default {
  id: 'users',
  name: 'P01 Users',
  ref: 'P01',
  order: 30,
  title: 'IAM users and console access',
  purpose:
    'Shows the whole population of IAM users, so that every exception can be traced to a user and every user to its file.',
  source:
    'Credential report and account authorization details of each account; file and line in column Source.',
  procedure:
    'One row for each user in either export. Result joins what the checks found on the user; it says "Not tested" where a check could not be run.',
  frozenColumns: 3,
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 15 },
    { key: 'user', title: 'User', type: 'text', width: 22 },
    ...verdictColumns,
    { key: 'passwordEnabled', title: 'Console password', type: 'text', width: 11 },
    { key: 'passwordLastUsed', title: 'Password last used', type: 'date', width: 13 },
    { key: 'passwordLastChanged', title: 'Password last changed', type: 'date', width: 13 },
    { key: 'mfaActive', title: 'MFA active', type: 'text', width: 8 },
    { key: 'activeKeys', title: 'Active keys', type: 'integer', width: 8 },
    { key: 'groups', title: 'Groups', type: 'long', width: 18 },
    { key: 'attached', title: 'Attached policies', type: 'integer', width: 9 },
    { key: 'inline', title: 'Inline policies', type: 'integer', width: 9 },
    { key: 'created', title: 'Created', type: 'date', width: 11 },
    { key: 'arn', title: 'ARN', type: 'long', width: 36 },
    { key: 'source', title: 'Source', type: 'id', width: 12 }
  ],
  tallies: [verdictTally],
  count: (context) =>
    countOf(
      context,
      `select count(*) as n from (
         select account_id, arn from credential where is_root = 0
         union
         select account_id, arn from iam_user
       )`
    ),
  rows(context) {
    const names = new Map(context.accounts.map((account) => [account.id, account.name]))
    return context.all<UserRecord>(usersSql, testsBinding(context, concernsUsers)).map((user) => ({
      account: user.account_id,
      accountName: names.get(user.account_id) ?? '',
      user: user.name,
      ...verdictCells(user),
      passwordEnabled: yesOrNo(user.password_enabled),
      passwordLastUsed: timeOrAbsence(user.password_last_used_at, user.password_last_used_absence),
      passwordLastChanged: timeOrAbsence(user.password_last_changed_at, user.password_last_changed_absence),
      mfaActive: yesOrNo(user.mfa_active),
      activeKeys: user.active_keys,
      groups: user.groups,
      attached: user.attached,
      inline: user.inline,
      created: timeOf(user.created_at),
      arn: user.arn,
      source: user.source
    }))
  }
} satisfies Sheet

function concernsUsers(control: SheetControl): boolean {
  return (
    control.topic !== 'root' &&
    control.topic !== 'keys' &&
    needsAny(control, 'credential-report', 'account-authorization-details.users')
  )
}

const usersSql = `
  with ${verdictTables()},
  reported as (
    select source_id, account_id, arn, user_name, created_at, password_enabled, password_last_used_at,
      password_last_used_absence, password_last_changed_at, password_last_changed_absence, mfa_active,
      coalesce(key_1_active, 0) + coalesce(key_2_active, 0) as active_keys, line
    from credential
    where is_root = 0
  ),
  grouped as (
    select account_id, user_arn, group_concat(group_name, ', ' order by group_name) as names
    from iam_membership
    group by account_id, user_arn
  ),
  attached as (
    select account_id, principal_arn, count(*) as n
    from iam_attachment
    where principal_kind = 'user'
    group by account_id, principal_arn
  ),
  inlined as (
    select account_id, principal_arn, count(*) as n
    from iam_inline_policy
    where principal_kind = 'user'
    group by account_id, principal_arn
  ),
  member as (
    select
      coalesce(c.account_id, u.account_id) as account_id,
      coalesce(u.name, c.user_name) as name,
      coalesce(c.arn, u.arn) as arn,
      coalesce(c.created_at, u.created_at) as created_at,
      c.password_enabled, c.password_last_used_at, c.password_last_used_absence,
      c.password_last_changed_at, c.password_last_changed_absence, c.mfa_active, c.active_keys,
      u.arn is not null as is_detailed,
      c.source_id as report_id, c.line as report_line, u.source_id as detail_id, u.line as detail_line
    from reported c
    full join iam_user u on u.account_id = c.account_id and u.arn = c.arn
  )
  select
    m.account_id, m.name, m.arn, m.created_at, m.password_enabled, m.password_last_used_at,
    m.password_last_used_absence, m.password_last_changed_at, m.password_last_changed_absence, m.mfa_active,
    m.active_keys,
    g.names as groups,
    case when m.is_detailed then coalesce(a.n, 0) end as attached,
    case when m.is_detailed then coalesce(i.n, 0) end as inline,
    concat_ws(char(10), r.ref || ':' || m.report_line, d.ref || ':' || m.detail_line) as source,
    ${verdictFields}
  from member m
  left join verdict v on v.account_id = m.account_id and v.resource = m.arn
  left join tested t on t.account_id = m.account_id
  left join grouped g on g.account_id = m.account_id and g.user_arn = m.arn
  left join attached a on a.account_id = m.account_id and a.principal_arn = m.arn
  left join inlined i on i.account_id = m.account_id and i.principal_arn = m.arn
  left join source r on r.id = m.report_id
  left join source d on d.id = m.detail_id
  order by ${worstFirst}, m.account_id, m.name, m.arn`
