/** The guardrails that the ceiling over an account is judged by. */

export interface Guardrail {
  readonly id: string
  /** Begins a sentence: "Leaving the organization is denied …". */
  readonly title: string
  /** Heads a narrow column. */
  readonly short: string
  /** `*`: everything. */
  readonly actions: readonly string[]
  /** Who must be denied; anyone in the account where not given. */
  readonly who?: 'root-user'
  /** Decided by Region. */
  readonly byRegion?: true
  /** What it protects, where that is not all of a kind: the logs of trails, or whatever the policy itself names. */
  readonly protects?: 'logs' | 'named-by-policy'
  /** The control that tests it alone; `ORG-05` tests the others together. */
  readonly control: string
  /** An open one is an exception of `ORG-05`; of the others other means can stand in. */
  readonly isRequired: boolean
}

/**
 * Actions are those of AWS's own examples: Organizations User Guide, "Service control policy examples", and Control Tower Guide,
 * "Mandatory controls" (`AWS-GR_CLOUDTRAIL_CHANGE_PROHIBITED`, `AWS-GR_CONFIG_CHANGE_PROHIBITED`, `AWS-GR_RESTRICT_ROOT_USER`,
 * `AWS-GR_AUDIT_BUCKET_DELETION_PROHIBITED`).
 */
export const guardrails: readonly Guardrail[] = [
  {
    id: 'leave-organization',
    title: 'Leaving the organization',
    short: 'Leave org.',
    actions: ['organizations:LeaveOrganization'],
    control: 'ORG-05',
    isRequired: true
  },
  {
    id: 'root-user',
    title: 'Everything the root user does',
    short: 'Root user actions',
    actions: ['*'],
    who: 'root-user',
    control: 'ROOT-10',
    isRequired: false
  },
  {
    id: 'cloudtrail',
    title: 'Stopping, changing or deleting a trail',
    short: 'Disable CloudTrail',
    actions: [
      'cloudtrail:StopLogging',
      'cloudtrail:DeleteTrail',
      'cloudtrail:UpdateTrail',
      'cloudtrail:PutEventSelectors'
    ],
    control: 'ORG-05',
    isRequired: false
  },
  {
    id: 'config',
    title: 'Stopping or deleting the configuration recorder',
    short: 'Disable Config',
    actions: [
      'config:StopConfigurationRecorder',
      'config:DeleteConfigurationRecorder',
      'config:DeleteDeliveryChannel'
    ],
    control: 'ORG-05',
    isRequired: false
  },
  {
    id: 'guardduty',
    title: 'Disabling GuardDuty',
    short: 'Disable GuardDuty',
    actions: [
      'guardduty:DeleteDetector',
      'guardduty:UpdateDetector',
      'guardduty:DisassociateFromAdministratorAccount'
    ],
    control: 'ORG-05',
    isRequired: false
  },
  {
    id: 'security-hub',
    title: 'Disabling Security Hub',
    short: 'Disable Security Hub',
    actions: ['securityhub:DisableSecurityHub', 'securityhub:DisassociateFromAdministratorAccount'],
    control: 'ORG-05',
    isRequired: false
  },
  {
    id: 'access-analyzer',
    title: 'Deleting an access analyzer',
    short: 'Delete analyzer',
    actions: ['access-analyzer:DeleteAnalyzer'],
    control: 'ORG-05',
    isRequired: false
  },
  {
    id: 'regions',
    title: 'Use of other Regions',
    short: 'Other Regions',
    // Of a service that no policy names, and of one that stands for those that some policies name.
    actions: ['q0x:CreateQ0x', 'ec2:RunInstances'],
    byRegion: true,
    control: 'ORG-04',
    isRequired: false
  },
  {
    id: 'iam-users',
    title: 'Creating IAM users',
    short: 'Create IAM users',
    actions: ['iam:CreateUser'],
    control: 'ORG-05',
    isRequired: false
  },
  {
    id: 'access-keys',
    title: 'Creating access keys',
    short: 'Create access keys',
    actions: ['iam:CreateAccessKey'],
    control: 'ORG-05',
    isRequired: false
  },
  {
    id: 'permissions-boundary',
    title: 'Changing permissions boundaries',
    short: 'Change boundary',
    actions: [
      'iam:DeleteRolePermissionsBoundary',
      'iam:PutRolePermissionsBoundary',
      'iam:DeleteUserPermissionsBoundary',
      'iam:PutUserPermissionsBoundary'
    ],
    control: 'ORG-05',
    isRequired: false
  },
  {
    id: 'log-archive',
    title: 'Deleting log buckets and their keys',
    short: 'Delete logs',
    actions: ['s3:DeleteBucket', 'kms:ScheduleKeyDeletion', 'kms:DisableKey'],
    protects: 'logs',
    control: 'ORG-05',
    isRequired: false
  },
  {
    id: 'public-access-block',
    title: "Changing the account's block of public access to S3",
    short: 'Public S3',
    actions: ['s3:PutAccountPublicAccessBlock'],
    control: 'ORG-05',
    isRequired: false
  },
  {
    id: 'platform-roles',
    title: 'Changing break-glass and platform roles',
    short: 'Change platform roles',
    actions: ['iam:UpdateAssumeRolePolicy', 'iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:DeleteRole'],
    protects: 'named-by-policy',
    control: 'ORG-05',
    isRequired: false
  }
]

/** What a root user's Deny must hold where it does not deny everything: taking keys, closing the account, leaving, opening buckets. */
export const sensitiveRootActions: readonly string[] = [
  'iam:CreateAccessKey',
  'account:CloseAccount',
  'organizations:LeaveOrganization',
  's3:PutBucketPolicy',
  'ec2:RunInstances'
]

export function guardrailOf(id: string): Guardrail {
  const found = guardrails.find((guardrail) => guardrail.id === id)
  if (!found) throw new Error(`There is no guardrail ${id}`)
  return found
}
