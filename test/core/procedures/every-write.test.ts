import fc from 'fast-check'
import { expect, test } from 'vitest'

import { anySequence, gather, take, writes } from './sequences.ts'

/** Enough for every method to be asked several times; `test/deep/every-write.test.ts` goes on for longer. */
const runs = 10

test('whatever is written by anybody in any order, the record keeps what it holds and its guards', async () => {
  const team = await gather()
  const done = new Set<string>()
  await fc.assert(
    fc.asyncProperty(anySequence(20, 40), async (steps) => {
      team.desk.db.execute('savepoint sequence')
      for (const step of steps) if (await take(team, step)) done.add(step.method)
      expect(await team.desk.ask('engagement.verify', {})).toMatchObject({ recordFault: null })
      team.desk.db.execute('rollback to sequence; release sequence')
    }),
    { numRuns: runs, endOnFailure: true }
  )
  expect(done.size).toBeGreaterThan(writes.length / 4)
}, 240_000)
