/** The condition keys of every service and their types (IAM User Guide: AWS global condition context keys). */
import type { KeyType } from './key-type.ts'

/** Keys that stand in the context of requests to any service; a key that ends in `/` goes on with the name of a tag. */
const keys = {
  String: [
    'aws:CalledViaAWSMCP',
    'aws:CalledViaFirst',
    'aws:CalledViaLast',
    'aws:Ec2InstanceSourceVpc',
    'aws:FederatedProvider',
    'aws:PrincipalAccount',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgMasterAccountId',
    'aws:PrincipalServiceName',
    'aws:PrincipalTag/',
    'aws:PrincipalType',
    'aws:RequestTag/',
    'aws:RequestedRegion',
    'aws:ResourceAccount',
    'aws:ResourceOrgID',
    'aws:ResourceTag/',
    'aws:SignInSessionArn',
    'aws:SourceAccount',
    'aws:SourceIdentity',
    'aws:SourceOrgID',
    'aws:SourceOwner',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:UserAgent',
    'aws:VpceAccount',
    'aws:VpceOrgID',
    'aws:referer',
    'aws:userid',
    'aws:username',
    'codebuild:BuildArn',
    'codebuild:ProjectArn',
    'glue:CredentialIssuingService',
    'glue:RoleAssumedBy',
    'identitystore:UserId'
  ],
  ARN: [
    'aws:ChatbotSourceArn',
    'aws:PrincipalArn',
    'aws:SourceArn',
    'aws:SourceVpcArn',
    'ec2:SourceInstanceArn',
    'lambda:SourceFunctionArn',
    'ssm:SourceInstanceArn'
  ],
  Bool: [
    'aws:AssumedRoot',
    'aws:IsMcpServiceAction',
    'aws:MultiFactorAuthPresent',
    'aws:PrincipalIsAWSService',
    'aws:SecureTransport',
    'aws:ViaAWSMCPService',
    'aws:ViaAWSService'
  ],
  Numeric: ['aws:MultiFactorAuthAge', 'ec2:RoleDelivery'],
  // Both are compared as dates and as seconds.
  Date: ['aws:CurrentTime', 'aws:EpochTime', 'aws:TokenIssueTime'],
  IPAddress: ['aws:Ec2InstanceSourcePrivateIPv4', 'aws:SourceIp', 'aws:VpcSourceIp'],
  ArrayOfString: [
    'aws:CalledVia',
    'aws:PrincipalOrgPaths',
    'aws:PrincipalServiceNamesList',
    'aws:ResourceOrgPaths',
    'aws:SourceOrgPaths',
    'aws:TagKeys',
    'aws:VpceOrgPaths'
  ]
} as const satisfies Partial<Record<KeyType, readonly string[]>>

/** By the key in lower case. */
export const globalKeys: ReadonlyMap<string, KeyType> = new Map(
  (Object.entries(keys) as [KeyType, readonly string[]][]).flatMap(([type, names]) =>
    names.map((name) => [name.toLowerCase(), type] as const)
  )
)

/** Keys that stand in the context of every request that is signed, in lower case. */
export const alwaysPresent: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:useragent',
  'aws:userid',
  'aws:viaawsservice'
])
