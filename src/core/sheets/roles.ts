/** P05: every IAM role, whom it trusts and when it was last used. */
import { hoursOf, timeOf } from './facts-in-words.ts'
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

interface RoleRecord extends VerdictRecord {
  readonly account_id: string
  readonly name: string
  readonly arn: string
  readonly created_at: number | null
  readonly last_used_known: number
  readonly last_used_at: number | null
  readonly last_used_region: string | null
  readonly trusts: string | null
  readonly attached: number
  readonly inline: number
  readonly boundary_arn: string | null
  readonly max_session_seconds: number | null
  readonly source: string
}

export default {
  id: 'roles',
  name: 'P05 Roles',
  ref: 'P05',
  order: 40,
  title: 'Roles and trust',
  purpose: 'Shows the whole population of roles with the principals that may assume them and their last use.',
  source:
    'Account authorization details and, for the longest session, lists of roles of each account; file and line in column Source.',
  procedure:
    'One row for each role, service-linked ones included. "Not exported" as last use: the export has no RoleLastUsed for the role.',
  frozenColumns: 3,
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 15 },
    { key: 'role', title: 'Role', type: 'text', width: 28 },
    ...verdictColumns,
    { key: 'trusts', title: 'Trusted principals', type: 'long', width: 40 },
    { key: 'created', title: 'Created', type: 'date', width: 11 },
    { key: 'lastUsed', title: 'Last used', type: 'date', width: 13 },
    { key: 'region', title: 'Last used in', type: 'text', width: 13 },
    { key: 'attached', title: 'Attached policies', type: 'integer', width: 9 },
    { key: 'inline', title: 'Inline policies', type: 'integer', width: 9 },
    { key: 'session', title: 'Longest session, hours', type: 'integer', width: 9 },
    { key: 'boundary', title: 'Permissions boundary', type: 'long', width: 22 },
    { key: 'arn', title: 'ARN', type: 'long', width: 40 },
    { key: 'source', title: 'Source', type: 'id', width: 12 }
  ],
  tallies: [verdictTally],
  count: (context) => countOf(context, 'select count(*) as n from iam_role'),
  rows(context) {
    const names = new Map(context.accounts.map((account) => [account.id, account.name]))
    return context.all<RoleRecord>(rolesSql, testsBinding(context, concernsRoles)).map((role) => ({
      account: role.account_id,
      accountName: names.get(role.account_id) ?? '',
      role: role.name,
      ...verdictCells(role),
      trusts: role.trusts,
      created: timeOf(role.created_at),
      lastUsed: lastUseOf(role),
      region: role.last_used_region,
      attached: role.attached,
      inline: role.inline,
      session: hoursOf(role.max_session_seconds),
      boundary: role.boundary_arn,
      arn: role.arn,
      source: role.source
    }))
  }
} satisfies Sheet

function concernsRoles(control: SheetControl): boolean {
  return needsAny(control, 'account-authorization-details.roles')
}

/** IAM answers an empty `RoleLastUsed` for a role without use in the period it keeps. */
function lastUseOf(role: RoleRecord): string {
  if (role.last_used_known === 0) return 'Not exported'
  return timeOf(role.last_used_at) ?? 'None recorded'
}

const rolesSql = `
  with ${verdictTables()},
  trusted as (
    select document_id, group_concat(principal, char(10) order by principal) as principals
    from (
      select distinct p.document_id, case p.negated when 1 then 'not ' else '' end || p.value as principal
      from statement_principal p
      join policy_statement t on t.document_id = p.document_id and t.n = p.n
      where t.effect = 'Allow'
    )
    group by document_id
  ),
  attached as (
    select account_id, principal_arn, count(*) as n
    from iam_attachment
    where principal_kind = 'role'
    group by account_id, principal_arn
  ),
  inlined as (
    select account_id, principal_arn, count(*) as n
    from iam_inline_policy
    where principal_kind = 'role'
    group by account_id, principal_arn
  )
  select
    m.account_id, m.name, m.arn, m.created_at, m.last_used_known, m.last_used_at, m.last_used_region, m.boundary_arn,
    l.max_session_seconds,
    w.principals as trusts,
    coalesce(a.n, 0) as attached,
    coalesce(i.n, 0) as inline,
    s.ref || ':' || m.line as source,
    ${verdictFields}
  from iam_role m
  join source s on s.id = m.source_id
  left join verdict v on v.account_id = m.account_id and v.resource = m.arn
  left join tested t on t.account_id = m.account_id
  left join iam_role_listing l on l.account_id = m.account_id and l.arn = m.arn
  left join trusted w on w.document_id = m.trust_document_id
  left join attached a on a.account_id = m.account_id and a.principal_arn = m.arn
  left join inlined i on i.account_id = m.account_id and i.principal_arn = m.arn
  order by ${worstFirst}, m.account_id, m.name, m.arn`
