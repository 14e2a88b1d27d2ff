/** A small account as its exports show it, for tests of the explorer: who is an administrator, who never signed in, who trusts whom. */
import { credentialReport, sitDown, wrapped, type Desk } from '../desk.ts'

export const account = '111122223333'
const other = '444455556666'

export const arnOf = (resource: string): string => `arn:aws:iam::${account}:${resource}`

const everything = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }]
}
const read = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:aws:s3:::ledger*' },
    {
      Sid: 'OnlyHome',
      Effect: 'Deny',
      NotAction: 'iam:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } }
    }
  ]
}

function user(name: string, more: object = {}): object {
  return {
    Path: '/',
    UserName: name,
    UserId: `AIDA${name.toUpperCase()}`,
    Arn: arnOf(`user/${name}`),
    CreateDate: '2024-01-01T00:00:00Z',
    GroupList: [],
    AttachedManagedPolicies: [],
    ...more
  }
}

function role(name: string, trust: readonly object[], more: object = {}): object {
  return {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${name.toUpperCase()}`,
    Arn: arnOf(`role/${name}`),
    CreateDate: '2025-12-01T00:00:00Z',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust },
    InstanceProfileList: [],
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    RoleLastUsed: {},
    ...more
  }
}

const attachedTo = (name: string): object => ({ PolicyName: name, PolicyArn: arnOf(`policy/${name}`) })

export const details = {
  UserDetailList: [
    user('ada', {
      AttachedManagedPolicies: [attachedTo('Everything')],
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: arnOf('policy/Edge')
      }
    }),
    user('bob', { GroupList: ['admins'] }),
    user('cyd', {
      UserPolicyList: [{ PolicyName: 'own', PolicyDocument: read }],
      AttachedManagedPolicies: [attachedTo('NotExported')]
    }),
    user('dan')
  ],
  GroupDetailList: [
    {
      Path: '/',
      GroupName: 'admins',
      GroupId: 'AGPAADMINS',
      Arn: arnOf('group/admins'),
      CreateDate: '2024-01-01T00:00:00Z',
      GroupPolicyList: [],
      AttachedManagedPolicies: [
        { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }
      ]
    }
  ],
  RoleDetailList: [
    role('batch', [
      { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }
    ]),
    role('partner', [
      {
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam::${other}:root`, `arn:aws:iam::${account}:root`] },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'k3j4' } }
      }
    ]),
    role('open', [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }])
  ],
  Policies: [policy('Everything', everything, 1), policy('Edge', read, 0)],
  IsTruncated: false
}

function policy(name: string, document: object, attachments: number): object {
  return {
    PolicyName: name,
    PolicyId: `ANPA${name.toUpperCase()}`,
    Arn: arnOf(`policy/${name}`),
    Path: '/',
    DefaultVersionId: 'v1',
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: '2024-01-01T00:00:00Z',
    UpdateDate: '2024-01-01T00:00:00Z',
    PolicyVersionList: [
      { Document: document, VersionId: 'v1', IsDefaultVersion: true, CreateDate: '2024-01-01T00:00:00Z' }
    ]
  }
}

export const report = wrapped(
  credentialReport(account, {
    ada: { mfa: true },
    bob: { mfa: false, lastUsed: '2025-09-30T00:00:00Z' },
    cyd: { mfa: false, lastUsed: 'no_information' },
    eve: { mfa: true }
  }),
  '2026-01-31T00:00:00Z'
)

/** With both exports read and every check run: ada to dan are detailed, eve is only in the report, dan only in the details. */
export async function deskWithAccount(): Promise<Desk> {
  const desk = sitDown()
  await desk.receive({
    'credential-report.json': report,
    'account-authorization-details.json': JSON.stringify(details)
  })
  return desk
}
