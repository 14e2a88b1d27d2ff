/** What the exports say of an organization: its accounts, units and policies. */
import type { Fact, Flag, Seconds } from './fact.ts'

export interface OrganizationTables {
  readonly org_organization: Fact & {
    readonly id: string
    readonly arn: string
    readonly partition: string
    readonly feature_set: string
  }
  readonly org_account: Fact & {
    readonly id: string
    readonly arn: string
    readonly name: string
    readonly email: string
    readonly status: string
    readonly joined_at: Seconds | null
  }
  readonly org_root: Fact & { readonly id: string; readonly arn: string; readonly name: string }
  readonly org_policy_type: Fact & {
    readonly root_id: string
    readonly type: string
    readonly status: string
  }
  readonly org_unit: Fact & { readonly id: string; readonly arn: string; readonly name: string }
  readonly org_parent: Fact & { readonly child_id: string; readonly parent_id: string }
  readonly org_policy: Fact & {
    readonly id: string
    readonly arn: string
    readonly name: string
    readonly type: string
    readonly is_aws_managed: Flag
    readonly document_id: number | null
    /** The text of a policy that is none of IAM's: tag, backup, opt-out. */
    readonly content: string | null
  }
  readonly org_policy_target: Fact & { readonly policy_id: string; readonly target_id: string }
  readonly org_feature: Fact & { readonly organization_id: string; readonly feature: string }
}
