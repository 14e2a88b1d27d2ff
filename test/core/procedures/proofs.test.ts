import { describe, expect, test } from 'vitest'

import { credentialReport, sitDown, wrapped, type Desk } from './desk.ts'
import { createHash } from 'node:crypto'

const account = '111122223333'
const other = '444455556666'
const made = '2026-01-31T08:00:00Z'

function summary(users: number): string {
  return JSON.stringify({ SummaryMap: { Users: users, Roles: 0, Groups: 0, Policies: 0 } })
}

function details(users: readonly string[], rest: object = {}): string {
  return JSON.stringify({
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
    ...rest
  })
}

function manifest(
  files: Readonly<Record<string, string>>,
  hashes: Readonly<Record<string, string>> = {}
): string {
  const rows = Object.entries(files).map(([path, content]) =>
    [
      path,
      0,
      '-',
      content.length,
      hashes[path] ?? createHash('sha256').update(content).digest('hex'),
      made,
      1,
      account,
      'global',
      'aws iam something'
    ].join('\t')
  )
  return ['path\trc\terror\tbytes\tsha256\tstarted_utc\tseconds\taccount\tregion\tcommand', ...rows].join(
    '\n'
  )
}

async function proofsOf(
  desk: Desk,
  name: string
): Promise<Record<string, { result: string; expected: string; actual: string; origin: string }>> {
  const source = (await desk.ask('source.list', {})).find((one) => one.name === name)
  const { proofs } = await desk.ask('proof.show', { source: source?.id ?? 0 })
  return Object.fromEntries(proofs.map(({ code, ...rest }) => [code, rest]))
}

describe('completeness', () => {
  test('C1 ties the users of report, details and summary to each other', async () => {
    const desk = sitDown()
    await desk.receive({
      [`${account}/report.csv`]: credentialReport(account, { ada: { mfa: true }, bob: { mfa: true } }),
      [`${account}/summary.json`]: summary(2),
      [`${account}/details.json`]: details(['ada', 'bob'])
    })

    const proofs = await proofsOf(desk, `${account}/details.json`)

    expect(proofs['C1']).toMatchObject({
      result: 'pass',
      expected: '2 users',
      actual: '2 in the authorization details, 2 in the credential report',
      origin: 'Account summary SF-002'
    })
    expect(proofs['C2']?.result).toBe('pass')
    expect((await proofsOf(desk, `${account}/report.csv`))['C2']).toBeUndefined()
  })

  test('C1 differs where the export was filtered, and says by how much', async () => {
    const desk = sitDown()
    await desk.receive({
      [`${account}/summary.json`]: summary(3),
      [`${account}/details.json`]: details(['ada'])
    })

    expect((await proofsOf(desk, `${account}/details.json`))['C1']).toMatchObject({
      result: 'fail',
      expected: '3 users',
      actual: '1 in the authorization details'
    })
  })

  test('C1 is not performed while nothing else counts the users, and is as soon as something does', async () => {
    const desk = sitDown()
    await desk.receive({ [`${account}/details.json`]: details(['ada']) })
    expect((await proofsOf(desk, `${account}/details.json`))['C1']?.result).toBe('not-performed')

    await desk.receive({ [`${account}/report.csv`]: credentialReport(account, { ada: { mfa: true } }) })

    expect((await proofsOf(desk, `${account}/details.json`))['C1']?.result).toBe('pass')
  })

  test('C5 wants the last page of a paged export', async () => {
    const desk = sitDown()
    const first = details(['ada'], { IsTruncated: true, Marker: 'x' })
    await desk.receive({ 'page-1.json': first })
    expect((await proofsOf(desk, 'page-1.json'))['C5']).toMatchObject({
      result: 'fail',
      actual: 'A page; more follow that were not received'
    })

    const whole = sitDown()
    await whole.receive({ 'page-1.json': first, 'page-2.json': details(['bob'], { IsTruncated: false }) })
    expect((await proofsOf(whole, 'page-1.json'))['C5']?.result).toBe('pass')
  })

  test('C10 names the active accounts of which nothing was received', async () => {
    const desk = sitDown()
    const one = (id: string, status: string): object => ({
      Id: id,
      Arn: `arn:aws:organizations::${account}:account/o-exampleorg1/${id}`,
      Email: 'a@example.org',
      Name: id,
      Status: status,
      JoinedMethod: 'CREATED',
      JoinedTimestamp: '2024-01-01T00:00:00Z'
    })
    await desk.receive({
      'list-accounts.json': JSON.stringify({
        Accounts: [one(account, 'ACTIVE'), one(other, 'ACTIVE'), one('777788889999', 'SUSPENDED')]
      }),
      'report.csv': credentialReport(account)
    })

    expect((await proofsOf(desk, 'list-accounts.json'))['C10']).toMatchObject({
      result: 'fail',
      expected: 'Exports of 2 active accounts',
      actual: `None of ${other}`
    })
  })
})

describe('accuracy', () => {
  test('C6 compares the account of the content with the folder it came in', async () => {
    const desk = sitDown()
    await desk.receive({
      [`${account}/report.csv`]: credentialReport(account),
      [`${other}/report.csv`]: credentialReport('777788889999')
    })

    expect((await proofsOf(desk, `${account}/report.csv`))['C6']?.result).toBe('pass')
    expect((await proofsOf(desk, `${other}/report.csv`))['C6']).toMatchObject({
      result: 'fail',
      expected: other,
      actual: '777788889999',
      origin: 'The folder it came in'
    })
  })

  test.each([
    ['2026-01-31T08:00:00Z', 'pass'],
    ['2026-02-14T08:00:00Z', 'pass'],
    ['2025-11-01T08:00:00Z', 'fail']
  ])('C7 of an export made %s for January 2026 is %s', async (generated, result) => {
    const desk = sitDown()
    await desk.receive({ 'report.json': wrapped(credentialReport(account), generated) })

    expect((await proofsOf(desk, 'report.json'))['C7']?.result).toBe(result)
  })

  test('C7 differs where the exports of an account lie too far apart', async () => {
    const desk = sitDown()
    const late = summary(0)
    await desk.receive({
      'a/report.json': wrapped(credentialReport(account), '2026-01-20T08:00:00Z'),
      [`a/summary.json`]: late,
      'a/manifest.tsv': manifest({ 'summary.json': late })
    })

    expect((await proofsOf(desk, 'a/report.json'))['C7']?.actual).toContain('264 hours from another export')
  })

  test('C8 compares the caller with the role agreed, once one is recorded', async () => {
    const desk = sitDown()
    await desk.receive({
      [`${account}/report.csv`]: credentialReport(account),
      [`${account}/caller.json`]: JSON.stringify({
        UserId: 'AROA:audit',
        Account: account,
        Arn: `arn:aws:sts::${account}:assumed-role/AuditRole/audit`
      })
    })
    const result = async (): Promise<string | undefined> =>
      (await proofsOf(desk, `${account}/report.csv`))['C8']?.result

    expect(await result()).toBe('not-performed')
    await desk.ask('period.caller', { caller: 'AuditRole' })
    expect(await result()).toBe('pass')
    expect((await desk.ask('engagement.show', {})).agreedCaller).toBe('AuditRole')
    await desk.ask('period.caller', { caller: 'OtherRole' })
    expect(await result()).toBe('fail')
  })

  test('C9 compares the bytes with the checksums that came with them', async () => {
    const desk = sitDown()
    const [good, bad] = [credentialReport(account), credentialReport(other)]
    await desk.receive({
      'bundle/good.csv': good,
      'bundle/bad.csv': bad,
      'bundle/manifest.tsv': manifest({ 'good.csv': good, 'bad.csv': bad }, { 'bad.csv': 'f'.repeat(64) }),
      'alone.csv': credentialReport('777788889999')
    })

    expect((await proofsOf(desk, 'bundle/good.csv'))['C9']?.result).toBe('pass')
    expect((await proofsOf(desk, 'bundle/bad.csv'))['C9']).toMatchObject({
      result: 'fail',
      expected: 'f'.repeat(64)
    })
    expect((await proofsOf(desk, 'alone.csv'))['C9']).toMatchObject({
      result: 'not-performed',
      actual: expect.stringContaining('first taken at receipt') as string
    })
  })

  test('C9 of the manifest says which of its files are here, altered and missing', async () => {
    const desk = sitDown()
    const [good, bad] = [credentialReport(account), credentialReport(other)]
    await desk.receive({
      'bundle/good.csv': good,
      'bundle/bad.csv': bad,
      'bundle/manifest.tsv': manifest(
        { 'good.csv': good, 'bad.csv': bad, 'gone.json': '{}' },
        { 'bad.csv': 'f'.repeat(64) }
      )
    })

    expect((await proofsOf(desk, 'bundle/manifest.tsv'))['C9']).toMatchObject({
      result: 'fail',
      expected: '3 files with the SHA-256 the list gives',
      actual: '1 received unchanged, 1 with other bytes (bad.csv), 1 not received (gone.json)'
    })
  })

  test('A2 names the signs of another program', async () => {
    const desk = sitDown()
    const report = credentialReport(account)
    await desk.receive({
      'plain.csv': report,
      'excel.csv': `\ufeff${credentialReport(other).replaceAll('\n', '\r\n').replaceAll('true', 'TRUE')}`
    })

    expect((await proofsOf(desk, 'plain.csv'))['A2']?.result).toBe('pass')
    expect((await proofsOf(desk, 'excel.csv'))['A2']).toMatchObject({
      result: 'fail',
      actual: 'a byte order mark, Windows line ends, TRUE and FALSE in capitals, as spreadsheets write'
    })
  })

  test('A1 is not performed until a person says what they compared', async () => {
    const desk = sitDown()
    await desk.receive({ 'report.csv': credentialReport(account) })
    expect((await proofsOf(desk, 'report.csv'))['A1']?.result).toBe('not-performed')

    await desk.ask('source.observe', {
      source: 1,
      agrees: true,
      sentence: 'Users ada and bob, seen in the console.'
    })

    expect((await proofsOf(desk, 'report.csv'))['A1']).toMatchObject({
      result: 'pass',
      actual: 'Users ada and bob, seen in the console.'
    })
  })
})

describe('deciding on a source', () => {
  async function withReport(): Promise<Desk> {
    const desk = sitDown()
    await desk.receive({ 'report.csv': credentialReport(account, { ada: { mfa: false } }) })
    return desk
  }
  const outcome = async (desk: Desk): Promise<string | undefined> =>
    (await desk.ask('test.show', { control: 'MFA-01', account })).results[0]?.outcome

  test('goes from received to accepted and back, each step in the log', async () => {
    const desk = await withReport()
    await desk.ask('source.decide', { sources: [1], decision: 'accepted', reason: '' })
    expect((await desk.ask('source.list', {}))[0]?.acceptance).toBe('accepted')

    await desk.ask('source.decide', { sources: [1], decision: 'reopened', reason: 'Second look.' })

    const { acceptance, decisions } = await desk.ask('proof.show', { source: 1 })
    expect(acceptance).toBe('received')
    expect(decisions.map(({ decision, by }) => [decision, by])).toEqual([
      ['accepted', 'M. Okafor'],
      ['reopened', 'M. Okafor']
    ])
    expect((await desk.ask('engagement.verify', {})).ok).toBe(true)
  })

  test('refuses to accept without limitation what is proved incomplete', async () => {
    const desk = sitDown()
    await desk.receive({
      [`${account}/summary.json`]: summary(3),
      [`${account}/details.json`]: details(['ada'])
    })

    await expect(
      desk.ask('source.decide', { sources: [2], decision: 'accepted', reason: '' })
    ).rejects.toThrow('C1 users agree (1 in the authorization details)')
    await desk.ask('source.decide', {
      sources: [2],
      decision: 'accepted-with-limitation',
      reason: 'Two users were made after the export.'
    })
    expect((await desk.ask('source.list', {}))[1]?.acceptance).toBe('accepted-with-limitation')
  })

  test('a rejected source counts no more, and counts again once the decision is taken back', async () => {
    const desk = await withReport()
    expect(await outcome(desk)).toBe('fail')

    const { changedTests } = await desk.ask('source.decide', {
      sources: [1],
      decision: 'rejected',
      reason: 'Made for another account.'
    })
    expect(changedTests).toBeGreaterThan(0)
    expect(await outcome(desk)).not.toBe('fail')

    await desk.ask('source.decide', { sources: [1], decision: 'reopened', reason: 'It was the right one.' })
    expect(await outcome(desk)).toBe('fail')
  })

  test.each([
    ['rejected', '', 'Say in a sentence why.'],
    ['accepted-with-limitation', '', 'Say in a sentence why.'],
    ['reopened', 'x', 'Nothing was decided']
  ] as const)('%s with the reason "%s" is refused', async (decision, reason, sentence) => {
    const desk = await withReport()

    await expect(desk.ask('source.decide', { sources: [1], decision, reason })).rejects.toThrow(sentence)
  })

  test('one decision does not follow another without taking it back', async () => {
    const desk = await withReport()
    await desk.ask('source.decide', { sources: [1], decision: 'accepted', reason: '' })

    await expect(
      desk.ask('source.decide', { sources: [1], decision: 'rejected', reason: 'No.' })
    ).rejects.toThrow('take that decision back first')
  })

  test('a later export supersedes whatever was decided of the earlier', async () => {
    const desk = sitDown()
    await desk.receive({ 'a.json': wrapped(credentialReport(account), '2026-01-30T00:00:00Z') })
    await desk.ask('source.decide', { sources: [1], decision: 'accepted', reason: '' })
    await desk.receive({ 'b.json': wrapped(credentialReport(account), '2026-01-31T00:00:00Z') })

    expect((await desk.ask('source.list', {})).map(({ acceptance }) => acceptance)).toEqual([
      'superseded',
      'received'
    ])
    await expect(
      desk.ask('source.decide', { sources: [1], decision: 'rejected', reason: 'x' })
    ).rejects.toThrow('was superseded')
  })
})

test('a policy document that is none stands among the problems with its place', async () => {
  const desk = sitDown()
  await desk.receive({
    'details.json': JSON.stringify({
      RoleDetailList: [
        {
          Path: '/',
          RoleName: 'r',
          RoleId: 'AROA',
          Arn: `arn:aws:iam::${account}:role/r`,
          CreateDate: '2024-01-01T00:00:00Z',
          AssumeRolePolicyDocument: '{"Statement":',
          RolePolicyList: [],
          AttachedManagedPolicies: []
        }
      ]
    })
  })

  const problem = (await desk.ask('problem.list', {})).find(({ sentence }) =>
    sentence.startsWith('A policy document here cannot be read')
  )
  expect(problem).toMatchObject({ level: 'warning', path: 'RoleDetailList[0]', line: 1 })
})

describe('what was read of a source', () => {
  test('is shown table by table, row by row, each with its line', async () => {
    const desk = sitDown()
    await desk.receive({ 'report.csv': credentialReport(account, { ada: { mfa: false } }) })

    const page = await desk.ask('source.facts', { source: 1, table: null, offset: 0, limit: 10 })

    expect(page.tables).toEqual([{ table: 'credential', title: 'Credential', rows: 2 }])
    expect(page.rows.map(({ line }) => line)).toEqual([2, 3])
    const at = page.columns.findIndex(({ key }) => key === 'mfa_active')
    expect(page.columns[at]).toEqual({ key: 'mfa_active', title: 'MFA active', type: 'boolean' })
    expect(page.rows[1]?.cells[at]).toBe(false)
  })
})
