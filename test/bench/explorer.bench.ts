/** How long the explorer takes over a hundred thousand rows of a kind: the first view, later ones, a page of rows. */
import { expect, test } from 'vitest'

import type { Filter, PopulationKind } from '../../src/shared/records/explorer.ts'
import { factWriter } from '../../src/core/store/facts.ts'
import { sitDown, type Desk } from '../core/procedures/desk.ts'

const rows = Number(process.env['BENCH_ROWS'] ?? 100_000)
const accounts = Array.from({ length: 100 }, (_, n) => String(111_122_220_000 + n))
const place = { line: 1, path: null }

async function estate(): Promise<Desk> {
  const desk = sitDown()
  const { received } = await desk.receive({ 'credential-report.csv': 'user,arn\n' })
  const source = received[0]?.source ?? 1
  const facts = factWriter(desk.db, source)
  const documents = Array.from({ length: 5000 }, (_, n) =>
    facts.document(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: Array.from({ length: 5 }, (_, m) => ({
          Sid: `Part${m}`,
          Effect: m === 4 ? 'Deny' : 'Allow',
          Action: [`s3:GetObject${n}`, 's3:ListBucket', 'ec2:Describe*', 'logs:PutLogEvents'],
          Resource: `arn:aws:s3:::bucket-${n}-${m}/*`
        }))
      })
    )
  )
  for (let n = 0; n < rows / 5; n++) {
    const account = accounts[n % accounts.length] ?? ''
    facts.fact('iam_policy', {
      ...place,
      account_id: account,
      arn: `arn:aws:iam::${account}:policy/policy-${n}`,
      policy_id: `ANPA${n}`,
      name: `policy-${n}`,
      iam_path: '/',
      is_aws_managed: 0,
      attachment_count: 1,
      boundary_usage_count: 0,
      default_version: 'v1',
      document_id: documents[n % documents.length] ?? null,
      created_at: 1_700_000_000,
      updated_at: 1_700_000_000
    })
  }
  for (let n = 0; n < rows; n++) {
    const account = accounts[n % accounts.length] ?? ''
    const arn = `arn:aws:iam::${account}:user/user-${n}`
    facts.fact('iam_user', {
      ...place,
      account_id: account,
      arn,
      user_id: `AIDA${n}`,
      name: `user-${n}`,
      iam_path: '/',
      created_at: 1_600_000_000 + n * 100,
      boundary_arn: null
    })
    facts.fact('iam_attachment', {
      ...place,
      account_id: account,
      principal_arn: arn,
      principal_kind: 'user',
      policy_arn: `arn:aws:iam::${account}:policy/policy-${n % (rows / 5)}`,
      policy_name: `policy-${n % (rows / 5)}`
    })
  }
  facts.flush()
  return desk
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly took: number; readonly value: T }> {
  const started = performance.now()
  const value = await work()
  return { took: performance.now() - started, value }
}

test(`the explorer over ${rows} rows`, async () => {
  const desk = await estate()
  const filtered: Readonly<Partial<Record<PopulationKind, readonly Filter[]>>> = {
    users: [{ field: 'age', operator: 'over', values: ['90'] }],
    statements: [{ field: 'effect', operator: 'is', values: ['allow'] }]
  }
  for (const kind of ['statements', 'users'] as const) {
    const open = (search: string, filters: readonly Filter[], sort: string | null) =>
      timed(() =>
        desk.ask('explorer.open', {
          kind,
          search,
          filters: [...filters],
          sort: sort === null ? null : { field: sort, descending: true }
        })
      )
    const first = await open('', [], null)
    const again = await open('', [], null)
    const narrowed = await open('', filtered[kind] ?? [], null)
    const found = await open('99', [], null)
    const sorted = await open('', [], 'name')
    const resorted = await open('', filtered[kind] ?? [], 'name')
    const pages: number[] = []
    for (let n = 0; n < 200; n++) {
      const from = Math.floor((n / 200) * (sorted.value.count - 200))
      pages.push(
        (await timed(() => desk.ask('explorer.rows', { view: sorted.value.view, from, to: from + 200 }))).took
      )
    }
    pages.sort((one, other) => one - other)
    const say = (name: string, took: number): string => `${name} ${took.toFixed(0)} ms`
    console.log(
      [
        `${kind}: ${first.value.total} rows`,
        say('first', first.took),
        say('again', again.took),
        say('filtered', narrowed.took),
        say('searched', found.took),
        say('sorted first', sorted.took),
        say('sorted again', resorted.took),
        `200 rows p50 ${(pages[100] ?? 0).toFixed(2)} p95 ${(pages[190] ?? 0).toFixed(2)} ms`
      ].join(', ')
    )
    expect(first.value.total).toBe(rows)
  }
})
