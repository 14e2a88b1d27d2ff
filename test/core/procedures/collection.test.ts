/** What a manifest and a list of digests say of the files received with them. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { callOf, verifyChecksums, verifyManifest } from '../../../src/core/procedures/collection.ts'
import { sitDown, type Desk } from './desk.ts'

const account = '111122223333'
const columns = 'path\trc\terror\tbytes\tsha256\tstarted_utc\tseconds\taccount\tregion\tcommand'
const aliases = JSON.stringify({ AccountAliases: ['halden'] })
const summary = JSON.stringify({ SummaryMap: { Users: 1 } })
const refusal =
  'An error occurred (AccessDenied) when calling the ListMFADevices operation: User: x is not authorized to perform: iam:ListMFADevices'

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function row(path: string, command: string, text: string | null, error = '-'): string {
  const sha256 = text === null ? '-' : digest(text)
  const rc = error === '-' ? 0 : 254
  return `${path}\t${rc}\t${error}\t${text?.length ?? 0}\t${sha256}\t2026-01-31T11:00:00Z\t1\t${account}\tglobal\t${command}`
}

function idOf({ db }: Desk, name: string): number | null {
  return db.get<{ id: number }>('select id from source where name = :name', { name })?.id ?? null
}

const folder = `exports/accounts/${account}`
const manifest = [
  columns,
  row(`accounts/${account}/list-account-aliases.json`, 'aws iam list-account-aliases', aliases),
  row(`accounts/${account}/account-summary.json`, 'aws iam get-account-summary', summary),
  row(`accounts/${account}/password-policy.json`, 'aws iam get-account-password-policy', 'lost'),
  row(
    `accounts/${account}/users/ada/list-mfa-devices.json`,
    'aws iam list-mfa-devices --user-name ada',
    null,
    'AccessDenied'
  ),
  row(`accounts/${account}/s3/list-buckets.json`, 'aws s3api list-buckets', null),
  'cut\t0'
].join('\n')

async function receiveAll(files: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const desk = sitDown()
  await desk.receive({
    [`${folder}/list-account-aliases.json`]: aliases,
    [`${folder}/account-summary.json`]: JSON.stringify({ SummaryMap: { Users: 2 } }),
    [`${folder}/users/ada/list-mfa-devices.json.err`]: refusal,
    'exports/manifest.tsv': manifest,
    ...files
  })
  return desk
}

test('each call is compared with the file received in its place', async () => {
  const desk = await receiveAll()

  const verified = verifyManifest(desk.db, idOf(desk, 'exports/manifest.tsv') ?? 0)

  expect(
    verified.map(({ line, path, verdict, source, error }) => [
      line,
      path.replace(`accounts/${account}/`, ''),
      verdict,
      source,
      error
    ])
  ).toEqual([
    [2, 'list-account-aliases.json', 'received', idOf(desk, `${folder}/list-account-aliases.json`), ''],
    [3, 'account-summary.json', 'other-bytes', idOf(desk, `${folder}/account-summary.json`), ''],
    [4, 'password-policy.json', 'not-received', null, ''],
    [
      5,
      'users/ada/list-mfa-devices.json',
      'failed',
      idOf(desk, `${folder}/users/ada/list-mfa-devices.json.err`),
      'AccessDenied'
    ],
    [6, 's3/list-buckets.json', 'no-answer', null, '']
  ])
  expect(verified[3]).toMatchObject({ account, command: 'aws iam list-mfa-devices --user-name ada' })
})

test('a file that was moved is received, by its bytes', async () => {
  const desk = await receiveAll({ 'elsewhere/summary.json': summary })

  const [, second] = verifyManifest(desk.db, idOf(desk, 'exports/manifest.tsv') ?? 0)
  expect(second?.verdict).toBe('other-bytes')

  const moved = sitDown()
  await moved.receive({ 'elsewhere/summary.json': summary, 'exports/manifest.tsv': manifest })
  expect(verifyManifest(moved.db, idOf(moved, 'exports/manifest.tsv') ?? 0)[1]).toMatchObject({
    verdict: 'received',
    source: idOf(moved, 'elsewhere/summary.json')
  })
})

test('each file of a list of digests is compared with what was received', async () => {
  const list = [
    `${digest(aliases)}  accounts/${account}/list-account-aliases.json`,
    `${digest(summary)}  accounts/${account}/account-summary.json`,
    `${digest('lost')}  accounts/${account}/password-policy.json`,
    `${digest(manifest)}  manifest.tsv`
  ].join('\n')
  const desk = await receiveAll({ 'exports/SHA256SUMS': list })

  expect(
    verifyChecksums(desk.db, idOf(desk, 'exports/SHA256SUMS') ?? 0).map(({ line, verdict }) => [
      line,
      verdict
    ])
  ).toEqual([
    [1, 'received'],
    [2, 'other-bytes'],
    [3, 'not-received'],
    [4, 'received']
  ])
})

test('the error of a call is of the command the manifest has for its answer, whatever a list of digests says', async () => {
  const list = `${digest(refusal)}  accounts/${account}/users/ada/list-mfa-devices.json.err`
  const { db } = await receiveAll({ 'exports/SHA256SUMS': list })

  expect(
    callOf(db, { name: `${folder}/users/ada/list-mfa-devices.json.err`, sha256: digest(refusal) })
  ).toEqual({ command: 'aws iam list-mfa-devices --user-name ada', account })
  expect(callOf(db, { name: 'moved.json', sha256: digest(aliases) })?.command).toBe(
    'aws iam list-account-aliases'
  )
  expect(callOf(db, { name: 'moved.err', sha256: digest(refusal) })).toBeNull()
})

test('a source that is not there cannot be verified', () => {
  expect(() => verifyManifest(sitDown().db, 7)).toThrow('not in this engagement')
})

const sample = join(import.meta.dirname, '../../../../shared/data/samples/00-bundles/collect-bundle-v2.zip')

test.skipIf(!existsSync(sample))(
  'a whole collection as it arrives in an archive is found whole (skipped where the samples are not beside the project)',
  async () => {
    const desk = sitDown()
    await desk.receive({ 'bundle.zip': readFileSync(sample) })
    const { manifest: id, list } = desk.db.get<{ manifest: number; list: number }>(
      `select max(case kind when 'collection-manifest' then id end) as manifest,
         max(case kind when 'checksums' then id end) as list
       from source`
    ) ?? { manifest: 0, list: 0 }

    const calls = verifyManifest(desk.db, id)
    const count = (verdict: string): number => calls.filter((call) => call.verdict === verdict).length
    expect([count('received'), count('other-bytes'), count('not-received')]).toEqual([152, 0, 0])
    expect(calls.filter(({ verdict, source }) => verdict === 'failed' && source === null)).toEqual([])
    expect(new Set(verifyChecksums(desk.db, list).map(({ verdict }) => verdict))).toEqual(
      new Set(['received'])
    )
  }
)
