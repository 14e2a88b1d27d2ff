/** The root user of an account as its two witnesses see it: its row of the credential report and the account summary. */
import type { Flag } from '../../iam/facts.ts'
import type { MemberRow } from '../check.ts'

export interface RootUserRow extends MemberRow {
  /** 1 where the credential report holds the root user. */
  readonly in_report: Flag
  readonly created_at: number | null
  readonly password_enabled: Flag | null
  readonly password_last_used_at: number | null
  readonly password_last_used_absence: string | null
  readonly password_last_changed_at: number | null
  readonly mfa_active: Flag | null
  readonly key_1_active: Flag | null
  readonly key_1_rotated_at: number | null
  readonly key_1_last_used_at: number | null
  readonly key_2_active: Flag | null
  readonly key_2_rotated_at: number | null
  readonly key_2_last_used_at: number | null
  readonly cert_1_active: Flag | null
  readonly cert_2_active: Flag | null
  readonly summary_mfa: number | null
  readonly summary_keys: number | null
  readonly summary_password: number | null
  readonly summary_certificates: number | null
  /** Serials of the virtual MFA devices assigned to the root user itself, whatever their names. */
  readonly virtual_devices: string | null
  /** 1 where the organization manages root credentials centrally. */
  readonly central_management: Flag
}

/**
 * One row, or none for an account of AWS GovCloud, whose root user cannot sign in and is tested in the linked commercial account.
 * An account summary has no ARN, so the partition comes from the next best fact of the account.
 */
export const rootUser = `
  with report as (
    select
      arn, partition, created_at, password_enabled, password_last_used_at, password_last_used_absence,
      password_last_changed_at, mfa_active, key_1_active, key_1_rotated_at, key_1_last_used_at, key_2_active,
      key_2_rotated_at, key_2_last_used_at, cert_1_active, cert_2_active, source_id, line, path
    from credential
    where account_id = :account and is_root = 1
    limit 1
  ),
  summary as (
    select
      min(source_id) as source_id,
      min(line) as line,
      min(path) as path,
      max(case when name = 'AccountMFAEnabled' then value end) as mfa,
      max(case when name = 'AccountAccessKeysPresent' then value end) as access_keys,
      max(case when name = 'AccountPasswordPresent' then value end) as password,
      max(case when name = 'AccountSigningCertificatesPresent' then value end) as certificates
    from account_summary
    where account_id = :account
    having count(*) > 0
  ),
  witness as (
    select partition from report
    union all
    select ${partitionOf('arn')} from caller_identity where account_id = :account
    union all
    select ${partitionOf('arn')} from iam_role where account_id = :account
    union all
    select ${partitionOf('arn')} from org_account where id = :account
    union all
    select 'aws'
  ),
  place as (
    select (select partition from witness limit 1) as partition
  )
  select
    coalesce(report.arn, 'arn:' || place.partition || ':iam::' || :account || ':root') as resource,
    coalesce(report.source_id, summary.source_id) as source_id,
    coalesce(report.line, summary.line) as line,
    case when report.arn is null then summary.path else report.path end as path,
    report.arn is not null as in_report,
    report.created_at,
    report.password_enabled,
    report.password_last_used_at,
    report.password_last_used_absence,
    report.password_last_changed_at,
    report.mfa_active,
    report.key_1_active,
    report.key_1_rotated_at,
    report.key_1_last_used_at,
    report.key_2_active,
    report.key_2_rotated_at,
    report.key_2_last_used_at,
    report.cert_1_active,
    report.cert_2_active,
    summary.mfa as summary_mfa,
    summary.access_keys as summary_keys,
    summary.password as summary_password,
    summary.certificates as summary_certificates,
    (
      select group_concat(serial, ', ' order by serial)
      from virtual_mfa_device
      where account_id = :account and user_arn = 'arn:' || place.partition || ':iam::' || :account || ':root'
    ) as virtual_devices,
    exists (select 1 from org_feature where feature = 'RootCredentialsManagement') as central_management
  from place
  left join report on true
  left join summary on true
  where (report.arn is not null or summary.source_id is not null) and place.partition <> 'aws-us-gov'`

/** The same, only where the credential report holds the root user. */
export const reportedRootUser = `${rootUser} and report.arn is not null`

/** Why the population of a root user's check is empty. */
export const noRootUser =
  'The account is in AWS GovCloud, whose root user cannot sign in; test the root user of the linked commercial account.'

/** Whether either witness sees a password; null where neither says, as in reports older than central root management. */
export function hasPassword({ password_enabled, summary_password }: RootUserRow): boolean | null {
  const seen = [password_enabled, summary_password].filter((value) => value !== null)
  return seen.length === 0 ? null : seen.some((value) => value > 0)
}

/** Whether either witness sees an active access key; null where neither says. */
export function hasAccessKey({ key_1_active, key_2_active, summary_keys }: RootUserRow): boolean | null {
  const seen = [key_1_active, key_2_active, summary_keys].filter((value) => value !== null)
  return seen.length === 0 ? null : seen.some((value) => value > 0)
}

/** Whether MFA is on; a witness that says no wins. `disagree` where the two differ. */
export function mfaOf({ mfa_active, summary_mfa }: RootUserRow): {
  readonly isOn: boolean | null
  readonly disagree: boolean
} {
  const seen = [mfa_active, summary_mfa].filter((value) => value !== null)
  return {
    isOn: seen.length === 0 ? null : seen.every((value) => value > 0),
    disagree: seen.length === 2 && seen.some((value) => value > 0) && seen.some((value) => value === 0)
  }
}

/** The clause for two exports that contradict each other. */
export const exportsDisagree =
  'the credential report and the account summary disagree, so ask for both again at the same time'

function partitionOf(arn: string): string {
  return `substr(${arn}, 5, instr(substr(${arn}, 5), ':') - 1)`
}
