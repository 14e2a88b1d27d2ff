/** Three months of a client, imported one after the other: what the comparison tells is what was planted. */
import { expect, test } from 'vitest'

import { expected, told } from '../../support/compared.ts'
import { months, type Month } from '../../support/months.ts'

import { sitDown } from './desk.ts'

test('what is new, came back, was fixed and stays is told apart from month to month, and nothing else changed', async () => {
  const [january, february, march] = months() as [Month, Month, Month]
  const desk = sitDown()
  await desk.receive(january.files)

  for (const [before, now] of [
    [january, february],
    [february, march]
  ] as const) {
    await desk.ask('period.roll-forward', { period: now.label, reason: 'The next exports are there.' })
    const { report } = await desk.receive(now.files)

    expect(report.files.filter(({ state }) => state !== 'read')).toEqual([])
    const compared = await desk.ask('period.compare', { from: before.label, to: now.label })
    expect(told(compared, await desk.ask('result.list', {}), now)).toEqual(expected(now))
  }
}, 120_000)
