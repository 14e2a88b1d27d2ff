import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { allRows, csvText } from '../../src/renderer/csv.ts'

/** Reads what RFC 4180 allows and nothing else. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let at = 0
  while (at < text.length) {
    const row: string[] = []
    for (;;) {
      const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y
      cell.lastIndex = at
      const found = cell.exec(text)
      if (!found) throw new Error(`No cell at ${at}`)
      row.push((found[1]?.replaceAll('""', '"') ?? found[2]) as string)
      at = cell.lastIndex
      if (text[at] === ',') at += 1
      else if (text.startsWith('\r\n', at)) {
        at += 2
        break
      } else throw new Error(`Neither cell nor row ends at ${at}`)
    }
    rows.push(row)
  }
  return rows
}

describe('a table as CSV', () => {
  it('reads back as it was, whatever the cells say, but for the mark before what a spreadsheet would compute', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=1+1', '-2', '@x', '\t=1', 'a"b', 'a\r\nb')
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1 }), { minLength: 1 }), (rows) => {
        const text = csvText(rows)
        expect(text.startsWith('\uFEFF')).toBe(true)
        const read = readCsv(text.slice(1))
        const unmarked = (given: string[][]) =>
          given.map((row) => row.map((one) => one.replace(/^'(?=\s*[=+\-@\t\r])/, '')))
        expect(unmarked(read)).toEqual(unmarked(rows))
        for (const one of read.flat()) expect(one).not.toMatch(/^\s*[=+\-@]/)
      })
    )
  })
})

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
