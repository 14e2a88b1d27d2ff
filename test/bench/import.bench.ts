import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

import { openWorkbench, type Workbench } from '../../src/core/workbench.ts'
import type { Input, MethodsOf, Output } from '../../src/shared/contract.ts'
import { authorizationDetails } from './authorization-details.ts'

const worker = resolve(import.meta.dirname, '../../out/main/worker.js')
const megabytes = Number(process.env['BENCH_MB'] ?? 100)

async function ask<M extends MethodsOf<'read' | 'write'>>(
  workbench: Workbench,
  method: M,
  input: Input<M>
): Promise<Output<M>> {
  const answer = await workbench.call(method, input)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

async function receive(
  workbench: Workbench,
  name: string,
  chunks: readonly Uint8Array<ArrayBuffer>[]
): Promise<void> {
  const [first = new Uint8Array(0), ...rest] = chunks
  const { upload } = await ask(workbench, 'upload.start', {
    name,
    size: chunks.reduce((sum, { length }) => sum + length, 0),
    bytes: first
  })
  for (const bytes of rest) await ask(workbench, 'upload.append', { upload, bytes })
  await ask(workbench, 'import.run', { job: name, uploads: [upload] })
}

function quantile(sorted: readonly number[], q: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0).toFixed(1)
}

test.skipIf(!existsSync(worker))(
  `reads answer while ${megabytes} MB of authorization details are imported`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'))
    const workbench = await openWorkbench({
      file: join(folder, 'bench.tickmark'),
      worker,
      create: { clientName: 'Bench', auditor: 'Bench', period: '2026-01', isSample: false }
    })
    const chunks = [...authorizationDetails(megabytes)]
    await receive(workbench, 'small.json', [...authorizationDetails(1)])

    const text = Buffer.concat(chunks).toString()
    const parseStarted = performance.now()
    const parsed = JSON.parse(text) as { Policies: unknown[] }
    const parse = performance.now() - parseStarted

    const started = performance.now()
    let isDone = false
    const importing = receive(workbench, 'authorization-details.json', chunks).finally(() => (isDone = true))
    const waits: Record<string, number[]> = {
      'overview.show': [],
      'checklist.show': [],
      'test.show': [],
      'population.page': []
    }
    const timed = async <M extends MethodsOf<'read'>>(method: M, input: Input<M>): Promise<void> => {
      const asked = performance.now()
      await ask(workbench, method, input)
      waits[method]?.push(performance.now() - asked)
    }
    while (!isDone) {
      await timed('overview.show', {})
      await timed('checklist.show', { account: null })
      await timed('test.show', { control: 'LP-01', account: '111122223333' })
      await timed('population.page', {
        control: 'GRP-01',
        account: '111122223333',
        show: 'all',
        offset: 0,
        limit: 200
      })
      await new Promise((wait) => setTimeout(wait, 20))
    }
    await importing
    const whole = performance.now() - started

    console.log(
      `JSON.parse of the same bytes ${(parse / 1000).toFixed(2)} s; import with all checks ${(whole / 1000).toFixed(2)} s; ratio ${(whole / parse).toFixed(2)}`
    )
    console.log(
      `${parsed.Policies.length} policies; peak memory of the process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB (with the input held in memory twice)`
    )
    for (const [method, times] of Object.entries(waits)) {
      times.sort((a, b) => a - b)
      console.log(
        `${method}: ${times.length} asked during the import, ms p50 ${quantile(times, 0.5)}, p95 ${quantile(times, 0.95)}, max ${quantile(times, 1)}`
      )
    }
    await workbench.close()
    rmSync(folder, { recursive: true })
    expect(waits['overview.show']?.length).toBeGreaterThan(0)
  }
)
