/** Facts of logging, alarms, detection and analyzers as tests of checks give them: all is well in `eu-west-1`. */
import type { FactTables } from '../../../src/core/iam/facts.ts'

export const trailArn = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main'
export const logGroupArn = 'arn:aws:logs:eu-west-1:111122223333:log-group:trail/main:*'

interface Place {
  readonly account_id: string
  readonly line: number
  readonly path: null
}

/** `daysAgo` gives the moment so many days before the as-of date, in seconds. */
export function monitoringDefaults(place: Place, daysAgo: (days: number) => number) {
  const region = 'eu-west-1'
  return {
    ...settingDefaults(place, region, daysAgo),
    trail: {
      ...place,
      arn: trailArn,
      name: 'main',
      home_region: region,
      is_multi_region: 1,
      is_organization: 0,
      includes_global_events: 1,
      validates_log_files: 1,
      kms_key: 'arn:aws:kms:eu-west-1:111122223333:key/key-1',
      bucket: 'trail-logs',
      log_group_arn: logGroupArn,
      sns_topic_arn: null,
      has_event_selectors: 0,
      has_insight_selectors: 1
    },
    trail_status: {
      ...place,
      trail: trailArn,
      region,
      is_logging: 1,
      latest_delivery_at: daysAgo(0),
      latest_delivery_error: null,
      latest_log_group_delivery_at: daysAgo(0),
      started_at: daysAgo(400),
      stopped_at: null
    },
    trail_event_selector: {
      ...place,
      trail: trailArn,
      region,
      form: 'basic',
      n: 0,
      name: null,
      includes_management_events: 1,
      read_write: 'All',
      data_resources: null,
      field_selectors: null
    },
    trail_insight_selector: { ...place, trail: trailArn, region, type: 'ApiCallRateInsight' },
    cloudtrail_event: {
      ...place,
      event_id: 'event-1',
      event_name: 'GetCallerIdentity',
      event_source: 'sts.amazonaws.com',
      happened_at: daysAgo(1),
      region,
      identity_type: 'IAMUser',
      identity_arn: 'arn:aws:iam::111122223333:user/ada',
      user_name: 'ada',
      access_key_id: null,
      invoked_by: null,
      source_address: '198.51.100.7',
      is_read_only: 1,
      event_type: 'AwsApiCall',
      login_result: null,
      mfa_used: null,
      error_code: null
    },
    metric_filter: {
      ...place,
      region,
      log_group: 'trail/main',
      name: 'filter',
      pattern: '',
      metric_namespace: 'Security',
      metric_name: 'Events'
    },
    metric_alarm: {
      ...place,
      region,
      arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:alarm',
      name: 'alarm',
      metric_namespace: 'Security',
      metric_name: 'Events',
      actions_enabled: 1,
      alarm_actions: '["arn:aws:lambda:eu-west-1:111122223333:function:page"]',
      state: 'OK'
    },
    security_hub: {
      ...place,
      arn: 'arn:aws:securityhub:eu-west-1:111122223333:hub/default',
      region,
      version: 1,
      subscribed_at: daysAgo(400),
      auto_enables_controls: 1,
      finding_generator: 'SECURITY_CONTROL'
    },
    security_hub_standard: {
      ...place,
      region,
      standard_arn: 'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0',
      subscription_arn:
        'arn:aws:securityhub:eu-west-1:111122223333:subscription/cis-aws-foundations-benchmark/v/1.2.0',
      status: 'READY'
    },
    guardduty_detector: {
      ...place,
      region,
      id: 'detector-1',
      status: 'ENABLED',
      publishing_frequency: 'SIX_HOURS',
      features: '{}',
      created_at: daysAgo(400)
    },
    config_recorder: {
      ...place,
      region,
      name: 'default',
      role_arn:
        'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
      records_all: 1,
      records_global: 1,
      resource_types: null,
      frequency: 'CONTINUOUS'
    },
    config_recorder_status: {
      ...place,
      region,
      name: 'default',
      is_recording: 1,
      last_status: 'SUCCESS',
      last_error: null,
      last_started_at: daysAgo(400),
      last_stopped_at: null
    },
    config_rule: {
      ...place,
      region,
      name: 'iam-user-mfa-enabled',
      arn: 'arn:aws:config:eu-west-1:111122223333:config-rule/config-rule-1',
      owner: 'AWS',
      identifier: 'IAM_USER_MFA_ENABLED',
      parameters: null,
      state: 'ACTIVE'
    },
    config_aggregator: {
      ...place,
      account_id: '444455556666',
      region,
      name: 'organization',
      arn: null,
      covers_organization: 1,
      covers_all_regions: 1
    },
    access_analyzer: {
      ...place,
      arn: 'arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/default',
      name: 'default',
      region,
      type: 'ACCOUNT',
      status: 'ACTIVE',
      unused_access_days: null,
      created_at: daysAgo(400),
      last_analyzed_at: daysAgo(1)
    },
    access_analyzer_finding: {
      ...place,
      id: 'finding-1',
      region,
      analyzer_arn: 'arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/default',
      finding_type: 'ExternalAccess',
      resource: 'arn:aws:s3:::reports',
      resource_type: 'AWS::S3::Bucket',
      status: 'ACTIVE',
      is_public: 0,
      principal: '{"AWS":"999988887777"}',
      actions: '["s3:GetObject"]',
      condition: null,
      last_used_at: null,
      created_at: daysAgo(30),
      updated_at: daysAgo(10)
    },
    access_analyzer_archive_rule: {
      ...place,
      analyzer: 'default',
      region,
      name: 'known',
      filter: '{"resource":{"eq":["arn:aws:s3:::reports"]},"isPublic":{"eq":["false"]}}',
      created_at: daysAgo(100),
      updated_at: daysAgo(100)
    },
    tool_result: {
      ...place,
      region,
      tool: 'GuardDuty',
      check_id: 'UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B',
      title: 'Unusual console sign-in',
      status: 'fail',
      said: 'severity 5',
      severity: 'MEDIUM',
      resource: 'ada',
      resource_type: 'IAMUser',
      detail: '',
      assessed_at: daysAgo(2)
    }
  } as const satisfies Partial<FactTables>
}

function settingDefaults(place: Place, region: string, daysAgo: (days: number) => number) {
  return {
    enabled_region: { ...place, region, is_enabled: 1 },
    topic_subscription: {
      ...place,
      region,
      topic_arn: `arn:aws:sns:${region}:111122223333:security`,
      protocol: 'email',
      endpoint: 'security@example.com',
      is_confirmed: 1
    },
    bucket_setting: {
      ...place,
      resource: 'trail-logs',
      logging_target: null,
      versioning: null,
      has_mfa_delete: null
    },
    ec2_instance: {
      ...place,
      region,
      instance_id: 'i-0123456789abcdef0',
      state: 'running',
      profile_arn: 'arn:aws:iam::111122223333:instance-profile/web',
      launched_at: daysAgo(30)
    },
    service_enrolment: { ...place, region, service: 'securityhub', takes_new: 1 },
    anywhere_profile: {
      ...place,
      region,
      arn: `arn:aws:rolesanywhere:${region}:111122223333:profile/1`,
      name: 'build',
      is_enabled: 1,
      session_seconds: 3600,
      roles: '["arn:aws:iam::111122223333:role/worker"]',
      managed_policies: '["arn:aws:iam::aws:policy/ReadOnlyAccess"]',
      document_id: null
    },
    anywhere_anchor: {
      ...place,
      region,
      arn: `arn:aws:rolesanywhere:${region}:111122223333:trust-anchor/1`,
      name: 'pki',
      is_enabled: 1,
      type: 'AWS_ACM_PCA'
    }
  } as const satisfies Partial<FactTables>
}
