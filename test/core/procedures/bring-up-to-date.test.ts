import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { procedureOf, writeContext } from '../../../src/core/dispatch.ts'
import { bringUpToDate } from '../../../src/core/procedures/bring-up-to-date.ts'
import { memory } from '../../../src/core/procedures/memory.ts'
import { openSession, sharedSession } from '../../../src/core/procedures/session.ts'
import { soundRecord } from '../../../src/core/sound-record.ts'
import type { Writer } from '../../../src/core/store/database.ts'
import { closeWriter, openWriter } from '../../../src/core/store/open.ts'

const at = '2026-12-01T09:00:00.000Z'
let folder: string
let db: Writer

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tickmark-released-'))
  const file = join(folder, 'released.tickmark')
  // Made with the program as it was before events told of rows: one account, five files.
  writeFileSync(file, gunzipSync(readFileSync('test/support/released.tickmark.gz')))
  db = openWriter(file)
})
afterEach(() => {
  closeWriter(db)
  rmSync(folder, { recursive: true, force: true })
})

function open(): void {
  const desk = {
    db,
    sound: soundRecord(db),
    session: openSession(sharedSession()),
    uploads: new Map(),
    now: () => at,
    emit: () => {}
  }
  db.transaction(() => bringUpToDate(writeContext(desk)))
}

const verified = () =>
  procedureOf('engagement.verify').serve(
    { db, now: () => at, recall: memory(db), workingPerson: () => null } as never,
    {} as never,
    undefined as never
  )

describe('a file of an earlier version of the program', () => {
  it('is whole after it was opened: the log tells of every row it held, and of what was read again', () => {
    open()
    expect(verified()).toMatchObject({ ok: true, faults: [], recordFault: null })
  })

  it('is brought up to date once', () => {
    open()
    const count = () => db.get<{ n: number }>('select count(*) as n from audit_event')?.n
    const before = count()
    open()
    expect(count()).toBe(before)
  })

  it('is tested with the checks of today', () => {
    open()
    const tests = db.get<{ n: number }>('select count(*) as n from check_result')?.n ?? 0
    expect(tests).toBeGreaterThan(150)
  })
})
