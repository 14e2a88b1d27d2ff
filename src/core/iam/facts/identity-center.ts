/** What the exports say of IAM Identity Center and its identity store. */
import type { Fact, Seconds } from './fact.ts'

export interface IdentityCenterTables {
  readonly sso_instance: Fact & {
    readonly arn: string
    readonly identity_store_id: string
    readonly name: string | null
    readonly status: string | null
    readonly created_at: Seconds | null
  }
  readonly sso_access_attribute: Fact & {
    readonly instance_arn: string
    readonly status: string
    readonly key: string
    readonly value_sources: string
  }
  readonly permission_set: Fact & {
    readonly arn: string
    /** null where only the list of permission sets was exported. */
    readonly name: string | null
    readonly description: string | null
    readonly session_seconds: number | null
    readonly relay_state: string | null
    readonly created_at: Seconds | null
  }
  readonly permission_set_policy: Fact & {
    readonly permission_set_arn: string
    readonly kind: 'inline' | 'aws-managed' | 'customer-managed' | 'boundary'
    readonly name: string
    readonly policy_arn: string | null
    readonly document_id: number | null
  }
  readonly permission_set_account: Fact & {
    readonly permission_set_arn: string
    readonly target_account_id: string
  }
  readonly account_assignment: Fact & {
    readonly permission_set_arn: string
    readonly principal_type: string
    readonly principal_id: string
  }
  readonly identity_user: Fact & {
    readonly identity_store_id: string
    readonly user_id: string
    readonly user_name: string
    readonly display_name: string | null
    readonly email: string | null
    readonly status: string | null
    /** The issuer of its external id: an identity provider that provisions it. */
    readonly external_issuer: string | null
  }
  readonly identity_group: Fact & {
    readonly identity_store_id: string
    readonly group_id: string
    readonly name: string
    readonly description: string | null
    readonly external_issuer: string | null
  }
  readonly identity_membership: Fact & {
    readonly identity_store_id: string
    readonly group_id: string
    readonly user_id: string
  }
}
