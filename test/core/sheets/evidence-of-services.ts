/** Facts of logging, detection and of other tools for `evidence.ts`. */
import { daysAgo, type Statement } from './facts.ts'
import { production, userArn } from './record.ts'

const region = 'eu-west-1'

export function sayLogging({ say }: Statement): void {
  const trail = `arn:aws:cloudtrail:${region}:${production}:trail/organization-trail`
  say('trail', {
    arn: trail,
    name: 'organization-trail',
    home_region: region,
    is_multi_region: 1,
    is_organization: 1,
    includes_global_events: 1,
    validates_log_files: 0,
    bucket: 'halden-audit-logs',
    log_group_arn: `arn:aws:logs:${region}:${production}:log-group:cloudtrail/organization:*`,
    has_event_selectors: 1
  })
  say('trail_status', {
    trail,
    region,
    is_logging: 1,
    latest_delivery_at: daysAgo(0),
    latest_log_group_delivery_at: daysAgo(0)
  })
  say('trail_event_selector', {
    trail,
    region,
    form: 'basic',
    n: 0,
    includes_management_events: 1,
    read_write: 'WriteOnly',
    data_resources: '[{"Type":"AWS::S3::Object"}]'
  })
  say('trail_insight_selector', { trail: 'organization-trail', region, type: 'ApiCallRateInsight' })
  say('metric_filter', {
    region,
    log_group: 'cloudtrail/organization',
    name: 'RootAccountUsage',
    pattern:
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    metric_namespace: 'CISBenchmark',
    metric_name: 'RootAccountUsage'
  })
  say('metric_alarm', {
    region,
    arn: `arn:aws:cloudwatch:${region}:${production}:alarm:root-account-usage`,
    name: 'root-account-usage',
    metric_namespace: 'CISBenchmark',
    metric_name: 'RootAccountUsage',
    actions_enabled: 1,
    alarm_actions: `["arn:aws:sns:${region}:${production}:security-alarms"]`,
    state: 'OK'
  })
  const event = {
    event_source: 'signin.amazonaws.com',
    region: 'us-east-1',
    source_address: '192.0.2.17',
    happened_at: daysAgo(11)
  } as const
  say(
    'cloudtrail_event',
    {
      ...event,
      event_id: 'e-1',
      event_name: 'ConsoleLogin',
      identity_type: 'Root',
      identity_arn: `arn:aws:iam::${production}:root`,
      login_result: 'Success',
      mfa_used: 1
    },
    {
      ...event,
      event_id: 'e-2',
      event_name: 'ConsoleLogin',
      identity_type: 'IAMUser',
      user_name: '@mallory',
      login_result: 'Success',
      mfa_used: 0
    }
  )
}

export function sayDetection({ say }: Statement): void {
  say('security_hub', {
    region,
    arn: `arn:aws:securityhub:${region}:${production}:hub/default`,
    version: 1,
    subscribed_at: daysAgo(400)
  })
  say('security_hub_standard', {
    region,
    standard_arn: `arn:aws:securityhub:${region}::standards/cis-aws-foundations-benchmark/v/3.0.0`,
    subscription_arn: 'arn:1',
    status: 'READY'
  })
  say('guardduty_detector', {
    region,
    id: '12abc34d567e8fa901bc2d34e56789f0',
    status: 'ENABLED',
    features: '{"S3_DATA_EVENTS":"ENABLED","RUNTIME_MONITORING":"DISABLED"}'
  })
  say('config_recorder', { region, name: 'default', records_all: 1, records_global: 0 })
  say('config_recorder_status', { region, name: 'default', is_recording: 1, last_status: 'SUCCESS' })
  say('config_delivery_channel', {
    region,
    name: 'default',
    bucket: 'halden-config-history',
    last_delivery_at: daysAgo(1),
    last_delivery_status: 'SUCCESS'
  })
  say('config_aggregator', { region, name: 'organization', covers_organization: 1, covers_all_regions: 1 })
  say('conformance_pack', { region, name: 'Operational-Best-Practices-for-CIS' })
  say('config_rule', {
    region,
    name: 'iam-root-access-key-check',
    owner: 'AWS',
    identifier: 'IAM_ROOT_ACCESS_KEY_CHECK',
    state: 'ACTIVE',
    parameters: '{}'
  })
  say('config_item', {
    region: 'us-east-1',
    resource_type: 'AWS::IAM::User',
    resource_id: 'AIDA1',
    status: 'OK',
    captured_at: daysAgo(1)
  })
}

export function sayCorroboration({ say }: Statement): void {
  const result = {
    tool: 'Prowler',
    title: 'Check if IAM users have MFA enabled',
    status: 'fail',
    said: 'FAIL',
    severity: 'high',
    detail: 'User has a console password and no MFA device; register one.'
  } as const
  say(
    'tool_result',
    { ...result, check_id: 'iam_user_mfa_enabled_console_access', resource: userArn('bob') },
    { ...result, check_id: 'iam_user_no_setup_initial_access_key', resource: userArn('alice') },
    {
      ...result,
      tool: 'Security Hub',
      check_id: 'EC2.8',
      resource: `arn:aws:ec2:${region}:${production}:instance/i-0abc`
    }
  )
  say('tool_result', {
    region,
    tool: 'AWS Config',
    check_id: 'iam-root-access-key-check',
    title: '',
    status: 'pass',
    said: 'COMPLIANT',
    resource: '',
    detail: ''
  })
  const declared = {
    module: 'module.baseline',
    action: 'state',
    arguments: '{"path":"/","force_destroy":false}'
  } as const
  say(
    'declared_resource',
    {
      ...declared,
      address: 'module.baseline.aws_iam_user.alice',
      type: 'aws_iam_user',
      resource: userArn('alice')
    },
    {
      ...declared,
      address: 'module.baseline.aws_iam_user.eve',
      type: 'aws_iam_user',
      resource: userArn('eve')
    },
    {
      ...declared,
      address: 'module.baseline.aws_guardduty_detector.default',
      type: 'aws_guardduty_detector',
      resource: '',
      action: 'create'
    }
  )
}
