/** Actions that checks ask for by name, with what each gives its holder; statements that reach one say so (`statement_reach`). */

/** What a sensitive action gives. */
export type Risk = 'data' | 'credentials' | 'exposure' | 'identity' | 'mfa' | 'spend'

/** Reads or copies a client's data out (service authorization reference: what each returns or shares). */
const data = [
  'athena:GetQueryResults',
  'athena:StartQueryExecution',
  'dynamodb:BatchGetItem',
  'dynamodb:ExportTableToPointInTime',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ec2:CreateSnapshot',
  'ec2:ModifyImageAttribute',
  'ec2:ModifySnapshotAttribute',
  'kinesis:GetRecords',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'logs:GetLogEvents',
  'logs:FilterLogEvents',
  'rds:CopyDBSnapshot',
  'rds:ModifyDBClusterSnapshotAttribute',
  'rds:ModifyDBSnapshotAttribute',
  'rds:StartExportTask',
  'rds-data:ExecuteStatement',
  'redshift-data:ExecuteStatement',
  'redshift-data:GetStatementResult',
  's3:GetObject',
  's3:GetObjectVersion',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'sqs:ReceiveMessage',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath'
]

/** Returns a credential its holder did not have (service authorization reference: what each returns). */
const credentials = [
  'chime:CreateApiKey',
  'codepipeline:PollForJobs',
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenIdToken',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
  'connect:GetFederationToken',
  'ec2:GetPasswordData',
  'ecr:GetAuthorizationToken',
  'gamelift:GetComputeAuthToken',
  'gamelift:GetInstanceAccess',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateServiceSpecificCredential',
  'iam:ResetServiceSpecificCredential',
  'iam:UpdateAccessKey',
  'iam:UpdateLoginProfile',
  'lightsail:CreateBucketAccessKey',
  'lightsail:DownloadDefaultKeyPair',
  'lightsail:GetInstanceAccessDetails',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'mediapackage:RotateIngestEndpointCredentials',
  'rds-db:connect',
  'redshift:GetClusterCredentials',
  'redshift:GetClusterCredentialsWithIAM',
  'redshift:JoinGroup',
  'redshift-serverless:GetCredentials',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'snowball:GetJobUnlockCode',
  'ssm:StartSession',
  'storagegateway:DescribeChapCredentials',
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:AssumeRoot',
  'sts:GetFederationToken',
  'sts:GetSessionToken'
]

/** Shares a resource or hands out permissions, though the reference calls it a write (service authorization reference). */
const exposure = [
  'ec2:ModifyImageAttribute',
  'es:UpdateDomainConfig',
  'es:UpdateElasticsearchDomainConfig',
  'iam:AddUserToGroup',
  'rds:ModifyDBClusterSnapshotAttribute',
  'rds:ModifyDBSnapshotAttribute'
]

/** Makes, changes or hands on an identity (IAM User Guide, actions of IAM and STS). */
const identity = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:CreateRole',
  'iam:CreateUser',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'iam:PassRole',
  'iam:PutGroupPolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:PutUserPermissionsBoundary',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:TagRole',
  'iam:TagUser',
  'iam:UntagRole',
  'iam:UntagUser',
  'iam:UpdateAssumeRolePolicy',
  'organizations:CreateAccount',
  'organizations:InviteAccountToOrganization',
  'organizations:LeaveOrganization',
  'sts:SetSourceIdentity',
  'sts:TagSession'
]

/** Changes a multi-factor device (IAM User Guide: Using multi-factor authentication). */
const mfa = [
  'iam:CreateVirtualMFADevice',
  'iam:DeactivateMFADevice',
  'iam:DeleteVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:ResyncMFADevice'
]

/** Spends money with third parties (AWS Marketplace Buyer Guide). */
const spend = ['aws-marketplace:Subscribe', 'aws-marketplace:AcceptAgreementRequest']

const lists = { data, credentials, exposure, identity, mfa, spend } satisfies Record<Risk, readonly string[]>

/** Every sensitive action with its risks. */
export const sensitiveActions: ReadonlyMap<string, readonly Risk[]> = (() => {
  const found = new Map<string, Risk[]>()
  for (const [risk, actions] of Object.entries(lists) as [Risk, readonly string[]][])
    for (const action of actions) found.set(action, [...(found.get(action) ?? []), risk])
  return found
})()

/** The sensitive actions that give something, by name. */
export function actionsOfRisk(risk: Risk): readonly string[] {
  return lists[risk]
}
