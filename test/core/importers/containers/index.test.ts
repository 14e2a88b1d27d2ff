/** What is a container is told by the bytes, and a workbook is none. */
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { containerForm } from '../../../../src/core/importers/containers/index.ts'
import { inChunks } from '../collect.ts'
import { tar, unpack, zip } from './archives.ts'

const forms: readonly (readonly [string, Uint8Array | string, string | null])[] = [
  ['a zip', zip([{ name: 'a.json', content: '{}' }]), 'zip'],
  ['an empty zip', zip([]), 'zip'],
  ['the first part of a zip in several', Buffer.concat([Buffer.from('PK\u0007\u0008'), zip([])]), 'zip'],
  ['a workbook', zip([{ name: '[Content_Types].xml', content: '<Types/>' }]), null],
  [
    'a workbook whose types come later',
    zip([
      { name: 'xl/theme.xml', method: 0 },
      { name: '[Content_Types].xml', content: '<Types/>' }
    ]),
    null
  ],
  ['a text document', zip([{ name: 'mimetype', content: 'application/vnd.oasis', method: 0 }]), null],
  [
    'a zip with a workbook in it',
    zip([{ name: 'a/list.xlsx', content: zip([{ name: '[Content_Types].xml' }]), method: 0 }]),
    'zip'
  ],
  ['a tar', tar([{ name: 'a.json', content: '{}' }]), 'tar'],
  ['a tar.gz', gzipSync(tar([{ name: 'a.json', content: '{}' }])), 'tar.gz'],
  ['a gzip', gzipSync('{}'), 'gzip'],
  ['a gzip of nothing', gzipSync(''), 'gzip'],
  ['a broken gzip', Buffer.from([0x1f, 0x8b, 0x08, 0xff]), 'gzip'],
  ['JSON', '{"Users": []}', null],
  ['text that begins as a zip', 'PK in the first line of a text', null],
  ['zeros', Buffer.alloc(2000), null],
  ['nothing', '', null]
]

test.each(forms)('%s is told by its bytes', (_, content, form) => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content

  for (const chunk of [1, 512, 1 << 16]) expect(containerForm(inChunks(bytes, chunk))).toBe(form)
})

test('telling the form takes the first bytes only and lets go of the file', () => {
  let taken = 0
  let isClosed = false
  function* file(): Generator<Uint8Array> {
    try {
      for (;;) {
        taken++
        yield new Uint8Array(1 << 14).fill(65)
      }
    } finally {
      isClosed = true
    }
  }

  expect(containerForm(file())).toBeNull()
  expect({ taken, isClosed }).toEqual({ taken: 4, isClosed: true })
})

const samples = '../shared/data/samples'

test.skipIf(!existsSync(samples))(
  'the bundles a client sends are unpacked whole (needs ../shared/data/samples)',
  () => {
    const bundle = unpack(readFileSync(`${samples}/00-bundles/collect-bundle-v2.zip`))
    const organization = unpack(readFileSync(`${samples}/00-bundles/org-dev-1.tar.gz`))
    const finder = unpack(readFileSync(`${samples}/02-gaad/variants/evidence-macos.zip`))

    expect(bundle).toMatchObject({ form: 'zip', refusal: null, skipped: [] })
    expect(bundle.entries.length).toBeGreaterThan(100)
    expect(organization).toMatchObject({ form: 'tar.gz', refusal: null })
    expect(organization.entries.length).toBeGreaterThan(100)
    expect(finder).toMatchObject({ form: 'zip', refusal: null })
    expect(finder.entries.length).toBeGreaterThan(0)
    expect(finder.entries.every(([name]) => !name.includes('__MACOSX'))).toBe(true)
  }
)
