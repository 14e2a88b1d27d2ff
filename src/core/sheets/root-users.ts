/** P03: the root user of every account, from what each export says of it. */
import { timeOf, timeOrAbsence, yesOrNo } from './facts-in-words.ts'
import type { Sheet } from './sheet.ts'
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

interface RootRecord extends VerdictRecord {
  readonly account_id: string
  readonly mfa_active: number | null
  readonly summary_mfa: number | null
  readonly virtual_mfa: number
  readonly key_1_active: number | null
  readonly key_2_active: number | null
  readonly summary_keys: number | null
  readonly key_last_used_at: number | null
  readonly password_enabled: number | null
  readonly password_last_used_at: number | null
  readonly password_last_used_absence: string | null
  readonly password_last_changed_at: number | null
  readonly certificates: number | null
  readonly source: string
}

export default {
  id: 'root-users',
  name: 'P03 Root users',
  ref: 'P03',
  order: 36,
  title: 'Root users',
  purpose: 'Shows the root user of every account in scope, also of those whose exports were not received.',
  source:
    'Credential report, account summary and virtual MFA devices of each account; file and line in column Source.',
  procedure:
    'One row for each account. An empty cell means that no export received says it. "Virtual MFA listed" is only known where the devices were exported.',
  frozenColumns: 2,
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 20 },
    ...verdictColumns,
    { key: 'mfaActive', title: 'MFA active (report)', type: 'text', width: 10 },
    { key: 'summaryMfa', title: 'MFA active (summary)', type: 'text', width: 11 },
    { key: 'virtualMfa', title: 'Virtual MFA listed', type: 'text', width: 10 },
    { key: 'key1Active', title: 'Key 1 active', type: 'text', width: 8 },
    { key: 'key2Active', title: 'Key 2 active', type: 'text', width: 8 },
    { key: 'summaryKeys', title: 'Keys present (summary)', type: 'text', width: 11 },
    { key: 'keyLastUsed', title: 'Key last used', type: 'date', width: 11 },
    { key: 'passwordEnabled', title: 'Password', type: 'text', width: 10 },
    { key: 'passwordLastUsed', title: 'Password last used', type: 'date', width: 14 },
    { key: 'passwordLastChanged', title: 'Password last changed', type: 'date', width: 12 },
    { key: 'certificates', title: 'Active certificates', type: 'integer', width: 11 },
    { key: 'source', title: 'Source', type: 'id', width: 13 }
  ],
  tallies: [verdictTally],
  count: (context) => context.accounts.length,
  rows(context) {
    const names = new Map(context.accounts.map((account) => [account.id, account.name]))
    const bindings = {
      ...testsBinding(context, ({ topic }) => topic === 'root'),
      accounts: JSON.stringify(
        context.accounts.map(({ id, partition }) => [id, `arn:${partition}:iam::${id}:root`])
      )
    }
    return context.all<RootRecord>(rootsSql, bindings).map((root) => ({
      account: root.account_id,
      accountName: names.get(root.account_id) ?? '',
      ...verdictCells(root),
      mfaActive: yesOrNo(root.mfa_active),
      summaryMfa: yesOrNo(root.summary_mfa),
      virtualMfa: root.virtual_mfa === 1 ? 'Yes' : null,
      key1Active: yesOrNo(root.key_1_active),
      key2Active: yesOrNo(root.key_2_active),
      summaryKeys: yesOrNo(root.summary_keys),
      keyLastUsed: timeOf(root.key_last_used_at),
      passwordEnabled: yesOrNo(root.password_enabled),
      passwordLastUsed: timeOrAbsence(root.password_last_used_at, root.password_last_used_absence),
      passwordLastChanged: timeOf(root.password_last_changed_at),
      certificates: root.certificates,
      source: root.source
    }))
  }
} satisfies Sheet

const rootsSql = `
  with ${verdictTables('ownTests')},
  account as (
    select json_extract(value, '$[0]') as id, json_extract(value, '$[1]') as root_arn
    from json_each(:accounts)
  ),
  summary as (
    select
      account_id,
      max(case name when 'AccountMFAEnabled' then value end) as mfa,
      max(case name when 'AccountAccessKeysPresent' then value end) as keys,
      min(source_id) as source_id,
      min(line) as line
    from account_summary
    where name in ('AccountMFAEnabled', 'AccountAccessKeysPresent')
    group by account_id
  )
  select
    a.id as account_id,
    c.mfa_active,
    u.mfa as summary_mfa,
    exists (
      select 1 from virtual_mfa_device d where d.account_id = a.id and d.user_arn = a.root_arn
    ) as virtual_mfa,
    c.key_1_active, c.key_2_active,
    case when u.keys is not null then u.keys > 0 end as summary_keys,
    nullif(max(coalesce(c.key_1_last_used_at, 0), coalesce(c.key_2_last_used_at, 0)), 0) as key_last_used_at,
    c.password_enabled, c.password_last_used_at, c.password_last_used_absence, c.password_last_changed_at,
    c.cert_1_active + c.cert_2_active as certificates,
    concat_ws(char(10), r.ref || ':' || c.line, s.ref || ':' || u.line) as source,
    ${verdictFields}
  from account a
  left join credential c on c.account_id = a.id and c.is_root = 1
  left join summary u on u.account_id = a.id
  left join verdict v on v.account_id = a.id and v.resource = a.root_arn
  left join tested t on t.account_id = a.id
  left join source r on r.id = c.source_id
  left join source s on s.id = u.source_id
  order by ${worstFirst}, a.id`
