import { describe, expect, test } from 'vitest'

import { logHead, lostHead, sentenceOfLost } from '../../../src/core/procedures/known-head.ts'
import { sitDown, type Desk } from './desk.ts'

async function work(desk: Desk, days: readonly number[]): Promise<void> {
  for (const value of days) await desk.ask('parameter.set', { name: 'maxAccessKeyAgeDays', value })
}

describe('a file that was put back to an earlier state', () => {
  test('is not seen by itself, and by the head this machine saw last', async () => {
    const newer = sitDown()
    await work(newer, [60, 45, 30])
    const known = { 'engagement-1': logHead(newer.db) }
    const older = sitDown()
    await work(older, [60])

    expect((await older.ask('engagement.verify', {})).ok).toBe(true)
    const lost = lostHead(older.db, known)
    expect(lost).toMatchObject({ seq: 4 })
    expect(lost && sentenceOfLost(older.db, lost)).toBe(
      'This is an older copy: its event log ends with event 2, and on this machine it went on to event 4. Work with the newer file, or go on here; the log will say so.'
    )
  })

  test('is told from one that only went on', async () => {
    const desk = sitDown()
    await work(desk, [60])
    const known = { 'engagement-1': logHead(desk.db) }
    await work(desk, [45])

    expect(lostHead(desk.db, known)).toBeNull()
    expect(lostHead(desk.db, {})).toBeNull()
  })

  test('whose log went another way since shows as well', async () => {
    const here = sitDown()
    await work(here, [60])
    const elsewhere = sitDown()
    await work(elsewhere, [45, 30])

    const lost = lostHead(elsewhere.db, { 'engagement-1': logHead(here.db) })

    expect(lost && sentenceOfLost(elsewhere.db, lost)).toMatch(
      /^This copy went another way: on this machine its event log had another event 2\./
    )
  })

  test('can be worked on, and its log says once which head is lost', async () => {
    const desk = sitDown()
    await work(desk, [60])
    desk.sound.lose({ seq: 9, hash: 'ab'.repeat(32) })

    await expect(work(desk, [0])).rejects.toThrow()
    await work(desk, [45, 30])

    expect(desk.db.all('select seq, action, payload from audit_event where seq > 2 order by seq')).toEqual([
      expect.objectContaining({ seq: 3, action: 'parameter.set' }),
      {
        seq: 4,
        action: 'engagement.put-back',
        payload: JSON.stringify({ lostEvent: 9, lostHash: 'ab'.repeat(32) })
      },
      expect.objectContaining({ seq: 5, action: 'parameter.set' })
    ])
    expect((await desk.ask('engagement.verify', {})).ok).toBe(true)
  })
})
