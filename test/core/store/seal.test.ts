import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { createEngagement } from '../../../src/core/procedures/engagement.ts'
import { copyFile } from '../../../src/core/store/copy-file.ts'
import type { Reader, Writer } from '../../../src/core/store/database.ts'
import { appendEvent, verifyChain } from '../../../src/core/store/events.ts'
import { startObject, storeObject, verifyObjects } from '../../../src/core/store/objects.ts'
import { closeWriter, createFile, openGlance, openReader, openWriter } from '../../../src/core/store/open.ts'
import { isSealed, keyOf, newKey, type FileKey } from '../../../src/core/store/seal.ts'

const client = 'Halden Maritime ASA'
const passphrase = 'seven grey seals at noon'

let folder = ''
let plain = ''
let sealed = ''
let key: FileKey

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seal-'))
  plain = join(folder, 'plain.tickmark')
  sealed = join(folder, 'sealed.tickmark')
  key = await newKey(passphrase)
  const db = createFile(plain)
  fill(db)
  closeWriter(db)
})
afterEach(() => rmSync(folder, { recursive: true }))

function fill(db: Writer): void {
  createEngagement(
    db,
    { clientName: client, auditor: 'R. Meier', period: '2026-01', isSample: false },
    '2026-02-01T00:00:00.000Z'
  )
  storeObject(db, Buffer.from(`${client}, as received`.repeat(100)))
  db.execute(`
    insert into source (ref, period_id, batch, object_id, name, state, reads_name, content, received_at)
    values ('SF-001', 1, 1, 1, '${client}.json', 'read', 0, '', '');
    insert into account_alias (rowid, source_id, line, path, account_id, alias) values
      (7, 1, 1, null, '111122223333', 'halden'), (9, 1, 2, null, '111122223334', 'halden-test')`)
  for (let n = 0; n < 200; n++) note(db, n)
}

function note(db: Writer, n: number): void {
  appendEvent(db, {
    at: '2026-02-01T00:00:00.000Z',
    actor: 'R. Meier',
    action: 'evidence.note',
    entity: 'evidence',
    entityId: `E-${n}`,
    payload: { title: `${client}, note ${n}` }
  })
}

/** Every table with its rows and their numbers, and the schema. */
function everything(db: Reader): unknown {
  const schema = db.all<{ type: string; name: string; sql: string }>(
    'select type, name, sql from sqlite_schema where sql is not null order by type, name'
  )
  return [
    schema,
    ...schema
      .filter(({ type }) => type === 'table')
      .map(({ name, sql }) => [
        name,
        /without rowid/.test(sql)
          ? db.all(`select * from ${name}`)
          : db.all(`select rowid as n, * from ${name}`)
      ])
  ]
}

/** Which files of the folder have the client's name in them, in any of the ways SQLite writes text. */
function filesThatTell(...expected: readonly string[]): readonly string[] {
  const names = readdirSync(folder).sort()
  expect(names).toEqual(expect.arrayContaining([...expected]))
  return names.filter((name) => {
    const bytes = readFileSync(join(folder, name))
    return bytes.includes('Halden') || bytes.includes(Buffer.from('Halden', 'utf16le'))
  })
}

/** Files SQLite holds open elsewhere for what does not fit into memory; they have no name any more, so they are asked of the system. */
function temporaryFiles(): readonly string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`)
      return /etilqs_|\(deleted\)/.test(path) ? [path] : []
    } catch {
      return []
    }
  })
}

function sealIt(): void {
  copyFile({ file: plain, key: null }, { file: sealed, key })
}

describe('a sealed file', () => {
  test('holds what the plain one held, down to the numbers of its rows', () => {
    sealIt()
    const [one, other] = [openReader(plain), openReader(sealed, key)]

    expect(everything(other)).toEqual(everything(one))
    expect(verifyChain(other)).toEqual({ events: 201, fault: null })
    expect(verifyObjects(other)).toEqual({ objects: 1, faults: [] })
    one.close()
    other.close()
  })

  test('comes back plain, or under another passphrase', async () => {
    sealIt()
    const [again, resealed] = [join(folder, 'again.tickmark'), join(folder, 'resealed.tickmark')]
    const next = await newKey('another passphrase')

    copyFile({ file: sealed, key }, { file: again, key: null })
    copyFile({ file: sealed, key }, { file: resealed, key: next })

    const [first, second, third] = [openReader(plain), openReader(again), openReader(resealed, next)]
    expect(everything(second)).toEqual(everything(first))
    expect(everything(third)).toEqual(everything(first))
    for (const db of [first, second, third]) db.close()
    expect(isSealed(again)).toBe(false)
  })

  test('is told from a plain one without its passphrase', async () => {
    sealIt()

    expect([isSealed(plain), isSealed(sealed), isSealed(join(folder, 'nowhere'))]).toEqual([
      false,
      true,
      false
    ])
    expect(await keyOf(plain, passphrase)).toBeNull()
    expect(await keyOf(sealed, passphrase)).toBe(key)
  })

  test('opens with its passphrase only, and says so', async () => {
    sealIt()
    const wrong = await keyOf(sealed, 'seven grey seals at night')

    expect(() => openWriter(sealed)).toThrow('sealed.tickmark is sealed; it opens with its passphrase.')
    for (const open of [openWriter, openReader, openGlance])
      expect(() => open(sealed, wrong)).toThrow('The passphrase does not open sealed.tickmark.')
  })

  test('security: b shows no text of the client in any file while it is open and written to', () => {
    sealIt()
    rmSync(plain)
    const db = openWriter(sealed, key)
    const reader = openReader(sealed, key)
    // Many pages, so that they spill from the cache while the transaction runs.
    db.execute('pragma cache_size = 10')

    const during = db.transaction(() => {
      for (let n = 0; n < 3000; n++) note(db, n)
      startObject(db).append(Buffer.from(client.repeat(200_000)))
      db.all('select payload from audit_event order by payload desc')
      expect(temporaryFiles()).toEqual([])
      return filesThatTell('sealed.tickmark', 'sealed.tickmark-wal')
    })
    reader.all('select payload from audit_event order by payload')

    expect(during).toEqual([])
    expect(filesThatTell('sealed.tickmark', 'sealed.tickmark-wal', 'sealed.tickmark-shm')).toEqual([])
    reader.close()
    closeWriter(db)
    expect(filesThatTell('sealed.tickmark')).toEqual([])
  })

  test('a plain one does show it, so the look for it finds something', () => {
    expect(filesThatTell('plain.tickmark')).toEqual(['plain.tickmark'])
  })

  test('that is open elsewhere is copied as it is at that moment', () => {
    sealIt()
    const db = openWriter(sealed, key)
    note(db, 500)
    const copy = join(folder, 'copy.tickmark')

    copyFile({ file: sealed, key }, { file: copy, key: null })
    note(db, 501)

    const copied = openReader(copy)
    expect(verifyChain(copied)).toEqual({ events: 202, fault: null })
    copied.close()
    closeWriter(db)
  })

  test('whose bytes were changed is refused', () => {
    sealIt()
    for (const at of [5000, 40_000]) {
      const bytes = readFileSync(sealed)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      const damaged = join(folder, `${at}.tickmark`)
      writeFileSync(damaged, bytes)

      expect(() => openWriter(damaged, key)).toThrow(/is damaged|cannot be read/)
    }
  })
})

test('a copy that fails leaves nothing', () => {
  sealIt()
  const to = join(folder, 'copy.tickmark')

  expect(() => copyFile({ file: sealed, key: null }, { file: to, key: null })).toThrow()
  expect(existsSync(to)).toBe(false)
})

test('each table is told before it is copied', () => {
  const told: string[] = []

  copyFile({ file: plain, key: null }, { file: sealed, key }, (table, done, total) =>
    told.push(`${table} ${done}/${total}`)
  )

  expect(told[0]).toMatch(/^migration 0\//)
  expect(told.length).toBeGreaterThan(50)
})
