import { describe, expect, it } from 'vitest'

import { sheetOf } from '../../../src/core/sheets/index.ts'
import { daysAgo, only, stating } from './facts.ts'
import { audit, production } from './record.ts'

const set = (name: string): string => `arn:aws:sso:::permissionSet/ssoins-1/${name}`

describe('P09D Org delegation', () => {
  it('joins an administrator with its services and says what does not fit', () => {
    const { say, rows } = stating()
    say('org_account', { id: audit, arn: `arn:${audit}`, name: 'audit', email: '', status: 'ACTIVE' })
    say(
      'org_delegated_administrator',
      { id: audit, name: 'audit', status: 'ACTIVE', delegated_at: daysAgo(300) },
      { id: '999988887777', name: 'gone', status: 'SUSPENDED' }
    )
    say(
      'org_delegated_service',
      { id: audit, service: 'guardduty.amazonaws.com', delegated_at: daysAgo(200) },
      { id: audit, service: 'config.amazonaws.com' }
    )
    say('org_service_access', { service: 'guardduty.amazonaws.com', enabled_at: daysAgo(400) })

    expect(only(rows('organization-delegation'), 'kind', 'service', 'account', 'noteworthy')).toEqual([
      ['Delegated administrator', 'config.amazonaws.com', audit, 'The service has no trusted access'],
      [
        'Delegated administrator',
        'Not exported',
        '999988887777',
        'The account is not active\nNot among the accounts of the organization'
      ],
      ['Delegated administrator', 'guardduty.amazonaws.com', audit, null],
      ['Trusted access', 'guardduty.amazonaws.com', null, null]
    ])
  })
})

describe('P09E Org last access', () => {
  it('puts services nobody used first', () => {
    const { say, rows } = stating()
    const access = { account_id: '', entity_path: 'o-1/r-1/ou-1' } as const
    say(
      'organization_access',
      {
        ...access,
        service: 's3',
        service_name: 'Amazon S3',
        last_used_at: daysAgo(3),
        last_used_in: `o-1/r-1/${audit}`
      },
      { ...access, service: 'braket', service_name: 'Amazon Braket' },
      { ...access, entity_path: '', service: 'ec2', service_name: 'Amazon EC2' }
    )

    expect(only(rows('organization-access'), 'entity', 'service', 'use')).toEqual([
      ['Not known', 'ec2', 'Never'],
      ['o-1/r-1/ou-1', 'braket', 'Never'],
      ['o-1/r-1/ou-1', 's3', 'Used']
    ])
  })
})

describe('P09F Guardrails', () => {
  const cell = { level: null, policy: null, policyId: null, statement: null, exceptions: '' } as const
  const heads = [
    { id: 'cloudtrail', title: 'Stopping a trail', short: 'Trail', control: 'ORG-05' },
    { id: 'root-user', title: 'Everything the root user does', short: 'Root', control: 'ROOT-10' }
  ]

  it('puts what is open first, with the statement that decides and where it was read', () => {
    const { say, rows } = stating()
    say('org_account', { id: audit, arn: `arn:${audit}`, name: 'audit', email: '', status: 'ACTIVE' })
    say('org_policy', {
      id: 'p-1',
      arn: 'arn:p-1',
      name: 'Baseline',
      type: 'SERVICE_CONTROL_POLICY',
      is_aws_managed: 0
    })
    const found = rows('guardrails', {
      guardrails: heads,
      guardrailRows: () => [
        {
          account: audit,
          name: 'audit',
          cells: [
            {
              state: 'conditional',
              level: 'root',
              policy: 'Baseline',
              policyId: 'p-1',
              statement: 'statement Trail',
              exceptions: 'but for arn:aws:iam::*:role/ops'
            },
            { ...cell, state: 'open' }
          ]
        }
      ]
    })

    expect(only(found, 'guardrail', 'state', 'level', 'policy', 'statement', 'exceptions', 'source')).toEqual(
      [
        ['Everything the root user does', 'Not denied', null, null, null, null, 'SF-001:1'],
        [
          'Stopping a trail',
          'Denied with exceptions',
          'Root',
          'Baseline',
          'statement Trail',
          'but for arn:aws:iam::*:role/ops',
          'SF-001:2'
        ]
      ]
    )
  })

  it('has as many rows as accounts times guardrails', () => {
    const { say, context } = stating()
    say('org_account', { id: audit, arn: `arn:${audit}`, name: 'audit', email: '', status: 'ACTIVE' })

    expect(sheetOf('guardrails')?.count(context({ guardrails: heads }))).toBe(2)
  })
})

describe('P10 Identity Center', () => {
  const { say, document, receive, rows } = stating()
  const store = { account_id: '', identity_store_id: 'd-1' } as const
  receive('identity-center')
  const everything = document({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
  say('sso_instance', {
    account_id: '',
    arn: 'arn:aws:sso:::instance/ssoins-1',
    identity_store_id: 'd-1',
    name: 'main',
    status: 'ACTIVE'
  })
  say('sso_access_attribute', {
    account_id: '',
    instance_arn: 'arn:aws:sso:::instance/ssoins-1',
    status: 'ENABLED',
    key: 'team',
    value_sources: '["${path:enterprise.department}"]'
  })
  say(
    'permission_set',
    {
      account_id: '',
      arn: set('ps-admin'),
      name: 'Admin',
      session_seconds: 43_200,
      description: 'All of it'
    },
    { account_id: '', arn: set('ps-read'), name: 'ReadOnly', session_seconds: 3_600 }
  )
  say(
    'permission_set_policy',
    {
      account_id: '',
      permission_set_arn: set('ps-admin'),
      kind: 'inline',
      name: '',
      document_id: everything
    },
    { account_id: '', permission_set_arn: set('ps-admin'), kind: 'boundary', name: 'Fence' },
    {
      account_id: '',
      permission_set_arn: set('ps-read'),
      kind: 'aws-managed',
      name: 'ReadOnlyAccess',
      policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess'
    },
    { account_id: '', permission_set_arn: set('ps-read'), kind: 'customer-managed', name: 'team/Extra' }
  )
  say(
    'permission_set_account',
    { account_id: '', permission_set_arn: set('ps-admin'), target_account_id: production },
    { account_id: '', permission_set_arn: set('ps-admin'), target_account_id: audit },
    { account_id: '', permission_set_arn: set('ps-gone'), target_account_id: audit }
  )
  say(
    'identity_user',
    { ...store, user_id: 'u-1', user_name: 'ada', status: 'ENABLED', external_issuer: 'https://okta' },
    { ...store, user_id: 'u-2', user_name: 'bob', status: 'DISABLED' },
    { ...store, user_id: 'u-3', user_name: 'cid', status: 'ENABLED', external_issuer: 'https://okta' }
  )
  say(
    'identity_group',
    { ...store, group_id: 'g-1', name: 'Admins', external_issuer: 'https://okta' },
    { ...store, group_id: 'g-2', name: 'Nobody' }
  )
  say('identity_membership', { ...store, group_id: 'g-1', user_id: 'u-1' })
  say(
    'account_assignment',
    { permission_set_arn: set('ps-admin'), principal_type: 'GROUP', principal_id: 'g-1' },
    { permission_set_arn: set('ps-read'), principal_type: 'USER', principal_id: 'u-2' },
    { permission_set_arn: set('ps-gone'), principal_type: 'GROUP', principal_id: 'g-9' },
    { account_id: audit, permission_set_arn: set('ps-read'), principal_type: 'GROUP', principal_id: 'g-1' }
  )

  it('resolves who reaches which account with what, and for how long', () => {
    expect(
      only(
        rows('account-assignments'),
        'account',
        'principal',
        'permissionSet',
        'policies',
        'session',
        'members',
        'noteworthy'
      )
    ).toEqual([
      [
        production,
        'Not in the identity store',
        'ps-gone',
        null,
        null,
        null,
        'The identity store holds no such principal'
      ],
      [production, 'Admins', 'Admin', 'Inline policy', 12, 1, 'Gives administrator access'],
      [
        production,
        'bob',
        'ReadOnly',
        'ReadOnlyAccess\nteam/Extra (of the account)',
        1,
        null,
        'The user is disabled\nAssigned to a user, not through a group'
      ],
      [audit, 'Admins', 'ReadOnly', 'ReadOnlyAccess\nteam/Extra (of the account)', 1, 1, null]
    ])
  })

  it('shows every permission set any export names, also one nobody described', () => {
    expect(
      only(rows('permission-sets'), 'permissionSet', 'boundary', 'accounts', 'assignments', 'noteworthy')
    ).toEqual([
      ['Admin', 'Fence', 2, 1, 'Gives administrator access'],
      ['ps-gone', null, 1, 1, 'Its description was not exported'],
      ['ReadOnly', null, 0, 2, null]
    ])
  })

  it('lists the users with their groups, and what does not look right of each', () => {
    expect(only(rows('identity-users'), 'user', 'groups', 'groupNames', 'assignments', 'noteworthy')).toEqual(
      [
        [
          'bob',
          0,
          null,
          1,
          [
            'Disabled, yet assigned to accounts',
            'Made by hand beside the provisioned ones',
            'Assigned to accounts itself, not through a group'
          ].join('\n')
        ],
        ['cid', 0, null, 0, 'In no group and without an assignment'],
        ['ada', 1, 'Admins', 0, null]
      ]
    )
  })

  it('counts the members of each group and what it reaches', () => {
    expect(
      only(rows('identity-groups'), 'group', 'members', 'accounts', 'permissionSets', 'noteworthy')
    ).toEqual([
      ['Nobody', 0, 0, 0, 'Has no members\nAssigned to no account'],
      ['Admins', 1, 2, 2, null]
    ])
  })

  it('sums up the instance and its identity store', () => {
    expect(only(rows('identity-center-settings'), 'setting', 'state')).toEqual([
      ['Instance', 'main, active, identity store d-1'],
      ['Attribute for access control', 'team from ${path:enterprise.department}, enabled'],
      ['Users', '3 in all; disabled: 1; from an identity provider: 2'],
      ['Groups', '2 in all; from an identity provider: 1'],
      ['Memberships', '1 in all; users: 1; groups: 1']
    ])
  })

  it('does not call a principal missing where no directory was received', () => {
    const alone = stating()
    alone.say('account_assignment', {
      permission_set_arn: set('ps-1'),
      principal_type: 'GROUP',
      principal_id: 'g-1'
    })

    expect(only(alone.rows('account-assignments'), 'principal', 'members', 'noteworthy')).toEqual([
      ['Not in the identity store', null, null]
    ])
  })
})
