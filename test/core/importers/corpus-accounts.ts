/** Of one account: its users, roles, policies and settings. */
import { account, attachedPolicies, date, iam, policyDocument } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

const report =
  'user,arn,user_creation_time,password_enabled,password_last_used,mfa_active,access_key_1_active,access_key_1_last_rotated\n' +
  `<root_account>,${iam('root')},${date},true,${date},true,false,N/A\n` +
  `"smith,john",${iam('user/ada')},${date},N/A,no_information,false,true,${date}\n`

export const ofAccounts: readonly Seed[] = [
  {
    kind: 'account-authorization-details',
    content: {
      UserDetailList: [
        {
          Path: '/',
          UserName: 'ada',
          UserId: 'AIDA1234567890EXAMPLE',
          Arn: iam('user/ada'),
          CreateDate: date,
          GroupList: ['g'],
          UserPolicyList: [{ PolicyName: 'i', PolicyDocument: policyDocument }],
          AttachedManagedPolicies: attachedPolicies,
          PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: iam('policy/p') },
          Tags: [{ Key: 'team', Value: 'x' }]
        }
      ],
      GroupDetailList: [
        {
          Path: '/',
          GroupName: 'g',
          GroupId: 'AGPA1234567890EXAMPLE',
          Arn: iam('group/g'),
          CreateDate: date,
          GroupPolicyList: [],
          AttachedManagedPolicies: attachedPolicies
        }
      ],
      RoleDetailList: [
        {
          Path: '/',
          RoleName: 'r',
          RoleId: 'AROA1234567890EXAMPLE',
          Arn: iam('role/r'),
          CreateDate: date,
          AssumeRolePolicyDocument: JSON.stringify(policyDocument),
          InstanceProfileList: [{ InstanceProfileName: 'r', Arn: iam('instance-profile/r') }],
          RolePolicyList: [],
          AttachedManagedPolicies: [],
          RoleLastUsed: { LastUsedDate: date, Region: 'eu-west-1' }
        }
      ],
      Policies: [
        {
          PolicyName: 'p',
          PolicyId: 'ANPA1234567890EXAMPLE',
          Arn: iam('policy/p'),
          Path: '/',
          DefaultVersionId: 'v1',
          AttachmentCount: 1,
          IsAttachable: true,
          CreateDate: date,
          PolicyVersionList: [
            {
              Document: encodeURIComponent(JSON.stringify(policyDocument)),
              VersionId: 'v1',
              IsDefaultVersion: true,
              CreateDate: date
            }
          ]
        },
        { PolicyName: 'a', Arn: 'arn:aws:iam::aws:policy/a', PolicyVersionList: [] }
      ],
      IsTruncated: true,
      Marker: 'AAA'
    }
  },
  {
    kind: 'account-authorization-details',
    content: { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] }
  },
  { kind: 'credential-report', content: report },
  {
    kind: 'credential-report',
    content: {
      Content: Buffer.from(report).toString('base64'),
      ReportFormat: 'text/csv',
      GeneratedTime: date
    }
  },
  { kind: 'credential-report', content: Buffer.from(report).toString('base64') },
  {
    kind: 'password-policy',
    content: {
      PasswordPolicy: {
        MinimumPasswordLength: 14,
        RequireSymbols: true,
        RequireNumbers: true,
        RequireUppercaseCharacters: true,
        RequireLowercaseCharacters: true,
        AllowUsersToChangePassword: true,
        ExpirePasswords: true,
        MaxPasswordAge: 90,
        PasswordReusePrevention: 24
      }
    }
  },
  {
    kind: 'password-policy',
    content: `An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: The Password Policy with domain name ${account} cannot be found.`
  },
  {
    kind: 'account-summary',
    content: { SummaryMap: { Users: 1, AccountMFAEnabled: 1, AccountAccessKeysPresent: 0 } }
  },
  {
    kind: 'virtual-mfa-devices',
    content: {
      VirtualMFADevices: [
        { SerialNumber: iam('mfa/a'), User: { Arn: iam('root') }, EnableDate: date },
        { SerialNumber: iam('mfa/b') }
      ]
    }
  },
  {
    kind: 'caller-identity',
    content: {
      UserId: 'AROA1234567890EXAMPLE:s',
      Account: account,
      Arn: `arn:aws:sts::${account}:assumed-role/r/s`
    }
  },
  { kind: 'account-aliases', content: { AccountAliases: ['example'] } }
]
