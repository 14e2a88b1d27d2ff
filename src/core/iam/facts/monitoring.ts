/** What the exports say of logging, alarms and the services that detect and record. */
import type { Fact, Flag, Seconds } from './fact.ts'

export interface MonitoringTables {
  readonly trail: Fact & {
    readonly arn: string
    readonly name: string
    readonly home_region: string
    readonly is_multi_region: Flag | null
    readonly is_organization: Flag | null
    readonly includes_global_events: Flag | null
    readonly validates_log_files: Flag | null
    readonly kms_key: string | null
    readonly bucket: string | null
    readonly log_group_arn: string | null
    readonly sns_topic_arn: string | null
    readonly has_event_selectors: Flag | null
    readonly has_insight_selectors: Flag | null
  }
  readonly trail_status: Fact & {
    readonly trail: string
    readonly region: string
    readonly is_logging: Flag | null
    readonly latest_delivery_at: Seconds | null
    readonly latest_delivery_error: string | null
    readonly latest_log_group_delivery_at: Seconds | null
    readonly started_at: Seconds | null
    readonly stopped_at: Seconds | null
  }
  readonly trail_event_selector: Fact & {
    readonly trail: string
    readonly region: string
    readonly form: 'basic' | 'advanced'
    readonly n: number
    readonly name: string | null
    readonly includes_management_events: Flag | null
    /** All, ReadOnly or WriteOnly. */
    readonly read_write: string | null
    readonly data_resources: string | null
    readonly field_selectors: string | null
  }
  readonly trail_insight_selector: Fact & {
    readonly trail: string
    readonly region: string
    readonly type: string
  }
  readonly cloudtrail_event: Fact & {
    readonly event_id: string
    readonly event_name: string
    readonly event_source: string
    readonly happened_at: Seconds | null
    readonly region: string | null
    /** Root, IAMUser, AssumedRole, …; null where the export does not say. */
    readonly identity_type: string | null
    readonly identity_arn: string | null
    readonly user_name: string | null
    readonly access_key_id: string | null
    readonly invoked_by: string | null
    readonly source_address: string | null
    readonly is_read_only: Flag | null
    readonly event_type: string | null
    /** ConsoleLogin: Success or Failure, and whether CloudTrail saw MFA. */
    readonly login_result: string | null
    readonly mfa_used: Flag | null
    readonly error_code: string | null
  }
  readonly metric_filter: Fact & {
    readonly region: string
    readonly log_group: string
    readonly name: string
    readonly pattern: string
    readonly metric_namespace: string | null
    readonly metric_name: string | null
  }
  readonly metric_alarm: Fact & {
    readonly region: string
    readonly arn: string
    readonly name: string
    readonly metric_namespace: string | null
    readonly metric_name: string | null
    readonly actions_enabled: Flag | null
    readonly alarm_actions: string
    readonly state: string | null
  }
  readonly security_hub: Fact & {
    readonly arn: string
    readonly region: string
    /** 1, or 2 for the hub of 2025 that speaks OCSF. */
    readonly version: number
    readonly subscribed_at: Seconds | null
    readonly auto_enables_controls: Flag | null
    readonly finding_generator: string | null
  }
  readonly security_hub_standard: Fact & {
    readonly region: string
    readonly standard_arn: string
    readonly subscription_arn: string
    readonly status: string
  }
  readonly guardduty_detector: Fact & {
    readonly region: string
    readonly id: string
    /** null where only the list of detectors was exported. */
    readonly status: string | null
    readonly publishing_frequency: string | null
    readonly features: string | null
    readonly created_at: Seconds | null
  }
  readonly config_recorder: Fact & {
    readonly region: string
    readonly name: string
    readonly role_arn: string | null
    readonly records_all: Flag | null
    readonly records_global: Flag | null
    readonly resource_types: string | null
    readonly frequency: string | null
  }
  readonly config_recorder_status: Fact & {
    readonly region: string
    readonly name: string
    readonly is_recording: Flag | null
    readonly last_status: string | null
    readonly last_error: string | null
    readonly last_started_at: Seconds | null
    readonly last_stopped_at: Seconds | null
  }
  readonly config_delivery_channel: Fact & {
    readonly region: string
    readonly name: string
    readonly bucket: string | null
    readonly sns_topic_arn: string | null
    readonly last_delivery_at: Seconds | null
    readonly last_delivery_status: string | null
  }
  readonly config_rule: Fact & {
    readonly region: string
    readonly name: string
    readonly arn: string | null
    readonly owner: string | null
    readonly identifier: string | null
    readonly parameters: string | null
    readonly state: string | null
  }
  readonly config_aggregator: Fact & {
    readonly region: string
    readonly name: string
    readonly arn: string | null
    readonly covers_organization: Flag | null
    readonly covers_all_regions: Flag | null
  }
  readonly conformance_pack: Fact & {
    readonly region: string
    readonly name: string
    readonly arn: string | null
  }
  readonly config_item: Fact & {
    readonly region: string
    readonly resource_type: string
    readonly resource_id: string
    readonly resource_name: string | null
    readonly arn: string | null
    readonly status: string | null
    readonly captured_at: Seconds | null
    readonly configuration: string | null
  }
}
