/** A zip gives back what went in, however it was written. */
import { crc32, deflateRawSync } from 'node:zlib'

import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'

import { entriesOf } from '../../../../src/core/importers/containers/index.ts'
import { unpack, zip, zip64Extra, type Packed } from './archives.ts'

const report = 'user,arn\n'.repeat(20_000)

test('entries come out as they went in, deflated or stored, in the order they stand', () => {
  const archive = zip([
    { name: 'b/report.csv', content: report },
    { name: 'a.json', content: '{}', method: 0 },
    { name: 'empty.json', content: '', method: 0 }
  ])

  const found = unpack(archive)

  expect(found).toEqual({
    form: 'zip',
    entries: [
      ['b/report.csv', report],
      ['a.json', '{}'],
      ['empty.json', '']
    ],
    skipped: [],
    refusal: null
  })
})

test('an archive of another program reads alike at every chunk size', () => {
  const archive = zipSync({
    accounts: { '111122223333': { 'a.json': strToU8(report) } },
    'é.json': strToU8('{}')
  })

  for (const chunk of [1, 7, 4096, 1 << 20])
    expect(unpack(archive, { chunk }).entries).toEqual([
      ['accounts/111122223333/a.json', report],
      ['é.json', '{}']
    ])
})

const writers: readonly (readonly [string, Packed])[] = [
  ['sizes behind the content, unmarked', { name: 'a', content: report, descriptor: 12 }],
  ['sizes behind the content, marked', { name: 'a', content: report, descriptor: 16 }],
  ['long sizes behind the content, unmarked', { name: 'a', content: report, descriptor: 20 }],
  ['long sizes behind the content, marked', { name: 'a', content: report, descriptor: 24 }],
  ['sizes behind stored content', { name: 'a', content: report, method: 0, descriptor: 16 }],
  [
    'sizes in the header although they also stand behind the content',
    { name: 'a', content: report, descriptor: 16, local: { size: report.length } }
  ],
  [
    'sizes in the header and none behind the content, whatever the flag says',
    { name: 'a', content: report, flags: 8 }
  ],
  [
    'sizes in the field for more than 4 GB',
    {
      name: 'a',
      content: report,
      extra: zip64Extra(report.length, deflateRawSync(report).length, 0),
      local: { size: 0xffffffff, packed: 0xffffffff },
      listed: { size: 0xffffffff, packed: 0xffffffff, offset: 0xffffffff }
    }
  ],
  ['the mode of a Unix file', { name: 'a', content: report, mode: 0o100644 }],
  ['the mode of a pipe, as `zip` writes its own input', { name: 'a', content: report, mode: 0o010600 }]
]

test.each(writers)('an entry with %s is read', (_, entry) => {
  for (const is64 of [false, true]) {
    const found = unpack(zip([entry, { name: 'next', content: 'x' }], { is64 }))

    expect(found.refusal).toBeNull()
    expect(found.entries).toEqual([
      ['a', report],
      ['next', 'x']
    ])
  }
})

test('an archive may have a comment and may be empty', () => {
  expect(
    unpack(zip([{ name: 'a', content: 'x' }], { comment: Buffer.from('from the client') })).entries
  ).toHaveLength(1)
  expect(unpack(zip([]))).toMatchObject({ form: 'zip', entries: [], refusal: null })
})

test('the mark of an archive that was to be split and came out in one part is passed over', () => {
  const entries = [{ name: 'a', content: report }]

  expect(unpack(zip(entries, { before: Buffer.from('PK\u0007\u0008') })).entries).toEqual([['a', report]])
  expect(unpack(zip(entries, { before: Buffer.from('PK00') })).entries).toEqual([['a', report]])
  expect(unpack(zip(entries, { before: Buffer.from('PK99') }), { form: 'zip' }).refusal).toMatch(
    /before its first/
  )
})

test('names written by Windows, by the Finder and by old programs are read', () => {
  const archive = zip([
    { name: 'accounts\\111122223333\\a.json' },
    { name: Buffer.from('Prüfung.json') },
    { name: Buffer.from([0x50, 0x72, 0x81, 0x66, 0x2e, 0x6a, 0x73, 0x6f, 0x6e]) },
    { name: 'naïve.json', flags: 0x800 },
    { name: './deep//er/x.json' },
    { name: 'p?.json', extra: unicodePath('p?.json', 'pł.json') }
  ])

  expect(unpack(archive).entries.map(([name]) => name)).toEqual([
    'accounts/111122223333/a.json',
    'Prüfung.json',
    'Prüf.json',
    'naïve.json',
    'deep/er/x.json',
    'pł.json'
  ])
})

test('more entries than 65,535 are counted also without the long form', () => {
  const entries = Array.from({ length: 65_537 }, (_, n) => ({ name: `${n}.json`, method: 0 }))

  expect(unpack(zip(entries, { count: 1 }), { chunk: 1 << 20 }).entries).toHaveLength(65_537)
})

test('a list of contents larger than what is kept of the end is read in a pass of its own', () => {
  const entries = Array.from({ length: 12_000 }, (_, n) => ({
    name: `${'folder/'.repeat(8)}${n}.json`,
    method: 0
  }))

  expect(unpack(zip(entries), { chunk: 1 << 18 }).entries).toHaveLength(12_000)
})

test('an entry that nobody takes is passed over, and one asked for after its turn is refused', () => {
  const archive = zip([
    { name: 'a', content: report },
    { name: 'b', content: 'x' }
  ])

  expect(namesOnly(archive)).toEqual(['a', 'b'])
  expect(() => takeLate(archive)).toThrow('after its turn')
})

function namesOnly(archive: Uint8Array): readonly string[] {
  return [...entriesOf('zip', () => [archive], 'x')].map(({ name }) => name)
}

function takeLate(archive: Uint8Array): void {
  const [first] = [...entriesOf('zip', () => [archive], 'x')]
  if (first && 'chunks' in first) for (const chunk of first.chunks) expect(chunk).toBeDefined()
}

function unicodePath(name: string, unicode: string): Uint8Array {
  const field = Buffer.alloc(9)
  field.writeUInt16LE(0x7075, 0)
  field.writeUInt16LE(5 + Buffer.byteLength(unicode), 2)
  field.writeUInt8(1, 4)
  field.writeUInt32LE(crc32(name), 5)
  return Buffer.concat([field, Buffer.from(unicode)])
}
