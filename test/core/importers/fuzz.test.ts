/** Damages valid exports in every way a file is damaged, and in ways only malice finds: each is answered in time, and never thrown at. */
import { expect, test } from 'vitest'

import { collect } from './collect.ts'

const account = '111122223333'
const org = (rest: string): string => `arn:aws:organizations::${account}:${rest}`
const statement = {
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
  Principal: { AWS: '*' },
  Condition: { Bool: { x: 'true' } }
}
const document = { Version: '2012-10-17', Statement: [statement] }
const attached = [{ PolicyName: 'p', PolicyArn: `arn:aws:iam::${account}:policy/p` }]
const date = '2026-01-31T11:00:00+00:00'
const report =
  'user,arn,user_creation_time,password_enabled,mfa_active,access_key_1_active\n' +
  `<root_account>,arn:aws:iam::${account}:root,${date},true,true,false\n` +
  `"smith,john",arn:aws:iam::${account}:user/ada,${date},N/A,false,false\n`

/** One small valid file of every kind. */
const corpus: readonly unknown[] = [
  {
    UserDetailList: [
      {
        Path: '/',
        UserName: 'ada',
        UserId: 'AIDA',
        Arn: `arn:aws:iam::${account}:user/ada`,
        CreateDate: date,
        GroupList: ['g'],
        UserPolicyList: [{ PolicyName: 'i', PolicyDocument: document }],
        AttachedManagedPolicies: attached,
        PermissionsBoundary: { PermissionsBoundaryArn: 'x' }
      }
    ],
    GroupDetailList: [
      {
        Path: '/',
        GroupName: 'g',
        GroupId: 'AGPA',
        Arn: `arn:aws:iam::${account}:group/g`,
        GroupPolicyList: [],
        AttachedManagedPolicies: attached
      }
    ],
    RoleDetailList: [
      {
        Path: '/',
        RoleName: 'r',
        RoleId: 'AROA',
        Arn: `arn:aws:iam::${account}:role/r`,
        AssumeRolePolicyDocument: JSON.stringify(document),
        InstanceProfileList: [{}],
        RolePolicyList: [],
        AttachedManagedPolicies: [],
        RoleLastUsed: { LastUsedDate: date, Region: 'x' }
      }
    ],
    Policies: [
      {
        PolicyName: 'p',
        PolicyId: 'ANPA',
        Arn: `arn:aws:iam::${account}:policy/p`,
        Path: '/',
        DefaultVersionId: 'v1',
        AttachmentCount: 1,
        PolicyVersionList: [
          { Document: encodeURIComponent(JSON.stringify(document)), VersionId: 'v1', IsDefaultVersion: true }
        ]
      },
      { PolicyName: 'a', Arn: 'arn:aws:iam::aws:policy/a', PolicyVersionList: [] }
    ],
    IsTruncated: true,
    Marker: 'AAA'
  },
  { Content: Buffer.from(report).toString('base64'), ReportFormat: 'text/csv', GeneratedTime: date },
  { PasswordPolicy: { MinimumPasswordLength: 14, RequireSymbols: true, MaxPasswordAge: 90 } },
  { SummaryMap: { Users: 1, AccountMFAEnabled: 1 } },
  {
    VirtualMFADevices: [
      {
        SerialNumber: `arn:aws:iam::${account}:mfa/a`,
        User: { Arn: `arn:aws:iam::${account}:root` },
        EnableDate: date
      }
    ]
  },
  { UserId: 'x', Account: account, Arn: `arn:aws:sts::${account}:assumed-role/r/s` },
  { AccountAliases: ['example'] },
  {
    Organization: {
      Id: 'o-exampleorgid',
      Arn: org('organization/o-exampleorgid'),
      FeatureSet: 'ALL',
      MasterAccountId: account
    }
  },
  {
    Accounts: [
      {
        Id: account,
        Arn: org('account/o-exampleorgid/1'),
        Status: 'ACTIVE',
        Paths: [`o-exampleorgid/r-ab12/${account}/`],
        JoinedTimestamp: 1481835795.5
      }
    ],
    NextToken: 'x'
  },
  {
    Roots: [
      {
        Id: 'r-ab12',
        Arn: org('root/o-exampleorgid/r-ab12'),
        PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]
      }
    ]
  },
  {
    OrganizationalUnits: [
      { Id: 'ou-ab12-11111111', Arn: org('ou/o-exampleorgid/ou-ab12-11111111'), Name: 'x' }
    ]
  },
  { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] },
  {
    Policies: [{ Id: 'p-ab12cd34', Arn: org('policy/x'), Type: 'SERVICE_CONTROL_POLICY', AwsManaged: false }]
  },
  {
    Policy: {
      PolicySummary: {
        Id: 'p-ab12cd34',
        Arn: org('policy/x'),
        Type: 'SERVICE_CONTROL_POLICY',
        AwsManaged: false
      },
      Content: JSON.stringify(document)
    }
  },
  { Targets: [{ TargetId: 'r-ab12', Arn: org('root/x'), Type: 'ROOT' }] },
  { EnabledFeatures: ['RootSessions'], OrganizationId: 'o-exampleorgid' },
  report,
  'path\trc\terror\tbytes\tsha256\tstarted_utc\tseconds\taccount\tregion\tcommand\na\t0\t-\t1\t-\t2026-01-31T11:00:00Z\t1\t111122223333\tglobal\taws x\n',
  'An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: The Password Policy with domain name 111122223333 cannot be found.'
]

const hostile: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'N/A',
  '\u0000',
  '\ud800',
  '__proto__',
  'x'.repeat(70_000),
  '%E0%A4%A',
  [],
  [null],
  [[[]]],
  {},
  { __proto__: null, constructor: { prototype: 1 } },
  JSON.parse('{"__proto__": {"polluted": 1}}'),
  JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`)
]

/** Repeatable numbers from 0 to 1 (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

type Random = () => number
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T

/** Replaces, drops, repeats or renames something somewhere in a value. */
function damageValue(value: unknown, random: Random): unknown {
  if (random() < 0.25 || typeof value !== 'object' || value === null) return pick(random, hostile)
  if (Array.isArray(value)) {
    const copy: unknown[] = [...(value as unknown[])]
    const at = Math.floor(random() * copy.length)
    if (random() < 0.2) copy.splice(at, 0, ...copy, pick(random, hostile))
    else copy[at] = damageValue(copy[at], random)
    return copy
  }
  const entries = Object.entries(value)
  const at = Math.floor(random() * entries.length)
  const entry = entries[at]
  if (!entry) return pick(random, hostile)
  const fate = random()
  if (fate < 0.15) entries.splice(at, 1)
  else if (fate < 0.25) entries[at] = ['__proto__', entry[1]]
  else entries[at] = [entry[0], damageValue(entry[1], random)]
  return Object.fromEntries(entries)
}

/** Cuts, splices, swaps and overwrites bytes of a text. */
function damageText(text: string, random: Random): string {
  const at = Math.floor(random() * text.length)
  const to = Math.floor(random() * text.length)
  switch (Math.floor(random() * 8)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + text.slice(to)
    case 2:
      return (
        text.slice(0, at) +
        pick(random, ['"', '{', '[', ']', '}', ',', ':', '\\', '\u0000', '\n', '\t', 'é', '\ufeff']) +
        text.slice(at)
      )
    case 3:
      return text + text
    case 4:
      return text.slice(0, at) + '['.repeat(3_000) + text.slice(at)
    case 5:
      return text.slice(0, at) + '"'.repeat(1 + Math.floor(random() * 5)) + text.slice(at)
    case 6:
      return `[${text},${text.slice(0, at)}`
    default:
      return text.replaceAll(
        pick(random, [',', ':', '"', '\n', '}']),
        pick(random, ['', ';', '""', '\r', '{'])
      )
  }
}

function written(value: unknown, random: Random): string {
  if (typeof value === 'string') return value
  return JSON.stringify(value, null, pick(random, [undefined, 2, 4])) ?? ''
}

function encoded(text: string, random: Random): Uint8Array {
  const way = random()
  if (way < 0.1) return Buffer.from(`\ufeff${text}`, 'utf16le')
  if (way < 0.2) return Buffer.from(`\ufeff${text}`)
  if (way < 0.25) return Buffer.from(text, 'latin1')
  return Buffer.from(text)
}

test('security: d two thousand damaged files are each read, refused or not recognised, and nothing else', () => {
  const inputs = 2_000
  const random = chance(20260131)
  const outcomes = { read: 0, unreadable: 0, 'not recognised': 0 }
  let slowest = 0

  for (let n = 0; n < inputs; n++) {
    let value = corpus[n % corpus.length]
    for (let times = Math.floor(random() * 3); times > 0 && typeof value !== 'string'; times--)
      value = damageValue(value, random)
    let text = written(value, random)
    for (let times = Math.floor(random() * 3); times > 0; times--) text = damageText(text, random)
    const bytes = encoded(text.slice(0, 2_000_000), random)

    const started = performance.now()
    const found = collect(bytes, {
      name: pick(random, [
        'x.json',
        'organization/policies-for-target/r-ab12.json',
        'p-ab12cd34.targets.json',
        `${account}/list-parents-${account}.json`
      ]),
      accountHint: pick(random, [null, account]),
      chunk: pick(random, [1 + Math.floor(random() * 64), 4096, 1 << 20])
    })
    slowest = Math.max(slowest, performance.now() - started)

    outcomes[found.kind === null ? 'not recognised' : found.unreadable ? 'unreadable' : 'read']++
    for (const key of Object.keys(found.coverage)) expect(key).toMatch(/^(?:\d{12})?\//)
    for (const note of [
      ...found.notes,
      ...(found.unreadable ? [{ sentence: found.unreadable.message }] : [])
    ])
      expect(note.sentence).toMatch(/\S/)
    for (const table of ['credential', 'iam_user', 'iam_role', 'iam_policy', 'org_account'] as const)
      for (const fact of found.of(table)) {
        expect(fact.account_id).toMatch(/^(?:\d{12})?$/)
        expect(fact.line).toBeGreaterThan(0)
        expect(Object.values(fact).includes(undefined as never)).toBe(false)
      }
  }

  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(slowest).toBeLessThan(5_000)
  expect(outcomes.read).toBeGreaterThan(200)
  expect(outcomes.unreadable).toBeGreaterThan(50)
  expect(outcomes['not recognised']).toBeGreaterThan(100)
}, 120_000)
