/** What further exports say of regions, notifications, buckets, instances and access from outside AWS. */
import type { Fact, Flag, Seconds } from './fact.ts'

export interface SettingTables {
  readonly enabled_region: Fact & { readonly region: string; readonly is_enabled: Flag }
  readonly topic_subscription: Fact & {
    readonly region: string
    readonly topic_arn: string
    readonly protocol: string
    readonly endpoint: string
    readonly is_confirmed: Flag
  }
  readonly bucket_setting: Fact & {
    readonly resource: string
    readonly logging_target: string | null
    readonly versioning: string | null
    readonly has_mfa_delete: Flag | null
  }
  readonly ec2_instance: Fact & {
    readonly region: string
    readonly instance_id: string
    readonly state: string
    readonly profile_arn: string | null
    readonly launched_at: Seconds | null
  }
  readonly service_enrolment: Fact & {
    readonly region: string
    readonly service: 'guardduty' | 'securityhub'
    readonly takes_new: Flag | null
  }
  readonly anywhere_profile: Fact & {
    readonly region: string
    readonly arn: string
    readonly name: string
    readonly is_enabled: Flag | null
    readonly session_seconds: Seconds | null
    /** JSON list of ARNs. */
    readonly roles: string
    readonly managed_policies: string
    readonly document_id: number | null
  }
  readonly anywhere_anchor: Fact & {
    readonly region: string
    readonly arn: string
    readonly name: string
    readonly is_enabled: Flag | null
    readonly type: string | null
  }
}
