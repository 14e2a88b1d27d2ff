/** How long it takes to prove a long record: the log in the engagement, an archive with the program in it, opening a sealed file; `BENCH_EVENTS` makes it shorter. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { archiveOf } from '../../src/core/procedures/archive/archive-of.ts'
import { packArchive } from '../../src/core/procedures/archive/pack.ts'
import { createEngagement } from '../../src/core/procedures/engagement.ts'
import { copyFile } from '../../src/core/store/copy-file.ts'
import { appendEvent, verifyChain } from '../../src/core/store/events.ts'
import { storeObject } from '../../src/core/store/objects.ts'
import { closeWriter, createFile, openReader, openWriter } from '../../src/core/store/open.ts'
import { keyOf, newKey } from '../../src/core/store/seal.ts'

const events = Number(process.env['BENCH_EVENTS'] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'bench-verify-'))
const file = join(folder, 'plain.tickmark')
const at = '2026-02-01T00:00:00.000Z'

beforeAll(() => {
  const db = createFile(file)
  createEngagement(
    db,
    { clientName: 'Bench', auditor: 'R. Meier', period: '2026-01', isSample: false },
    at,
    'bench'
  )
  db.transaction(() => {
    for (let n = 2; n <= events; n++)
      appendEvent(db, {
        at,
        actor: 'R. Meier',
        action: 'conclusion.record',
        entity: 'test',
        entityId: `2026-01/MFA-01/${n}`,
        payload: { after: { conclusion: 'effective', reason: 'Agreed to the report of the day.' } }
      })
    for (let n = 0; n < 50; n++) {
      const { id } = storeObject(db, Buffer.alloc(1 << 20, `file ${n} `))
      db.run(
        `insert into source (ref, period_id, batch, object_id, name, state, reads_name, content, received_at)
         values (:ref, 1, 1, :id, 'a.json', 'read', 0, '', '')`,
        { ref: `SF-${n}`, id }
      )
    }
  })
  closeWriter(db)
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the log and the archive', () => {
  const db = openReader(file)
  const chain = timed(() => verifyChain(db))
  const planned = timed(() => archiveOf(db, at))
  const packed = timed(() => {
    for (const { path, bytes } of packArchive(planned.value, 'folder', () => undefined)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true })
      appendFileSync(join(folder, path), bytes)
    }
  })
  const zipped = timed(() =>
    [...packArchive(planned.value, 'zip', () => undefined)].reduce((sum, { bytes }) => sum + bytes.length, 0)
  )
  const proved = timed(() =>
    spawnSync(process.execPath, [join(folder, planned.value.name, 'data/verify.mjs')], { encoding: 'utf8' })
  )
  db.close()

  expect(chain.value).toEqual({ events, fault: null })
  expect(proved.value.status, proved.value.stdout).toBe(0)
  print(`chain of ${events.toLocaleString('en')} events in the engagement`, chain.seconds)
  print('archive: its manifests', planned.seconds)
  print('archive: written as a folder', packed.seconds)
  print(`archive: packed as a zip of ${(zipped.value / 2 ** 20).toFixed(1)} MB`, zipped.seconds)
  print('archive: node verify.mjs, all of it', proved.seconds)
})

test('a sealed file beside a plain one', async () => {
  const sealed = join(folder, 'sealed.tickmark')
  const key = await newKey('a passphrase of the bench')
  const copied = timed(() => copyFile({ file, key: null }, { file: sealed, key }))
  const started = performance.now()
  await keyOf(sealed, 'a passphrase of the bench')
  const derived = (performance.now() - started) / 1000
  const [plainly, sealedly] = [null, key].map((one) =>
    timed(() => closeWriter(openWriter(one ? sealed : file, one)))
  )
  const db = openReader(sealed, key)
  const chain = timed(() => verifyChain(db))
  db.close()

  expect(chain.value).toEqual({ events, fault: null })
  print('sealing: written anew', copied.seconds)
  print('sealed: key from the passphrase', derived)
  print('opened and closed, plain', plainly?.seconds ?? 0)
  print('opened and closed, sealed', sealedly?.seconds ?? 0)
  print('sealed: chain of events', chain.seconds)
})

function timed<T>(work: () => T): { readonly seconds: number; readonly value: T } {
  const started = performance.now()
  const value = work()
  return { seconds: (performance.now() - started) / 1000, value }
}

function print(what: string, seconds: number): void {
  console.log(`${what.padEnd(60)} ${seconds.toFixed(2)} s`)
}
