import { deflateRawSync } from 'node:zlib'

import { beforeAll, describe, expect, test } from 'vitest'

import { zipCodec } from '../../../src/core/procedures/zip-codec.ts'
import { foreignArchive } from '../../../src/core/workbook/foreign-archive.ts'
import { readForeign, type ForeignBook } from '../../../src/core/workbook/read-foreign.ts'
import { archiveOf, entryFrom, type Entry } from '../../../src/core/workbook/zip.ts'
import { bookOf, bytesOf, plainSheet } from './books.ts'
import { savedBook, withParts } from './returned-books.ts'

let whole: Uint8Array

beforeAll(async () => {
  whole = await bytesOf(
    bookOf([
      plainSheet([
        ['R-2026-001', 'One'],
        ['R-2026-002', 'Two']
      ])
    ])
  )
})

function reading(bytes: Uint8Array, name = 'answers.xlsx'): ForeignBook {
  return readForeign(bytes, name, zipCodec)
}

const sheet = 'xl/worksheets/sheet1.xml'
/** The sheet with these rows instead of its own. */
function withRows(rows: string, more: Readonly<Record<string, string | null>> = {}): Uint8Array {
  return withParts(whole, (parts) => ({
    [sheet]: (parts.get(sheet) ?? '').replace(
      /<sheetData>.*<\/sheetData>/s,
      `<sheetData>${rows}</sheetData>`
    ),
    ...more
  }))
}

/** A part that claims to be of this size and packs to nothing. */
function bomb(path: string, size: number): Entry {
  const packed = deflateRawSync(Buffer.alloc(size))
  return { path, method: 8, checksum: 0, size, packed: [packed] }
}

function withEntry(entry: Entry): Uint8Array {
  const parts = foreignArchive(whole, 'x', zipCodec).parts
  return archiveOf([...[...parts].map(([path, text]) => entryFrom(path, [text], zipCodec)), entry])
}

describe('a file that is no workbook of ours', () => {
  test.each<[string, () => Uint8Array, string, RegExp]>([
    ['a text', () => Buffer.from('Row key,Row tag\n1,2\n'), 'a.csv', /not an Excel workbook.*CSV has lost/],
    [
      'an old Excel file',
      () => Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'a.xls',
      /old Excel file or one with a password/
    ],
    ['half a file', () => whole.slice(0, whole.length / 2), 'a.xlsx', /cut short/],
    [
      'another archive',
      () => archiveOf([entryFrom('a.txt', ['a'], zipCodec)]),
      'a.xlsx',
      /no Excel workbook/
    ],
    [
      'an OpenDocument sheet',
      () => withParts(whole, () => ({ 'content.xml': '<a/>' })),
      'a.ods',
      /OpenDocument/
    ],
    [
      'a binary workbook',
      () => withParts(whole, () => ({ 'xl/workbook.bin': 'x' })),
      'a.xlsb',
      /binary workbook/
    ],
    [
      'a workbook with macros',
      () => withParts(whole, () => ({ 'xl/vbaProject.bin': 'x' })),
      'a.xlsx',
      /carries macros/
    ],
    ['a workbook named as one with macros', () => whole, 'a.xlsm', /carries macros/],
    [
      'a workbook with old macro sheets',
      () => withParts(whole, () => ({ 'xl/macrosheets/sheet1.xml': '<a/>' })),
      'a.xlsx',
      /macros/
    ],
    [
      'a document type',
      () =>
        withParts(whole, (parts) => ({
          [sheet]: (parts.get(sheet) ?? '').replace('<worksheet', '<!DOCTYPE a [<!ENTITY b "c">]><worksheet')
        })),
      'a.xlsx',
      /carries definitions \(DTD\)/
    ],
    [
      'another writing',
      () => withParts(whole, (parts) => ({ [sheet]: (parts.get(sheet) ?? '').replace('UTF-8', 'UTF-16') })),
      'a.xlsx',
      /not written in UTF-8/
    ],
    [
      'a zip bomb',
      () => withEntry(bomb('xl/worksheets/sheet9.xml', 60_000_000)),
      'a.xlsx',
      /more than 50 times its size/
    ],
    [
      'more than a computer holds',
      () => withEntry({ ...bomb('xl/media/a.png', 1000), size: 200_000_000 }),
      'a.xlsx',
      /would unpack to 200 MB/
    ],
    [
      'a part larger than it says',
      () => withEntry({ ...bomb('xl/worksheets/sheet9.xml', 900_000), size: 1000 }),
      'a.xlsx',
      /larger than the file says/
    ],
    [
      'a part that is there twice',
      () => withEntry(entryFrom('XL/worksheets/SHEET1.xml', ['<a/>'], zipCodec)),
      'a.xlsx',
      /holds the part .* twice/
    ],
    [
      'thousands of parts',
      () => archiveOf(Array.from({ length: 2_001 }, (_, n) => entryFrom(`xl/${n}.xml`, ['<a/>'], zipCodec))),
      'a.xlsx',
      /made of 2,001 parts/
    ]
  ])('is refused with a sentence: %s', (_, bytes, name, sentence) => {
    expect(() => reading(bytes(), name)).toThrow(sentence)
  })

  test('is refused where it is encrypted', () => {
    const bytes = whole.slice()
    const at = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    bytes[at + 8] = 1
    expect(() => reading(bytes)).toThrow(/is encrypted/)
  })
})

describe('a workbook that carries more than cells', () => {
  test.each([
    ['links to other files', 'xl/externalLinks/externalLink1.xml', /links were not followed/],
    ['embedded files', 'xl/embeddings/oleObject1.bin', /embedded files or controls/],
    ['data connections', 'xl/connections.xml', /nothing was fetched/],
    ['comments', 'xl/comments1.xml', /comments on cells/],
    ['pictures', 'xl/media/image1.png', /pictures/]
  ])('is read without them and says so: %s', (_, path, sentence) => {
    const book = reading(withParts(whole, () => ({ [path]: '<a/>' })))

    expect(book.remarks).toEqual([expect.stringMatching(sentence)])
    expect(book.sheets[0]?.rows.get(10)?.get(0)?.text).toBe('R-2026-001')
  })
})

describe('a sheet that is made to fill the memory', () => {
  test('a million empty rows are nothing', () => {
    const rows = Array.from(
      { length: 1_000_000 },
      (_, n) => `<row r="${n + 12}" s="1" ht="${12 + (n % 7)}"/>`
    )
    const bytes = withRows(
      `<row r="11"><c r="A11" t="inlineStr"><is><t>Here</t></is></c></row>${rows.join('')}`
    )

    const book = reading(bytes)

    expect(book.sheets[0]?.rows.size).toBe(1)
    expect(book.sheets[0]?.rows.get(10)?.get(0)?.text).toBe('Here')
  })

  test('rows far below are not read and said so, columns far out neither', () => {
    const cell = (address: string): string => `<c r="${address}" t="inlineStr"><is><t>x</t></is></c>`
    const book = reading(
      withRows(`<row r="1">${cell('A1')}${cell('XFD1')}</row><row r="1048576">${cell('A1048576')}</row>`)
    )

    expect([...(book.sheets[0]?.rows.values() ?? [])].map((row) => row.size)).toEqual([1])
    expect(book.remarks.join()).toContain('goes on below row 20,000')
  })

  test('a size that is only claimed costs nothing', () => {
    const bytes = withParts(whole, (parts) => ({
      [sheet]: (parts.get(sheet) ?? '').replace(/<dimension[^>]*>/, '<dimension ref="A1:XFD1048576"/>')
    }))
    expect(reading(bytes).sheets[0]?.rows.size).toBeGreaterThan(2)
  })
})

describe('cells of any program', () => {
  function cells(xml: string, more: Readonly<Record<string, string | null>> = {}): Record<string, string> {
    const rows = reading(withRows(`<row r="1">${xml}</row>`, more)).sheets[0]?.rows.get(0)
    return Object.fromEntries(
      [...(rows?.values() ?? [])].map(({ address, kind, text }) => [address, `${kind} ${text}`])
    )
  }

  test('are plain text: rich text, line ends, composed letters, blanks', () => {
    expect(
      cells(
        '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>We </t></r><r><t>agree</t></r></is></c>' +
          '<c r="B1" t="inlineStr"><is><t xml:space="preserve">  one&#13;&#10;two_x000D_ </t></is></c>' +
          '<c r="C1" t="inlineStr"><is><t>Mu&#776;ller</t></is></c>' +
          '<c r="D1" t="inlineStr"><is><t>  </t></is></c>'
      )
    ).toEqual({ A1: 'text We agree', B1: 'text one\ntwo', C1: 'text Müller' })
  })

  test('are numbers, ticks and errors as they are', () => {
    expect(
      cells(
        '<c r="A1"><v>111122223333</v></c><c r="B1"><v>0.5</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#REF!</v></c>'
      )
    ).toEqual({ A1: 'number 111122223333', B1: 'number 0.5', C1: 'boolean TRUE', D1: 'error #REF!' })
  })

  test('are never computed: a formula counts by the value it showed', () => {
    const book = reading(
      withRows(
        `<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://x","y")</f><v>T. Braun</v></c><c r="B1"><f>WEBSERVICE("http://x")</f></c></row>`
      )
    )
    expect([...(book.sheets[0]?.rows.get(0)?.values() ?? [])]).toEqual([
      { address: 'A1', kind: 'text', text: 'T. Braun', isFormula: true }
    ])
  })

  test('are days where their format says so', () => {
    const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="170" formatCode="dd/mm/yyyy;@"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`
    expect(
      cells(
        '<c r="A1" s="1"><v>46067</v></c><c r="B1" s="2"><v>46067.75</v></c><c r="C1" s="0"><v>46067</v></c><c r="D1" s="1"><v>3</v></c>',
        {
          'xl/styles.xml': styles
        }
      )
    ).toEqual({ A1: 'day 2026-02-14', B1: 'day 2026-02-14', C1: 'number 46067', D1: 'number 3' })
  })
})

describe('a workbook that was saved again', () => {
  test('says by what, whether its sheets are still protected and which are hidden', () => {
    expect(reading(savedBook(whole))).toMatchObject({
      producer: expect.stringContaining('SheetJS'),
      sheets: [
        { name: '01 Plain', isHidden: false, isProtected: false },
        { name: '_manifest', isHidden: true }
      ],
      properties: { auditPeriod: '2026-01' }
    })
  })
})
