/** Of regions, subscriptions, settings of buckets, instances, enrolment and Roles Anywhere. */
import { account, date, iam, region, regional } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

const ofRegion = { name: `accounts/${account}/regions/${region}/export.json`, options: { region } }

export const ofSettings: readonly Seed[] = [
  {
    kind: 'enabled-regions',
    content: { Regions: [{ RegionName: region, RegionOptStatus: 'ENABLED_BY_DEFAULT' }] }
  },
  {
    kind: 'topic-subscriptions',
    content: {
      Subscriptions: [
        {
          SubscriptionArn: `${regional('sns', 'security')}:1`,
          Owner: account,
          Protocol: 'email',
          Endpoint: 'security@example.com',
          TopicArn: regional('sns', 'security')
        }
      ]
    },
    name: `accounts/${account}/regions/${region}/sns-list-subscriptions.json`,
    options: { region }
  },
  {
    kind: 'bucket-settings',
    content: { LoggingEnabled: { TargetBucket: 'access-logs', TargetPrefix: '' } },
    name: `accounts/${account}/s3/trail-logs.get-bucket-logging.json`
  },
  {
    kind: 'bucket-settings',
    content: { Status: 'Enabled', MFADelete: 'Disabled' },
    name: `accounts/${account}/s3/trail-logs.get-bucket-versioning.json`
  },
  {
    kind: 'ec2-instances',
    content: {
      Reservations: [
        {
          OwnerId: account,
          Instances: [
            {
              InstanceId: 'i-0123456789abcdef0',
              State: { Name: 'running' },
              Placement: { AvailabilityZone: `${region}a` },
              IamInstanceProfile: { Arn: iam('instance-profile/web') },
              LaunchTime: date
            }
          ]
        }
      ]
    },
    ...ofRegion
  },
  {
    kind: 'service-enrolment',
    content: { AutoEnable: true, MemberAccountLimitReached: false, AutoEnableStandards: 'DEFAULT' },
    ...ofRegion
  },
  {
    kind: 'roles-anywhere',
    content: {
      profiles: [
        {
          profileArn: regional('rolesanywhere', 'profile/1'),
          name: 'build',
          enabled: true,
          durationSeconds: 3600,
          roleArns: [iam('role/build')],
          managedPolicyArns: []
        }
      ]
    },
    ...ofRegion
  }
]
