/** A zip that says two things, hides something, is protected or unpacks without end is refused with the reason. */
import { expect, test } from 'vitest'

import { tar, unpack, zip, type Described, type Packed } from './archives.ts'

const content = '{"Users": []}\n'.repeat(50)
const entry: Packed = { name: 'accounts/a.json', content }

const refused: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['a protected entry', zip([entry, { name: 'b', content, flags: 1 }]), /protected by a password/],
  ['AES protection', zip([{ name: 'b', content, method: 99 }]), /protected by a password/],
  ['a masked list', zip([{ name: 'b', content, flags: 1 << 13 }]), /protected by a password/],
  ['protection that only the list denies', zip([{ ...entry, local: { flags: 1 } }]), /contradicts itself/],
  [
    'two entries of one name',
    zip([entry, { ...entry, content: '{}' }]),
    /two of its entries are named "accounts\/a.json"/
  ],
  [
    'two names that come to the same',
    zip([entry, { ...entry, name: 'accounts\\.\\a.json' }]),
    /two of its entries are named/
  ],
  [
    'bytes before the first entry',
    zip([entry], { before: Buffer.from('#!/bin/sh\n') }),
    /bytes before its first entry/
  ],
  [
    'bytes before the list',
    zip([entry], { beforeList: Buffer.alloc(40) }),
    /bytes behind "accounts\/a.json"/
  ],
  [
    'an entry that the list does not name',
    zip([entry], { beforeList: zip([{ name: 'hidden.json', content }]).subarray(0, 60) }),
    /bytes behind "accounts\/a.json"/
  ],
  ['bytes behind the end', zip([entry], { behind: Buffer.from('more') }), /bytes behind its end/],
  ['a comment that is another end', zip([entry], { comment: zip([]) }), /two ends/],
  [
    'a list of another length than its count',
    zip([entry], { count: 2 }),
    /tells of 2 entries, its list has 1/
  ],
  ['one part of several', zip([entry], { disk: 2 }), /one part of several/],
  ['entries that lie over each other', overlapping(), /lie over each other/],
  ['an entry that lies over the list', zip([{ ...entry, listed: { packed: 4000 } }]), /lie over each other/],
  [
    'a wrong checksum',
    zip([{ ...entry, listed: { checksum: 1 }, local: { checksum: 1 } }]),
    /does not match the checksum/
  ],
  [
    'a smaller size than its own',
    zip([{ ...entry, ...both({ size: 3 }) }]),
    /gives "accounts\/a.json" the size 3/
  ],
  [
    'a larger size than its own',
    zip([{ ...entry, ...both({ size: 3000 }) }]),
    /gives "accounts\/a.json" the size 3000/
  ],
  ['no deflated bytes', zip([{ ...entry, packed: Buffer.alloc(30, 0xff) }]), /is damaged/],
  [
    'bytes behind the deflated ones',
    zip([{ ...entry, packed: Buffer.concat([zipped(content), Buffer.from('more')]) }]),
    /is damaged/
  ],
  [
    'a descriptor that differs from the list',
    zip([{ ...entry, descriptor: 16, listed: { checksum: 7 } }]),
    /differ|checksum/
  ],
  [
    'a list that points behind the end',
    zip([{ ...entry, listed: { offset: 9_000_000 } }]),
    /before its first entry/
  ]
]

test.each(refused)('an archive with %s is refused', (_, archive, sentence) => {
  for (const chunk of [1, 1 << 16]) expect(unpack(archive, { form: 'zip', chunk }).refusal).toMatch(sentence)
})

const differences: readonly (readonly [string, Partial<Described>])[] = [
  ['name', { name: 'accounts/b.json' }],
  ['length of the name', { name: 'accounts/a.json5' }],
  ['method', { method: 0 }],
  ['checksum', { checksum: 1 }],
  ['packed size', { packed: 1 }],
  ['size', { size: 1 }]
]

test.each(differences)(
  'a header whose %s is not that of the list is refused before anything is unpacked',
  (_, local) => {
    const found = unpack(zip([{ ...entry, local }]))

    expect(found.refusal).toMatch(/header of "accounts\/a.json" differ/)
    expect(found.entries).toEqual([])
  }
)

const cuts: readonly (readonly [string, number])[] = [
  ['within the end', 5],
  ['within the list', 60],
  ['within an entry', 90]
]

test.each(cuts)('an archive cut %s says that it is cut short', (_, missing) => {
  const archive = zip([entry])

  expect(unpack(archive.subarray(0, archive.length - missing), { form: 'zip' }).refusal).toMatch(
    /is cut short/
  )
})

const leftOut: readonly (readonly [string, Packed, RegExp])[] = [
  ['leads out of the archive', { name: '../../etc/passwd', content }, /leads out of the archive/],
  ['leads out by backslashes', { name: 'a\\..\\..\\b', content }, /leads out of the archive/],
  ['is a place on a disk', { name: '/etc/passwd', content }, /a place on a disk/],
  ['is a place on a drive', { name: 'C:\\report.csv', content }, /a place on a disk/],
  ['is a place on a server', { name: '\\\\server\\share\\x', content }, /a place on a disk/],
  ['holds a zero', { name: 'a.json\u0000.exe', content }, /cannot be seen/],
  ['holds a line break', { name: 'a\nb.json', content }, /cannot be seen/],
  ['turns the direction of reading', { name: 'a\u202enosj.exe', content }, /cannot be seen/],
  ['is longer than any', { name: 'a/'.repeat(600) + 'b', content }, /1201 characters/],
  ['is a link', { name: 'link.json', content, mode: 0o120777 }, /a link to another file/],
  ['is a device', { name: 'tty', content, mode: 0o020666 }, /a device/],
  ['is a folder with content', { name: 'folder/', content }, /a folder and yet has content/],
  ['is packed with Deflate64', { name: 'big.json', content, method: 9 }, /packed with Deflate64/],
  ['is packed with LZMA', { name: 'big.json', content, method: 14 }, /packed with LZMA/],
  ['is packed in a way without a name', { name: 'big.json', content, method: 77 }, /packed with method 77/]
]

test.each(leftOut)(
  'an entry that %s is left out with the reason, and the others are read',
  (_, flawed, sentence) => {
    const found = unpack(zip([flawed, entry]))

    expect(found.refusal).toBeNull()
    expect(found.entries).toEqual([['accounts/a.json', content]])
    expect(found.skipped).toHaveLength(1)
    expect(found.skipped[0]?.sentence).toMatch(sentence)
    expect(found.skipped[0]?.name).not.toMatch(/[\p{Cc}\u202e]/u)
  }
)

test('folders are passed over, and what file managers leave behind is counted once', () => {
  const found = unpack(
    zip([
      { name: 'evidence/', mode: 0o040755 },
      { name: 'evidence/empty', mode: 0o040755 },
      { name: '__MACOSX/evidence/._a.json', content: 'x' },
      { name: 'evidence/.DS_Store', content: 'x' },
      { name: 'evidence/._b', content: 'x' },
      { name: 'evidence/Thumbs.db', content: 'x' },
      { name: 'desktop.ini', content: 'x' },
      entry
    ])
  )

  expect(found.entries.map(([name]) => name)).toEqual(['accounts/a.json'])
  expect(found.skipped).toEqual([
    {
      name: '__MACOSX/evidence/._a.json',
      sentence: expect.stringMatching(/^5 files that macOS or Windows/) as string
    }
  ])
})

test('an archive that unpacks to more than the limits is refused, before it is unpacked where it says so itself', () => {
  const zeros = zip([{ name: 'zeros', content: new Uint8Array(12 << 20) }])
  const many = zip(Array.from({ length: 30 }, (_, n) => ({ name: `${n}.json`, content })))

  expect(unpack(zeros).refusal).toMatch(/"zeros" unpacks to more than 1000 times its size/)
  expect(unpack(zeros, { limits: { ratio: 2000 } }).refusal).toBeNull()
  expect(unpack(many, { limits: { entries: 29 } })).toMatchObject({
    entries: [],
    refusal: expect.stringMatching(/more than 29 entries/) as string
  })
  expect(unpack(many, { limits: { totalBytes: 10_000 } })).toMatchObject({
    entries: [],
    refusal: expect.stringMatching(/more than 9.8 KB/) as string
  })
})

test('an entry that says it is too large is left out, one that only turns out to be is refused', () => {
  const large = zip([{ name: 'large.json', content: 'x'.repeat(5000), method: 0 }, entry])

  expect(unpack(large, { limits: { entryBytes: 4096 } })).toMatchObject({
    entries: [['accounts/a.json', content]],
    skipped: [
      { name: 'large.json', sentence: expect.stringMatching(/unpacks to 4.9 KB, more than/) as string }
    ]
  })
})

test('a tar named .zip is what its bytes are', () => {
  expect(unpack(tar([{ name: 'a.json', content }]), { name: 'evidence.zip' }).form).toBe('tar')
})

function both(fields: Partial<Described>): Partial<Packed> {
  return { local: fields, listed: fields }
}

function zipped(text: string): Uint8Array {
  const archive = zip([{ name: '', content: text }])
  return archive.subarray(30, archive.length - 22 - 46)
}

/** Two names for the same packed bytes: the second entry's header stands inside the first one's content. */
function overlapping(): Uint8Array {
  const inner = zip([{ name: 'b', content, method: 0 }]).subarray(0, 31 + content.length)
  const outer = zip([
    { name: 'a', content: inner, method: 0 },
    { name: 'b', content, method: 0, listed: { offset: 31 } }
  ])
  return outer
}
