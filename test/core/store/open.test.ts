import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { lock } from '../../../src/core/store/lock.ts'
import { closeWriter, createFile, openReader, openWriter } from '../../../src/core/store/open.ts'

let folder = ''
let file = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'))
  file = join(folder, 'halden.tickmark')
})
afterEach(() => rmSync(folder, { recursive: true }))

function changed(script: string): void {
  const db = createFile(file)
  db.execute(script)
  closeWriter(db)
}

describe('opening an engagement file', () => {
  test('leaves one file when it is closed', () => {
    changed("insert into period (label) values ('2026-01')")

    expect(readdirSync(folder)).toEqual(['halden.tickmark'])
  })

  test('refuses a file that is no database', () => {
    writeFileSync(file, 'not a database, but long enough to look like one'.repeat(100))

    expect(() => openWriter(file)).toThrow('halden.tickmark is not a Tickmark engagement.')
  })

  test('security: e refuses a database of another program', () => {
    changed('pragma application_id = 7')

    expect(() => openWriter(file)).toThrow('halden.tickmark is not a Tickmark engagement.')
  })

  test('security: e refuses a file of a newer workbench', () => {
    changed('pragma user_version = 9999')

    expect(() => openWriter(file)).toThrow('was written by a newer Tickmark')
  })

  test.each([
    ['trigger', 'create trigger planted after insert on source_note begin delete from finding; end'],
    ['view', 'create view planted as select 1 as a'],
    ['table', 'create table planted (a)'],
    ['missing guard', 'drop trigger audit_event_is_kept']
  ])('security: e refuses a file with a planted %s', (_, script) => {
    changed(script)

    expect(() => openWriter(file)).toThrow('it was changed by another program')
  })

  test('refuses to make a file that exists', () => {
    changed('select 1')

    expect(() => createFile(file)).toThrow('exists already')
  })

  test('says that a missing file is missing', () => {
    expect(() => openWriter(file)).toThrow('halden.tickmark is not there or cannot be opened.')
  })

  test('gives a reader that cannot write', () => {
    changed('select 1')
    const db = openReader(file)

    expect(() => db.all("insert into period (label) values ('2026-02') returning id")).toThrow(/readonly/)
    db.close()
  })
})

describe('the lock', () => {
  test('refuses a second workbench while the first runs', () => {
    const unlock = lock(file)

    expect(() => lock(file)).toThrow('halden.tickmark is open in another workbench')

    unlock()
    lock(file)()
  })

  test('takes over from a process that is gone', () => {
    writeFileSync(`${file}-lock`, '4194304')

    expect(() => lock(file)()).not.toThrow()
  })
})
