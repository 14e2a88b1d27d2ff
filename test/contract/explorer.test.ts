/** The explorer through the front door of every host: a view lives in the reader's thread, samples and evidence in the writer's. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { ExplorerRow, ExplorerView, SampleCheck, SampleView } from '../../src/shared/records/explorer.ts'
import type { EvidenceView } from '../../src/shared/records/test.ts'
import { credentialReport } from '../core/procedures/desk.ts'
import { hosts, uploadTo, valueFrom, whyNoEngine, type OpenHost } from './hosts.ts'

const account = '111122223333'
const users = { kind: 'users', search: '', filters: [], sort: null } as const

describe.each(hosts)('$name', ({ open }) => {
  let home: string
  let host: OpenHost

  beforeEach(async ({ skip }) => {
    if (whyNoEngine) skip(whyNoEngine)
    home = mkdtempSync(join(tmpdir(), 'tickmark-contract-'))
    host = await open(home)
    await value('engagement.create', { clientName: 'Acme AG', auditor: 'R. Meier', period: '2026-01' })
    const report = new TextEncoder().encode(
      credentialReport(account, { ada: { mfa: true }, bob: { mfa: false } })
    )
    const uploads = [await uploadTo(host, 'credential-report.csv', report)]
    await value('import.run', { job: 'all', uploads })
  })
  afterEach(async () => {
    if (whyNoEngine) return
    await host.close()
    rmSync(home, { recursive: true })
  })

  const value = <T>(method: string, input: unknown): Promise<T> => valueFrom<T>(host, method, input)

  it('opens a view, gives its rows, and says when facts changed under it', async () => {
    const view = await value<ExplorerView>('explorer.open', users)
    const rows = await value<readonly ExplorerRow[]>('explorer.rows', { view: view.view, from: 0, to: 1000 })

    expect(view.count).toBeGreaterThan(0)
    expect(rows).toHaveLength(view.count)
    await value('parameter.set', { name: 'unusedCredentialDays', value: 60 })
    const answer = await host.ask('explorer.rows', { view: view.view, from: 0, to: 1 })
    expect(answer.ok ? null : answer.error.code).toBe('view-expired')
  })

  it('draws a sample and keeps rows as evidence', async () => {
    const sample = await value<SampleView>('sample.draw', {
      control: 'LP-04',
      query: users,
      keys: null,
      method: 'random',
      size: 1,
      seed: 'abcd',
      basis: 'One.'
    })
    const check = await value<SampleCheck>('sample.show', { ref: sample.ref })
    const [item] = check.items
    const evidence = await value<EvidenceView>('evidence.freeze', {
      control: 'LP-04',
      accounts: [item?.account],
      title: 'The sample',
      query: users,
      keys: [item?.key]
    })

    expect(check).toMatchObject({ isPopulationSame: true, isSampleSame: true })
    expect(evidence).toMatchObject({ ref: 'E-0001', mime: 'text/csv' })
    expect(await value('engagement.verify', {})).toMatchObject({ ok: true })
  })

  it.each([
    ['a kind there is not', { ...users, kind: 'buckets' }],
    ['an operator there is not', { ...users, filters: [{ field: 'name', operator: 'like', values: ['%'] }] }],
    [
      'more filters than are read',
      { ...users, filters: Array(21).fill({ field: 'name', operator: 'empty', values: [] }) }
    ]
  ])('refuses %s', async (_, input) => {
    const answer = await host.ask('explorer.open', input)

    expect(answer.ok ? null : answer.error.code).toBe('input-invalid')
  })
})
