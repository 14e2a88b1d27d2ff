import { describe, expect, it } from 'vitest'

import { zipCodec } from '../../../src/core/procedures/zip-codec.ts'
import { archiveFault } from '../../../src/core/workbook/archive.ts'
import { archiveOf, entriesOf, entryFrom, textOf } from '../../../src/core/workbook/zip.ts'
import { partsOf } from './parts.ts'

const long = Array.from({ length: 60_000 }, (_, n) => `<row r="${n}">Grüße ✓ \u{1F511} ${n * 7919}</row>`)

describe('an archive', () => {
  it('gives back parts that were packed in several pieces', () => {
    const archive = archiveOf([
      entryFrom('small.xml', ['<a/>'], zipCodec),
      entryFrom('dir/long.xml', long, zipCodec),
      entryFrom('empty.xml', [], zipCodec)
    ])

    expect(long.join('').length).toBeGreaterThan(2 << 20)
    expect(archiveFault(archive)).toBeNull()
    expect([...partsOf(archive)]).toEqual([
      ['small.xml', '<a/>'],
      ['dir/long.xml', long.join('')],
      ['empty.xml', '']
    ])
  })

  it('comes apart into the entries it was made of, with size and checksum of each', () => {
    const made = [entryFrom('a.xml', ['one ', 'two'], zipCodec), entryFrom('b.xml', long, zipCodec)]

    const found = entriesOf(archiveOf(made))

    expect(found.map(({ path, size, checksum }) => [path, size, checksum])).toEqual(
      made.map(({ path, size, checksum }) => [path, size, checksum])
    )
    expect(found.map((entry) => textOf(entry, zipCodec))).toEqual(['one two', long.join('')])
    expect(made[0]?.checksum).toBe(zipCodec.checksum(new TextEncoder().encode('one two'), 0))
  })

  it('is the same bytes for the same parts', () => {
    const make = () => archiveOf([entryFrom('b.xml', long, zipCodec)])

    expect(Buffer.from(make()).equals(Buffer.from(make()))).toBe(true)
  })
})
