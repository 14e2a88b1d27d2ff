/** P07: the password policy of every account, setting by setting. */
import { yesOrNo } from './facts-in-words.ts'
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

interface PasswordPolicyRecord extends VerdictRecord {
  readonly account_id: string
  readonly is_set: number | null
  readonly minimum_length: number | null
  readonly require_symbols: number | null
  readonly require_numbers: number | null
  readonly require_uppercase: number | null
  readonly require_lowercase: number | null
  readonly allow_change: number | null
  readonly expire_passwords: number | null
  readonly max_age_days: number | null
  readonly reuse_prevention: number | null
  readonly hard_expiry: number | null
  readonly source: string | null
}

export default {
  id: 'password-policy',
  name: 'P07 Password policy',
  ref: 'P07',
  order: 49,
  title: 'Password policy of each account',
  purpose:
    'Shows the password policy of every account in scope against the thresholds of the engagement (sheet 12B).',
  source:
    'Account password policy of each account, or the saved answer that there is none; file and line in column Source.',
  procedure:
    'One row for each account. "No" under Set: AWS answered that the account has no policy and its default applies. "Not received": ask for the export.',
  frozenColumns: 2,
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 20 },
    ...verdictColumns,
    { key: 'isSet', title: 'Set', type: 'text', width: 13 },
    { key: 'minimumLength', title: 'Minimum length', type: 'integer', width: 9 },
    { key: 'reusePrevention', title: 'Remembered passwords', type: 'integer', width: 12 },
    { key: 'maxAgeDays', title: 'Maximum age (days)', type: 'integer', width: 10 },
    { key: 'expirePasswords', title: 'Passwords expire', type: 'text', width: 10 },
    { key: 'hardExpiry', title: 'Hard expiry', type: 'text', width: 8 },
    { key: 'requireUppercase', title: 'Upper case', type: 'text', width: 8 },
    { key: 'requireLowercase', title: 'Lower case', type: 'text', width: 8 },
    { key: 'requireNumbers', title: 'Numbers', type: 'text', width: 9 },
    { key: 'requireSymbols', title: 'Symbols', type: 'text', width: 9 },
    { key: 'allowChange', title: 'Users may change', type: 'text', width: 10 },
    { key: 'source', title: 'Source', type: 'id', width: 12 }
  ],
  tallies: [verdictTally],
  count: (context) => context.accounts.length,
  rows(context) {
    const bindings = {
      ...testsBinding(context, ({ topic }) => topic === 'passwords'),
      accounts: JSON.stringify(context.accounts.map(({ id }) => id))
    }
    const names = new Map(context.accounts.map((account) => [account.id, account.name]))
    return context.all<PasswordPolicyRecord>(passwordPoliciesSql, bindings).map((policy) => ({
      account: policy.account_id,
      accountName: names.get(policy.account_id) ?? '',
      ...verdictCells(policy),
      isSet: yesOrNo(policy.is_set) ?? 'Not received',
      minimumLength: policy.minimum_length,
      reusePrevention: policy.reuse_prevention,
      maxAgeDays: policy.max_age_days,
      expirePasswords: yesOrNo(policy.expire_passwords),
      hardExpiry: yesOrNo(policy.hard_expiry),
      requireUppercase: yesOrNo(policy.require_uppercase),
      requireLowercase: yesOrNo(policy.require_lowercase),
      requireNumbers: yesOrNo(policy.require_numbers),
      requireSymbols: yesOrNo(policy.require_symbols),
      allowChange: yesOrNo(policy.allow_change),
      source: policy.source
    }))
  }
} satisfies Sheet

const passwordPoliciesSql = `
  with ${verdictTables('ownTests')}
  select
    a.value as account_id,
    p.is_set, p.minimum_length, p.require_symbols, p.require_numbers, p.require_uppercase, p.require_lowercase,
    p.allow_change, p.expire_passwords, p.max_age_days, p.reuse_prevention, p.hard_expiry,
    s.ref || ':' || p.line as source,
    ${verdictFields}
  from json_each(:accounts) a
  left join password_policy p on p.account_id = a.value
  left join source s on s.id = p.source_id
  left join verdict v on v.account_id = a.value and v.resource = a.value
  left join tested t on t.account_id = a.value
  order by ${worstFirst}, a.value`
