/** The long one of `test/core/procedures/every-write.test.ts`; `DEEP_RUNS` makes it longer. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { anySequence, gather, take } from '../core/procedures/sequences.ts'

const runs = Number(process.env['DEEP_RUNS'] ?? 400)

test('whatever is written by anybody in any order, the record keeps what it holds and its guards', async () => {
  const team = await gather()
  const done = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(anySequence(30, 120), async (steps) => {
      team.desk.db.execute('savepoint sequence')
      for (const step of steps)
        if (await take(team, step)) done.set(step.method, (done.get(step.method) ?? 0) + 1)
      expect(await team.desk.ask('engagement.verify', {})).toMatchObject({ recordFault: null })
      team.desk.db.execute('rollback to sequence; release sequence')
    }),
    { numRuns: runs, endOnFailure: true }
  )
  console.log([...done].toSorted(([, a], [, b]) => b - a))
}, 3_600_000)
