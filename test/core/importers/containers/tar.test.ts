/** A tar gives back what went in, in every dialect, and is refused where it is cut, damaged or hides something. */
import { expect, test } from 'vitest'

import { pax, sign, tar, taped, unpack, type Taped } from './archives.ts'

const content = 'user,arn\n'.repeat(200)
const long = `${'folder/'.repeat(30)}report.csv`

test('files come out as they went in at every chunk size', () => {
  const archive = tar([
    { name: './accounts/', type: '5' },
    { name: './accounts/a.csv', content },
    { name: 'exact.bin', content: 'x'.repeat(512) },
    { name: 'empty.json' }
  ])

  for (const chunk of [1, 512, 1000, 1 << 20])
    expect(unpack(archive, { chunk })).toEqual({
      form: 'tar',
      entries: [
        ['accounts/a.csv', content],
        ['exact.bin', 'x'.repeat(512)],
        ['empty.json', '']
      ],
      skipped: [],
      refusal: null
    })
})

const dialects: readonly (readonly [string, readonly Taped[], string])[] = [
  [
    'a prefix to the name',
    [{ name: 'report.csv', prefix: 'accounts/111122223333', content }],
    'accounts/111122223333/report.csv'
  ],
  [
    'the fields of GNU where the prefix would be',
    [{ name: 'a.csv', magic: 'gnu', prefix: '14000000000', content }],
    'a.csv'
  ],
  ['no magic, as in the oldest', [{ name: 'a.csv', magic: 'none', type: '\u0000', content }], 'a.csv'],
  [
    'a long name of GNU',
    [
      { name: '././@LongLink', type: 'L', content: `${long}\u0000`, magic: 'gnu' },
      { name: long.slice(0, 99), content, magic: 'gnu' }
    ],
    long
  ],
  ['a path of pax', [pax({ mtime: '1.5', path: 'Prüfung/ł.csv' }), { name: 'x', content }], 'Prüfung/ł.csv'],
  ['a size of pax', [pax({ size: String(content.length) }), { name: 'a.csv', content, size: 0 }], 'a.csv'],
  ['records of pax for all files', [pax({ comment: 'x' }, 'g'), { name: 'a.csv', content }], 'a.csv'],
  ['a size of base 256', [{ name: 'a.csv', content, size: '\u0080\0\0\0\0\0\0\0\0\0\u0007\u0008' }], 'a.csv'],
  ['a size after blanks', [{ name: 'a.csv', content, size: '       3410 ' }], 'a.csv'],
  ['a file to be kept in one piece', [{ name: 'a.csv', content, type: '7' }], 'a.csv']
]

test.each(dialects)('a tar with %s is read', (_, entries, name) => {
  const found = unpack(tar([...entries, { name: 'next', content: 'y' }]))

  expect(found.refusal).toBeNull()
  expect(found.entries).toEqual([
    [name, content],
    ['next', 'y']
  ])
})

const leftOut: readonly (readonly [string, readonly Taped[], RegExp])[] = [
  ['a symbolic link', [{ name: 'x', type: '2' }], /a link/],
  ['a hard link', [{ name: 'x', type: '1' }], /a link/],
  ['a device', [{ name: 'x', type: '3' }], /a device/],
  ['a named pipe', [{ name: 'x', type: '6' }], /a device/],
  ['a sparse file', [{ name: 'x', type: 'S', content }], /with holes/],
  ['a sparse file of pax', [pax({ 'GNU.sparse.major': '1' }), { name: 'x', content }], /with holes/],
  ['the rest of another volume', [{ name: 'x', type: 'M', content }], /another volume/],
  ['a kind of its own', [{ name: 'x', type: 'Z', content }], /only the program that wrote it/],
  ['a name that leads out', [{ name: '../x', content }], /leads out/],
  ['a path of pax that leads out', [pax({ path: '/etc/x' }), { name: 'x', content }], /a place on a disk/]
]

test.each(leftOut)('%s is left out with the reason, and the others are read', (_, entries, sentence) => {
  const found = unpack(tar([...entries, { name: 'a.csv', content }]))

  expect(found.refusal).toBeNull()
  expect(found.entries).toEqual([['a.csv', content]])
  expect(found.skipped.map((skipped) => skipped.sentence)).toEqual([expect.stringMatching(sentence)])
})

test('the map of a sparse file is passed over with it', () => {
  const sparse = Buffer.from(taped({ name: 'sparse.bin', type: 'S', content, magic: 'gnu' }))
  sparse[482] = 1
  sign(sparse)
  const map = Buffer.alloc(1024)
  map[504] = 1

  const found = unpack(
    Buffer.concat([sparse.subarray(0, 512), map, sparse.subarray(512), tar([{ name: 'a.csv', content }])])
  )

  expect(found).toMatchObject({
    entries: [['a.csv', content]],
    skipped: [{ name: 'sparse.bin' }],
    refusal: null
  })
})

const whole = tar([{ name: 'a.csv', content }])

const refused: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['no mark of its end', taped({ name: 'a.csv', content }), /cut short/],
  ['a cut header', whole.subarray(0, 2100 + 512), /cut short/],
  ['a cut file', whole.subarray(0, 1000), /cut short/],
  ['something behind its end', Buffer.concat([whole, whole]), /bytes behind its end/],
  ['a header that was changed', changed(whole, 2560 + 3), /damaged/],
  ['a link with content', tar([{ name: 'x', type: '1', content }]), /contradicts itself/],
  [
    'two files of one name',
    tar([{ name: 'a', content }, { name: './a' }]),
    /two of its entries are named "a"/
  ],
  ['a size that is no number', tar([{ name: 'a', content, size: 'x' }]), /damaged/],
  ['a size below zero', tar([{ name: 'a', content, size: '\u00ff'.repeat(12) }]), /damaged/],
  ['a size beyond all files', tar([{ name: 'a', content, size: `\u0080${'\u00ff'.repeat(11)}` }]), /damaged/],
  ['a size beyond its end', tar([{ name: 'a', content, size: 1e9 }]), /cut short/],
  [
    'records of pax that are none',
    tar([{ name: 'x', type: 'x', content: 'path=x\n' }, { name: 'a' }]),
    /damaged/
  ],
  [
    'records of pax without end',
    tar([{ name: 'x', type: 'x', content: '99 path=x\n' }, { name: 'a' }]),
    /damaged/
  ],
  [
    'a description larger than any',
    tar([{ name: 'x', type: 'L', content: 'x'.repeat(1_100_000) }, { name: 'a' }]),
    /damaged/
  ]
]

test.each(refused)('a tar with %s is refused', (_, archive, sentence) => {
  for (const chunk of [1, 1 << 16]) expect(unpack(archive, { form: 'tar', chunk }).refusal).toMatch(sentence)
})

test('names that are not UTF-8 are read as Latin-1, and sums of signed bytes are taken', () => {
  const archive = Buffer.from(tar([{ name: 'x', content }]))
  archive.write('Prüfung.csv', 0, 'latin1')
  sign(archive)
  const signed = archive.readUIntBE(148, 6)

  expect(signed).toBeGreaterThan(0)
  expect(unpack(archive).entries.map(([name]) => name)).toEqual(['Prüfung.csv'])
  archive.write(
    `${(Number.parseInt(archive.toString('latin1', 148, 154), 8) - 256).toString(8).padStart(6, '0')}\u0000 `,
    148,
    'latin1'
  )
  expect(unpack(archive).entries.map(([name]) => name)).toEqual(['Prüfung.csv'])
})

test('limits hold for a tar too', () => {
  const archive = tar(Array.from({ length: 5 }, (_, n) => ({ name: `${n}`, content })))

  expect(unpack(archive, { limits: { entries: 4 } }).refusal).toMatch(/more than 4 entries/)
  expect(unpack(archive, { limits: { totalBytes: 4000 } }).refusal).toMatch(/more than 3.9 KB/)
  expect(unpack(archive, { limits: { entryBytes: 1000 } }).skipped).toHaveLength(5)
})

function changed(archive: Uint8Array, at: number): Uint8Array {
  const copy = Buffer.from(archive)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
