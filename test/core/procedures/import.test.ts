import { describe, expect, test } from 'vitest'

import { asStoreError } from '../../../src/core/store/errors.ts'
import { verifyChain } from '../../../src/core/store/events.ts'
import { credentialReport, sitDown, wrapped, type Desk } from './desk.ts'

const account = '111122223333'
const other = '444455556666'

describe('receiving files', () => {
  test('keeps the bytes, reads the facts, and says what was read', async () => {
    const desk = sitDown()
    const report = credentialReport(account, { 'j.hartmann': { mfa: false } })

    const { received } = await desk.receive({ 'halden/credential-report.csv': report })

    expect(received[0]).toMatchObject({
      state: 'read',
      kindTitle: 'Credential report',
      accounts: [account],
      errors: 0
    })
    const file = await desk.ask('file.read', { of: 'source', id: 1 })
    expect(Buffer.from(file.bytes).toString()).toBe(report)
  })

  test('reads the same file once, and says under which reference it stands', async () => {
    const desk = sitDown()
    const report = credentialReport(account, { a: { mfa: true } })

    const { received } = await desk.receive({ 'first.csv': report, 'again/second.csv': report })

    expect(received[1]).toMatchObject({ source: null, duplicateOf: 'SF-001' })
    expect(await desk.ask('source.list', {})).toHaveLength(1)
  })

  test('takes equal answers of two accounts as two sources', async () => {
    const desk = sitDown()
    const policy = JSON.stringify({ PasswordPolicy: { MinimumPasswordLength: 14 } })

    const { received } = await desk.receive({
      [`accounts/${account}/password-policy.json`]: policy,
      [`accounts/${other}/password-policy.json`]: policy
    })

    expect(received.map(({ accounts }) => accounts)).toEqual([[account], [other]])
  })

  test('finds the account of a lone file by the caller identity beside it', async () => {
    const desk = sitDown()

    await desk.receive({
      'prod/password-policy.json': JSON.stringify({ PasswordPolicy: { MinimumPasswordLength: 14 } }),
      'prod/sts-get-caller-identity.json': JSON.stringify({
        UserId: 'AROA1:auditor',
        Account: account,
        Arn: `arn:aws:sts::${account}:assumed-role/Audit/auditor`
      })
    })

    const [policy] = await desk.ask('source.list', {})
    expect(policy).toMatchObject({ kind: 'password-policy', state: 'read', accounts: [account] })
  })

  test('asks for the account where nothing says it, and reads the file once it is given', async () => {
    const desk = sitDown()
    await desk.receive({
      'password-policy.json': JSON.stringify({ PasswordPolicy: { MinimumPasswordLength: 14 } })
    })
    expect((await desk.ask('source.list', {}))[0]?.state).toBe('unattributed')

    const { changedTests } = await desk.ask('source.assign', { source: 1, account })

    expect(changedTests).toBeGreaterThan(0)

    expect((await desk.ask('source.list', {}))[0]).toMatchObject({ state: 'read', accounts: [account] })
    const { sections } = await desk.ask('checklist.show', { account })
    expect(sections.flatMap(({ items }) => items).find(({ control }) => control === 'PWD-02')?.outcome).toBe(
      'pass'
    )
  })

  test('goes on with the batch when a file is of no use, and names what is wrong with it', async () => {
    const desk = sitDown()

    const { received, report } = await desk.receive({
      'empty.json': '',
      'holiday.txt': 'no export at all',
      'report.csv': credentialReport(account, { a: { mfa: true } })
    })

    expect(received.map(({ state }) => state)).toEqual(['not-recognised', 'not-recognised', 'read'])
    expect(received[0]?.sentence).toContain('empty.json')
    expect(report).toMatchObject({ received: 3, read: 1, notUsable: 2 })
  })

  test('lists errors and warnings of all sources, and of one source also what is only information', async () => {
    const desk = sitDown()
    await desk.receive({
      'describe-organization.json.err':
        'An error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation: ' +
        'Your account is not a member of an organization.',
      'holiday.txt': 'no export at all'
    })

    expect(await desk.ask('problem.list', {})).toMatchObject([
      { sourceName: 'holiday.txt', level: 'warning' }
    ])
    expect(await desk.ask('problem.list', { source: 1 })).toMatchObject([
      { source: 1, level: 'info', sentence: 'AWS answered that the account belongs to no organization.' }
    ])
  })

  test('keeps nothing at all of an import that was cancelled', async () => {
    const desk = sitDown()
    const before = engagementRows(desk)
    const uploads = [
      await desk.send('a.csv', credentialReport(other)),
      await desk.send('b.csv', credentialReport(account, { a: { mfa: true } }))
    ]
    desk.cancelled = true

    await expect(desk.ask('import.run', { job: 'import-1', uploads })).rejects.toThrow(
      'the engagement is as it was before'
    )

    expect(engagementRows(desk)).toEqual(before)
    await expect(desk.ask('import.run', { job: 'import-2', uploads })).rejects.toThrow('was ended')
  })

  test('refuses an upload that is not whole, and with it the import', async () => {
    const desk = sitDown()
    const whole = await desk.send('whole.csv', credentialReport(account))
    const { upload } = await desk.ask('upload.start', {
      name: 'report.csv',
      size: 100,
      bytes: new Uint8Array(40)
    })

    await expect(desk.ask('import.run', { job: 'import-1', uploads: [whole, upload] })).rejects.toThrow(
      'report.csv is not whole: 40 of 100 bytes came.'
    )
    expect(await desk.ask('source.list', {})).toEqual([])
  })

  test('tells how far it is in bytes, files and objects', async () => {
    const desk = sitDown()
    const report = credentialReport(account, { a: { mfa: true } })

    await desk.receive({ 'a.csv': report, 'b.json': '{"SummaryMap":{}}' })

    const told = desk.events.flatMap((event) => (event.type === 'progress' && event.whole) || [])
    expect(told[0]).toMatchObject({ total: report.length + 17, files: 2, filesDone: 0, objects: 0 })
  })

  test('writes one event for every file and one for the import, all in the chain', async () => {
    const desk = sitDown()

    await desk.receive({ 'a.csv': credentialReport(account), 'b.csv': credentialReport(other) })

    const actions = (await desk.ask('event.list', { before: null, limit: 10 })).map(({ action }) => action)
    expect(actions).toEqual(['import.finish', 'source.receive', 'source.receive', 'engagement.create'])
    expect(verifyChain(desk.db).fault).toBeNull()
  })
})

test('a disk that is full in the middle of an import is a sentence, and nothing of the import is kept', async () => {
  const desk = sitDown()
  const users = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`user-${n}`, { mfa: true }]))
  const upload = await desk.send('report.csv', credentialReport(account, users))
  const [{ pages }] = desk.db.all<{ pages: number }>('select page_count as pages from pragma_page_count') as [
    { pages: number }
  ]
  desk.db.execute(`pragma max_page_count = ${pages + 20}`)

  const thrown: unknown = await desk
    .ask('import.run', { job: 'import-1', uploads: [upload] })
    .catch((error: unknown) => asStoreError(error))

  expect(thrown).toMatchObject({
    code: 'disk-full',
    message: expect.stringContaining('The disk is full') as string
  })
  desk.db.execute('pragma max_page_count = 1000000')
  expect(await desk.ask('source.list', {})).toEqual([])
  expect(desk.db.all('select arn from credential')).toEqual([])
})

describe('the place a fact came from', () => {
  test('in a file of one long line is shown as the element, indented', async () => {
    const desk = sitDown()
    const users = Array.from({ length: 40 }, (_, n) => ({
      Path: '/',
      UserName: `user-${n}`,
      UserId: `AIDA${n}`,
      Arn: `arn:aws:iam::${account}:user/user-${n}`,
      CreateDate: '2024-01-01T00:00:00Z'
    }))
    await desk.receive({ 'details.json': JSON.stringify({ UserDetailList: users }) })
    const { rows } = await desk.ask('source.facts', { source: 1, table: 'iam_user', offset: 39, limit: 1 })

    const excerpt = await desk.ask('source.excerpt', {
      source: 1,
      line: rows[0]?.line ?? 0,
      path: rows[0]?.path ?? null
    })

    expect(excerpt).toMatchObject({ isElement: true, clipped: false })
    expect(JSON.parse(excerpt.lines.join('\n'))).toEqual(users[39])
  })
})

describe('an engagement whose files were read by other importers', () => {
  test('has them read again when it is opened, once; conclusions stay', async () => {
    const desk = sitDown()
    await desk.receive({ 'a.csv': credentialReport(account, { a: { mfa: false } }) })
    desk.db.run('delete from credential')
    desk.db.run('update engagement set facts_version = 0')

    desk.reopen()
    desk.reopen()

    expect((await desk.ask('test.show', { control: 'MFA-01', account })).results[0]?.outcome).toBe('fail')
    const actions = (await desk.ask('event.list', { before: null, limit: 20 })).map(({ action }) => action)
    expect(actions.filter((action) => action === 'import.read-again')).toHaveLength(1)
  })

  test('has what its policy documents say read again, also of those that are stored already', async () => {
    const desk = sitDown()
    await desk.receive({ 'account-authorization-details.json': openRole })
    const found = () => desk.ask('test.show', { control: 'ROLE-01', account })
    const before = await found()
    for (const { name } of desk.db.all<{ name: string }>(
      "select name from sqlite_schema where type = 'table' and (name glob 'statement_*' or name glob 'document_*')"
    ))
      desk.db.run(`delete from ${name}`)
    desk.db.run('update engagement set facts_version = 0')

    desk.reopen()

    expect(before.results[0]?.outcome).toBe('fail')
    expect((await found()).results).toEqual(before.results)
  })
})

/** The details of an account with a role that anybody may take. */
const openRole = JSON.stringify({
  UserDetailList: [],
  GroupDetailList: [],
  Policies: [],
  RoleDetailList: [
    {
      Path: '/',
      RoleName: 'open',
      RoleId: 'AROA1234567890EXAMPLE',
      Arn: `arn:aws:iam::${account}:role/open`,
      CreateDate: '2025-01-01T00:00:00+00:00',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }]
      },
      InstanceProfileList: [],
      RolePolicyList: [],
      AttachedManagedPolicies: [],
      Tags: [],
      RoleLastUsed: {}
    }
  ]
})

/** Every row an auditor could miss, as text. */
function engagementRows(desk: Desk): string {
  return JSON.stringify(
    [
      'object',
      'object_chunk',
      'source',
      'source_note',
      'source_coverage',
      'credential',
      'check_result',
      'audit_event'
    ].map((table) => desk.db.all(`select * from ${table}`))
  )
}

describe('a later export of the same', () => {
  test('stands, and the earlier one is kept as superseded without facts', async () => {
    const desk = sitDown()
    await desk.receive({
      'january.json': wrapped(credentialReport(account, { a: { mfa: false } }), '2026-01-10T00:00:00Z')
    })

    await desk.receive({
      'february.json': wrapped(credentialReport(account, { a: { mfa: true } }), '2026-01-31T00:00:00Z')
    })

    const sources = await desk.ask('source.list', {})
    expect(sources.map(({ state }) => state)).toEqual(['superseded', 'read'])
    expect(desk.db.all('select mfa_active from credential where is_root = 0')).toEqual([{ mfa_active: 1 }])
  })

  test('is not replaced by an older one that comes after it', async () => {
    const desk = sitDown()
    await desk.receive({
      'new.json': wrapped(credentialReport(account, { a: { mfa: true } }), '2026-01-31T00:00:00Z')
    })

    await desk.receive({
      'old.json': wrapped(credentialReport(account, { a: { mfa: false } }), '2026-01-10T00:00:00Z')
    })

    expect((await desk.ask('source.list', {})).map(({ state }) => state)).toEqual(['read', 'superseded'])
  })

  test('does not change a conclusion, and flags it where the result changed', async () => {
    const desk = sitDown()
    await desk.receive({
      'january.json': wrapped(credentialReport(account, { a: { mfa: true } }), '2026-01-10T00:00:00Z')
    })
    await desk.ask('conclusion.record', {
      control: 'MFA-01',
      accounts: [account],
      conclusion: 'effective',
      reason: '',
      steps: []
    })

    const { report } = await desk.receive({
      'february.json': wrapped(credentialReport(account, { a: { mfa: false } }), '2026-01-31T00:00:00Z')
    })

    const { conclusions, results } = await desk.ask('test.show', { control: 'MFA-01', account })
    expect(results[0]).toMatchObject({ outcome: 'fail', exceptions: 1 })
    expect(conclusions[0]).toMatchObject({
      conclusion: 'effective',
      reliedOutcome: 'pass',
      resultChanged: true
    })
    expect(report.changedTests).toBeGreaterThan(0)
  })
})

describe('pages of one export', () => {
  const page = (users: readonly string[], more: boolean): string =>
    JSON.stringify({
      UserDetailList: users.map((name) => ({
        Path: '/',
        UserName: name,
        UserId: `AIDA${name}`,
        Arn: `arn:aws:iam::${account}:user/${name}`,
        CreateDate: '2024-01-01T00:00:00Z',
        GroupList: [],
        AttachedManagedPolicies: []
      })),
      GroupDetailList: [],
      RoleDetailList: [],
      Policies: [],
      IsTruncated: more,
      ...(more ? { Marker: 'next' } : {})
    })

  test('are united, and a member on two pages counts once', async () => {
    const desk = sitDown()

    await desk.receive({ 'page-1.json': page(['a', 'b'], true), 'page-2.json': page(['b', 'c'], false) })

    expect(desk.db.all('select name from iam_user order by name')).toEqual([
      { name: 'a' },
      { name: 'b' },
      { name: 'c' }
    ])
    expect((await desk.ask('source.list', {})).map(({ state }) => state)).toEqual(['read', 'read'])
  })

  test('leave what they would decide open while the last one is missing', async () => {
    const desk = sitDown()

    await desk.receive({ 'page-1.json': page(['a'], true) })

    const { results } = await desk.ask('test.show', { control: 'GRP-01', account })
    expect(results[0]?.outcome).toBe('needs-review')
    expect(results[0]?.reason).toContain('incomplete')
  })
})

describe('dates', () => {
  test.each([
    [
      'the export itself',
      wrapped(credentialReport(account, { a: { mfa: true } }), '2026-01-29T08:00:00Z'),
      null,
      '2026-01-29T08:00:00Z',
      'export'
    ],
    [
      'the auditor',
      credentialReport(account, { a: { mfa: true } }),
      '2026-01-31T12:00:00Z',
      '2026-01-31T12:00:00Z',
      'auditor'
    ],
    [
      'the latest time of the account',
      credentialReport(account, { a: { mfa: true } }),
      null,
      '2026-01-30T00:00:00Z',
      'latest'
    ]
  ])('come from %s', async (_, content, given, at, origin) => {
    const desk = sitDown()
    await desk.receive({ 'report.json': content })
    if (given !== null) await desk.ask('period.date', { asOf: given })

    expect((await desk.ask('source.list', {}))[0]?.asOf).toEqual({ at, origin })
    expect((await desk.ask('test.show', { control: 'UNU-01', account })).results[0]?.asOf).toEqual({
      at,
      origin
    })
  })
})

describe('what was not received', () => {
  test('is never green: every check without its export is not tested and names the command', async () => {
    const desk = sitDown()

    await desk.receive({ 'report.csv': credentialReport(account, { a: { mfa: true } }) })

    const { results } = await desk.ask('result.list', {})
    const roles = results.find(({ catalogue }) => catalogue[0] === 'UNU-07')
    expect(roles).toMatchObject({ outcome: 'not-tested', population: 0 })
    expect(roles?.reason).toContain('aws iam get-account-authorization-details')
    expect(
      results.filter(({ outcome }) => outcome === 'pass').every(({ check }) => !check.includes('role'))
    ).toBe(true)
  })

  test('stands in the matrix and on the request list with the command', async () => {
    const desk = sitDown()
    await desk.receive({ 'report.csv': credentialReport(account) })

    const { rows, requiredMissing } = await desk.ask('completeness.show', {})
    const requests = await desk.ask('request.list', {})

    const states = Object.fromEntries(
      rows.find((row) => row.account === account)?.cells.map(({ column, state }) => [column, state]) ?? []
    )
    expect(states).toMatchObject({ 'credential-report': 'complete', 'password-policy': 'missing' })
    expect(requiredMissing).toBe(requests.filter(({ required }) => required).length)
    expect(requests.find(({ kind }) => kind === 'password-policy')?.command).toContain(
      'get-account-password-policy'
    )
  })

  test('is told from what AWS refused to the client', async () => {
    const desk = sitDown()
    await desk.receive({
      'report.csv': credentialReport(account),
      [`${account}/password-policy.json.err`]:
        '\nAn error occurred (AccessDenied) when calling the GetAccountPasswordPolicy operation: not authorized\n'
    })

    const { rows } = await desk.ask('completeness.show', {})
    const cell = rows
      .find((row) => row.account === account)
      ?.cells.find(({ column }) => column === 'password-policy')
    expect(cell).toMatchObject({ state: 'denied', label: 'refused' })
    expect((await desk.ask('test.show', { control: 'PWD-02', account })).results[0]?.outcome).toBe(
      'not-tested'
    )
  })
})
