import { describe, expect, it } from 'vitest'

import { render } from '../../../src/core/sheets/render.ts'
import { sheetOf } from '../../../src/core/sheets/index.ts'
import { daysAgo, only, seconds, stating } from './facts.ts'
import { audit, production } from './record.ts'

const trailArn = (name: string): string => `arn:aws:cloudtrail:eu-west-1:${production}:trail/${name}`
const trail = {
  home_region: 'eu-west-1',
  is_multi_region: 1,
  is_organization: 0,
  includes_global_events: 1,
  validates_log_files: 1,
  kms_key: 'key',
  bucket: 'logs',
  log_group_arn: `arn:aws:logs:eu-west-1:${production}:log-group:trail:*`,
  has_event_selectors: 1
} as const

describe('P12A Trails', () => {
  it('joins status and selectors by ARN or by name, the status of the home region before others', () => {
    const { say, rows } = stating()
    say(
      'trail',
      { ...trail, arn: trailArn('main'), name: 'main' },
      { ...trail, arn: trailArn('data'), name: 'data' }
    )
    say(
      'trail_status',
      { trail: trailArn('main'), region: 'us-east-1', is_logging: 0 },
      { trail: trailArn('main'), region: 'eu-west-1', is_logging: 1, latest_delivery_at: daysAgo(0) },
      { trail: 'data', region: 'eu-west-1', is_logging: 0, latest_delivery_error: 'AccessDenied' }
    )
    say(
      'trail_event_selector',
      {
        trail: trailArn('main'),
        region: 'eu-west-1',
        form: 'basic',
        n: 0,
        includes_management_events: 1,
        read_write: 'All'
      },
      {
        trail: 'data',
        region: 'eu-west-1',
        form: 'advanced',
        n: 0,
        includes_management_events: 1,
        read_write: 'WriteOnly',
        field_selectors:
          '[{"Field":"eventCategory","Equals":["Management"]},{"Field":"readOnly","Equals":["false"]}]'
      },
      {
        trail: 'data',
        region: 'eu-west-1',
        form: 'advanced',
        n: 1,
        includes_management_events: 0,
        read_write: 'All',
        data_resources: '[{"Type":"AWS::S3::Object"},{"Type":"AWS::Lambda::Function"}]'
      }
    )
    say('trail_insight_selector', { trail: 'main', region: 'eu-west-1', type: 'ApiErrorRateInsight' })

    expect(
      only(rows('trails'), 'trail', 'logging', 'error', 'management', 'dataEvents', 'insights', 'noteworthy')
    ).toEqual([
      [
        'data',
        'No',
        'AccessDenied',
        'WriteOnly',
        'AWS::Lambda::Function\nAWS::S3::Object',
        null,
        'Not logging\nThe last delivery failed\nDoes not record all management events'
      ],
      ['main', 'Yes', null, 'All', null, 'ApiErrorRateInsight', null]
    ])
  })

  it('never takes a trail whose status or selectors were not exported for one that records', () => {
    const { say, rows } = stating()
    say('trail', { ...trail, arn: trailArn('main'), name: 'main' })

    expect(only(rows('trails'), 'logging', 'management')).toEqual([['Not exported', 'Not exported']])
  })

  it('knows that selectors may leave out some management events', () => {
    const { say, rows } = stating()
    say('trail', { ...trail, arn: trailArn('main'), name: 'main' })
    say('trail_event_selector', {
      trail: 'main',
      region: 'eu-west-1',
      form: 'basic',
      n: 0,
      includes_management_events: 1,
      read_write: 'All',
      field_selectors: '[{"Field":"eventSource","NotEquals":["kms.amazonaws.com"]}]'
    })

    expect(only(rows('trails'), 'management', 'noteworthy')).toEqual([
      ['All, less some sources', 'Does not record all management events']
    ])
  })

  it('has a row for a region no trail records, first', () => {
    const { say, receive, covers, rows } = stating()
    receive('trails')
    covers('eu-west-1')
    covers('us-east-1')
    say('trail', { ...trail, is_multi_region: 0, arn: trailArn('main'), name: 'main' })

    expect(only(rows('trails'), 'trail', 'region', 'noteworthy', 'source')).toEqual([
      ['None', 'us-east-1', 'No trail records the region', 'SF-001:1'],
      ['main', 'eu-west-1', null, 'SF-001:1']
    ])
  })
})

describe('P12B Metric alarms', () => {
  const filter = {
    region: 'eu-west-1',
    log_group: 'trail',
    metric_namespace: 'CIS',
    pattern: '{ $.x = 1 }'
  } as const
  const alarm = { region: 'eu-west-1', metric_namespace: 'CIS', actions_enabled: 1, state: 'OK' } as const
  const arn = (name: string) => `arn:aws:cloudwatch:eu-west-1:${production}:alarm:${name}`

  it('joins filters with the alarms on their metric and with the trail that feeds them', () => {
    const { say, rows } = stating()
    say('trail', { ...trail, arn: trailArn('main'), name: 'main' })
    say(
      'metric_filter',
      { ...filter, name: 'root', metric_name: 'RootUse' },
      { ...filter, name: 'keys', metric_name: 'KeyUse' },
      { ...filter, name: 'quiet', metric_name: 'Quiet', log_group: 'other' }
    )
    say(
      'metric_alarm',
      { ...alarm, arn: arn('root'), name: 'root', metric_name: 'RootUse', alarm_actions: '["arn:sns:1"]' },
      {
        ...alarm,
        arn: arn('quiet'),
        name: 'quiet',
        metric_name: 'Quiet',
        alarm_actions: '[]',
        actions_enabled: 0
      },
      {
        ...alarm,
        arn: arn('cpu'),
        name: 'cpu',
        metric_namespace: 'AWS/EC2',
        metric_name: 'CPU',
        alarm_actions: '[]'
      }
    )

    expect(only(rows('metric-alarms'), 'filter', 'alarm', 'trail', 'noteworthy')).toEqual([
      ['quiet', 'quiet', null, 'The alarm tells nobody\nThe actions of the alarm are switched off'],
      ['keys', null, 'main', 'No alarm watches its metric'],
      ['root', 'root', 'main', null],
      ['None', 'cpu', null, null]
    ])
  })

  it('does not call a filter unwatched where the alarms were not received', () => {
    const { say, rows } = stating()
    say('metric_filter', { ...filter, name: 'root', metric_name: 'RootUse' })

    expect(only(rows('metric-alarms'), 'noteworthy')).toEqual([['Alarms of the account were not received']])
  })
})

describe('P12C Notable events', () => {
  const event = { event_source: 'iam.amazonaws.com', region: 'us-east-1' } as const
  const { say, rows, context } = stating()
  say(
    'cloudtrail_event',
    {
      ...event,
      event_id: '1',
      event_name: 'CreateUser',
      identity_type: 'Root',
      happened_at: seconds('2026-01-10T08:00:00Z')
    },
    { ...event, event_id: '2', event_name: 'Decrypt', identity_type: 'Root', invoked_by: 'AWS Internal' },
    { ...event, event_id: '3', event_name: 'Rotate', identity_type: 'Root', event_type: 'AwsServiceEvent' },
    {
      ...event,
      event_id: '4',
      event_name: 'ConsoleLogin',
      event_source: 'signin.amazonaws.com',
      identity_type: 'IAMUser',
      mfa_used: 0,
      login_result: 'Success'
    },
    {
      ...event,
      event_id: '5',
      event_name: 'ConsoleLogin',
      event_source: 'signin.amazonaws.com',
      identity_type: 'IAMUser',
      mfa_used: 0,
      login_result: 'Failure'
    },
    {
      ...event,
      event_id: '6',
      event_name: 'ConsoleLogin',
      event_source: 'signin.amazonaws.com',
      identity_type: 'AssumedRole',
      mfa_used: null,
      login_result: 'Success'
    },
    {
      ...event,
      event_id: '7',
      event_name: 'CreateAccessKey',
      identity_type: 'IAMUser',
      identity_arn: `arn:aws:iam::${production}:user/ada`,
      happened_at: seconds('2026-01-11T08:00:00Z')
    },
    {
      ...event,
      event_id: '8',
      event_name: 'CreateAccessKey',
      identity_type: 'IAMUser',
      user_name: 'bob',
      happened_at: seconds('2026-01-12T08:00:00Z')
    },
    {
      ...event,
      event_id: '9',
      event_name: 'StopLogging',
      event_source: 'cloudtrail.amazonaws.com',
      identity_type: 'IAMUser'
    },
    { ...event, event_id: '10', event_name: 'ListUsers', identity_type: 'IAMUser' }
  )

  it('lists what root did itself, sign-ins sure to be without MFA, new keys and stopped logging, and nothing else', () => {
    expect(only(rows('notable-events'), 'reason', 'event', 'user')).toEqual([
      ['Root user acted', 'CreateUser', 'Not known'],
      ['Console sign-in without MFA', 'ConsoleLogin', 'Not known'],
      ['Access key created', 'CreateAccessKey', 'bob'],
      ['Access key created', 'CreateAccessKey', `arn:aws:iam::${production}:user/ada`],
      ['Logging stopped or changed', 'StopLogging', 'Not known']
    ])
  })

  it('says how many events were received and of which days', () => {
    const sheet = sheetOf('notable-events')
    const heading = sheet ? render(sheet, context()).heading : []

    expect(heading.find(({ label }) => label === 'Source')?.text).toContain(
      'Events received: 10, from 2026-01-10 to 2026-01-12.'
    )
  })
})

describe('P13A Detection services', () => {
  it('tells off from not received, and lists each region once', () => {
    const { say, receive, covers, rows } = stating()
    receive('security-hub')
    covers('eu-west-1')
    covers('us-east-1')
    say('security_hub', { region: 'eu-west-1', arn: 'arn:hub', version: 1 })
    receive('security-hub-standards')
    covers('eu-west-1')
    receive('guardduty-detectors')
    covers('us-east-1')
    say('guardduty_detector', {
      region: 'eu-west-1',
      id: 'd1',
      status: 'ENABLED',
      features: '{"S3_DATA_EVENTS":"ENABLED","RUNTIME":"DISABLED"}'
    })
    receive('config-recorders')
    say('config_recorder', { region: 'eu-west-1', name: 'default', records_all: 1, records_global: 0 })
    receive('config-recorder-status')
    say('config_recorder_status', {
      region: 'eu-west-1',
      name: 'default',
      is_recording: 0,
      last_status: 'FAILURE'
    })
    receive('config-delivery-channels')
    say('config_delivery_channel', { region: 'eu-west-1', name: 'default', bucket: 'config-logs' })
    say('config_delivery_channel', {
      region: 'eu-west-1',
      name: 'default',
      last_delivery_status: 'FAILURE',
      last_delivery_at: daysAgo(40)
    })
    receive('config-aggregators')
    say('config_aggregator', {
      region: 'eu-west-1',
      name: 'all',
      covers_organization: 1,
      covers_all_regions: 1
    })
    receive('conformance-packs')
    say('conformance_pack', { region: 'eu-west-1', name: 'cis' })

    const found = rows('detection-services')

    expect(
      only(
        found,
        'region',
        'hub',
        'guardDuty',
        'features',
        'config',
        'recordsGlobal',
        'delivery',
        'aggregators',
        'packs'
      )
    ).toEqual([
      [
        'eu-west-1',
        'On',
        'On',
        'RUNTIME',
        'Stopped',
        'No',
        'config-logs',
        'all: the organization, all regions',
        'cis'
      ],
      ['us-east-1', 'Off', 'Off', null, 'Not received', null, null, null, null]
    ])
    expect(found[0]?.['noteworthy']).toBe(
      'AWS Config has stopped recording\nAWS Config could not deliver\nSecurity Hub is on without a standard'
    )
    expect(found[1]).toMatchObject({
      noteworthy: 'Security Hub is off\nGuardDuty is off',
      source: 'SF-001:1\nSF-003:1'
    })
  })

  it('names a standard by what it is called and its version', () => {
    const { say, rows } = stating()
    say(
      'security_hub_standard',
      {
        region: 'eu-west-1',
        standard_arn: 'arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/3.0.0',
        subscription_arn: 'arn:1',
        status: 'READY'
      },
      {
        region: 'eu-west-1',
        standard_arn: 'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0',
        subscription_arn: 'arn:2',
        status: 'INCOMPLETE'
      }
    )

    expect(rows('detection-services')[0]?.['standards']).toBe(
      'cis-aws-foundations-benchmark 3.0.0\ncis-aws-foundations-benchmark 1.2.0 (incomplete)'
    )
  })
})

describe('P13B Config rules', () => {
  it("shows AWS Config's verdict on a rule and the controls that ask the same", () => {
    const { say, rows } = stating()
    const rule = { region: 'eu-west-1', owner: 'AWS', state: 'ACTIVE' } as const
    say(
      'config_rule',
      { ...rule, name: 'our-root-mfa', identifier: 'ROOT_ACCOUNT_MFA_ENABLED' },
      { ...rule, name: 'mfa', state: 'DELETING' },
      { ...rule, name: 'quiet' }
    )
    say('tool_result', {
      region: 'eu-west-1',
      tool: 'AWS Config',
      check_id: 'our-root-mfa',
      title: '',
      status: 'fail',
      said: 'NON_COMPLIANT',
      resource: '',
      detail: ''
    })

    const found = rows('config-rules', {
      controlsOfPeer: (_, check) => (check === 'ROOT_ACCOUNT_MFA_ENABLED' ? ['ROOT-01'] : [])
    })

    expect(only(found, 'rule', 'verdict', 'asks', 'noteworthy')).toEqual([
      ['mfa', null, null, 'The rule is not active'],
      ['our-root-mfa', 'Not compliant', 'ROOT-01', 'Not compliant, says AWS Config'],
      ['quiet', null, null, null]
    ])
  })
})

describe('P13C Config inventory', () => {
  it('counts what was recorded and compares the users with the authorization details', () => {
    const { say, rows } = stating()
    const item = { region: 'us-east-1', resource_type: 'AWS::IAM::User', captured_at: daysAgo(5) } as const
    say(
      'config_item',
      { ...item, resource_id: 'AIDA1', status: 'OK' },
      { ...item, resource_id: 'AIDA2', status: 'ResourceDiscovered', captured_at: daysAgo(1) },
      { ...item, resource_id: 'AIDA3', status: 'ResourceDeleted' },
      { ...item, resource_type: 'AWS::EC2::Volume', resource_id: 'vol-1' }
    )
    say('iam_user', { arn: 'arn:1', name: 'one', user_id: 'AIDA1', iam_path: '/' })

    expect(
      only(rows('config-inventory'), 'type', 'recorded', 'deleted', 'exported', 'captured', 'noteworthy')
    ).toEqual([
      ['AWS::IAM::User', 2, 1, 1, '2026-01-30T12:00:00.000Z', 'Differs from the authorization details'],
      ['AWS::EC2::Volume', 1, 0, null, '2026-01-26T12:00:00.000Z', null]
    ])
  })

  it('compares nothing where the account has no authorization details', () => {
    const { say, rows } = stating()
    say('config_item', {
      account_id: audit,
      region: 'us-east-1',
      resource_type: 'AWS::IAM::Role',
      resource_id: 'AROA1'
    })

    expect(only(rows('config-inventory'), 'exported', 'noteworthy')).toEqual([[null, null]])
  })
})
