/** ALM-01 to ALM-15: whether somebody is told of the events that should wake a security team. */
import { automatedCheck, type AutomatedCheck } from './check.ts'
import { alarmVerdict, watchedTrails, type AlarmRow, type WatchedEvent } from './basis/alarm.ts'
import { calls, event, signIn } from './basis/alarm-event.ts'
import { noTrailList } from './basis/trail.ts'

interface Alarm {
  readonly id: string
  readonly control: string
  /** Ends "An alarm tells of …". */
  readonly subject: string
  readonly effect: string
  /** The input of the alarm-baseline module of AWS Secure Baseline. */
  readonly input: string
  /** What the pattern of the metric filter must match, in words. */
  readonly pattern: string
  readonly events: readonly WatchedEvent[]
  readonly scope?: AutomatedCheck['scope']
}

export default [
  alarm({
    id: 'alarm-refused-calls',
    control: 'ALM-01',
    subject: 'calls that AWS refused for want of permission',
    effect: 'An intruder who tries what stolen credentials may do goes unnoticed.',
    input: 'unauthorized_api_calls_enabled',
    pattern: 'errorCode *UnauthorizedOperation or AccessDenied*',
    events: ['Client.UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException'].map((errorCode) =>
      event(errorCode, { eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances', errorCode })
    )
  }),
  alarm({
    id: 'alarm-sign-in-without-mfa',
    control: 'ALM-02',
    subject: 'console sign-ins without MFA',
    effect: 'A sign-in with a stolen password alone goes unnoticed.',
    input: 'no_mfa_console_signin_enabled',
    pattern: 'eventName ConsoleLogin and additionalEventData.MFAUsed other than Yes',
    events: [signIn('a sign-in without MFA', 'IAMUser', 'Success', {})]
  }),
  alarm({
    id: 'alarm-root-use',
    control: 'ALM-03',
    subject: 'any use of the root user',
    effect: 'Somebody acts with powers that nothing limits, and nobody asks why.',
    input: 'root_usage_enabled',
    pattern: 'userIdentity.type Root, no userIdentity.invokedBy, and eventType other than AwsServiceEvent',
    events: [
      event('a call of the root user', {
        eventSource: 'iam.amazonaws.com',
        eventName: 'CreateUser',
        userIdentity: { type: 'Root' }
      }),
      signIn('a sign-in of the root user', 'Root', 'Success', {})
    ]
  }),
  alarm({
    id: 'alarm-iam-changes',
    control: 'ALM-04',
    subject: 'changes to IAM policies and their attachments',
    effect: 'Somebody gives themselves rights, and it is found at the next review.',
    input: 'iam_changes_enabled',
    ...calls('iam.amazonaws.com', [
      ...['Group', 'Role', 'User'].flatMap((kind) => [
        `Put${kind}Policy`,
        `Delete${kind}Policy`,
        `Attach${kind}Policy`,
        `Detach${kind}Policy`
      ]),
      'CreatePolicy',
      'DeletePolicy',
      'CreatePolicyVersion',
      'DeletePolicyVersion'
    ])
  }),
  alarm({
    id: 'alarm-trail-changes',
    control: 'ALM-05',
    subject: 'changes to the trails of CloudTrail',
    effect: 'The record is switched off before the intrusion, and its silence is taken for quiet.',
    input: 'cloudtrail_cfg_changes_enabled',
    ...calls('cloudtrail.amazonaws.com', [
      'CreateTrail',
      'UpdateTrail',
      'DeleteTrail',
      'StartLogging',
      'StopLogging'
    ])
  }),
  alarm({
    id: 'alarm-failed-sign-ins',
    control: 'ALM-06',
    subject: 'failed sign-ins to the console',
    effect: 'Passwords are tried until one fits.',
    input: 'console_signin_failures_enabled',
    pattern: 'eventName ConsoleLogin and errorMessage "Failed authentication"',
    events: [signIn('a failed sign-in', 'IAMUser', 'Failure', { errorMessage: 'Failed authentication' })]
  }),
  alarm({
    id: 'alarm-key-deletion',
    control: 'ALM-07',
    subject: 'KMS keys that are disabled or to be deleted',
    effect: 'Data becomes unreadable for good before anybody knows.',
    input: 'disable_or_delete_cmk_enabled',
    ...calls('kms.amazonaws.com', ['DisableKey', 'ScheduleKeyDeletion'])
  }),
  alarm({
    id: 'alarm-bucket-policy-changes',
    control: 'ALM-08',
    subject: 'changes to the policies and access of buckets',
    effect: 'A bucket is opened to strangers, and the data is gone before the next review.',
    input: 's3_bucket_policy_changes_enabled',
    ...calls('s3.amazonaws.com', [
      'PutBucketAcl',
      ...['Policy', 'Cors', 'Lifecycle', 'Replication'].flatMap((what) => [
        `PutBucket${what}`,
        `DeleteBucket${what}`
      ])
    ])
  }),
  alarm({
    id: 'alarm-config-changes',
    control: 'ALM-09',
    subject: 'changes to AWS Config',
    effect: 'The history of the configuration ends, and nobody can tell what was changed and when.',
    input: 'aws_config_changes_enabled',
    ...calls('config.amazonaws.com', [
      'StopConfigurationRecorder',
      'PutConfigurationRecorder',
      'PutDeliveryChannel',
      'DeleteDeliveryChannel'
    ])
  }),
  alarm({
    id: 'alarm-security-group-changes',
    control: 'ALM-10',
    subject: 'changes to security groups',
    effect: 'A port is opened to the internet, and nobody who did not do it knows.',
    input: 'security_group_changes_enabled',
    ...calls('ec2.amazonaws.com', [
      'AuthorizeSecurityGroupIngress',
      'AuthorizeSecurityGroupEgress',
      'RevokeSecurityGroupIngress',
      'RevokeSecurityGroupEgress',
      'CreateSecurityGroup',
      'DeleteSecurityGroup'
    ])
  }),
  alarm({
    id: 'alarm-network-acl-changes',
    control: 'ALM-11',
    subject: 'changes to network access control lists',
    effect: 'A wall between networks is taken down unseen.',
    input: 'nacl_changes_enabled',
    ...calls('ec2.amazonaws.com', [
      'CreateNetworkAcl',
      'DeleteNetworkAcl',
      'CreateNetworkAclEntry',
      'DeleteNetworkAclEntry',
      'ReplaceNetworkAclEntry',
      'ReplaceNetworkAclAssociation'
    ])
  }),
  alarm({
    id: 'alarm-gateway-changes',
    control: 'ALM-12',
    subject: 'changes to network gateways',
    effect: 'A closed network gets a way out to the internet unseen.',
    input: 'network_gw_changes_enabled',
    ...calls('ec2.amazonaws.com', [
      'CreateCustomerGateway',
      'DeleteCustomerGateway',
      'CreateInternetGateway',
      'DeleteInternetGateway',
      'AttachInternetGateway',
      'DetachInternetGateway'
    ])
  }),
  alarm({
    id: 'alarm-route-table-changes',
    control: 'ALM-13',
    subject: 'changes to route tables',
    effect: 'Traffic is sent another way, past what watches it.',
    input: 'route_table_changes_enabled',
    ...calls('ec2.amazonaws.com', [
      'CreateRoute',
      'CreateRouteTable',
      'ReplaceRoute',
      'ReplaceRouteTableAssociation',
      'DeleteRouteTable',
      'DeleteRoute',
      'DisassociateRouteTable'
    ])
  }),
  alarm({
    id: 'alarm-vpc-changes',
    control: 'ALM-14',
    subject: 'changes to virtual networks and their peering',
    effect: 'Two networks that must not meet are joined unseen.',
    input: 'vpc_changes_enabled',
    ...calls('ec2.amazonaws.com', [
      'CreateVpc',
      'DeleteVpc',
      'ModifyVpcAttribute',
      'AcceptVpcPeeringConnection',
      'CreateVpcPeeringConnection',
      'DeleteVpcPeeringConnection',
      'RejectVpcPeeringConnection'
    ])
  }),
  alarm({
    id: 'alarm-organization-changes',
    control: 'ALM-15',
    subject: 'changes to the organization and its policies',
    effect: 'An account leaves the guardrails, or a guardrail is taken off, and the owner does not know.',
    input: 'organizations_changes_enabled',
    scope: 'organization',
    ...calls('organizations.amazonaws.com', [
      'AcceptHandshake',
      'AttachPolicy',
      'CreateAccount',
      'CreateOrganizationalUnit',
      'CreatePolicy',
      'DeclineHandshake',
      'DeleteOrganization',
      'DeleteOrganizationalUnit',
      'DeletePolicy',
      'DetachPolicy',
      'DisablePolicyType',
      'EnablePolicyType',
      'InviteAccountToOrganization',
      'LeaveOrganization',
      'MoveAccount',
      'RemoveAccountFromOrganization',
      'UpdateOrganizationalUnit',
      'UpdatePolicy'
    ])
  })
]

/** The list of trails must be there; filters and alarms count for the account that the log group lies in. */
function alarm({
  id,
  control,
  subject,
  effect,
  input,
  pattern,
  events,
  scope = 'account'
}: Alarm): AutomatedCheck {
  return automatedCheck<AlarmRow>({
    id,
    control,
    topic: 'alarms',
    severity: 'medium',
    scope,
    criterion: `An alarm tells of ${subject}, and somebody receives it.`,
    effect,
    recommendation: `Let a metric filter on the log group of the trail count ${subject}, and an alarm on its metric notify a topic that a watched mailbox or an on-call system subscribes to; a rule of EventBridge does as well.`,
    remediation: {
      console:
        'CloudWatch → Log groups → the group of the trail → Metric filters → Create metric filter; then select the filter → Create alarm, with a notification to an SNS topic.',
      cli: `aws logs put-metric-filter --log-group-name GROUP --filter-name NAME --filter-pattern PATTERN --metric-transformations metricName=NAME,metricNamespace=NAMESPACE,metricValue=1, where PATTERN matches ${pattern}; then aws cloudwatch put-metric-alarm --alarm-actions TOPIC_ARN.`,
      terraform: `The alarm-baseline module of AWS Secure Baseline with ${input} = true, or aws_cloudwatch_log_metric_filter, aws_cloudwatch_metric_alarm and aws_sns_topic_subscription.`
    },
    procedure: [
      'Follow the events: a trail of all regions that is logging, its log group, a metric filter whose pattern matches each event, an alarm on the same metric and namespace, its action.',
      'Take the subscriptions of the topic of the action, and see a confirmed one that somebody watches.',
      'Where a rule of EventBridge or another system stands in, or a composite alarm acts, see it raise an alarm for such an event and conclude by hand.',
      'See one alarm of the period and what followed.'
    ],
    limits: [
      'A confirmed subscription shows that somebody agreed to receive; whether a person watches it is not in the exports.',
      'Rules of EventBridge, composite alarms and systems outside AWS that do the same are not read.',
      'Regular expressions in a pattern are not evaluated; such a filter stays open to judgement.'
    ],
    sources: [
      'CloudTrail User Guide: Creating CloudWatch alarms for CloudTrail events: examples',
      'Amazon CloudWatch Logs User Guide: Filter pattern syntax for metric filters'
    ],
    needs: ['trails', 'metric-filters', 'metric-alarms'],
    wants: ['trail-status', 'topic-subscriptions'],
    parameters: [],
    columns: [
      { key: 'trail_count', title: 'Trails', type: 'integer' },
      { key: 'watched_count', title: 'Trails with a log group', type: 'integer' }
    ],
    population: watchedTrails,
    whenEmpty: noTrailList,
    test: (row, { coverageOf }) => alarmVerdict(row, events, coverageOf('trails') === 'complete')
  })
}
