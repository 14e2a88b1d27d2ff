/** What the exports say of an account's users, groups, roles, policies and settings, and of how they were collected. */
import type { Fact, Flag, Place, Seconds } from './fact.ts'

export type PrincipalKind = 'user' | 'group' | 'role'

/** Why a date is not there, in AWS's own words; null where it is. */
export type Absence = 'N/A' | 'no_information' | 'not_supported' | null

export interface CredentialFact extends Fact {
  readonly arn: string
  readonly partition: string
  readonly user_name: string
  readonly is_root: Flag
  readonly created_at: Seconds | null
  readonly password_enabled: Flag | null
  readonly password_last_used_at: Seconds | null
  readonly password_last_used_absence: Absence
  readonly password_last_changed_at: Seconds | null
  readonly password_last_changed_absence: Absence
  readonly password_next_rotation_at: Seconds | null
  readonly mfa_active: Flag | null
  readonly key_1_active: Flag | null
  readonly key_1_rotated_at: Seconds | null
  readonly key_1_last_used_at: Seconds | null
  readonly key_1_last_used_region: string | null
  readonly key_1_last_used_service: string | null
  readonly key_2_active: Flag | null
  readonly key_2_rotated_at: Seconds | null
  readonly key_2_last_used_at: Seconds | null
  readonly key_2_last_used_region: string | null
  readonly key_2_last_used_service: string | null
  readonly cert_1_active: Flag | null
  readonly cert_1_rotated_at: Seconds | null
  readonly cert_2_active: Flag | null
  readonly cert_2_rotated_at: Seconds | null
}

export interface AccountTables {
  readonly credential: CredentialFact
  readonly iam_user: Fact & {
    readonly arn: string
    readonly user_id: string
    readonly name: string
    readonly iam_path: string
    readonly created_at: Seconds | null
    readonly boundary_arn: string | null
  }
  readonly iam_group: Fact & {
    readonly arn: string
    readonly group_id: string
    readonly name: string
    readonly iam_path: string
    readonly created_at: Seconds | null
  }
  readonly iam_membership: Fact & { readonly user_arn: string; readonly group_name: string }
  readonly iam_role: Fact & {
    readonly arn: string
    readonly role_id: string
    readonly name: string
    readonly iam_path: string
    readonly created_at: Seconds | null
    readonly trust_document_id: number | null
    readonly boundary_arn: string | null
    readonly last_used_known: Flag
    readonly last_used_at: Seconds | null
    readonly last_used_region: string | null
    readonly instance_profiles: number
  }
  readonly principal_tag: Fact & {
    readonly principal_arn: string
    readonly principal_kind: 'user' | 'role'
    readonly key: string
    readonly value: string
  }
  readonly iam_policy: Fact & {
    readonly arn: string
    readonly policy_id: string
    readonly name: string
    readonly iam_path: string
    readonly is_aws_managed: Flag
    readonly attachment_count: number | null
    readonly boundary_usage_count: number | null
    readonly default_version: string
    readonly document_id: number | null
    readonly created_at: Seconds | null
    readonly updated_at: Seconds | null
  }
  readonly iam_policy_version: Fact & {
    readonly policy_arn: string
    readonly version: string
    readonly is_default: Flag
    readonly document_id: number
    readonly created_at: Seconds | null
  }
  readonly iam_inline_policy: Fact & {
    readonly principal_arn: string
    readonly principal_kind: PrincipalKind
    readonly name: string
    readonly document_id: number
  }
  readonly iam_attachment: Fact & {
    readonly principal_arn: string
    readonly principal_kind: PrincipalKind
    readonly policy_arn: string
    readonly policy_name: string
  }
  readonly password_policy: Fact & {
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
  }
  readonly account_summary: Fact & { readonly name: string; readonly value: number }
  readonly virtual_mfa_device: Fact & {
    readonly serial: string
    readonly user_arn: string | null
    readonly enabled_at: Seconds | null
  }
  readonly account_alias: Fact & { readonly alias: string }
  readonly caller_identity: Fact & { readonly arn: string; readonly user_id: string }
  readonly collection_call: Place & {
    readonly account_id: string | null
    readonly name: string
    readonly sha256: string | null
    readonly started_at: Seconds | null
    readonly command: string
    readonly return_code: number | null
  }
}
