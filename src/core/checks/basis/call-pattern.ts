/** Calls that together show an intruder at work: looking around, gaining rights, using models of AI at another's cost. */
import type { ParameterName } from '../../../shared/parameters.ts'

export interface CallPattern {
  readonly id: string
  /** Ends "calls that …". */
  readonly purpose: string
  /** The share of the calls from which on one identity's day is for judgement, in percent. */
  readonly threshold: ParameterName
  readonly calls: readonly string[]
}

export const callPatterns: readonly CallPattern[] = [
  {
    id: 'enumeration',
    purpose: 'look around',
    threshold: 'enumerationPercent',
    calls: [
      'DescribeAccountAttributes',
      'DescribeDBInstances',
      'DescribeImages',
      'DescribeInstances',
      'DescribeKeyPairs',
      'DescribeOrganization',
      'DescribeRegions',
      'DescribeSecurityGroups',
      'DescribeSnapshots',
      'DescribeTrails',
      'DescribeVolumes',
      'DescribeVpcs',
      'GetAccountAuthorizationDetails',
      'GetAccountPasswordPolicy',
      'GetAccountSummary',
      'GetCallerIdentity',
      'GetPolicyVersion',
      'GetSendQuota',
      'GetUser',
      'ListAccessKeys',
      'ListAccounts',
      'ListAttachedRolePolicies',
      'ListAttachedUserPolicies',
      'ListBuckets',
      'ListDetectors',
      'ListFunctions20150331',
      'ListGroupsForUser',
      'ListMFADevices',
      'ListPolicies',
      'ListRoles',
      'ListSecrets',
      'ListServiceQuotas',
      'ListUserPolicies',
      'ListUsers'
    ]
  },
  {
    id: 'escalation',
    purpose: 'gain rights',
    threshold: 'escalationPercent',
    calls: [
      'AddUserToGroup',
      'AttachGroupPolicy',
      'AttachRolePolicy',
      'AttachUserPolicy',
      'CreateAccessKey',
      'CreateLoginProfile',
      'CreatePolicyVersion',
      'CreateRole',
      'CreateUser',
      'DeactivateMFADevice',
      'DeleteRolePermissionsBoundary',
      'DeleteUserPermissionsBoundary',
      'PutGroupPolicy',
      'PutRolePermissionsBoundary',
      'PutRolePolicy',
      'PutUserPermissionsBoundary',
      'PutUserPolicy',
      'SetDefaultPolicyVersion',
      'UpdateAssumeRolePolicy',
      'UpdateLoginProfile'
    ]
  },
  {
    id: 'model-abuse',
    purpose: 'use models of Amazon Bedrock',
    threshold: 'modelAbusePercent',
    calls: [
      'Converse',
      'ConverseStream',
      'CreateFoundationModelAgreement',
      'GetFoundationModelAvailability',
      'GetModelInvocationLoggingConfiguration',
      'GetUseCaseForModelAccess',
      'InvokeModel',
      'InvokeModelWithResponseStream',
      'ListFoundationModels',
      'PutFoundationModelEntitlement',
      'PutUseCaseForModelAccess'
    ]
  }
]
