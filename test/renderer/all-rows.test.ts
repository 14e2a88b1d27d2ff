import { describe, expect, it } from 'vitest'

import { allRows } from '../../src/renderer/all-rows.ts'

describe('all rows of a table', () => {
  const rows = Array.from({ length: 2500 }, (_, at) => at)
  const load = (offset: number, limit: number): Promise<readonly number[]> =>
    Promise.resolve(rows.slice(offset, offset + limit))

  it('are asked for in portions until there are no more', async () => {
    const heard: number[] = []
    const signal = new AbortController().signal
    expect(await allRows(2500, load, (done) => heard.push(done), signal)).toEqual(rows)
    expect(heard).toEqual([1000, 2000, 2500])
    expect(await allRows(9000, load, () => {}, signal)).toHaveLength(2500)
  })

  it('stop where somebody says so', async () => {
    const stopping = new AbortController()
    const some = allRows(2500, load, () => stopping.abort(), stopping.signal)
    await expect(some).rejects.toThrow()
  })
})
