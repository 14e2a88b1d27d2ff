/** The small engagement of `record.ts` with facts in every other table, so that no sheet is without rows. */
import type { Writer } from '../../../src/core/store/database.ts'
import { daysAgo, stating, type Statement } from './facts.ts'
import { sayCorroboration, sayDetection, sayLogging } from './evidence-of-services.ts'
import { audit, filledRecord, production, userArn } from './record.ts'

const region = 'eu-west-1'
const role = (name: string): string => `arn:aws:iam::${production}:role/${name}`
const set = (name: string): string => `arn:aws:sso:::permissionSet/ssoins-6804a1b2c3d4e5f6/${name}`
const store = { account_id: '', identity_store_id: 'd-9a67012345' } as const

export function evidenceRecord(): Writer {
  const statement = stating(filledRecord())
  statement.receive('evidence')
  sayCredentials(statement)
  sayAccess(statement)
  sayExposure(statement)
  sayIdentityCenter(statement)
  sayLogging(statement)
  sayDetection(statement)
  sayCorroboration(statement)
  return statement.db
}

function sayCredentials({ say, document }: Statement): void {
  const mfa = (name: string): string => `arn:aws:iam::${production}:mfa/${name}`
  say(
    'mfa_device',
    { user_name: 'alice', serial: mfa('alice-phone'), type: 'virtual', enabled_at: daysAgo(400) },
    {
      user_name: 'bob',
      serial: `arn:aws:iam::${production}:u2f/user/bob/key-XYZ7`,
      type: 'fido',
      certifications: 'FIDO L1, FIPS 140-2 L2'
    }
  )
  say(
    'virtual_mfa_device',
    { serial: mfa('alice-phone'), user_arn: userArn('alice') },
    { serial: mfa('spare') }
  )
  say(
    'iam_user_listing',
    { arn: userArn('alice'), name: 'alice', password_last_used_at: daysAgo(1) },
    { arn: userArn('=1+1'), name: '=1+1' }
  )
  say('iam_role_listing', {
    arn: role('deploy'),
    name: 'deploy',
    description: 'Deploys what was approved',
    max_session_seconds: 43_200
  })
  say('login_profile', { user_name: 'alice', created_at: daysAgo(700), reset_required: 0 })
  say(
    'access_key',
    { user_name: '=1+1', access_key_id: 'AKIAIOSFODNN7EXAMPLE', status: 'Active', created_at: daysAgo(244) },
    { user_name: '=1+1', access_key_id: 'AKIAI44QH8DHBEXAMPLE', status: 'Active', created_at: daysAgo(3) }
  )
  say('access_key_use', {
    user_name: '=1+1',
    access_key_id: 'AKIAIOSFODNN7EXAMPLE',
    last_used_at: daysAgo(100),
    service: 's3',
    region
  })
  say('ssh_public_key', {
    user_name: 'alice',
    key_id: 'APKAEIBAERJR2EXAMPLE',
    status: 'Active',
    uploaded_at: daysAgo(90)
  })
  say('service_specific_credential', {
    user_name: 'bob',
    credential_id: 'ACCAQFOXMPL6VW57M7AJP',
    service: 'bedrock.amazonaws.com',
    service_user_name: `bob+1-at-${production}`,
    status: 'Active',
    created_at: daysAgo(30)
  })
  say('signing_certificate', {
    user_name: 'bob',
    certificate_id: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE',
    status: 'Inactive'
  })
  say('server_certificate', {
    arn: `arn:aws:iam::${production}:server-certificate/cloudfront/shop.example.org`,
    name: 'shop.example.org',
    iam_path: '/cloudfront/',
    expires_at: daysAgo(12)
  })
  say('saml_provider', {
    arn: `arn:aws:iam::${production}:saml-provider/okta`,
    valid_until: daysAgo(-30),
    entity_id: 'http://www.okta.com/exk1a2b3c4',
    created_at: daysAgo(900)
  })
  say('oidc_provider', {
    arn: `arn:aws:iam::${production}:oidc-provider/token.actions.githubusercontent.com`,
    url: 'token.actions.githubusercontent.com',
    client_ids: '["sts.amazonaws.com"]',
    thumbprints: '["6938fd4d98bab03faadb97b34396831e3780aea1"]'
  })
  say('instance_profile', {
    arn: `arn:aws:iam::${production}:instance-profile/web`,
    name: 'web',
    created_at: daysAgo(90)
  })
  say(
    'account_contact',
    { type: 'PRIMARY', is_set: 1, name: 'Halden & Sons', phone: '+44 20 7946 0958' },
    { type: 'SECURITY', is_set: 0 }
  )
  const everything = document({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
  say('iam_policy_version', {
    policy_arn: `arn:aws:iam::${production}:policy/everything`,
    version: 'v1',
    is_default: 0,
    document_id: everything
  })
}

function sayAccess({ say }: Statement): void {
  const services = [
    's3',
    'kms',
    'ec2',
    'iam',
    'sts',
    'lambda',
    'sqs',
    'sns',
    'glue',
    'athena',
    'braket',
    'workspaces'
  ]
  say(
    'service_access',
    ...services.map((service, n) => ({
      principal_arn: role('deploy'),
      service,
      service_name: `Amazon ${service}`,
      last_used_at: n < 3 ? daysAgo(n + 1) : null,
      last_used_by: n < 3 ? role('deploy') : null,
      last_used_region: n < 3 ? region : null,
      entities: n < 3 ? 1 : 0
    })),
    { principal_arn: userArn('bob'), service: 's3', service_name: 'Amazon S3', entities: 0 }
  )
  say(
    'action_access',
    { principal_arn: role('deploy'), service: 's3', action: 'PutObject', last_used_at: daysAgo(1) },
    { principal_arn: role('deploy'), service: 's3', action: 'DeleteBucket' }
  )
  say('organization_access', {
    account_id: '',
    entity_path: 'o-a1b2c3/r-1/ou-1',
    service: 'braket',
    service_name: 'Amazon Braket'
  })
  say('access_analyzer', {
    arn: `arn:aws:access-analyzer:${region}:${production}:analyzer/outside`,
    name: 'outside',
    region,
    type: 'ORGANIZATION_UNUSED_ACCESS',
    status: 'ACTIVE',
    unused_access_days: 90,
    created_at: daysAgo(500),
    last_analyzed_at: daysAgo(1)
  })
  say('access_analyzer_finding', {
    id: '0910eedb-381e-4e95-adda-0d25c19e6e90',
    region,
    analyzer_arn: `arn:aws:access-analyzer:${region}:${production}:analyzer/outside`,
    finding_type: 'ExternalAccess',
    resource: 'arn:aws:s3:::halden-shared-documents',
    resource_type: 'AWS::S3::Bucket',
    status: 'ACTIVE',
    is_public: 1,
    principal: '{"AWS":"*"}',
    actions: '["s3:GetObject","s3:ListBucket"]',
    condition: '{"aws:SourceIp":"192.0.2.0/24"}',
    created_at: daysAgo(20)
  })
  say('access_analyzer_archive_rule', {
    analyzer: 'outside',
    region,
    name: 'quiet',
    filter: '{"resourceType":{"eq":["AWS::IAM::Role"]},"principal.AWS":{"contains":["111122223333"]}}'
  })
}

function sayExposure({ say, document }: Statement): void {
  const statement = {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::halden-shared-documents/*'
  }
  const open = document({ Statement: [{ ...statement, Principal: '*' }] })
  const shared = document({
    Statement: [
      {
        ...statement,
        Principal: { AWS: [`arn:aws:iam::${audit}:root`, 'arn:aws:iam::999988887777:role/partner'] }
      }
    ]
  })
  say(
    'resource_policy',
    { service: 's3', resource: 'halden-shared-documents', document_id: open },
    { service: 'sqs', region, resource: `arn:aws:sqs:${region}:${production}:orders`, document_id: shared },
    {
      service: 'kms',
      region,
      resource: `arn:aws:kms:${region}:${production}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
    }
  )
  say(
    'public_access',
    {
      resource: '',
      blocks_public_acls: 1,
      ignores_public_acls: 1,
      blocks_public_policy: 0,
      restricts_public_buckets: 0
    },
    { resource: 'halden-shared-documents', policy_is_public: 1 }
  )
  say('resource_grant', {
    service: 's3',
    resource: 'halden-shared-documents',
    grantee: 'http://acs.amazonaws.com/groups/global/AllUsers',
    permission: 'READ'
  })
  say('kms_key', {
    region,
    key_id: '1234abcd-12ab-34cd-56ef-1234567890ab',
    arn: `arn:aws:kms:${region}:${production}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    manager: 'CUSTOMER',
    state: 'Enabled',
    rotates: 0
  })
  say('org_delegated_administrator', {
    id: audit,
    name: 'audit',
    email: 'audit@example.org',
    status: 'ACTIVE',
    delegated_at: daysAgo(300)
  })
  say('org_delegated_service', {
    id: audit,
    service: 'securityhub.amazonaws.com',
    delegated_at: daysAgo(300)
  })
  say('org_service_access', { service: 'securityhub.amazonaws.com', enabled_at: daysAgo(301) })
}

function sayIdentityCenter({ say, document }: Statement): void {
  const instance = 'arn:aws:sso:::instance/ssoins-6804a1b2c3d4e5f6'
  say('sso_instance', {
    account_id: '',
    arn: instance,
    identity_store_id: store.identity_store_id,
    name: 'halden',
    status: 'ACTIVE'
  })
  say('sso_access_attribute', {
    account_id: '',
    instance_arn: instance,
    status: 'ENABLED',
    key: 'team',
    value_sources: '["${path:enterprise.department}"]'
  })
  say('permission_set', {
    account_id: '',
    arn: set('ps-admin'),
    name: 'PlatformAdministrator',
    session_seconds: 43_200,
    description: 'Platform team, on call'
  })
  say(
    'permission_set_policy',
    {
      account_id: '',
      permission_set_arn: set('ps-admin'),
      kind: 'inline',
      name: '',
      document_id: document({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
    },
    { account_id: '', permission_set_arn: set('ps-admin'), kind: 'boundary', name: 'team/Fence' }
  )
  say('permission_set_account', {
    account_id: '',
    permission_set_arn: set('ps-admin'),
    target_account_id: production
  })
  say('identity_user', {
    ...store,
    user_id: '90677c608a-7afcdc23-22e4-4fb1-8c72-10b7f7e4a1b2',
    user_name: 'ada.lovelace@example.org',
    display_name: 'Ada Lovelace',
    email: 'ada.lovelace@example.org',
    status: 'ENABLED',
    external_issuer: 'https://sts.example.org/5c1d'
  })
  say('identity_group', {
    ...store,
    group_id: '90677c608a-ef9b2b42-1111-4fb1-8c72-10b7f7e4a1b2',
    name: 'platform-administrators',
    description: 'Change by ticket only'
  })
  say('identity_membership', {
    ...store,
    group_id: '90677c608a-ef9b2b42-1111-4fb1-8c72-10b7f7e4a1b2',
    user_id: '90677c608a-7afcdc23-22e4-4fb1-8c72-10b7f7e4a1b2'
  })
  say(
    'account_assignment',
    {
      permission_set_arn: set('ps-admin'),
      principal_type: 'GROUP',
      principal_id: '90677c608a-ef9b2b42-1111-4fb1-8c72-10b7f7e4a1b2'
    },
    {
      account_id: audit,
      permission_set_arn: set('ps-read'),
      principal_type: 'USER',
      principal_id: '90677c608a-00000000-22e4-4fb1-8c72-10b7f7e4a1b2'
    }
  )
}
