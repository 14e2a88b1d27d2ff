import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { canonicalJson } from '../../../src/core/integrity/canonical-json.ts'
import type { Writer } from '../../../src/core/store/database.ts'
import { refuseBroken, soundRecord } from '../../../src/core/sound-record.ts'
import { appendEvent, chainHead, verifyChain, verifyChainEnd } from '../../../src/core/store/events.ts'
import { openMemory } from '../../../src/core/store/open.ts'

function logOf(count: number): Writer {
  const db = openMemory()
  for (let n = 1; n <= count; n++)
    appendEvent(db, {
      at: `2026-01-31T12:00:${String(n % 60).padStart(2, '0')}.000Z`,
      actor: 'M. Okafor',
      action: 'conclusion.record',
      entity: 'test',
      entityId: `2026-01/ROOT-01/${n}`,
      payload: { after: { conclusion: 'effective', reason: '' } }
    })
  return db
}

/** What someone with the file and another program can do: the guards of the schema do not bind them. */
function withoutGuards(db: Writer): Writer {
  for (const { name } of db.all<{ name: string }>("select name from sqlite_schema where type = 'trigger'"))
    db.execute(`drop trigger ${name}`)
  return db
}

describe('the event log', () => {
  test('binds every event to the one before', () => {
    const db = logOf(20)

    expect(verifyChain(db)).toEqual({ events: 20, fault: null })
    expect(chainHead(db).seq).toBe(20)
  })

  test.each([
    ['changed', "update audit_event set payload = '{}' where seq = 3"],
    ['deleted', 'delete from audit_event where seq = 3'],
    ['deleted from its end', 'delete from audit_event where seq = 5'],
    ['inserted out of order', "insert into audit_event values (99, '', '', '', '', '', '{}', '', 'x', '')"],
    ['replaced', "insert or replace into audit_event values (3, '', '', '', '', '', '{}', '', 'x', '')"]
  ])('refuses to be %s', (_, sql) => {
    expect(() => logOf(5).execute(sql)).toThrow(/events/)
  })

  test.each([
    [
      'a changed payload',
      "update audit_event set payload = '{}' where seq = 3",
      'Event 3 was changed after it was written.'
    ],
    [
      'a changed actor',
      "update audit_event set actor = 'Someone' where seq = 2",
      'Event 2 was changed after it was written.'
    ],
    [
      'a missing event',
      'delete from audit_event where seq = 3',
      'Event 3 is missing; the log goes on with 4.'
    ],
    [
      'a broken link',
      "update audit_event set prev_hash = 'x' where seq = 4",
      'Event 4 does not follow the event before it.'
    ]
  ])('shows %s where another program got past the guards', (_, sql, sentence) => {
    const db = withoutGuards(logOf(5))

    db.execute(sql)

    expect(verifyChain(db).fault).toBe(sentence)
    expect(verifyChainEnd(db, 1000).fault).toBe(sentence)
  })

  test('shows that it was put into another order', () => {
    const db = withoutGuards(logOf(5))

    db.execute(`update audit_event set seq = -2 where seq = 2; update audit_event set seq = 2 where seq = 3;
      update audit_event set seq = 3 where seq = -2`)

    expect(verifyChain(db).fault).toBe('Event 2 does not follow the event before it.')
  })

  test('shows an event dated before the one it follows, though its hash is right', () => {
    const db = logOf(3)
    withoutGuards(db).execute("update audit_event set at = '2027-01-01T00:00:00.000Z' where seq = 1")
    rehash(db)

    expect(verifyChain(db).fault).toBe('Event 2 is dated before the event it follows.')
  })

  test('of which the last events were taken away holds together: only a head that somebody kept tells of them', () => {
    const whole = logOf(5)
    const cut = withoutGuards(logOf(5))
    cut.execute('delete from audit_event where seq > 3')

    expect(verifyChain(cut)).toEqual({ events: 3, fault: null })
    expect(verifyChain(whole).events).toBe(5)
  })

  test('is looked at from its end when a file is opened: the last events, and that none is missing before', () => {
    const sound = logOf(50)
    const old = withoutGuards(logOf(50))
    old.execute("update audit_event set actor = 'Someone' where seq = 3")
    const last = withoutGuards(logOf(50))
    last.execute("update audit_event set actor = 'Someone' where seq = 48")
    const gap = withoutGuards(logOf(50))
    gap.execute('delete from audit_event where seq = 3')

    expect(verifyChainEnd(sound, 10)).toEqual({ events: 50, fault: null })
    expect(verifyChainEnd(last, 10).fault).toBe('Event 48 was changed after it was written.')
    expect(verifyChainEnd(gap, 10).fault).toBe('Event 3 is missing; the log goes on with 4.')
    expect(verifyChainEnd(old, 10).fault).toBeNull()
    expect(verifyChain(old).fault).toBe('Event 3 was changed after it was written.')
  })
})

/** Gives every event the hash it would have, as somebody does who writes the whole log anew. */
function rehash(db: Writer): void {
  let previous = ''
  for (const row of db.all<Record<string, string | number>>(
    'select seq, at, actor, action, entity, entity_id, payload from audit_event order by seq'
  )) {
    const text = canonicalJson({ ...row, v: 1 })
    const hash = createHash('sha256')
      .update(`tickmark-audit-log\u00001\u0000${previous}${text}`)
      .digest('hex')
    db.run('update audit_event set prev_hash = :previous, hash = :hash where seq = :seq', {
      previous,
      hash,
      seq: row['seq'] ?? 0
    })
    previous = hash
  }
}

describe('a record whose log does not hold', () => {
  test('takes nothing more, and stays open for reading', () => {
    const db = withoutGuards(logOf(2000))
    db.execute("update audit_event set actor = 'Someone' where seq = 3")
    const sound = soundRecord(db)

    expect(sound.endFault).toBeNull()
    expect(() => refuseBroken(sound)).toThrow(
      'Event 3 was changed after it was written. Nothing more is written into this engagement. Keep the file as it is, and go on with a copy from before; reading stays open.'
    )
    expect(chainHead(db).seq).toBe(2000)
  })

  test('shows at its end as soon as it is opened', () => {
    const db = withoutGuards(logOf(20))
    db.execute('delete from audit_event where seq = 19')

    expect(soundRecord(db).endFault).toBe('Event 19 is missing; the log goes on with 20.')
  })
})

describe('a clock that runs backwards', () => {
  function append(db: Writer, at: string): void {
    appendEvent(db, { at, actor: 'M. Okafor', action: 'a.b', entity: 'c', entityId: 'd', payload: { e: 1 } })
  }
  function times(db: Writer): { at: string; payload: string }[] {
    return db.all('select at, payload from audit_event order by seq')
  }

  test('gives the event the time of the one before, and the event says so', () => {
    const db = openMemory()

    append(db, '2026-02-01T09:00:00.000Z')
    append(db, '2025-06-01T09:00:00.000Z')
    append(db, '2026-02-01T09:00:00.000Z')

    expect(times(db)).toEqual([
      { at: '2026-02-01T09:00:00.000Z', payload: '{"e":1}' },
      { at: '2026-02-01T09:00:00.000Z', payload: '{"clockBehind":"2025-06-01T09:00:00.000Z","e":1}' },
      { at: '2026-02-01T09:00:00.000Z', payload: '{"e":1}' }
    ])
    expect(verifyChain(db).fault).toBeNull()
  })

  test('never puts an event before another, whatever it shows', () => {
    const moment = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1, maxLength: 12 }), (clock) => {
        const db = openMemory()
        for (const at of clock) append(db, at)

        const recorded = times(db)
        expect(recorded.map(({ at }) => at)).toEqual(recorded.map(({ at }) => at).sort())
        recorded.forEach(({ at, payload }, n) => {
          const { clockBehind } = JSON.parse(payload) as { clockBehind?: string }
          expect(clockBehind ?? at).toBe(clock[n])
        })
      }),
      { numRuns: 40 }
    )
  })
})

describe('canonical JSON', () => {
  test('orders keys by their UTF-16 units and writes no spaces', () => {
    expect(canonicalJson({ b: [1, null, true], a: 'é"', '\u20ac': '', A: {} })).toBe(
      '{"A":{},"a":"é\\"","b":[1,null,true],"€":""}'
    )
  })

  test('gives the same text whatever the order of keys', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean())),
        (value) => {
          const reversed = Object.fromEntries(Object.entries(value).reverse())

          expect(canonicalJson(reversed)).toBe(canonicalJson(value))
          expect(JSON.parse(canonicalJson(value))).toEqual({ ...value })
        }
      )
    )
  })

  test('refuses a number with a fraction', () => {
    expect(() => canonicalJson({ a: 0.5 })).toThrow('Only whole numbers are hashed')
  })
})
