/** The password policy of an account as one row, with how many users it binds. */
import type { Flag } from '../../iam/facts.ts'
import type { MemberRow } from '../check.ts'

export interface PasswordPolicyRow extends MemberRow {
  readonly is_set: Flag
  readonly minimum_length: number | null
  readonly require_symbols: Flag | null
  readonly require_numbers: Flag | null
  readonly require_uppercase: Flag | null
  readonly require_lowercase: Flag | null
  readonly allow_change: Flag | null
  readonly expire_passwords: Flag | null
  readonly max_age_days: number | null
  readonly reuse_prevention: number | null
  readonly hard_expiry: Flag | null
  /** Users with a console password; null where no credential report is there. */
  readonly console_users: number | null
}

/** One row for the account; `is_set` is 0 where AWS answered that it has no policy. */
export const passwordPolicies = `
  select
    policy.account_id as resource,
    policy.is_set,
    policy.minimum_length,
    policy.require_symbols,
    policy.require_numbers,
    policy.require_uppercase,
    policy.require_lowercase,
    policy.allow_change,
    policy.expire_passwords,
    policy.max_age_days,
    policy.reuse_prevention,
    policy.hard_expiry,
    (
      select sum(is_root = 0 and password_enabled = 1)
      from credential
      where account_id = :account
    ) as console_users,
    policy.source_id,
    policy.line,
    policy.path
  from password_policy as policy
  where policy.account_id = :account`
