import { beforeEach, expect, test } from 'vitest'

import { retentionStandards, standardsAsking } from '../../../src/shared/states/retention.ts'
import { sitDown, type Desk } from './desk.ts'
import { refused } from './follow-up.ts'

let desk: Desk

beforeEach(() => {
  desk = sitDown()
})

function set(assemblyDays: number, retentionYears: number): Promise<null> {
  return desk.ask('retention.set', { assemblyDays, retentionYears })
}

test('an engagement keeps by the strictest standard until it says otherwise', async () => {
  const { assemblyDays, retentionYears } = await desk.ask('retention.show', {})
  expect(standardsAsking({ assemblyDays, retentionYears })).toEqual(['pcaob'])
})

test('its terms are changed, logged, and count for the months', async () => {
  const { assemblyDays, retentionYears } = retentionStandards.aicpa
  await set(assemblyDays, retentionYears)
  await set(assemblyDays, retentionYears)

  expect(await desk.ask('retention.show', {})).toEqual({
    assemblyDays: 60,
    retentionYears: 5,
    isIssued: false
  })
  desk.db.run("update period set state = 'issued', report_date = '2026-02-02T09:00:00.000Z'")
  expect((await desk.ask('period.list', {}))[0]).toMatchObject({
    lockBy: '2026-04-03',
    keepUntil: '2031-02-02'
  })
  const logged = desk.db.all<{ payload: string }>(
    "select payload from audit_event where action = 'retention.set'"
  )
  expect(logged.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
    {
      before: { assemblyDays: 14, retentionYears: 7 },
      after: { assemblyDays: 60, retentionYears: 5 }
    }
  ])
})

test('once a period is issued they get stricter and never looser', async () => {
  await set(30, 6)
  desk.db.run("update period set state = 'issued', report_date = '2026-02-02T09:00:00.000Z'")

  await refused(
    desk,
    'retention.set',
    { assemblyDays: 31, retentionYears: 6 },
    /30 days until the lock do not become more/
  )
  await refused(
    desk,
    'retention.set',
    { assemblyDays: 30, retentionYears: 5 },
    /6 years of keeping do not become fewer/
  )
  await set(14, 7)
  expect(await desk.ask('retention.show', {})).toMatchObject({ assemblyDays: 14, retentionYears: 7 })
})
