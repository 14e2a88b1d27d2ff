import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'

import {
  objectOf,
  readWhole,
  startObject,
  storeObject,
  sweepIncoming,
  verifyObjects
} from '../../../src/core/store/objects.ts'
import { openMemory } from '../../../src/core/store/open.ts'

const bytes = randomBytes(3_000_000)
const sha256 = createHash('sha256').update(bytes).digest('hex')

describe('stored objects', () => {
  test('give back the bytes received, whatever the chunks they came in', () => {
    const db = openMemory()
    const incoming = startObject(db)
    for (let from = 0; from < bytes.length; from += 777_777)
      incoming.append(bytes.subarray(from, from + 777_777))

    const stored = incoming.finish()

    expect(stored).toMatchObject({ sha256, size: bytes.length })
    expect(readWhole(db, stored.id).equals(bytes)).toBe(true)
    expect(verifyObjects(db)).toEqual({ objects: 1, faults: [] })
  })

  test('are stored once, however often the same bytes come', () => {
    const db = openMemory()

    const first = storeObject(db, bytes)
    const second = storeObject(db, bytes)

    expect(second).toEqual(first)
    expect(db.all('select id from object')).toHaveLength(1)
  })

  test.each([
    ['changed', "update object_chunk set bytes = x'00'"],
    ['shortened', 'delete from object_chunk'],
    ['lengthened', "insert into object_chunk values (1, 99, 'gzip', 1, x'00')"],
    ['renamed', "update object set sha256 = 'x'"],
    ['deleted', 'delete from object']
  ])('refuse to be %s', (_, sql) => {
    const db = openMemory()
    storeObject(db, bytes)

    expect(() => db.execute(sql)).toThrow(/stored objects/)
  })

  test('say so when their bytes were changed past the guards', () => {
    const db = openMemory()
    storeObject(db, Buffer.from('as received'))
    const other = storeObject(db, Buffer.from('something else'))
    for (const { name } of db.all<{ name: string }>("select name from sqlite_schema where type = 'trigger'"))
      db.execute(`drop trigger ${name}`)

    db.execute(
      `update object_chunk set bytes = (select bytes from object_chunk where object_id = ${other.id}) where object_id = 1`
    )

    expect(verifyObjects(db).faults).toEqual([
      `The stored bytes with hash ${createHash('sha256').update('as received').digest('hex')} have another hash now.`
    ])
  })

  test('that were never finished are swept away', () => {
    const db = openMemory()
    startObject(db).append(bytes)

    sweepIncoming(db)

    expect(db.all('select id from object')).toEqual([])
    expect(db.all('select n from object_chunk')).toEqual([])
    expect(objectOf(db, sha256)).toBeUndefined()
  })
})
