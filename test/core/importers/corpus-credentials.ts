/** Of the credentials of an account's principals, and of when they were used. */
import { account, attachedPolicies, date, iam, policyDocument } from './corpus-shapes.ts'
import type { Seed } from './corpus.ts'

const user = {
  Path: '/',
  UserName: 'ada',
  UserId: 'AIDA1234567890EXAMPLE',
  Arn: iam('user/ada'),
  CreateDate: date
}
const role = {
  Path: '/',
  RoleName: 'r',
  RoleId: 'AROA1234567890EXAMPLE',
  Arn: iam('role/r'),
  CreateDate: date,
  AssumeRolePolicyDocument: policyDocument,
  Description: 'x',
  MaxSessionDuration: 3600
}
const ofUser = { name: `accounts/${account}/users/ada/export.json`, options: { 'user-name': 'ada' } }
const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'

export const ofCredentials: readonly Seed[] = [
  { kind: 'users-list', content: { Users: [{ ...user, PasswordLastUsed: date }] } },
  { kind: 'roles-list', content: { Roles: [role] } },
  {
    kind: 'roles-list',
    content: { Role: { ...role, RoleLastUsed: { LastUsedDate: date, Region: 'eu-west-1' } } }
  },
  {
    kind: 'access-keys',
    content: {
      AccessKeyMetadata: [
        { UserName: 'ada', AccessKeyId: 'AKIA1234567890EXAMPLE', Status: 'Active', CreateDate: date }
      ]
    },
    ...ofUser
  },
  {
    kind: 'access-key-last-used',
    content: {
      UserName: 'ada',
      AccessKeyLastUsed: { LastUsedDate: date, ServiceName: 's3', Region: 'us-east-1' }
    },
    name: 'get-access-key-last-used-AKIA1234567890EXAMPLE.json',
    options: { 'access-key-id': 'AKIA1234567890EXAMPLE' }
  },
  {
    kind: 'mfa-devices',
    content: { MFADevices: [{ UserName: 'ada', SerialNumber: iam('mfa/ada'), EnableDate: date }] },
    ...ofUser
  },
  {
    kind: 'mfa-devices',
    content: {
      UserName: 'ada',
      SerialNumber: iam('u2f/user/ada/key-1234'),
      EnableDate: date,
      Certifications: { 'FIDO-FIPS-140-2': 'L1' }
    }
  },
  {
    kind: 'login-profiles',
    content: { LoginProfile: { UserName: 'ada', CreateDate: date, PasswordResetRequired: false } },
    ...ofUser
  },
  {
    kind: 'ssh-public-keys',
    content: {
      SSHPublicKeys: [
        { UserName: 'ada', SSHPublicKeyId: 'APKA1234567890EXAMPLE', Status: 'Active', UploadDate: date }
      ]
    },
    ...ofUser
  },
  {
    kind: 'signing-certificates',
    content: {
      Certificates: [
        {
          UserName: 'ada',
          CertificateId: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE',
          CertificateBody: certificate,
          Status: 'Active',
          UploadDate: date
        }
      ]
    },
    ...ofUser
  },
  {
    kind: 'service-specific-credentials',
    content: {
      ServiceSpecificCredentials: [
        {
          UserName: 'ada',
          Status: 'Active',
          ServiceUserName: `ada-at-${account}`,
          CreateDate: date,
          ServiceSpecificCredentialId: 'ACCA1234567890EXAMPLE',
          ServiceName: 'codecommit.amazonaws.com'
        }
      ]
    },
    ...ofUser
  },
  {
    kind: 'server-certificates',
    content: {
      ServerCertificateMetadataList: [
        {
          Path: '/',
          ServerCertificateName: 'web',
          ServerCertificateId: 'ASCA1234567890EXAMPLE',
          Arn: iam('server-certificate/web'),
          UploadDate: date,
          Expiration: '2027-01-31T11:00:00+00:00'
        }
      ]
    }
  },
  {
    kind: 'instance-profiles',
    content: {
      InstanceProfiles: [
        {
          Path: '/',
          InstanceProfileName: 'r',
          InstanceProfileId: 'AIPA1234567890EXAMPLE',
          Arn: iam('instance-profile/r'),
          CreateDate: date,
          Roles: [role]
        }
      ]
    }
  },
  {
    kind: 'saml-providers',
    content: {
      SAMLProviderList: [
        { Arn: iam('saml-provider/idp'), ValidUntil: '2027-01-31T11:00:00+00:00', CreateDate: date }
      ]
    }
  },
  {
    kind: 'saml-provider',
    content: {
      SAMLMetadataDocument:
        '<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.org" validUntil="2027-01-31T11:00:00Z"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></EntityDescriptor>',
      CreateDate: date,
      ValidUntil: '2027-01-31T11:00:00+00:00',
      Tags: []
    },
    name: `accounts/${account}/saml-provider.idp.json`,
    options: { 'saml-provider-arn': iam('saml-provider/idp') }
  },
  {
    kind: 'oidc-providers',
    content: {
      OpenIDConnectProviderList: [{ Arn: iam('oidc-provider/token.actions.githubusercontent.com') }]
    }
  },
  {
    kind: 'oidc-provider',
    content: {
      Url: 'token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
      CreateDate: date,
      Tags: []
    },
    options: { 'open-id-connect-provider-arn': iam('oidc-provider/token.actions.githubusercontent.com') }
  },
  {
    kind: 'service-last-accessed',
    content: {
      JobStatus: 'COMPLETED',
      JobType: 'ACTION_LEVEL',
      JobCreationDate: date,
      JobCompletionDate: date,
      ServicesLastAccessed: [
        {
          ServiceName: 'Amazon S3',
          ServiceNamespace: 's3',
          LastAuthenticated: date,
          LastAuthenticatedEntity: iam('user/ada'),
          LastAuthenticatedRegion: 'eu-west-1',
          TotalAuthenticatedEntities: 1,
          TrackedActionsLastAccessed: [
            {
              ActionName: 'PutObject',
              LastAccessedEntity: iam('user/ada'),
              LastAccessedTime: date,
              LastAccessedRegion: 'eu-west-1'
            }
          ]
        },
        { ServiceName: 'AWS IAM', ServiceNamespace: 'iam', TotalAuthenticatedEntities: 0 }
      ],
      IsTruncated: false
    },
    name: `accounts/${account}/last-accessed/user_ada.1.json`,
    options: { arn: iam('user/ada') }
  },
  {
    kind: 'alternate-contacts',
    content: {
      AlternateContact: {
        AlternateContactType: 'SECURITY',
        EmailAddress: 'security@example.org',
        Name: 'Security',
        PhoneNumber: '+1 555 0100',
        Title: 'CISO'
      }
    }
  },
  {
    kind: 'contact-information',
    content: {
      ContactInformation: {
        AddressLine1: 'x',
        City: 'x',
        CountryCode: 'US',
        FullName: 'Example',
        PhoneNumber: '+1 555 0100',
        PostalCode: '1'
      }
    }
  },
  {
    kind: 'account-authorization-details',
    content: { RoleDetailList: [{ ...role, AttachedManagedPolicies: attachedPolicies }] }
  }
]
