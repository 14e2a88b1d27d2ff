/** Of Identity Center and its identity store. */
import { account, date, policyDocument } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

const instance = 'arn:aws:sso:::instance/ssoins-1234567890abcdef'
const permissionSet = 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef'
const store = 'd-1234567890'
const person = '11111111-2222-3333-4444-555555555555'
const group = '99999999-2222-3333-4444-555555555555'

const ofSet = {
  name: 'identity-center/permission-sets/ps-1234567890abcdef/export.json',
  options: { 'permission-set-arn': permissionSet, 'instance-arn': instance }
}

export const ofIdentityCenter: readonly Seed[] = [
  {
    kind: 'sso-instances',
    content: {
      Instances: [
        {
          InstanceArn: instance,
          IdentityStoreId: store,
          OwnerAccountId: account,
          Name: 'main',
          CreatedDate: date,
          Status: 'ACTIVE'
        }
      ]
    }
  },
  {
    kind: 'sso-access-attributes',
    content: {
      Status: 'ENABLED',
      InstanceAccessControlAttributeConfiguration: {
        AccessControlAttributes: [{ Key: 'team', Value: { Source: ['${path:enterprise.department}'] } }]
      }
    },
    options: { 'instance-arn': instance }
  },
  { kind: 'permission-sets', content: { PermissionSets: [permissionSet] } },
  {
    kind: 'permission-sets',
    content: {
      PermissionSet: {
        Name: 'Admin',
        PermissionSetArn: permissionSet,
        Description: 'x',
        CreatedDate: date,
        SessionDuration: 'PT4H',
        RelayState: 'x'
      }
    }
  },
  { kind: 'permission-set-accounts', content: { AccountIds: [account] }, ...ofSet },
  {
    kind: 'permission-set-policies',
    content: {
      AttachedManagedPolicies: [
        { Name: 'AdministratorAccess', Arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }
      ]
    },
    ...ofSet
  },
  { kind: 'permission-set-policies', content: { InlinePolicy: JSON.stringify(policyDocument) }, ...ofSet },
  {
    kind: 'permission-set-policies',
    content: { PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'boundary', Path: '/' } } },
    ...ofSet
  },
  {
    kind: 'permission-set-policies',
    content: { CustomerManagedPolicyReferences: [{ Name: 'x', Path: '/' }] },
    ...ofSet
  },
  {
    kind: 'account-assignments',
    content: {
      AccountAssignments: [
        { AccountId: account, PermissionSetArn: permissionSet, PrincipalType: 'GROUP', PrincipalId: group }
      ]
    },
    ...ofSet
  },
  {
    kind: 'identity-users',
    content: {
      Users: [
        {
          UserName: 'ada',
          UserId: person,
          ExternalIds: [{ Issuer: 'https://idp.example.org', Id: 'x' }],
          Name: { FamilyName: 'L', GivenName: 'A' },
          DisplayName: 'Ada',
          Emails: [{ Value: 'ada@example.org', Type: 'work', Primary: true }],
          IdentityStoreId: store,
          UserStatus: 'ENABLED'
        }
      ]
    }
  },
  {
    kind: 'identity-groups',
    content: { Groups: [{ GroupId: group, DisplayName: 'admins', Description: 'x', IdentityStoreId: store }] }
  },
  {
    kind: 'identity-memberships',
    content: {
      GroupMemberships: [
        {
          IdentityStoreId: store,
          MembershipId: '22222222-2222-3333-4444-555555555555',
          GroupId: group,
          MemberId: { UserId: person }
        }
      ]
    }
  }
]
