import { describe, expect, it } from 'vitest'

import { daysAgo, only, seconds, stating } from './facts.ts'
import { audit, production, userArn } from './record.ts'

const credential = { partition: 'aws', is_root: 0, password_enabled: 0 } as const

describe('P01A MFA devices', () => {
  it('has one row for a virtual device that two exports list, and both their places', () => {
    const { say, receive, rows } = stating()
    const serial = `arn:aws:iam::${production}:mfa/alice`
    receive('mfa-devices')
    say('mfa_device', { user_name: 'alice', serial, type: 'virtual', enabled_at: daysAgo(10) })
    say('mfa_device', {
      user_name: 'bob',
      serial: 'GAHT12345678',
      type: 'hardware',
      certifications: 'FIPS L1'
    })
    receive('virtual-mfa-devices')
    say('virtual_mfa_device', { serial, user_arn: userArn('alice') })

    expect(only(rows('mfa-devices'), 'user', 'type', 'serial', 'source', 'path')).toEqual([
      ['alice', 'Virtual', serial, 'SF-001:1\nSF-002:1', 'List[0]\nList[0]'],
      ['bob', 'Hardware token', 'GAHT12345678', 'SF-001:2', 'List[1]']
    ])
  })

  it('puts a device of nobody first and knows the root user', () => {
    const { say, rows } = stating()
    say(
      'virtual_mfa_device',
      { serial: 'arn:aws:iam::1:mfa/a', user_arn: `arn:aws:iam::${production}:root` },
      { serial: 'arn:aws:iam::1:mfa/b', user_arn: null }
    )

    expect(only(rows('mfa-devices'), 'user', 'noteworthy')).toEqual([
      [null, 'Assigned to nobody, or the export does not say to whom'],
      ['<root_account>', null]
    ])
  })
})

describe('P01B User and role lists', () => {
  it('says who is missing in the exports the results rest on, and only where those were received', () => {
    const { say, rows } = stating()
    say('iam_user_listing', { arn: userArn('alice'), name: 'alice' }, { arn: userArn('eve'), name: 'eve' })
    say('iam_user_listing', { account_id: audit, arn: userArn('zoe', audit), name: 'zoe' })
    say('credential', { ...credential, arn: userArn('alice'), user_name: 'alice' })
    say('iam_user', { arn: userArn('alice'), name: 'alice', user_id: 'AIDA1', iam_path: '/' })

    expect(only(rows('identity-lists'), 'name', 'noteworthy')).toEqual([
      ['eve', 'Not in the credential report\nNot in the authorization details'],
      ['alice', null],
      ['zoe', null]
    ])
  })

  it('says where a login profile and the credential report differ', () => {
    const { say, rows } = stating()
    say('iam_user_listing', { arn: userArn('alice'), name: 'alice', password_last_used_at: daysAgo(1) })
    say('login_profile', { user_name: 'alice', created_at: daysAgo(90), reset_required: 1 })
    say('credential', {
      ...credential,
      arn: userArn('alice'),
      user_name: 'alice',
      password_last_used_at: daysAgo(40)
    })

    expect(rows('identity-lists')).toMatchObject([
      {
        kind: 'User',
        listed: 'Yes',
        profile: '2025-11-02T12:00:00.000Z',
        noteworthy: [
          'Has a login profile; the credential report shows no password',
          'Password last used differs from the credential report',
          'Must set a new password at the next sign-in'
        ].join('\n')
      }
    ])
  })

  it('lists roles with their longest session in hours', () => {
    const { say, rows } = stating()
    const arn = `arn:aws:iam::${production}:role/deploy`
    say('iam_role_listing', { arn, name: 'deploy', max_session_seconds: 43_200, description: 'Deploys' })

    expect(only(rows('identity-lists'), 'kind', 'name', 'session', 'description', 'noteworthy')).toEqual([
      ['Role', 'deploy', 12, 'Deploys', null]
    ])
  })
})

describe('P02A Access key ids', () => {
  const key = { status: 'Active', created_at: daysAgo(10) } as const

  it('joins a key with its last use and counts days to the as-of date of its file', () => {
    const { say, rows } = stating()
    say('access_key', { ...key, user_name: 'ci', access_key_id: 'AKIA1', created_at: daysAgo(200) })
    say('access_key_use', {
      user_name: 'ci',
      access_key_id: 'AKIA1',
      last_used_at: daysAgo(100),
      service: 's3',
      region: 'eu-west-1'
    })

    expect(rows('access-key-ids')).toMatchObject([
      {
        account: production,
        accountName: 'prod',
        user: 'ci',
        key: 'AKIA1',
        status: 'Active',
        age: 200,
        lastUsed: '2025-10-23T12:00:00.000Z',
        service: 's3',
        noteworthy: 'Active and 200 days old\nActive and not used for 100 days'
      }
    ])
  })

  it('tells a key that was never used from one whose use was not exported', () => {
    const { say, rows } = stating()
    say('access_key', { ...key, user_name: 'a', access_key_id: 'AKIA1' })
    say('access_key', { ...key, user_name: 'b', access_key_id: 'AKIA2' })
    say('access_key_use', { user_name: 'b', access_key_id: 'AKIA2' })
    say('access_key_use', { user_name: 'c', access_key_id: '' })

    expect(only(rows('access-key-ids'), 'key', 'lastUsed', 'noteworthy')).toEqual([
      ['AKIA2', 'None recorded', 'Active and never used'],
      [null, 'None recorded', 'Not in the list of keys'],
      ['AKIA1', 'Not exported', null]
    ])
  })

  it('says of each active key of a user that has more than one', () => {
    const { say, rows } = stating()
    say(
      'access_key',
      { ...key, user_name: 'a', access_key_id: 'AKIA1' },
      { ...key, user_name: 'a', access_key_id: 'AKIA2' },
      { ...key, user_name: 'a', access_key_id: 'AKIA3', status: 'Inactive' }
    )

    expect(rows('access-key-ids').map(({ noteworthy }) => noteworthy)).toEqual([
      'One of 2 active keys of the user',
      'One of 2 active keys of the user',
      null
    ])
  })
})

describe('P02B Other credentials', () => {
  it('gathers every kind and says what is expired at the as-of date or soon after', () => {
    const { say, rows } = stating()
    const arn = (name: string) => `arn:aws:iam::${production}:server-certificate/${name}`
    say('ssh_public_key', { user_name: 'ann', key_id: 'APKA1', status: 'Active' })
    say('signing_certificate', { user_name: 'ann', certificate_id: 'CERT1', status: 'Active' })
    say('service_specific_credential', {
      user_name: 'ann',
      credential_id: 'ACCA1',
      service: 'bedrock.amazonaws.com',
      status: 'Active'
    })
    say(
      'server_certificate',
      { arn: arn('old'), name: 'old', iam_path: '/', expires_at: daysAgo(1) },
      { arn: arn('soon'), name: 'soon', iam_path: '/', expires_at: daysAgo(-30) },
      { arn: arn('late'), name: 'late', iam_path: '/', expires_at: daysAgo(-400) }
    )

    expect(only(rows('other-credentials'), 'kind', 'id', 'noteworthy')).toEqual([
      ['Server certificate', arn('old'), 'Expired'],
      ['Server certificate', arn('soon'), 'Expires within 30 days'],
      ['Service-specific credential', 'ACCA1', 'Active, without an expiry'],
      ['Signing certificate', 'CERT1', 'Active'],
      ['Server certificate', arn('late'), null],
      ['SSH public key', 'APKA1', null]
    ])
  })
})

describe('P03A Account contacts', () => {
  it('has a row for every account and type: not set, not received, set', () => {
    const { say, rows } = stating()
    say('account_contact', { type: 'SECURITY', is_set: 0 })
    say('account_contact', { type: 'BILLING', is_set: 1, name: 'Accounts payable', email: 'pay@example.org' })

    const contacts = rows('account-contacts')

    expect(contacts).toHaveLength(8)
    expect(only(contacts, 'account', 'type', 'state')[0]).toEqual([production, 'Security', 'Not set'])
    expect(contacts.at(-1)).toMatchObject({ type: 'Billing', state: 'Set', email: 'pay@example.org' })
    expect(contacts.filter(({ state }) => state === 'Not received')).toHaveLength(6)
  })
})

describe('P05A Instance profiles', () => {
  it('says of a profile that holds no role, or one nobody exported', () => {
    const { say, rows } = stating()
    const arn = (name: string) => `arn:aws:iam::${production}:instance-profile/${name}`
    const role = `arn:aws:iam::${production}:role/web`
    say('iam_role', {
      arn: role,
      name: 'web',
      role_id: 'AROA1',
      iam_path: '/',
      last_used_known: 0,
      instance_profiles: 1
    })
    say(
      'instance_profile',
      { arn: arn('a'), name: 'a', role_arn: role },
      { arn: arn('b'), name: 'b', role_arn: null },
      { arn: arn('c'), name: 'c', role_arn: `arn:aws:iam::${production}:role/gone` }
    )

    expect(only(rows('instance-profiles'), 'profile', 'role', 'noteworthy')).toEqual([
      ['b', null, 'Holds no role'],
      ['c', 'gone', 'Its role is not in the authorization details'],
      ['a', 'web', null]
    ])
  })
})

describe('P05B Identity providers', () => {
  it('shows audiences, expiry and the roles that trust each provider', () => {
    const { say, document, rows, receive } = stating()
    receive('any')
    const oidc = `arn:aws:iam::${production}:oidc-provider/token.actions.githubusercontent.com`
    const saml = `arn:aws:iam::${production}:saml-provider/okta`
    const trust = document({
      Statement: [
        { Effect: 'Allow', Principal: { Federated: oidc }, Action: 'sts:AssumeRoleWithWebIdentity' }
      ]
    })
    const role = {
      iam_path: '/',
      last_used_known: 0,
      instance_profiles: 0,
      trust_document_id: trust
    } as const
    say('oidc_provider', {
      arn: oidc,
      url: 'token.actions.githubusercontent.com',
      client_ids: '["sts.amazonaws.com","other"]',
      thumbprints: '["6938fd4d"]'
    })
    say('saml_provider', {
      arn: saml,
      valid_until: seconds('2026-03-01T00:00:00Z'),
      entity_id: 'https://okta'
    })
    say(
      'iam_role',
      { ...role, arn: `arn:aws:iam::${production}:role/build`, name: 'build', role_id: 'AROA1' },
      { ...role, arn: `arn:aws:iam::${production}:role/apply`, name: 'apply', role_id: 'AROA2' }
    )

    expect(
      only(rows('identity-providers'), 'type', 'provider', 'audiences', 'roles', 'roleNames', 'noteworthy')
    ).toEqual([
      ['SAML', 'okta', null, 0, null, 'Expires within 29 days\nNo role trusts it'],
      ['OIDC', 'token.actions.githubusercontent.com', 'sts.amazonaws.com\nother', 2, 'apply\nbuild', null]
    ])
  })
})

describe('P06A Policy versions', () => {
  it('puts versions not in force that allow everything first and leaves the policies of AWS out', () => {
    const { say, document, rows, receive } = stating()
    receive('any')
    const everything = document({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
    const little = document({ Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }] })
    const arn = `arn:aws:iam::${production}:policy/team/deploy`
    say(
      'iam_policy_version',
      { policy_arn: arn, version: 'v2', is_default: 1, document_id: little },
      { policy_arn: arn, version: 'v3', is_default: 0, document_id: document('no policy') },
      { policy_arn: arn, version: 'v1', is_default: 0, document_id: everything },
      {
        policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        version: 'v1',
        is_default: 0,
        document_id: everything
      }
    )

    expect(only(rows('policy-versions'), 'policy', 'version', 'administrator', 'noteworthy')).toEqual([
      ['deploy', 'v1', 'Yes', 'Not in force, and allows everything'],
      ['deploy', 'v3', 'Unreadable', 'Could not be read as a policy'],
      ['deploy', 'v2', 'No', null]
    ])
  })
})
