import { describe, expect, test } from 'vitest'

import { at, collect, sentences, type Collected, type Given } from './collect.ts'

const account = '111122223333'
const trust = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }
}
const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }

function user(name: string, more: object = {}, of = account): object {
  return {
    Path: '/',
    UserName: name,
    UserId: `AIDA${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${of}:user/${name}`,
    CreateDate: '2024-01-02T03:04:05+00:00',
    GroupList: [],
    AttachedManagedPolicies: [],
    ...more
  }
}

function role(name: string, more: object = {}, of = account): object {
  return {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${of}:role/${name}`,
    CreateDate: '2024-01-02T03:04:05+00:00',
    AssumeRolePolicyDocument: trust,
    InstanceProfileList: [],
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    RoleLastUsed: {},
    ...more
  }
}

function group(name: string, more: object = {}): object {
  return {
    Path: '/',
    GroupName: name,
    GroupId: `AGPA${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${account}:group/${name}`,
    CreateDate: '2024-01-02T03:04:05+00:00',
    GroupPolicyList: [],
    AttachedManagedPolicies: [],
    ...more
  }
}

function policy(name: string, more: object = {}, owner = account): object {
  return {
    PolicyName: name,
    PolicyId: `ANPA${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${owner}:policy/${name}`,
    Path: '/',
    DefaultVersionId: 'v1',
    AttachmentCount: 1,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: '2023-01-02T03:04:05+00:00',
    UpdateDate: '2023-01-02T03:04:05+00:00',
    PolicyVersionList: [
      { Document: all, VersionId: 'v1', IsDefaultVersion: true, CreateDate: '2023-01-02T03:04:05+00:00' }
    ],
    ...more
  }
}

interface Lists {
  users?: readonly unknown[]
  groups?: readonly unknown[]
  roles?: readonly unknown[]
  policies?: readonly unknown[]
}

function document(
  { users = [], groups = [], roles = [role('base')], policies = [policy('base')] }: Lists,
  more: object = {}
): object {
  return {
    UserDetailList: users,
    GroupDetailList: groups,
    RoleDetailList: roles,
    Policies: policies,
    ...more
  }
}

function read(lists: Lists, more: object = {}, given: Given = {}): Collected {
  return collect(JSON.stringify(document(lists, more), null, 4), given)
}

const everything = {
  users: 'complete',
  groups: 'complete',
  roles: 'complete',
  policies: 'complete',
  'aws-policies': 'complete'
}

function covered(found: Collected, of = account): Record<string, string> {
  return Object.fromEntries(
    Object.entries(found.coverage)
      .filter(([key]) => key.startsWith(`${of}/`))
      .map(([key, state]) => [key.slice(of.length + 1), state])
  )
}

describe('tags', () => {
  test('of users and roles are facts, each at its place', () => {
    const found = read({
      users: [
        user('ada', {
          Tags: [
            { Key: 'owner', Value: 'payments' },
            { Key: 'env', Value: '' }
          ]
        })
      ],
      roles: [role('base', { Tags: [{ Key: 'Team', Value: '=1+1' }] })]
    })
    const tag = {
      account_id: account,
      principal_kind: 'user',
      principal_arn: `arn:aws:iam::${account}:user/ada`,
      line: 3
    }

    expect(found.notes).toEqual([])
    expect(found.of('principal_tag')).toEqual([
      { ...tag, key: 'owner', value: 'payments', path: 'UserDetailList[0].Tags[0]' },
      { ...tag, key: 'env', value: '', path: 'UserDetailList[0].Tags[1]' },
      {
        account_id: account,
        principal_kind: 'role',
        principal_arn: `arn:aws:iam::${account}:role/base`,
        key: 'Team',
        value: '=1+1',
        line: expect.any(Number) as number,
        path: 'RoleDetailList[0].Tags[0]'
      }
    ])
  })

  test('that cannot be read leave their user standing and its list in doubt', () => {
    const found = read({
      users: [
        user('ada', { Tags: [{ Key: 'owner', Value: 'a' }, { Key: 7 }, 'x'] }),
        user('bob', { Tags: 'none' })
      ]
    })

    expect(found.of('iam_user')).toHaveLength(2)
    expect(found.of('principal_tag')).toHaveLength(1)
    expect(covered(found)).toMatchObject({ users: 'partial' })
    expect(sentences(found, 'warning')).toMatch(/`Tags\[1\]` must have a `Key` and a `Value`/)
    expect(sentences(found, 'warning')).toMatch(/`Tags` must be a list/)
  })

  test('that are absent are none', () => {
    expect(
      read({ users: [user('ada'), user('bob', { Tags: [] }), user('cleo', { Tags: null })] }).of(
        'principal_tag'
      )
    ).toEqual([])
  })
})

describe('facts', () => {
  test('a user is read with groups, policies and boundary, each at its place', () => {
    const boundary = `arn:aws:iam::${account}:policy/base`
    const found = read({
      users: [
        user('ada', {
          GroupList: ['Admins', 'ops'],
          UserPolicyList: [{ PolicyName: 'inline', PolicyDocument: all }],
          AttachedManagedPolicies: [{ PolicyName: 'base', PolicyArn: `arn:aws:iam::${account}:policy/base` }],
          PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary }
        })
      ]
    })

    expect(found.notes).toEqual([])
    expect(found.of('iam_user')).toEqual([
      {
        account_id: account,
        arn: `arn:aws:iam::${account}:user/ada`,
        user_id: 'AIDAADA',
        name: 'ada',
        iam_path: '/',
        created_at: at('2024-01-02T03:04:05Z'),
        boundary_arn: boundary,
        line: 3,
        path: 'UserDetailList[0]'
      }
    ])
    expect(found.of('iam_membership').map(({ group_name, path }) => [group_name, path])).toEqual([
      ['Admins', 'UserDetailList[0].GroupList[0]'],
      ['ops', 'UserDetailList[0].GroupList[1]']
    ])
    expect(found.of('iam_inline_policy')[0]).toMatchObject({
      principal_kind: 'user',
      name: 'inline',
      path: 'UserDetailList[0].UserPolicyList[0]'
    })
    expect(found.of('iam_attachment')[0]).toMatchObject({
      policy_name: 'base',
      path: 'UserDetailList[0].AttachedManagedPolicies[0]'
    })
    expect(found.counts).toEqual({ users: 1, groups: 0, roles: 1, policies: 1, 'AWS policies': 0 })
    expect(covered(found)).toEqual(everything)
    expect(found.readsName).toBe(false)
  })

  test('the last use of a role is known, known to be none, or not exported', () => {
    const found = read({
      roles: [
        role('used', { RoleLastUsed: { LastUsedDate: '2026-01-20T00:00:00Z', Region: 'eu-west-1' } }),
        role('unused'),
        role('unknown', { RoleLastUsed: undefined })
      ]
    })

    expect(
      found
        .of('iam_role')
        .map(({ last_used_known, last_used_at, last_used_region }) => [
          last_used_known,
          last_used_at,
          last_used_region
        ])
    ).toEqual([
      [1, at('2026-01-20T00:00:00Z'), 'eu-west-1'],
      [1, null, null],
      [0, null, null]
    ])
    expect(found.latestAt).toBe(at('2026-01-20T00:00:00Z'))
  })

  test('the default version of a policy decides, and the others are kept', () => {
    const limited = { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }
    const versions = [
      { Document: all, VersionId: 'v3', IsDefaultVersion: false },
      { Document: limited, VersionId: 'v2', IsDefaultVersion: true }
    ]
    const found = read({ policies: [policy('old', { DefaultVersionId: 'v2', PolicyVersionList: versions })] })
    const [fact] = found.of('iam_policy')

    expect(found.documents[(fact?.document_id ?? 0) - 1]).toBe(JSON.stringify(limited))
    expect(fact).toMatchObject({
      default_version: 'v2',
      is_aws_managed: 0,
      attachment_count: 1,
      boundary_usage_count: 0
    })
    expect(found.of('iam_policy_version').map(({ version, is_default }) => [version, is_default])).toEqual([
      ['v3', 0],
      ['v2', 1]
    ])
  })

  test('where no version is marked, DefaultVersionId decides', () => {
    const versions = [
      { Document: all, VersionId: 'v2' },
      { Document: trust, VersionId: 'v1' }
    ]
    const found = read({ policies: [policy('old', { PolicyVersionList: versions })] })

    expect(found.documents[(found.of('iam_policy')[0]?.document_id ?? 0) - 1]).toBe(JSON.stringify(trust))
  })

  test('documents as objects, as JSON text and in URL encoding are handed over as they are', () => {
    const text = JSON.stringify(all)
    const inline = (PolicyDocument: unknown): object[] => [{ PolicyName: 'p', PolicyDocument }]
    const found = read({
      users: [
        user('a', { UserPolicyList: inline(all) }),
        user('b', { UserPolicyList: inline(text) }),
        user('c', { UserPolicyList: inline(encodeURIComponent(text)) })
      ]
    })
    const [a, b, c] = found.of('iam_inline_policy').map((fact) => found.documents[fact.document_id - 1])

    expect(a).toBe(text)
    expect(b).toBe(text)
    expect(c).toBe(encodeURIComponent(text))
  })

  test('a policy of AWS belongs to the account whose export it stands in, wherever in the file', () => {
    const aws = policy('ReadOnlyAccess', {}, 'aws')
    const first = JSON.stringify({
      Policies: [aws],
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [role('x')]
    })
    const second = JSON.stringify(document({ roles: [role('y', {}, '444455556666')], policies: [aws] }))
    const found = collect(`${first}\n${second}`)

    expect(
      found
        .of('iam_policy')
        .map(({ account_id, arn, is_aws_managed, path }) => [account_id, arn, is_aws_managed, path])
    ).toEqual([
      [account, 'arn:aws:iam::aws:policy/ReadOnlyAccess', 1, 'Policies[0]'],
      ['444455556666', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 1, '[1].Policies[0]']
    ])
    expect(found.counts['AWS policies']).toBe(1)
  })

  test('a file of AWS policies alone belongs to the account known from outside, else to none', () => {
    const aws = { users: [], roles: [], policies: [policy('ReadOnlyAccess', {}, 'aws')] }

    expect(read(aws, {}, { accountHint: account }).coverage).toEqual({
      [`${account}/aws-policies`]: 'complete'
    })
    expect(read(aws).coverage).toEqual({ '/aws-policies': 'complete' })
  })

  test('an attached policy whose document is not there is a note, and the file stays usable', () => {
    const found = read({
      users: [
        user('ada', {
          AttachedManagedPolicies: [{ PolicyName: 'Gone', PolicyArn: `arn:aws:iam::${account}:policy/Gone` }]
        })
      ]
    })

    expect(sentences(found, 'info')).toContain('policy/Gone')
    expect(covered(found)).toEqual(everything)
  })
})

describe('how much is there', () => {
  test('a page says that others follow, the last one that it is the last', () => {
    const first = read(
      { users: [user('ada')], roles: [], policies: [] },
      { IsTruncated: true, Marker: 'AAA' }
    )
    const last = read({ roles: [role('x')], policies: [] }, { IsTruncated: false })

    expect(covered(first)).toEqual({
      users: 'page',
      groups: 'page',
      roles: 'page',
      policies: 'page',
      'aws-policies': 'page'
    })
    expect(covered(last)).toEqual({
      users: 'last-page',
      groups: 'last-page',
      roles: 'last-page',
      policies: 'last-page',
      'aws-policies': 'last-page'
    })
    expect(covered(read({}, { NextToken: 'eyJ' }))['users']).toBe('page')
  })

  test('all pages in one file, as a list or one after the other, are the whole', () => {
    const pages = [
      document({ users: [user('ada')], roles: [] }, { IsTruncated: true, Marker: 'AAA' }),
      document({ users: [], policies: [] }, { IsTruncated: false })
    ]

    expect(covered(collect(JSON.stringify(pages)))).toEqual(everything)
    expect(covered(collect(pages.map((page) => JSON.stringify(page)).join('\n')))).toEqual(everything)
    expect(covered(collect(pages.map((page) => JSON.stringify(page)).join('')))).toEqual(everything)
    expect(covered(collect(JSON.stringify([pages[0], pages[0]])))['users']).toBe('page')
  })

  test('a list whose key is absent is not covered', () => {
    const found = collect(JSON.stringify({ UserDetailList: [user('ada')], RoleDetailList: [role('x')] }))

    expect(covered(found)).toEqual({ users: 'complete', roles: 'complete' })
  })

  test('empty lists of a filtered export are not taken for an account without', () => {
    const found = read({ users: [user('ada')], roles: [], policies: [] })

    expect(covered(found)).toEqual({ users: 'complete' })
    expect(sentences(found, 'info')).toContain('--filter')
  })

  test('no users in a whole export is an account without users', () => {
    expect(covered(read({}))).toEqual(everything)
  })

  test('AWS policies that are attached and not in the file were filtered out', () => {
    const found = read({
      roles: [
        role('x', { AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] })
      ]
    })

    expect(covered(found)).toEqual({
      users: 'complete',
      groups: 'complete',
      roles: 'complete',
      policies: 'complete'
    })
  })

  test('where every list is empty the name of the file may say what was asked for', () => {
    const nothing = { roles: [], policies: [] }
    const named = read(nothing, {}, { name: 'accounts/111122223333/gaad-Group.json', accountHint: account })
    const unnamed = read(nothing, {}, { name: 'gaad.json', accountHint: account })

    expect(named.coverage).toEqual({ [`${account}/groups`]: 'complete' })
    expect(unnamed.coverage).toEqual({})
    expect(sentences(unnamed, 'warning')).toContain('All lists of the file are empty')
  })

  test('entries of several accounts are told apart by their ARNs', () => {
    const found = read({ users: [user('ada'), user('bob', {}, '444455556666')] })

    expect(covered(found)).toEqual(everything)
    expect(covered(found, '444455556666')).toEqual({ users: 'complete' })
  })

  test('an entry that stands twice is counted once and named', () => {
    const found = read({ users: [user('ada'), user('ada')] })

    expect(found.counts['users']).toBe(1)
    expect(sentences(found, 'warning')).toContain('1 entries stand more than once')
  })
})

describe('what is broken', () => {
  test('an entry without an ARN, or with one of no account, is left out whole and named', () => {
    const found = read({
      users: [
        user('ada'),
        user('bob', { Arn: undefined }),
        user('eve', { Arn: 'arn:aws:iam::aws:user/eve' })
      ],
      groups: [group('g', { GroupPolicyList: [{ PolicyName: 'p' }] })]
    })

    expect(found.of('iam_user').map(({ name }) => name)).toEqual(['ada'])
    expect(found.of('iam_group')).toEqual([])
    expect(
      found.notes.filter(({ level }) => level === 'error').map(({ path, sentence }) => [path, sentence])
    ).toEqual([
      ['UserDetailList[1]', '`Arn` is missing; the entry was left out.'],
      [
        'UserDetailList[2]',
        '`Arn` must hold a 12-digit account, found "arn:aws:iam::aws:user/eve"; the entry was left out.'
      ],
      ['GroupDetailList[0]', '`GroupPolicyList[0]` has no `PolicyDocument`; the entry was left out.']
    ])
    expect(covered(found)).toEqual({ ...everything, users: 'partial', groups: 'partial' })
  })

  test('lists that PowerShell wrote as names of types are never taken for empty ones', () => {
    const lost = 'Amazon.IdentityManagement.Model.AttachedPolicyType'
    const head = read({ users: [user('ada', { AttachedManagedPolicies: lost })] })
    const late = read({
      users: [
        ...Array.from({ length: 40 }, (_, n) => user(`user${n}`)),
        user('ada', { AttachedManagedPolicies: lost })
      ]
    })

    expect(head.tried).toContain('ConvertTo-Json -Depth 20')
    expect(sentences(late, 'error')).toContain('`AttachedManagedPolicies` must be a list, found "Amazon.')
    expect(covered(late)['users']).toBe('partial')
  })

  test('a lone object in place of a list is a list of one', () => {
    const found = read({
      users: [
        user('ada', {
          AttachedManagedPolicies: { PolicyName: 'base', PolicyArn: `arn:aws:iam::${account}:policy/base` }
        })
      ]
    })

    expect(found.of('iam_attachment')).toHaveLength(1)
  })

  test('a date that cannot be told is a doubt, not a loss', () => {
    const found = read({ users: [user('ada', { CreateDate: '02/01/2024' })] })

    expect(found.of('iam_user')[0]?.created_at).toBeNull()
    expect(sentences(found, 'warning')).toContain('`CreateDate`')
    expect(covered(found)['users']).toBe('partial')
  })

  test('a file that ends early keeps what stands before and is incomplete', () => {
    const whole = JSON.stringify(document({ users: [user('ada'), user('bob'), user('eve')] }), null, 4)
    const found = collect(whole.slice(0, whole.indexOf('"eve"')))

    expect(found.of('iam_user').map(({ name }) => name)).toEqual(['ada', 'bob'])
    expect(covered(found)).toEqual({ users: 'partial' })
    expect(sentences(found, 'error')).toContain(
      `ends early at byte ${whole.indexOf('"eve"')}, inside UserDetailList[2]`
    )
  })

  test('a file of which nothing can be used is unreadable at its place', () => {
    const found = read({ users: [{ a: 1 }], roles: [], policies: [] })

    expect(found.unreadable).toMatchObject({
      message: '`Arn` is missing; the entry was left out.',
      line: 3,
      path: 'UserDetailList[0]'
    })
    expect(collect('{"UserDetailList": [{"Arn": "arn').unreadable?.message).toContain('ends early at byte 32')
  })

  test('hostile keys are harmless', () => {
    const found = collect(
      `{"__proto__": {"x": 1}, "constructor": [1], "UserDetailList": [{"__proto__": {"Arn": "arn:aws:iam::${account}:user/x"}}, ${JSON.stringify(user('ada'))}], "RoleDetailList": [], "Policies": []}`
    )

    expect(found.of('iam_user').map(({ name }) => name)).toEqual(['ada'])
    expect(({} as Record<string, unknown>)['Arn']).toBeUndefined()
  })
})

describe('how it may be written', () => {
  test('top-level keys may begin in lower case', () => {
    const found = collect(JSON.stringify({ userDetailList: [user('ada')], roleDetailList: [role('x')] }))

    expect(found.of('iam_user')).toHaveLength(1)
    expect(covered(found)).toEqual({ users: 'complete', roles: 'complete' })
  })

  test('UTF-16 as PowerShell redirects it is the same file', () => {
    const text = JSON.stringify(document({ users: [user('zoë')] }), null, 4).replaceAll('\n', '\r\n')
    const found = collect(Buffer.from(`\ufeff${text}`, 'utf16le'), { chunk: 37 })

    expect(found.of('iam_user')).toEqual(collect(text).of('iam_user'))
    expect(found.of('iam_user')).toHaveLength(1)
  })

  test('what SDKs add is passed over, what is not known is named', () => {
    const found = read({}, { ResponseMetadata: { RequestId: 'x' }, Extra: [1, 2] })

    expect(found.notes).toEqual([
      { level: 'info', sentence: 'The key `Extra` is not known for this export and was not read.' }
    ])
  })

  test('a saved error covers every part as refused', () => {
    const found = collect(
      'An error occurred (AccessDenied) when calling the GetAccountAuthorizationDetails operation: no',
      { accountHint: account }
    )

    expect(covered(found)).toEqual({
      users: 'denied',
      groups: 'denied',
      roles: 'denied',
      policies: 'denied',
      'aws-policies': 'denied'
    })
  })
})
