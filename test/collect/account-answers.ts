/** What the stand-in for the AWS CLI answers of one account; see answers.ts. */
import { users, type Answer } from './answers.ts'

const created = '2024-03-01T09:00:00+00:00'
const json = (document: unknown): Answer => ({ json: document })
const text = (...names: readonly string[]): Answer => ({ text: names.join('\t') })
const refused = (code: string, operation: string, message = 'as AWS would say it'): Answer => ({
  code,
  operation,
  message
})

export const region = 'eu-west-1'
const detector = 'ab400626cace91717dba68aab90c48e3'
const keyId = 'b1931496-ab60-4b42-8e01-2bf78767629f'
const trusting = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }]
}

/** An option as the script gives it: joined where the value begins with a dash. */
function named(user: string): string {
  return user.startsWith('-') ? `--user-name=${user}` : `--user-name ${user}`
}

/** By the words of the call without region, output and page size. */
export function accountAnswers(account: string): Readonly<Record<string, Answer>> {
  return {
    ...identityAnswers(account),
    ...userAnswers(account),
    ...lastAccessedAnswers(account),
    ...regionalAnswers(account),
    ...findingAnswers(account),
    ...exposureAnswers(account)
  }
}

function identityAnswers(account: string): Record<string, Answer> {
  const arn = (of: string): string => `arn:aws:iam::${account}:${of}`
  const report = [
    'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
    `<root_account>,${arn('root')},2020-01-01T00:00:00Z,true,no_information,2020-01-01T00:00:00Z,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`
  ].join('\n')
  const user = {
    Path: '/',
    UserName: 'ada',
    UserId: 'AIDAADAADAADAADAADA1',
    Arn: arn('user/ada'),
    CreateDate: created
  }
  const role = {
    Path: '/',
    RoleName: 'build',
    RoleId: 'AROABUILDBUILDBUILD1',
    Arn: arn('role/build'),
    CreateDate: created,
    AssumeRolePolicyDocument: trusting
  }
  const empty = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] }
  const policy = {
    PolicyName: 'limits',
    PolicyId: 'ANPALIMITSLIMITSLIM1',
    Arn: arn('policy/limits'),
    Path: '/',
    DefaultVersionId: 'v1',
    AttachmentCount: 0,
    IsAttachable: true,
    CreateDate: created,
    UpdateDate: created,
    PolicyVersionList: [
      {
        Document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 's3:List*', Resource: '*' }]
        },
        VersionId: 'v1',
        IsDefaultVersion: true,
        CreateDate: created
      }
    ]
  }
  const contact = (type: string): Answer =>
    json({
      AlternateContact: {
        AlternateContactType: type,
        EmailAddress: 'security@halden.example',
        Name: 'N. Adeyemi',
        PhoneNumber: '+44 20 7946 0000',
        Title: 'Security lead'
      }
    })
  return {
    'sts get-caller-identity': json({
      UserId: 'AROAAUDITAUDITAUDIT1:ada',
      Account: account,
      Arn: `arn:aws:sts::${account}:assumed-role/Auditor/ada`
    }),
    'iam generate-credential-report --query State': text('COMPLETE'),
    'iam get-credential-report': json({
      Content: Buffer.from(report).toString('base64'),
      ReportFormat: 'text/csv',
      GeneratedTime: created
    }),
    'iam get-account-authorization-details --filter User': json({
      ...empty,
      UserDetailList: [{ ...user, GroupList: [], AttachedManagedPolicies: [], Tags: [] }]
    }),
    'iam get-account-authorization-details --filter Group': json(empty),
    'iam get-account-authorization-details --filter Role': json({
      ...empty,
      RoleDetailList: [
        {
          ...role,
          InstanceProfileList: [],
          RolePolicyList: [],
          AttachedManagedPolicies: [],
          Tags: [],
          RoleLastUsed: {}
        }
      ]
    }),
    'iam get-account-authorization-details --filter LocalManagedPolicy': json({
      ...empty,
      Policies: [policy]
    }),
    'iam get-account-authorization-details --filter AWSManagedPolicy': json(empty),
    'iam get-account-summary': json({
      SummaryMap: { Users: users.length, Roles: 2, Groups: 0, AccountMFAEnabled: 1 }
    }),
    'iam get-account-password-policy': refused(
      'NoSuchEntity',
      'GetAccountPasswordPolicy',
      `The Password Policy with domain name ${account} cannot be found.`
    ),
    'iam list-account-aliases': json({ AccountAliases: [`halden-${account}`] }),
    'iam list-virtual-mfa-devices': json({
      VirtualMFADevices: [{ SerialNumber: arn('mfa/ada'), User: user, EnableDate: created }]
    }),
    'iam list-users': json({
      Users: users.map((name, index) => ({
        Path: '/',
        UserName: name,
        UserId: `AIDAUSERUSERUSERUS${index}A`,
        Arn: arn(`user/${name}`),
        CreateDate: created
      }))
    }),
    'iam list-roles': json({
      Roles: [
        { ...role, Description: 'builds', MaxSessionDuration: 3600 },
        {
          ...role,
          Path: '/aws-service-role/support.amazonaws.com/',
          RoleName: 'AWSServiceRoleForSupport',
          RoleId: 'AROASUPPORTSUPPORTS1',
          Arn: arn('role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport'),
          MaxSessionDuration: 3600
        }
      ]
    }),
    'iam list-instance-profiles': json({
      InstanceProfiles: [
        {
          Path: '/',
          InstanceProfileName: 'build',
          InstanceProfileId: 'AIPABUILDBUILDBUILD1',
          Arn: arn('instance-profile/build'),
          CreateDate: created,
          Roles: [role]
        }
      ]
    }),
    'iam list-server-certificates': json({
      ServerCertificateMetadataList: [
        {
          Path: '/',
          ServerCertificateName: 'www',
          ServerCertificateId: 'ASCAWWWWWWWWWWWWWWW1',
          Arn: arn('server-certificate/www'),
          UploadDate: created,
          Expiration: created
        }
      ]
    }),
    'iam list-saml-providers': json({
      SAMLProviderList: [{ Arn: arn('saml-provider/okta'), ValidUntil: created, CreateDate: created }]
    }),
    [`iam get-saml-provider --saml-provider-arn ${arn('saml-provider/okta')}`]: json({
      SAMLMetadataDocument:
        '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="http://okta.example/x"/>',
      CreateDate: created,
      ValidUntil: created,
      Tags: []
    }),
    'iam list-open-id-connect-providers': json({
      OpenIDConnectProviderList: [
        { Arn: arn('oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789') }
      ]
    }),
    [`iam get-open-id-connect-provider --open-id-connect-provider-arn ${arn('oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789')}`]:
      json({
        Url: 'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789',
        ClientIDList: ['sts.amazonaws.com'],
        ThumbprintList: ['9e99a48a9960b14926bb7f3b02e22da2b0ab7280'],
        CreateDate: created,
        Tags: []
      }),
    'account get-alternate-contact --alternate-contact-type BILLING': refused(
      'ResourceNotFoundException',
      'GetAlternateContact',
      'No contact of the inputted alternate contact type found.'
    ),
    'account get-alternate-contact --alternate-contact-type OPERATIONS': contact('OPERATIONS'),
    'account get-alternate-contact --alternate-contact-type SECURITY': contact('SECURITY'),
    'account list-regions': json({
      Regions: [
        { RegionName: region, RegionOptStatus: 'ENABLED_BY_DEFAULT' },
        { RegionName: 'us-east-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' }
      ]
    }),
    'account get-contact-information': json({
      ContactInformation: {
        FullName: 'Halden Logistics',
        AddressLine1: '1 Quay',
        City: 'Halden',
        PostalCode: '1771',
        CountryCode: 'NO',
        PhoneNumber: '+47 69 00 00 00'
      }
    }),
    [`s3control get-public-access-block --account-id ${account}`]: json({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true
      }
    }),
    'ec2 describe-regions --query Regions[].RegionName': text(region, 'us-east-1')
  }
}

function userAnswers(account: string): Record<string, Answer> {
  const entries = users.flatMap((user, index): [string, Answer][] => {
    const key = `AKIAUSERUSERUSERUS${index}A`
    const serial = `arn:aws:iam::${account}:mfa/phone-${index}`
    const of = named(user)
    return [
      [
        `iam list-access-keys ${of}`,
        json({
          AccessKeyMetadata: [{ UserName: user, AccessKeyId: key, Status: 'Active', CreateDate: created }]
        })
      ],
      [
        `iam get-access-key-last-used --access-key-id ${key}`,
        json({ UserName: user, AccessKeyLastUsed: { Region: 'N/A', ServiceName: 'N/A' } })
      ],
      [
        `iam list-mfa-devices ${of}`,
        json({ MFADevices: [{ UserName: user, SerialNumber: serial, EnableDate: created }] })
      ],
      [
        `iam get-mfa-device --serial-number ${serial} ${of}`,
        json({ UserName: user, SerialNumber: serial, EnableDate: created, Certifications: { FIDO: 'L1' } })
      ],
      [
        `iam get-login-profile ${of}`,
        index === 0
          ? json({ LoginProfile: { UserName: user, CreateDate: created, PasswordResetRequired: false } })
          : refused('NoSuchEntity', 'GetLoginProfile', `Login Profile for User ${user} cannot be found.`)
      ],
      [
        `iam list-ssh-public-keys ${of}`,
        json({
          SSHPublicKeys: [
            {
              UserName: user,
              SSHPublicKeyId: `APKAUSERUSERUSERUS${index}A`,
              Status: 'Active',
              UploadDate: created
            }
          ]
        })
      ],
      [
        `iam list-service-specific-credentials ${of}`,
        refused('AccessDenied', 'ListServiceSpecificCredentials', notAuthorized(account, user))
      ],
      [`iam list-signing-certificates ${of}`, json({ Certificates: [] })]
    ]
  })
  return Object.fromEntries(entries)
}

function notAuthorized(account: string, user: string): string {
  return `User: arn:aws:sts::${account}:assumed-role/Auditor/ada is not authorized to perform: iam:ListServiceSpecificCredentials on resource: user ${user}`
}

function lastAccessedAnswers(account: string): Record<string, Answer> {
  const arns = [...users.map((user) => `user/${user}`), 'role/build'].map(
    (resource) => `arn:aws:iam::${account}:${resource}`
  )
  const page = (arn: string, rest: object): Answer =>
    json({
      JobStatus: 'COMPLETED',
      JobType: 'ACTION_LEVEL',
      JobCreationDate: created,
      JobCompletionDate: created,
      ServicesLastAccessed: [
        {
          ServiceName: 'Amazon S3',
          ServiceNamespace: 's3',
          LastAuthenticated: created,
          LastAuthenticatedEntity: arn,
          TotalAuthenticatedEntities: 1
        }
      ],
      IsTruncated: false,
      ...rest
    })
  return Object.fromEntries(
    arns.flatMap((arn, index): [string, Answer][] => {
      const get = `iam get-service-last-accessed-details --job-id job-${index}`
      const isLong = index === 0
      return [
        [
          `iam generate-service-last-accessed-details --arn ${arn} --granularity ACTION_LEVEL --query JobId`,
          text(`job-${index}`)
        ],
        [`${get} --query JobStatus`, text('COMPLETED')],
        [`${get} --max-items 1000`, page(arn, isLong ? { IsTruncated: true, Marker: 'more/of=it' } : {})],
        [`${get} --max-items 1000 --marker more/of=it`, page(arn, {})]
      ]
    })
  )
}

function regionalAnswers(account: string): Record<string, Answer> {
  const trail = `arn:aws:cloudtrail:us-east-1:${account}:trail/main`
  const analyzer = (name: string, type: string, rest: object = {}): object => ({
    arn: `arn:aws:access-analyzer:${region}:${account}:analyzer/${name}`,
    name,
    type,
    createdAt: created,
    tags: {},
    status: 'ACTIVE',
    ...rest
  })
  const archiveRules = json({
    archiveRules: [
      { ruleName: 'own', filter: { isPublic: { eq: ['false'] } }, createdAt: created, updatedAt: created }
    ]
  })
  const event = (name: string, attribute: string): [string, Answer] => [
    `cloudtrail lookup-events --lookup-attributes ${attribute}`,
    json({
      Events: [
        {
          EventId: `11111111-2222-4333-8444-${name.length.toString().padStart(12, '0')}`,
          EventName: name,
          ReadOnly: 'false',
          EventTime: created,
          EventSource: 'signin.amazonaws.com',
          Username: 'ada',
          Resources: [],
          CloudTrailEvent: JSON.stringify({
            eventVersion: '1.08',
            eventName: name,
            recipientAccountId: account
          })
        }
      ]
    })
  ]
  return {
    'accessanalyzer list-analyzers': json({
      analyzers: [
        analyzer('external', 'ACCOUNT'),
        analyzer('unused', 'ACCOUNT_UNUSED_ACCESS', {
          configuration: { unusedAccess: { unusedAccessAge: 90 } }
        })
      ]
    }),
    'accessanalyzer list-archive-rules --analyzer-name external': archiveRules,
    'accessanalyzer list-archive-rules --analyzer-name unused': json({ archiveRules: [] }),
    'cloudtrail describe-trails': json({
      trailList: [
        {
          Name: 'main',
          S3BucketName: 'trail-bucket',
          IncludeGlobalServiceEvents: true,
          IsMultiRegionTrail: true,
          HomeRegion: 'us-east-1',
          TrailARN: trail,
          LogFileValidationEnabled: true,
          HasCustomEventSelectors: true,
          HasInsightSelectors: false,
          IsOrganizationTrail: false
        }
      ]
    }),
    [`cloudtrail get-trail-status --name ${trail}`]: json({
      IsLogging: true,
      LatestDeliveryTime: created,
      StartLoggingTime: created,
      LatestDeliveryAttemptTime: '2024-03-01T09:00:00Z',
      TimeLoggingStopped: ''
    }),
    [`cloudtrail get-event-selectors --trail-name ${trail}`]: json({
      TrailARN: trail,
      AdvancedEventSelectors: [
        { Name: 'Management', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }
      ]
    }),
    [`cloudtrail get-insight-selectors --trail-name ${trail}`]: refused(
      'InsightNotEnabledException',
      'GetInsightSelectors'
    ),
    ...Object.fromEntries([
      event('ConsoleLogin', 'AttributeKey=EventName,AttributeValue=ConsoleLogin'),
      event('CreateAccessKey', 'AttributeKey=EventName,AttributeValue=CreateAccessKey'),
      event('GetCostAndUsage', 'AttributeKey=Username,AttributeValue=root')
    ]),
    'logs describe-metric-filters': json({
      metricFilters: [
        {
          filterName: 'root-use',
          filterPattern: '{ $.userIdentity.type = "Root" }',
          metricTransformations: [
            { metricName: 'RootUse', metricNamespace: 'CloudTrailMetrics', metricValue: '1' }
          ],
          creationTime: 1709283600000,
          logGroupName: 'cloudtrail'
        }
      ]
    }),
    'sns list-subscriptions': json({
      Subscriptions: [
        {
          SubscriptionArn: `arn:aws:sns:${region}:${account}:alarms:5a1c`,
          Owner: account,
          Protocol: 'email',
          Endpoint: 'security@example.com',
          TopicArn: `arn:aws:sns:${region}:${account}:alarms`
        }
      ]
    }),
    'ec2 describe-instances --query {Reservations: Reservations[].{OwnerId: OwnerId, Instances: Instances[].{InstanceId: InstanceId, State: State, Placement: Placement, IamInstanceProfile: IamInstanceProfile, LaunchTime: LaunchTime}}}':
      json({
        Reservations: [
          {
            OwnerId: account,
            Instances: [
              {
                InstanceId: 'i-0123456789abcdef0',
                State: { Code: 16, Name: 'running' },
                Placement: { AvailabilityZone: `${region}a`, GroupName: '', Tenancy: 'default' },
                IamInstanceProfile: null,
                LaunchTime: '2024-03-01T09:00:00+00:00'
              }
            ]
          }
        ]
      }),
    'rolesanywhere list-profiles': json({ profiles: [] }),
    'rolesanywhere list-trust-anchors': json({ trustAnchors: [] }),
    'cloudwatch describe-alarms': json({
      MetricAlarms: [
        {
          AlarmName: 'root-use',
          AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:root-use`,
          ActionsEnabled: true,
          AlarmActions: [`arn:aws:sns:${region}:${account}:alarms`],
          StateValue: 'OK',
          MetricName: 'RootUse',
          Namespace: 'CloudTrailMetrics'
        }
      ],
      CompositeAlarms: []
    }),
    'configservice describe-configuration-recorders': json({
      ConfigurationRecorders: [
        {
          name: 'default',
          roleARN: `arn:aws:iam::${account}:role/config`,
          recordingGroup: { allSupported: true, includeGlobalResourceTypes: true, resourceTypes: [] }
        }
      ]
    }),
    'configservice describe-configuration-recorder-status': json({
      ConfigurationRecordersStatus: [
        { name: 'default', recording: true, lastStatus: 'Success', lastStartTime: created }
      ]
    }),
    'configservice describe-delivery-channels': json({
      DeliveryChannels: [{ name: 'default', s3BucketName: 'config-bucket' }]
    }),
    'configservice describe-delivery-channel-status': json({
      DeliveryChannelsStatus: [
        { name: 'default', configHistoryDeliveryInfo: { lastStatus: 'SUCCESS', lastSuccessfulTime: created } }
      ]
    }),
    'configservice describe-config-rules': json({
      ConfigRules: [
        {
          ConfigRuleName: 'iam password policy',
          ConfigRuleArn: `arn:aws:config:${region}:${account}:config-rule/config-rule-abcdef`,
          ConfigRuleId: 'config-rule-abcdef',
          Source: { Owner: 'AWS', SourceIdentifier: 'IAM_PASSWORD_POLICY' },
          ConfigRuleState: 'ACTIVE'
        },
        {
          ConfigRuleName: 'encrypted-volumes',
          ConfigRuleArn: `arn:aws:config:${region}:${account}:config-rule/config-rule-ghijkl`,
          ConfigRuleId: 'config-rule-ghijkl',
          Source: { Owner: 'AWS', SourceIdentifier: 'ENCRYPTED_VOLUMES' },
          ConfigRuleState: 'ACTIVE'
        }
      ]
    }),
    'configservice describe-compliance-by-config-rule': json({
      ComplianceByConfigRules: [
        { ConfigRuleName: 'iam password policy', Compliance: { ComplianceType: 'COMPLIANT' } }
      ]
    }),
    'configservice describe-conformance-packs': json({
      ConformancePackDetails: [
        {
          ConformancePackName: 'cis',
          ConformancePackArn: `arn:aws:config:${region}:${account}:conformance-pack/cis/conformance-pack-abcdef`,
          ConformancePackId: 'conformance-pack-abcdef',
          ConformancePackInputParameters: []
        }
      ]
    }),
    'configservice describe-configuration-aggregators': json({
      ConfigurationAggregators: [
        {
          ConfigurationAggregatorName: 'all',
          ConfigurationAggregatorArn: `arn:aws:config:${region}:${account}:config-aggregator/config-aggregator-abcdef`,
          AccountAggregationSources: [{ AccountIds: [account], AllAwsRegions: true }],
          CreationTime: created,
          LastUpdatedTime: created
        }
      ]
    }),
    'guardduty list-detectors': json({ DetectorIds: [detector] }),
    [`guardduty get-detector --detector-id ${detector}`]: json({
      CreatedAt: created,
      FindingPublishingFrequency: 'SIX_HOURS',
      ServiceRole: `arn:aws:iam::${account}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
      Status: 'ENABLED',
      UpdatedAt: created,
      Tags: {},
      Features: [{ Name: 'CLOUD_TRAIL', Status: 'ENABLED', UpdatedAt: created }]
    }),
    'securityhub describe-hub': json({
      HubArn: `arn:aws:securityhub:${region}:${account}:hub/default`,
      SubscribedAt: '2024-03-01T09:00:00.000Z',
      AutoEnableControls: true,
      ControlFindingGenerator: 'SECURITY_CONTROL'
    }),
    'securityhub get-enabled-standards': json({
      StandardsSubscriptions: [
        {
          StandardsSubscriptionArn: `arn:aws:securityhub:${region}:${account}:subscription/cis-aws-foundations-benchmark/v/3.0.0`,
          StandardsArn: `arn:aws:securityhub:${region}::standards/cis-aws-foundations-benchmark/v/3.0.0`,
          StandardsInput: {},
          StandardsStatus: 'READY'
        }
      ]
    }),
    'securityhub describe-organization-configuration': refused(
      'InvalidAccessException',
      'DescribeOrganizationConfiguration',
      'Account is not an administrator for this organization'
    ),
    'securityhub describe-security-hub-v2': refused('ResourceNotFoundException', 'DescribeSecurityHubV2')
  }
}

function findingAnswers(account: string): Record<string, Answer> {
  const analyzer = (name: string): string => `arn:aws:access-analyzer:${region}:${account}:analyzer/${name}`
  const unused = (id: string, status: string): object => ({
    analyzedAt: created,
    createdAt: created,
    id,
    resource: `arn:aws:iam::${account}:role/build`,
    resourceType: 'AWS::IAM::Role',
    resourceOwnerAccount: account,
    status,
    updatedAt: created
  })
  const ids = Array.from({ length: 51 }, (_, index) => index.toString(16).padStart(32, '0'))
  const guardDutyFinding = {
    AccountId: account,
    Arn: `arn:aws:guardduty:${region}:${account}:detector/${detector}/finding/1`,
    CreatedAt: created,
    Id: ids[0],
    Partition: 'aws',
    Region: region,
    Resource: {
      ResourceType: 'AccessKey',
      AccessKeyDetails: {
        AccessKeyId: 'ASIA1',
        PrincipalId: account,
        UserName: 'Root',
        UserType: 'Root'
      }
    },
    SchemaVersion: '2.0',
    Service: { Archived: false, Count: 1, ServiceName: 'guardduty' },
    Severity: 2,
    Title: 'API GetCallerIdentity was invoked using root credentials.',
    Description: 'Root was used.',
    Type: 'Policy:IAMUser/RootCredentialUsage',
    UpdatedAt: created
  }
  return {
    [`accessanalyzer list-findings --analyzer-arn ${analyzer('external')}`]: json({
      findings: [
        {
          id: '11111111-2222-4333-8444-555566667777',
          principal: { AWS: '999988887777' },
          action: ['sts:AssumeRole'],
          resource: `arn:aws:iam::${account}:role/build`,
          isPublic: false,
          resourceType: 'AWS::IAM::Role',
          condition: {},
          createdAt: created,
          analyzedAt: created,
          updatedAt: created,
          status: 'ACTIVE',
          resourceOwnerAccount: account
        }
      ]
    }),
    [`accessanalyzer list-findings-v2 --analyzer-arn ${analyzer('unused')}`]: json({
      findings: [
        {
          ...unused('22222222-2222-4333-8444-555566667777', 'ACTIVE'),
          findingType: 'UnusedIAMRole'
        },
        {
          ...unused('33333333-2222-4333-8444-555566667777', 'ARCHIVED'),
          findingType: 'UnusedIAMRole'
        }
      ]
    }),
    [`accessanalyzer get-finding-v2 --analyzer-arn ${analyzer('unused')} --id 22222222-2222-4333-8444-555566667777`]:
      json({
        ...unused('22222222-2222-4333-8444-555566667777', 'ACTIVE'),
        findingDetails: [{ unusedIamRoleDetails: { lastAccessed: created } }],
        findingType: 'UnusedIAMRole'
      }),
    [`guardduty list-findings --detector-id ${detector} --query FindingIds`]: text(...ids),
    [`guardduty get-findings --detector-id ${detector} --finding-ids ${ids.slice(0, 50).join(' ')}`]: json({
      Findings: [guardDutyFinding]
    }),
    [`guardduty get-findings --detector-id ${detector} --finding-ids ${ids[50] ?? ''}`]: json({
      Findings: [{ ...guardDutyFinding, Id: ids[50] }]
    }),
    'securityhub get-findings --filters RecordState=[{Value=ACTIVE,Comparison=EQUALS}],ResourceType=[{Value=AwsIam,Comparison=PREFIX},{Value=AwsAccount,Comparison=EQUALS}]':
      json({
        Findings: [
          {
            SchemaVersion: '2018-10-08',
            Id: `arn:aws:securityhub:${region}:${account}:security-control/IAM.6/finding/1`,
            ProductArn: `arn:aws:securityhub:${region}::product/aws/securityhub`,
            GeneratorId: 'security-control/IAM.6',
            AwsAccountId: account,
            Region: region,
            Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
            CreatedAt: created,
            UpdatedAt: created,
            Severity: { Label: 'CRITICAL', Normalized: 90, Original: 'CRITICAL' },
            Title: 'Hardware MFA should be enabled for the root user',
            Description: 'Checks root.',
            Resources: [{ Type: 'AwsAccount', Id: `AWS::::Account:${account}`, Region: region }],
            Compliance: { Status: 'FAILED', SecurityControlId: 'IAM.6' },
            Workflow: { Status: 'NEW' },
            RecordState: 'ACTIVE'
          }
        ]
      }),
    'securityhub get-findings-v2 --filters CompositeFilters=[{StringFilters=[{FieldName=resources.type,Filter={Value=AWS::IAM,Comparison=PREFIX}}]}]':
      refused('ResourceNotFoundException', 'GetFindingsV2'),
    'configservice get-compliance-details-by-config-rule --config-rule-name iam password policy': json({
      EvaluationResults: [
        {
          EvaluationResultIdentifier: {
            EvaluationResultQualifier: {
              ConfigRuleName: 'iam password policy',
              ResourceType: 'AWS::::Account',
              ResourceId: account
            },
            OrderingTimestamp: created
          },
          ComplianceType: 'COMPLIANT',
          ResultRecordedTime: created,
          ConfigRuleInvokedTime: created
        }
      ]
    }),
    'configservice describe-conformance-pack-compliance --conformance-pack-name cis': json({
      ConformancePackName: 'cis',
      ConformancePackRuleComplianceList: [
        {
          ConfigRuleName: 'root-mfa-conformance-pack-abcdef',
          ComplianceType: 'COMPLIANT',
          Controls: ['1.5']
        }
      ]
    }),
    'configservice describe-aggregate-compliance-by-config-rules --configuration-aggregator-name all': json({
      AggregateComplianceByConfigRules: [
        {
          ConfigRuleName: 'iam password policy',
          Compliance: { ComplianceType: 'COMPLIANT' },
          AccountId: account,
          AwsRegion: region
        }
      ]
    })
  }
}

function exposureAnswers(account: string): Record<string, Answer> {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: '*', Resource: '*' }
    ]
  })
  const secret = `arn:aws:secretsmanager:${region}:${account}:secret:db/prod-ksfznC`
  const topic = `arn:aws:sns:${region}:${account}:alarms`
  const queue = `https://sqs.${region}.amazonaws.com/${account}/jobs`
  return {
    's3api list-buckets --query Buckets[].Name': text('trail-bucket'),
    's3api get-bucket-policy --bucket trail-bucket': json({ Policy: policy }),
    's3api get-bucket-policy-status --bucket trail-bucket': json({ PolicyStatus: { IsPublic: false } }),
    's3api get-bucket-logging --bucket trail-bucket': json({
      LoggingEnabled: { TargetBucket: 'access-logs', TargetPrefix: 'trail/' }
    }),
    's3api get-bucket-versioning --bucket trail-bucket': json({ Status: 'Enabled', MFADelete: 'Disabled' }),
    's3api get-public-access-block --bucket trail-bucket': refused(
      'NoSuchPublicAccessBlockConfiguration',
      'GetPublicAccessBlock',
      'The public access block configuration was not found'
    ),
    's3api get-bucket-acl --bucket trail-bucket': json({
      Owner: { ID: 'abc' },
      Grants: [{ Grantee: { ID: 'abc', Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]
    }),
    'kms list-keys --query Keys[].KeyId': text(keyId, 'aws-owned'),
    [`kms describe-key --key-id ${keyId}`]: json({
      KeyMetadata: {
        AWSAccountId: account,
        KeyId: keyId,
        Arn: `arn:aws:kms:${region}:${account}:key/${keyId}`,
        CreationDate: created,
        Enabled: true,
        KeyState: 'Enabled',
        KeyManager: 'CUSTOMER'
      }
    }),
    'kms describe-key --key-id aws-owned': json({
      KeyMetadata: {
        AWSAccountId: account,
        KeyId: 'aws-owned',
        Arn: `arn:aws:kms:${region}:${account}:key/aws-owned`,
        Enabled: true,
        KeyState: 'Enabled',
        KeyManager: 'AWS'
      }
    }),
    [`kms get-key-policy --key-id ${keyId} --policy-name default`]: json({
      Policy: policy,
      PolicyName: 'default'
    }),
    [`kms get-key-rotation-status --key-id ${keyId}`]: json({ KeyRotationEnabled: true, KeyId: keyId }),
    [`kms list-grants --key-id ${keyId}`]: json({
      Grants: [
        {
          KeyId: `arn:aws:kms:${region}:${account}:key/${keyId}`,
          GrantId: 'g1',
          CreationDate: created,
          GranteePrincipal: `arn:aws:iam::${account}:role/build`,
          IssuingAccount: `arn:aws:iam::${account}:root`,
          Operations: ['Decrypt']
        }
      ]
    }),
    'secretsmanager list-secrets --query SecretList[].ARN': text(secret),
    [`secretsmanager get-resource-policy --secret-id ${secret}`]: json({
      ARN: secret,
      Name: 'db/prod',
      ResourcePolicy: policy
    }),
    'sns list-topics --query Topics[].TopicArn': text(topic),
    [`sns get-topic-attributes --topic-arn ${topic}`]: json({
      Attributes: { Policy: policy, Owner: account, TopicArn: topic, DisplayName: '' }
    }),
    'sqs list-queues --query QueueUrls': text(queue),
    [`sqs get-queue-attributes --queue-url ${queue} --attribute-names Policy QueueArn`]: json({
      Attributes: { Policy: policy, QueueArn: `arn:aws:sqs:${region}:${account}:jobs` }
    }),
    'lambda list-functions --query Functions[].FunctionName': text('resize', '-odd'),
    'lambda get-policy --function-name resize': json({ Policy: policy, RevisionId: '1' }),
    'lambda get-policy --function-name=-odd': refused(
      'ResourceNotFoundException',
      'GetPolicy',
      'The resource you requested does not exist.'
    ),
    'ecr describe-repositories --query repositories[].repositoryName': text('team/web'),
    'ecr get-repository-policy --repository-name team/web': json({
      registryId: account,
      repositoryName: 'team/web',
      policyText: policy
    })
  }
}
