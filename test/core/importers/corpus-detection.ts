/** Of what watches an account: Access Analyzer, GuardDuty and Security Hub. */
import { account, date, iam, region, regional } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

const analyzer = regional('access-analyzer', 'analyzer/main')
const ofAnalyzer = {
  name: `accounts/${account}/regions/${region}/accessanalyzer-list-findings-v2.main.json`,
  options: { 'analyzer-arn': analyzer, 'analyzer-name': 'main', region }
}
const ofRegion = { name: `accounts/${account}/regions/${region}/export.json`, options: { region } }

const threat = {
  AccountId: account,
  Arn: regional('guardduty', 'detector/12abc34d567e8fa901bc2d34e56789f0/finding/abc'),
  CreatedAt: '2026-01-31T11:00:00.000Z',
  Description: 'x',
  Id: 'abc',
  Partition: 'aws',
  Region: region,
  Resource: {
    ResourceType: 'AccessKey',
    AccessKeyDetails: { UserName: 'ada', PrincipalId: 'AIDA1234567890EXAMPLE' }
  },
  SchemaVersion: '2.0',
  Service: {
    Action: { ActionType: 'AWS_API_CALL' },
    Archived: false,
    Count: 1,
    EventFirstSeen: '2026-01-31T11:00:00.000Z'
  },
  Severity: 5,
  Title: 'x',
  Type: 'Policy:IAMUser/RootCredentialUsage',
  UpdatedAt: '2026-01-31T11:00:00.000Z'
}

const hubFinding = {
  SchemaVersion: '2018-10-08',
  Id: regional('securityhub', 'subscription/cis-aws-foundations-benchmark/v/3.0.0/1.4/finding/abc'),
  ProductArn: `arn:aws:securityhub:${region}::product/aws/securityhub`,
  ProductName: 'Security Hub',
  CompanyName: 'AWS',
  Region: region,
  GeneratorId: 'cis-aws-foundations-benchmark/v/3.0.0/1.4',
  AwsAccountId: account,
  Types: ['Software and Configuration Checks'],
  CreatedAt: '2026-01-31T11:00:00.000Z',
  UpdatedAt: '2026-01-31T11:00:00.000Z',
  Severity: { Label: 'CRITICAL', Normalized: 90 },
  Title: 'Root user has no keys',
  Description: 'x',
  Resources: [{ Type: 'AwsAccount', Id: `AWS::::Account:${account}`, Partition: 'aws', Region: region }],
  Compliance: { Status: 'FAILED', SecurityControlId: 'IAM.4' },
  WorkflowState: 'NEW',
  Workflow: { Status: 'NEW' },
  RecordState: 'ACTIVE'
}

export const ofDetection: readonly Seed[] = [
  {
    kind: 'analyzers',
    content: {
      analyzers: [
        {
          arn: analyzer,
          name: 'main',
          type: 'ACCOUNT_UNUSED_ACCESS',
          createdAt: date,
          lastResourceAnalyzed: iam('role/r'),
          lastResourceAnalyzedAt: date,
          status: 'ACTIVE',
          configuration: { unusedAccess: { unusedAccessAge: 90 } }
        }
      ]
    }
  },
  {
    kind: 'analyzer-archive-rules',
    content: {
      archiveRules: [
        { ruleName: 'all', filter: { isPublic: { eq: ['false'] } }, createdAt: date, updatedAt: date }
      ]
    },
    ...ofAnalyzer
  },
  {
    kind: 'analyzer-findings',
    content: {
      findings: [
        {
          id: '11111111-2222-3333-4444-555555555555',
          analyzedAt: date,
          createdAt: date,
          updatedAt: date,
          status: 'ACTIVE',
          resource: iam('role/r'),
          resourceType: 'AWS::IAM::Role',
          resourceOwnerAccount: account,
          findingType: 'ExternalAccess'
        }
      ]
    },
    ...ofAnalyzer
  },
  {
    kind: 'analyzer-findings',
    content: {
      findings: [
        {
          id: '21111111-2222-3333-4444-555555555555',
          principal: { AWS: '999988887777' },
          action: ['sts:AssumeRole'],
          condition: {},
          isPublic: false,
          resource: iam('role/r'),
          resourceType: 'AWS::IAM::Role',
          resourceOwnerAccount: account,
          analyzedAt: date,
          createdAt: date,
          updatedAt: date,
          status: 'ARCHIVED'
        }
      ]
    },
    ...ofAnalyzer
  },
  {
    kind: 'analyzer-findings',
    content: {
      id: '31111111-2222-3333-4444-555555555555',
      analyzedAt: date,
      createdAt: date,
      updatedAt: date,
      status: 'ACTIVE',
      resource: iam('user/ada'),
      resourceType: 'AWS::IAM::User',
      resourceOwnerAccount: account,
      findingType: 'UnusedIAMUserAccessKey',
      findingDetails: [
        { unusedIamUserAccessKeyDetails: { accessKeyId: 'AKIA1234567890EXAMPLE', lastAccessed: date } }
      ]
    },
    ...ofAnalyzer
  },
  {
    kind: 'guardduty-detectors',
    content: { DetectorIds: ['12abc34d567e8fa901bc2d34e56789f0'] },
    ...ofRegion
  },
  {
    kind: 'guardduty-detectors',
    content: {
      CreatedAt: date,
      FindingPublishingFrequency: 'SIX_HOURS',
      ServiceRole: iam('role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty'),
      Status: 'ENABLED',
      UpdatedAt: date,
      DataSources: { CloudTrail: { Status: 'ENABLED' } },
      Tags: {},
      Features: [{ Name: 'CLOUD_TRAIL', Status: 'ENABLED', UpdatedAt: date }]
    },
    name: `accounts/${account}/regions/${region}/guardduty-get-detector.12abc34d567e8fa901bc2d34e56789f0.json`,
    options: { 'detector-id': '12abc34d567e8fa901bc2d34e56789f0', region }
  },
  { kind: 'guardduty-findings', content: { Findings: [threat] } },
  {
    kind: 'security-hub',
    content: {
      HubArn: regional('securityhub', 'hub/default'),
      SubscribedAt: '2026-01-31T11:00:00.000Z',
      AutoEnableControls: true,
      ControlFindingGenerator: 'SECURITY_CONTROL'
    }
  },
  {
    kind: 'security-hub',
    content: `An error occurred (InvalidAccessException) when calling the DescribeHub operation: Account ${account} is not subscribed to AWS Security Hub`,
    ...ofRegion
  },
  {
    kind: 'security-hub-standards',
    content: {
      StandardsSubscriptions: [
        {
          StandardsSubscriptionArn: regional(
            'securityhub',
            'subscription/cis-aws-foundations-benchmark/v/3.0.0'
          ),
          StandardsArn: `arn:aws:securityhub:${region}::standards/cis-aws-foundations-benchmark/v/3.0.0`,
          StandardsInput: {},
          StandardsStatus: 'READY'
        }
      ]
    }
  },
  { kind: 'security-hub-findings', content: { Findings: [hubFinding] } },
  { kind: 'security-hub-findings', content: [hubFinding, hubFinding] }
]
