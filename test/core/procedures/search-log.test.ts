import { beforeEach, expect, test } from 'vitest'

import { account, conclude, sitDownTogether, type Period } from './sign-off/period.ts'

let desk: Period

beforeEach(async () => {
  desk = await sitDownTogether()
  await conclude(desk, 'ROOT-01', 'effective', 'Seen on 100% of the rows.')
  await conclude(desk, 'ROOT-01', 'observation', 'Rotated late.')
  await desk.as('reviewer')
  await conclude(desk, 'ROOT-02', 'observation', 'Rotated late.')
})

function search(filter: {
  search?: string
  actor?: string
  entity?: string
  offset?: number
  limit?: number
}) {
  const { search = '', actor = null, entity = null, offset = 0, limit = 10 } = filter
  return desk.ask('event.search', { search, actor, entity, offset, limit })
}

test('an entry says in words what was before and after', async () => {
  const { entries } = await search({ search: 'ROOT-01' })

  expect(entries.map(({ before, after }) => [before, after])).toEqual([
    [
      'conclusion: effective, reason: Seen on 100% of the rows.',
      'conclusion: observation, reason: Rotated late.'
    ],
    [null, 'conclusion: effective, reason: Seen on 100% of the rows.']
  ])
  expect(entries[0]).toMatchObject({
    actor: 'M. Okafor',
    action: 'conclusion.record',
    entity: 'test',
    entityId: `2026-01/ROOT-01/${account}`
  })
  expect(entries[0]?.details).toMatch(/^bulk: false, relied: /)
})

test('the log is narrowed by person, by kind of thing and by words', async () => {
  expect((await search({ actor: 'S. Lindqvist' })).matching).toBe(1)
  expect((await search({ entity: 'test' })).matching).toBe(3)
  expect((await search({ entity: 'test', search: 'rotated' })).matching).toBe(2)
  expect(await search({ search: 'nothing of the kind' })).toMatchObject({ entries: [], matching: 0 })
})

test('what is searched for is taken by the letter', async () => {
  expect((await search({ search: '100%' })).matching).toBe(2)
  expect((await search({ search: '1_0%' })).matching).toBe(0)
  expect((await search({ search: '\\' })).matching).toBe(0)
})

test('the newest come first, portion by portion, and the whole says whom and what it knows', async () => {
  const whole = await search({ limit: 1000 })
  const second = await search({ offset: 1, limit: 2 })

  expect(whole.entries.map(({ seq }) => seq)).toEqual(
    Array.from({ length: whole.total }, (_, at) => whole.total - at)
  )
  expect(second.entries).toEqual(whole.entries.slice(1, 3))
  expect(whole.actors).toContain('S. Lindqvist')
  expect(whole.entities).toContain('test')
})

test('a payload somebody damaged is shown as it stands', async () => {
  desk.db.execute('drop trigger audit_event_is_fixed')
  desk.db.execute("update audit_event set payload = '[1]' where seq = (select max(seq) from audit_event)")

  expect((await search({ limit: 1 })).entries[0]).toMatchObject({
    before: null,
    after: null,
    details: 'payload: [1]'
  })
})
