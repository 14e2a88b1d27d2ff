/** What the stand-in for the AWS CLI answers: small answers in the shape the CLI writes them, by the words of the call. */

/** A document as JSON, the text of `--output text`, an error of the service, or nothing at all (exit code 0 and no answer). */
export type Answer =
  | { readonly json: unknown }
  | { readonly text: string }
  | { readonly code: string; readonly operation: string; readonly message?: string }
  | 'nothing'

export const management = '111122223333'
export const member = '000022224444'
export const suspended = '333344445555'
export const closing = '444455556666'

/** Names IAM allows and a file system or a shell may not like. */
export const users = ['ada', 'smith,john', '=1+1', '@admin', '-2', 'nul', '..'] as const

const created = '2024-03-01T09:00:00+00:00'
const json = (document: unknown): Answer => ({ json: document })
const text = (...names: readonly string[]): Answer => ({ text: names.join('\t') })
const refused = (code: string, operation: string, message = 'as AWS would say it'): Answer => ({
  code,
  operation,
  message
})

const root = 'r-a1b2'
const unit = 'ou-a1b2-11112222'
const organization = 'o-exampleorg'
const instance = 'arn:aws:sso:::instance/ssoins-1111222233334444'
const permissionSet = 'arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-aaaabbbbccccdddd'
const group = '906707b6-11aa-4b5c-9d11-aabbccddeeff'
const statement = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }]
})

function accountOf(id: string, state: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return {
    Id: id,
    Arn: `arn:aws:organizations::${management}:account/${organization}/${id}`,
    Email: `root+${id}@halden.example`,
    Name: `account ${id}`,
    ...state,
    Paths: [`${organization}/${root}/${id}/`],
    JoinedMethod: 'CREATED',
    JoinedTimestamp: created
  }
}

function policyOf(id: string, type: string): Readonly<Record<string, unknown>> {
  return {
    Id: id,
    Arn: `arn:aws:organizations::aws:policy/${type.toLowerCase()}/${id}`,
    Name: id.slice(2),
    Description: 'Allows everything',
    Type: type,
    AwsManaged: true
  }
}

const organizationAnswers: Readonly<Record<string, Answer>> = {
  'organizations describe-organization': json({
    Organization: {
      Id: organization,
      Arn: `arn:aws:organizations::${management}:organization/${organization}`,
      FeatureSet: 'ALL',
      MasterAccountArn: `arn:aws:organizations::${management}:account/${organization}/${management}`,
      MasterAccountId: management,
      MasterAccountEmail: 'root@halden.example',
      AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]
    }
  }),
  'organizations list-roots': json({
    Roots: [
      {
        Id: root,
        Arn: `arn:aws:organizations::${management}:root/${organization}/${root}`,
        Name: 'Root',
        PolicyTypes: [
          { Type: 'TAG_POLICY', Status: 'ENABLED' },
          { Type: 'BACKUP_POLICY', Status: 'PENDING_DISABLE' },
          { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }
        ]
      }
    ]
  }),
  'organizations list-accounts': json({
    Accounts: [
      accountOf(management, { Status: 'ACTIVE', State: 'ACTIVE' }),
      accountOf(suspended, { Status: 'SUSPENDED', State: 'SUSPENDED' }),
      accountOf(closing, { Status: 'ACTIVE', State: 'PENDING_CLOSURE' }),
      accountOf(member, { Status: 'ACTIVE' })
    ]
  }),
  'organizations list-delegated-administrators': json({
    DelegatedAdministrators: [
      {
        Id: member,
        Arn: `arn:aws:organizations::${management}:account/${organization}/${member}`,
        Email: 'root@halden.example',
        Name: 'audit',
        Status: 'ACTIVE',
        JoinedMethod: 'CREATED',
        JoinedTimestamp: created,
        DelegationEnabledDate: created
      }
    ]
  }),
  [`organizations list-delegated-services-for-account --account-id ${member}`]: json({
    DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com', DelegationEnabledDate: created }]
  }),
  'organizations list-aws-service-access-for-organization': json({
    EnabledServicePrincipals: [{ ServicePrincipal: 'sso.amazonaws.com', DateEnabled: created }]
  }),
  'organizations describe-resource-policy': refused(
    'ResourcePolicyNotFoundException',
    'DescribeResourcePolicy',
    "We can't find a resource policy for this organization."
  ),
  'iam list-organizations-features': json({
    OrganizationId: organization,
    EnabledFeatures: ['RootCredentialsManagement']
  }),
  [`organizations list-organizational-units-for-parent --parent-id ${root}`]: json({
    OrganizationalUnits: [
      {
        Id: unit,
        Arn: `arn:aws:organizations::${management}:ou/${organization}/${unit}`,
        Name: 'Workloads',
        Path: `${organization}/${root}/${unit}/`
      }
    ]
  }),
  [`organizations list-organizational-units-for-parent --parent-id ${unit}`]: json({
    OrganizationalUnits: []
  }),
  [`organizations list-accounts-for-parent --parent-id ${root}`]: json({
    Accounts: [accountOf(management, { Status: 'ACTIVE', State: 'ACTIVE' })]
  }),
  [`organizations list-accounts-for-parent --parent-id ${unit}`]: json({
    Accounts: [accountOf(member, { Status: 'ACTIVE' })]
  }),
  'organizations list-policies --filter SERVICE_CONTROL_POLICY': json({
    Policies: [policyOf('p-FullAWSAccess', 'SERVICE_CONTROL_POLICY')]
  }),
  'organizations list-policies --filter RESOURCE_CONTROL_POLICY': json({
    Policies: [policyOf('p-RCPFullAWSAccess', 'RESOURCE_CONTROL_POLICY')]
  }),
  'organizations list-policies --filter TAG_POLICY': json({ Policies: [] }),
  ...Object.fromEntries(
    (
      [
        ['p-FullAWSAccess', 'SERVICE_CONTROL_POLICY'],
        ['p-RCPFullAWSAccess', 'RESOURCE_CONTROL_POLICY']
      ] as const
    ).flatMap(([id, type]) => [
      [
        `organizations describe-policy --policy-id ${id}`,
        json({ Policy: { PolicySummary: policyOf(id, type), Content: statement } })
      ],
      [
        `organizations list-targets-for-policy --policy-id ${id}`,
        json({
          Targets: [
            {
              TargetId: root,
              Arn: `arn:aws:organizations::${management}:root/${organization}/${root}`,
              Name: 'Root',
              Type: 'ROOT'
            }
          ]
        })
      ]
    ])
  ),
  ...Object.fromEntries(
    [`${organization}/${root}`, `${organization}/${root}/${unit}`].map((path, index) => [
      `iam generate-organizations-access-report --entity-path ${path} --query JobId`,
      text(`organization-job-${index}`)
    ])
  ),
  ...Object.fromEntries(
    [0, 1].flatMap((index) => [
      [
        `iam get-organizations-access-report --job-id organization-job-${index} --query JobStatus`,
        text('COMPLETED')
      ],
      [
        `iam get-organizations-access-report --job-id organization-job-${index} --max-items 1000`,
        json({
          JobStatus: 'COMPLETED',
          JobCreationDate: created,
          JobCompletionDate: created,
          NumberOfServicesAccessible: 1,
          NumberOfServicesNotAccessed: 0,
          AccessDetails: [
            {
              ServiceName: 'Amazon S3',
              ServiceNamespace: 's3',
              Region: 'eu-west-1',
              EntityPath: `${organization}/${root}/${member}`,
              LastAuthenticatedTime: created,
              TotalAuthenticatedEntities: 1
            }
          ],
          IsTruncated: false
        })
      ]
    ])
  )
}

const identityCenterAnswers: Readonly<Record<string, Answer>> = {
  'sso-admin list-instances --query Instances[].InstanceArn': text(instance),
  'sso-admin list-instances': json({
    Instances: [
      {
        InstanceArn: instance,
        IdentityStoreId: 'd-1234567890',
        OwnerAccountId: management,
        CreatedDate: created,
        Status: 'ACTIVE'
      }
    ]
  }),
  [`sso-admin describe-instance-access-control-attribute-configuration --instance-arn ${instance}`]: refused(
    'ResourceNotFoundException',
    'DescribeInstanceAccessControlAttributeConfiguration'
  ),
  [`sso-admin list-permission-sets --instance-arn ${instance}`]: json({ PermissionSets: [permissionSet] }),
  [`sso-admin describe-permission-set --instance-arn ${instance} --permission-set-arn ${permissionSet}`]:
    json({
      PermissionSet: {
        Name: 'Auditor',
        PermissionSetArn: permissionSet,
        CreatedDate: created,
        SessionDuration: 'PT8H'
      }
    }),
  [`sso-admin get-inline-policy-for-permission-set --instance-arn ${instance} --permission-set-arn ${permissionSet}`]:
    json({ InlinePolicy: '' }),
  [`sso-admin list-managed-policies-in-permission-set --instance-arn ${instance} --permission-set-arn ${permissionSet}`]:
    json({
      AttachedManagedPolicies: [{ Name: 'ReadOnlyAccess', Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }]
    }),
  [`sso-admin list-customer-managed-policy-references-in-permission-set --instance-arn ${instance} --permission-set-arn ${permissionSet}`]:
    json({ CustomerManagedPolicyReferences: [{ Name: 'boundary', Path: '/' }] }),
  [`sso-admin get-permissions-boundary-for-permission-set --instance-arn ${instance} --permission-set-arn ${permissionSet}`]:
    refused('ResourceNotFoundException', 'GetPermissionsBoundaryForPermissionSet'),
  [`sso-admin list-accounts-for-provisioned-permission-set --instance-arn ${instance} --permission-set-arn ${permissionSet}`]:
    json({ AccountIds: [member] }),
  [`sso-admin list-account-assignments --instance-arn ${instance} --account-id ${member} --permission-set-arn ${permissionSet}`]:
    json({
      AccountAssignments: [
        { AccountId: member, PermissionSetArn: permissionSet, PrincipalType: 'GROUP', PrincipalId: group }
      ]
    }),
  'identitystore list-users --identity-store-id d-1234567890': json({
    Users: [
      {
        IdentityStoreId: 'd-1234567890',
        UserId: '906707b6-aaaa-4b5c-9d11-aabbccddeeff',
        UserName: 'ada',
        DisplayName: 'Ada',
        UserStatus: 'ENABLED'
      }
    ]
  }),
  'identitystore list-groups --identity-store-id d-1234567890': json({
    Groups: [{ GroupId: group, DisplayName: 'Auditors', IdentityStoreId: 'd-1234567890' }]
  }),
  [`identitystore list-group-memberships --identity-store-id d-1234567890 --group-id ${group}`]: json({
    GroupMemberships: [
      {
        IdentityStoreId: 'd-1234567890',
        MembershipId: '906707b6-bbbb-4b5c-9d11-aabbccddeeff',
        GroupId: group,
        MemberId: { UserId: '906707b6-aaaa-4b5c-9d11-aabbccddeeff' }
      }
    ]
  })
}

/** Of the caller's own account, which is the organization's management account too. */
export const callerAnswers: Readonly<Record<string, Answer>> = {
  'sts get-caller-identity --query [Account,Arn]': text(
    management,
    `arn:aws:sts::${management}:assumed-role/Auditor/ada`
  ),
  ...organizationAnswers,
  ...identityCenterAnswers
}
