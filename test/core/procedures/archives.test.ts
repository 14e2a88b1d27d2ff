import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'

import { credentialReport, sitDown, type Desk } from './desk.ts'

const account = '111122223333'
const other = '444455556666'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const policy = bytes('{"PasswordPolicy":{"MinimumPasswordLength":14}}')

async function sources(
  desk: Desk
): Promise<readonly (readonly [string, string | null, string, number | null])[]> {
  return (await desk.ask('source.list', {})).map(({ name, kind, state, container }) => [
    name,
    kind,
    state,
    container
  ])
}

describe('an archive', () => {
  test('is kept, and every file in it stands beside it as a source of its own', async () => {
    const desk = sitDown()

    const { report } = await desk.receive({
      'client.zip': zipSync({
        [`accounts/${account}/password-policy.json`]: policy,
        'report.csv.gz': gzipSync(bytes(credentialReport(other)))
      })
    })

    expect(await sources(desk)).toEqual([
      ['client.zip', 'archive', 'read', null],
      ['client.zip/report.csv.gz', 'archive', 'read', 1],
      [`client.zip/accounts/${account}/password-policy.json`, 'password-policy', 'read', 1],
      ['client.zip/report.csv.gz/report.csv', 'credential-report', 'read', 2]
    ])
    expect(report).toMatchObject({ received: 4, read: 4, notUsable: 0 })
    expect((await desk.ask('source.list', {}))[0]).toMatchObject({ kindTitle: 'Archive', content: '2 files' })
  })

  test('in an archive is opened, one in that is kept as it is', async () => {
    const desk = sitDown()
    const inner = zipSync({
      'report.csv': bytes(credentialReport(account)),
      'third.zip': zipSync({ a: policy })
    })

    await desk.receive({ 'outer.zip': zipSync({ 'inner.zip': inner }) })

    expect(await sources(desk)).toEqual([
      ['outer.zip', 'archive', 'read', null],
      ['outer.zip/inner.zip', 'archive', 'read', 1],
      ['outer.zip/inner.zip/report.csv', 'credential-report', 'read', 2],
      ['outer.zip/inner.zip/third.zip', null, 'not-recognised', 2]
    ])
  })

  test('that is damaged is kept with the reason, and the other files of the import are read', async () => {
    const desk = sitDown()
    const whole = zipSync({ 'report.csv': bytes(credentialReport(account)) })

    const { received } = await desk.receive({
      'cut.zip': whole.slice(0, whole.length - 30),
      'report.csv': credentialReport(other)
    })

    expect((await sources(desk)).map(([name, , state]) => [name, state])).toEqual([
      ['cut.zip', 'unreadable'],
      ['report.csv', 'read']
    ])
    expect(received[0]?.sentence).toMatch(/^cut\.zip: /)
    expect((await desk.ask('problem.list', {})).map(({ sourceName }) => sourceName)).toContain('cut.zip')
  })

  test('that was received before is a duplicate and is not opened again', async () => {
    const desk = sitDown()
    const archive = zipSync({ 'report.csv': bytes(credentialReport(account)) })
    await desk.receive({ 'client.zip': archive })

    const { received } = await desk.receive({ 'client.zip': archive })

    expect(received.map(({ duplicateOf }) => duplicateOf)).toEqual(['SF-001'])
    expect(await sources(desk)).toHaveLength(2)
  })

  test('with names that lead out of it says which were left out', async () => {
    const desk = sitDown()

    await desk.receive({
      'client.zip': zipSync({
        '../../etc/report.csv': policy,
        'report.csv': bytes(credentialReport(account))
      })
    })

    expect(await sources(desk)).toEqual([
      ['client.zip', 'archive', 'read', null],
      ['client.zip/report.csv', 'credential-report', 'read', 1]
    ])
    expect((await desk.ask('problem.list', {})).map(({ sentence }) => sentence).join()).toContain(
      'etc/report.csv'
    )
  })
})

const bundle = join(import.meta.dirname, '../../../../shared/data/samples/00-bundles/collect-bundle-v2.zip')

test.skipIf(!existsSync(bundle))('a collection goes in as it came, the manifest read first', async () => {
  const desk = sitDown()

  const { report } = await desk.receive({ 'bundle.zip': readFileSync(bundle) })

  const all = await desk.ask('source.list', {})
  const lone = all.filter(({ state }) => state === 'unattributed').map(({ name }) => name)
  const unknown = all.filter(({ state }) => state === 'not-recognised').map(({ name }) => name)
  expect(lone).toEqual([])
  expect(report.received).toBe(all.length)
  expect(unknown.length / all.length, unknown.join('\n')).toBeLessThan(0.1)
})
