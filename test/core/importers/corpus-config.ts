/** Of Config: what it records, its rules, and their verdicts. */
import { account, date, iam, region, regional } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

const ofRegion = { name: `accounts/${account}/regions/${region}/export.json`, options: { region } }

export const ofConfig: readonly Seed[] = [
  {
    kind: 'config-recorders',
    content: {
      ConfigurationRecorders: [
        {
          arn: regional('config', 'configuration-recorder/default/abc'),
          name: 'default',
          roleARN: iam('role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig'),
          recordingGroup: {
            allSupported: false,
            includeGlobalResourceTypes: false,
            resourceTypes: ['AWS::IAM::User'],
            exclusionByResourceTypes: { resourceTypes: [] },
            recordingStrategy: { useOnly: 'INCLUSION_BY_RESOURCE_TYPES' }
          },
          recordingMode: { recordingFrequency: 'CONTINUOUS' }
        }
      ]
    },
    ...ofRegion
  },
  {
    kind: 'config-recorder-status',
    content: {
      ConfigurationRecordersStatus: [
        {
          name: 'default',
          lastStartTime: date,
          recording: true,
          lastStatus: 'SUCCESS',
          lastStatusChangeTime: date
        }
      ]
    },
    ...ofRegion
  },
  {
    kind: 'config-delivery-channels',
    content: {
      DeliveryChannels: [{ name: 'default', s3BucketName: 'logs', snsTopicARN: regional('sns', 'config') }]
    },
    ...ofRegion
  },
  {
    kind: 'config-aggregators',
    content: {
      ConfigurationAggregators: [
        {
          ConfigurationAggregatorName: 'all',
          ConfigurationAggregatorArn: regional('config', 'config-aggregator/config-aggregator-abc'),
          OrganizationAggregationSource: { RoleArn: iam('role/x'), AllAwsRegions: true },
          CreationTime: date
        }
      ]
    }
  },
  {
    kind: 'config-rules',
    content: {
      ConfigRules: [
        {
          ConfigRuleName: 'root-mfa',
          ConfigRuleArn: regional('config', 'config-rule/config-rule-abc'),
          ConfigRuleId: 'config-rule-abc',
          Source: { Owner: 'AWS', SourceIdentifier: 'ROOT_ACCOUNT_MFA_ENABLED' },
          InputParameters: '{"maxAge":"90"}',
          ConfigRuleState: 'ACTIVE'
        }
      ]
    }
  },
  {
    kind: 'config-rule-compliance',
    content: {
      ComplianceByConfigRules: [
        {
          ConfigRuleName: 'root-mfa',
          Compliance: {
            ComplianceType: 'NON_COMPLIANT',
            ComplianceContributorCount: { CappedCount: 1, CapExceeded: false }
          }
        }
      ]
    },
    ...ofRegion
  },
  {
    kind: 'config-rule-compliance',
    content: {
      EvaluationResults: [
        {
          EvaluationResultIdentifier: {
            EvaluationResultQualifier: {
              ConfigRuleName: 'root-mfa',
              ResourceType: 'AWS::::Account',
              ResourceId: account
            },
            OrderingTimestamp: date
          },
          ComplianceType: 'NON_COMPLIANT',
          ResultRecordedTime: date,
          ConfigRuleInvokedTime: date,
          Annotation: 'x'
        }
      ]
    },
    ...ofRegion
  },
  {
    kind: 'config-items',
    content: {
      Results: [
        JSON.stringify({
          accountId: account,
          awsRegion: region,
          resourceType: 'AWS::IAM::User',
          resourceId: 'AIDA1234567890EXAMPLE',
          resourceName: 'ada',
          arn: iam('user/ada')
        })
      ],
      QueryInfo: { SelectFields: [{ Name: 'accountId' }] }
    }
  },
  {
    kind: 'config-items',
    content: {
      fileVersion: '1.0',
      configSnapshotId: 'x',
      configurationItems: [
        {
          awsAccountId: account,
          awsRegion: region,
          resourceType: 'AWS::IAM::Role',
          resourceId: 'AROA1234567890EXAMPLE',
          resourceName: 'r',
          ARN: iam('role/r'),
          configurationItemStatus: 'OK',
          configurationItemCaptureTime: date,
          configuration: { arn: iam('role/r'), roleName: 'r' }
        }
      ]
    }
  },
  {
    kind: 'conformance-packs',
    content: {
      ConformancePackDetails: [
        {
          ConformancePackName: 'cis',
          ConformancePackArn: regional('config', 'conformance-pack/cis/conformance-pack-abc'),
          ConformancePackId: 'conformance-pack-abc'
        }
      ]
    }
  },
  {
    kind: 'conformance-packs',
    content: {
      ConformancePackName: 'cis',
      ConformancePackRuleComplianceList: [
        { ConfigRuleName: 'root-mfa', ComplianceType: 'COMPLIANT', Controls: [] }
      ]
    },
    ...ofRegion
  }
]
