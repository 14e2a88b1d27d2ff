/** Of what records what happens: CloudTrail, metric filters and alarms. */
import { account, date, iam, region, regional } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

const trail = regional('cloudtrail', 'trail/main')
const event = {
  eventVersion: '1.08',
  userIdentity: { type: 'Root', principalId: account, arn: iam('root'), accountId: account },
  eventTime: '2026-01-31T11:00:00Z',
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  awsRegion: region,
  sourceIPAddress: '192.0.2.1',
  userAgent: 'x',
  requestParameters: null,
  responseElements: { ConsoleLogin: 'Success' },
  additionalEventData: { MFAUsed: 'Yes' },
  eventID: '11111111-2222-3333-4444-555555555555',
  readOnly: false,
  eventType: 'AwsConsoleSignIn',
  recipientAccountId: account
}
const ofTrail = {
  name: `accounts/${account}/regions/${region}/cloudtrail-get.main.json`,
  options: { name: trail, 'trail-name': trail, region }
}
const ofRegion = { name: `accounts/${account}/regions/${region}/export.json`, options: { region } }

export const ofLogging: readonly Seed[] = [
  {
    kind: 'trails',
    content: {
      trailList: [
        {
          Name: 'main',
          S3BucketName: 'logs',
          IncludeGlobalServiceEvents: true,
          IsMultiRegionTrail: true,
          HomeRegion: region,
          TrailARN: trail,
          LogFileValidationEnabled: true,
          CloudWatchLogsLogGroupArn: regional('logs', 'log-group:trail:*'),
          KmsKeyId: regional('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab'),
          HasCustomEventSelectors: true,
          HasInsightSelectors: false,
          IsOrganizationTrail: false
        }
      ]
    }
  },
  {
    kind: 'trail-status',
    content: { IsLogging: true, LatestDeliveryTime: date, StartLoggingTime: date, LatestDeliveryError: '' },
    ...ofTrail
  },
  {
    kind: 'trail-event-selectors',
    content: {
      TrailARN: trail,
      EventSelectors: [
        {
          ReadWriteType: 'All',
          IncludeManagementEvents: true,
          DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
          ExcludeManagementEventSources: []
        }
      ]
    },
    ...ofTrail
  },
  {
    kind: 'trail-event-selectors',
    content: {
      TrailARN: trail,
      AdvancedEventSelectors: [
        { Name: 'x', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }
      ]
    },
    ...ofTrail
  },
  {
    kind: 'trail-insight-selectors',
    content: { TrailARN: trail, InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] },
    ...ofTrail
  },
  {
    kind: 'cloudtrail-events',
    content: {
      Events: [
        {
          EventId: event.eventID,
          EventName: event.eventName,
          ReadOnly: 'false',
          EventTime: date,
          EventSource: event.eventSource,
          Username: 'root',
          Resources: [],
          CloudTrailEvent: JSON.stringify(event)
        }
      ]
    },
    ...ofRegion
  },
  { kind: 'cloudtrail-events', content: { Records: [event] } },
  { kind: 'cloudtrail-events', content: JSON.stringify(event) },
  {
    kind: 'cloudtrail-events',
    content:
      'User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category\n' +
      `root,,2026-01-31T11:00:00Z,signin.amazonaws.com,ConsoleLogin,${region},192.0.2.1,x,,[],x,${event.eventID},false,AwsConsoleSignIn,${account},Management\n`
  },
  {
    kind: 'metric-filters',
    content: {
      metricFilters: [
        {
          filterName: 'root',
          filterPattern: '{ $.userIdentity.type = "Root" }',
          metricTransformations: [{ metricName: 'RootUse', metricNamespace: 'CIS', metricValue: '1' }],
          creationTime: 1769857200000,
          logGroupName: 'trail'
        }
      ]
    },
    ...ofRegion
  },
  {
    kind: 'metric-alarms',
    content: {
      MetricAlarms: [
        {
          AlarmName: 'root',
          AlarmArn: regional('cloudwatch', 'alarm:root'),
          ActionsEnabled: true,
          AlarmActions: [regional('sns', 'alerts')],
          StateValue: 'OK',
          MetricName: 'RootUse',
          Namespace: 'CIS',
          Statistic: 'Sum',
          Period: 300,
          Threshold: 1
        }
      ],
      CompositeAlarms: []
    }
  }
]
