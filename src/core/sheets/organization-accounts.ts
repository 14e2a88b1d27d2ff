/** P09A: the accounts of the organization, where each stands and whether its exports were received. */
import { timeOf } from './facts-in-words.ts'
import { countOf, type Sheet } from './sheet.ts'
import {
  testsBinding,
  verdictCells,
  verdictColumns,
  verdictFields,
  verdictTables,
  verdictTally,
  worstFirst,
  type VerdictRecord
} from './verdict.ts'

interface OrganizationAccountRecord extends VerdictRecord {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly joined_at: number | null
  readonly is_management: number
  readonly ou_path: string | null
  readonly policies: string | null
  readonly sources: number
  readonly source: string
}

export default {
  id: 'organization-accounts',
  name: 'P09A Org accounts',
  ref: 'P09A',
  order: 50,
  title: 'Accounts of the organization',
  purpose: 'Shows every account the organization lists, so that the scope can be compared with what exists.',
  source: 'Organizations exports of the management account; file and line in column Source.',
  procedure:
    'One row for each listed account. The path is built from the parents exported; policies are those attached to the account itself (inherited ones: P09B).',
  frozenColumns: 2,
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 22 },
    { key: 'status', title: 'Status', type: 'text', width: 12 },
    { key: 'management', title: 'Management', type: 'text', width: 13 },
    { key: 'path', title: 'Path', type: 'long', width: 34 },
    { key: 'joined', title: 'Joined', type: 'date', width: 11 },
    { key: 'policies', title: 'Policies attached here', type: 'long', width: 32 },
    { key: 'sources', title: 'Files received', type: 'integer', width: 10 },
    ...verdictColumns,
    { key: 'source', title: 'Source', type: 'id', width: 12 }
  ],
  tallies: [verdictTally],
  count: (context) => countOf(context, 'select count(*) as n from org_account'),
  rows: (context) =>
    context.all<OrganizationAccountRecord>(accountsSql, organizationTests(context)).map((account) => ({
      account: account.id,
      accountName: account.name,
      status: account.status,
      management: account.is_management === 1 ? 'Yes' : 'No',
      path: account.ou_path,
      joined: timeOf(account.joined_at),
      policies: account.policies,
      sources: account.sources,
      ...verdictCells(account),
      source: account.source
    }))
} satisfies Sheet

/** Checks about the organization run once, for the management account, and name any account as their resource. */
function organizationTests(context: Parameters<typeof testsBinding>[0]): { readonly tests: string } {
  return testsBinding(context, ({ topic }) => topic === 'organization')
}

const accountsSql = `
  with recursive ${verdictTables('ownTests')},
  climb as (
    select a.id as account_id, p.parent_id as at, '' as path, 0 as depth
    from org_account a
    join org_parent p on p.child_id = a.id
    union all
    select c.account_id, p.parent_id,
      coalesce((select name from org_unit where id = c.at), c.at) || case c.path when '' then '' else ' / ' || c.path end,
      c.depth + 1
    from climb c
    join org_parent p on p.child_id = c.at
    where c.depth < 12
  ),
  placed as (
    select account_id,
      coalesce((select name from org_root where id = c.at), (select name from org_unit where id = c.at), c.at)
        || case c.path when '' then '' else ' / ' || c.path end as path
    from climb c
    where not exists (select 1 from org_parent where child_id = c.at)
  ),
  attached as (
    select t.target_id, group_concat(coalesce(p.name, t.policy_id), char(10) order by p.name) as names
    from org_policy_target t
    left join org_policy p on p.id = t.policy_id
    group by t.target_id
  ),
  on_account as (
    select resource, min(undecided) as undecided, group_concat(controls, ', ') as controls,
      group_concat(found, char(10)) as found
    from verdict
    group by resource
  ),
  tested_anywhere as (
    select group_concat(untested, ', ') as untested, max(applied) as applied from tested
  )
  select
    a.id, a.name, a.status, a.joined_at,
    exists (select 1 from org_organization o where o.account_id = a.id) as is_management,
    (select path from placed where account_id = a.id) as ou_path,
    w.names as policies,
    (
      select count(distinct c.source_id)
      from source_coverage c
      join source s on s.id = c.source_id
      where c.account_id = a.id and s.period_id = :period and s.state <> 'superseded'
    ) as sources,
    s.ref || ':' || a.line as source,
    ${verdictFields}
  from org_account a
  join source s on s.id = a.source_id
  left join on_account v on v.resource = a.id
  left join tested_anywhere t on true
  left join attached w on w.target_id = a.id
  order by ${worstFirst}, a.name, a.id`
