import { describe, expect, test } from 'vitest'

import { createEngagement } from '../../../src/core/procedures/engagement.ts'
import { tellOfRest } from '../../../src/core/procedures/keep-told.ts'
import type { Writer } from '../../../src/core/store/database.ts'
import { factSchema } from '../../../src/core/store/fact-schema.ts'
import { openMemory } from '../../../src/core/store/open.ts'
import { provedElsewhere, toldTables, verifyRows, type ToldTable } from '../../../src/core/store/told-rows.ts'
import { issued, withExceptions } from './follow-up.ts'
import type { Desk } from './desk.ts'

const tables = toldTables(openMemory())

/** What someone with the file and another program does: neither guards nor our own notes of what is written bind them. */
function asAnotherProgram(db: Writer, script: string): void {
  unguard(db)
  db.execute(script)
  db.execute('delete from temp.untold')
}

function unguard(db: Writer): void {
  for (const { name } of db.all<{ name: string }>("select name from sqlite_schema where type = 'trigger'"))
    db.execute(`drop trigger ${name}`)
  db.execute('pragma foreign_keys = off; pragma ignore_check_constraints = on')
}

/** A row in which every column holds something, whatever it means. */
function anyRow(db: Writer, { name }: ToldTable, number: number): string {
  const columns = columnsOf(db, name)
  const values = columns.map(({ type }) => valueOf(type, number))
  return `insert or replace into ${name} (${columns.map((column) => column.name).join(', ')}) values (${values.join(', ')})`
}

function valueOf(type: string, number: number): string {
  if (type === 'INTEGER') return String(number)
  return type === 'BLOB' ? `x'0${number % 10}'` : `'text ${number}'`
}

function columnsOf(db: Writer, name: string): { name: string; type: string; pk: number }[] {
  return db.all('select name, type, pk from pragma_table_info(:name)', { name })
}

describe('a row of the record', () => {
  test.each(tables.map((table) => [table.name, table] as const))(
    'of %s that was changed, taken away or added in the file shows',
    (name, table) => {
      const db = openMemory()
      const at = '2026-02-02T09:00:00.000Z'
      createEngagement(
        db,
        { clientName: 'Halden Logistics', auditor: 'M. Okafor', period: '2026-01', isSample: false },
        at,
        'engagement-1'
      )
      unguard(db)
      db.execute(anyRow(db, table, 1001))
      tellOfRest({ db, now: () => at, actor: 'M. Okafor' }, 'record.test')
      const columns = columnsOf(db, name)
      const place = columns
        .filter(({ pk }) => pk > 0)
        .map((column) => `${column.name} = ${valueOf(column.type, 1001)}`)
        .join(' and ')
      expect(verifyRows(db)).toEqual([])

      const shows = (script: string, sentence: RegExp): void => {
        db.execute('savepoint forged')
        asAnotherProgram(db, script)
        expect(verifyRows(db).map((fault) => [fault.table, fault.sentence])).toEqual([
          [name, expect.stringMatching(sentence)]
        ])
        db.execute('rollback to forged; release forged')
      }
      for (const { name: column, type } of columns.filter((one) => one.pk === 0 && one.name !== table.key))
        if (table.columns.includes(column))
          shows(
            `update ${name} set ${column} = ${valueOf(type, 1002)} where ${place}`,
            /is not as the event log tells: it was changed in the file\.$/
          )
      shows(`delete from ${name} where ${place}`, /was recorded, and is no longer in the file\.$/)
      shows(
        anyRow(db, table, 1003),
        name === 'engagement' ? /./ : /is in the file, and no event tells of it\.$/
      )
    }
  )

  test('is of a table that is told of, or whose proof is another: no table is left out', () => {
    const db = openMemory()
    const all = db
      .all<{ name: string }>(
        "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'"
      )
      .map(({ name }) => name)
    const known = [...tables.map(({ name }) => name), ...provedElsewhere, ...factSchema(db).tables]

    expect(known.toSorted()).toEqual(all.toSorted())
  })
})

describe('a record in which something was changed past the guards', () => {
  async function tampered(script: string): Promise<Desk> {
    const { desk } = await issued(await withExceptions())
    expect(await desk.ask('engagement.verify', {})).toMatchObject({ ok: true, recordFault: null })
    asAnotherProgram(desk.db, script)
    return desk
  }

  test.each([
    [
      "update finding set cause = 'Nobody knows.'",
      'Finding F-2026-001 is not as the event log tells: it was changed in the file.'
    ],
    [
      `insert into finding_step (finding_id, state, reason, done_by, done_at) values (1, 'closed', '', 'M. Okafor', '')`,
      'Finding step 3 is in the file, and no event tells of it.'
    ],
    ['delete from evidence_use', 'Evidence use 1 was recorded, and is no longer in the file.'],
    [
      "update source set name = 'another.json'",
      'Source SF-001 is not as the event log tells: it was changed in the file.'
    ],
    [
      "update check_exception set detail = 'Has a device.' where id = 1",
      /^The result of [A-Z]+-\d+ for account 111122223333 \(2026-01\) is not the one its hash was made of\.$/
    ],
    [
      'delete from check_exception where id = 1',
      /^The result of [A-Z]+-\d+ for account 111122223333 \(2026-01\) is not the one its hash was made of\.$/
    ],
    [
      "update check_result set outcome = 'pass' where control = 'MFA-01'",
      'Check result of period 1 is not as the event log tells: it was changed in the file.'
    ]
  ])('says so, and nothing is added to it: %s', async (script, sentence) => {
    const desk = await tampered(script)

    const { ok, recordFault, faults } = await desk.ask('engagement.verify', {})

    expect(ok).toBe(false)
    expect(recordFault).toBe(faults[0])
    expect(faults[0]).toMatch(sentence)
    desk.sound.distrust(recordFault ?? '')
    const before = desk.db.get('select max(seq) as seq from audit_event')
    await expect(desk.ask('parameter.set', { name: 'maxAccessKeyAgeDays', value: 60 })).rejects.toThrow(
      `${recordFault} Nothing more is written into this engagement. Keep the file as it is, and go on with a copy from before; reading stays open.`
    )
    expect(desk.db.get('select max(seq) as seq from audit_event')).toEqual(before)
    expect((await desk.ask('finding.list', {})).length).toBe(1)
  })
})
