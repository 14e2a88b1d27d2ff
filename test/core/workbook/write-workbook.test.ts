import { describe, expect, it } from 'vitest'
import { utils } from 'xlsx'

import { excelLimits } from '../../../src/core/workbook/limits.ts'
import { readWorkbook, type SheetContent } from '../../../src/core/workbook/read-workbook.ts'
import { production } from '../sheets/record.ts'
import { bookOf, bytesOf, issued, plainSheet, wholeBook } from './books.ts'
import { partsOf } from './parts.ts'

const whole = wholeBook()
const bytes = await bytesOf(whole)
const content = readWorkbook(bytes)
const parts = partsOf(bytes)

function sheet(name: string, of = content): SheetContent {
  const found = of.sheets.find((each) => each.name === name)
  if (!found) throw new Error(`No sheet ${name}`)
  return found
}

function xmlOf(name: string): string {
  const place = content.sheets.findIndex((each) => each.name === name)
  return (parts.get(`xl/worksheets/sheet${place + 1}.xml`) ?? '').replaceAll('&apos;', "'")
}

/** Whether a sheet declares the cell as one the spreadsheet computes. */
function isLive(name: string, address: string): boolean {
  const declared = whole.sheets.find((each) => each.name === name)
  const { r, c } = utils.decode_cell(address)
  return Boolean(declared?.columns[c]?.live ?? declared?.rowLives?.get(c)?.[r - 10])
}

describe('the bytes', () => {
  it('are the same for the same book', async () => {
    expect(Buffer.from(await bytesOf(wholeBook())).equals(Buffer.from(bytes))).toBe(true)
  })

  it('differ by the dates alone when only the clock differs', async () => {
    const later = partsOf(await bytesOf(wholeBook('2026-02-06T11:00:00.000Z')))

    const changed = [...parts].filter(([path, text]) => later.get(path) !== text).map(([path]) => path)

    const accepted = content.sheets.findIndex(({ name }) => name === '08 Risk acceptances') + 1
    // Days left are counted from the day of issue.
    expect(changed.sort()).toEqual(['docProps/core.xml', `xl/worksheets/sheet${accepted}.xml`])
    expect(parts.get('docProps/core.xml')).toContain('2026-02-05T10:30:00Z')
  })

  it('carry who issued what, and the hash of the content, as document properties', () => {
    expect(content.properties).toMatchObject({
      auditExportId: issued.id,
      auditPeriod: '2026-01',
      auditRoot: issued.dataRoot,
      auditChainSeq: 12,
      auditChainHead: issued.chainHead
    })
    expect(parts.get('docProps/core.xml')).toContain('Halden &amp; Sons')
  })

  it('security: f hold no macro, no link to another file and no relation to the outside', () => {
    const paths = [...parts.keys()].join('\n')

    expect(paths).not.toMatch(/vba|externalLink|embeddings|connections/i)
    for (const [path, text] of parts)
      if (path.endsWith('.rels')) expect(text).not.toContain('TargetMode="External"')
  })
})

describe('every tab', () => {
  it.each(whole.sheets.map(({ name, frozenColumns }) => [name, frozenColumns] as const))(
    '%s is frozen below its header and right of its key columns, filtered, and printed with its header',
    (name, frozenColumns) => {
      const xml = xmlOf(name)
      const place = content.sheets.findIndex((each) => each.name === name)

      expect(xml).toMatch(/<pane [^>]*ySplit="10"[^>]*state="frozen"/)
      if (frozenColumns > 0) expect(xml).toContain(`xSplit="${frozenColumns}"`)
      expect(xml).toContain('showGridLines="0"')
      expect(xml).toMatch(
        /<pageSetup paperSize="[89]" orientation="landscape" fitToWidth="[12]" fitToHeight="[01]"/
      )
      expect(xml).toContain(
        `CONFIDENTIAL&amp;C&amp;8${issued.id} · 0123456789ab&amp;R&amp;8Page &amp;P of &amp;N`
      )
      expect(parts.get(`xl/tables/table${place + 1}.xml`)).toMatch(
        /<table [^>]*ref="A10:[A-Z]+\d+".*<autoFilter ref="A10:/
      )
      expect(parts.get('xl/workbook.xml')).toMatch(
        new RegExp(`localSheetId="${place}">(?:'${name}'!\\$A:\\$A,)?'${name}'!\\$10:\\$10</definedName>`)
      )
    }
  )

  it('begins with its reference and title and has its table header in row 10', () => {
    const users = sheet('P01 Users')

    expect(users.rows[0]?.[0]).toBe('P01  IAM users and console access')
    expect(users.rows.slice(1, 8).map((row) => row[0])).toEqual([
      'Client',
      'Period',
      'Prepared by',
      'Purpose',
      'Source',
      'Procedure',
      'Results'
    ])
    expect(users.rows[9]?.slice(0, 4)).toEqual(['Account', 'Account name', 'User', 'Result'])
    expect(users.rows.length).toBe(10 + 6)
  })

  it('leads back to the index, and the index leads to it', () => {
    expect(xmlOf('P01 Users')).toContain(`<hyperlink ref="A9" location="'00 Cover'!A1"`)
    expect(xmlOf('00 Cover')).toContain(`location="'P01 Users'!A1"`)
    expect(xmlOf('00 Cover').match(/<hyperlink /g)?.length).toBe(whole.sheets.length - 1)
  })

  it('has a named font in every style, as LibreOffice would fall back to a serif', () => {
    const fonts = parts.get('xl/styles.xml')?.match(/<fonts.*?<\/fonts>/)?.[0] ?? ''

    expect(fonts.match(/<font>/g)?.length).toBe(fonts.match(/<name val="Arial"\/>/g)?.length)
  })
})

describe('cells', () => {
  it('keep an account id with its leading zero as text', () => {
    const users = sheet('P01 Users')

    expect(users.rows[10]?.[0]).toBe(production)
    expect(users.types.get('A11')).toBe('s')
  })

  it.each(['=1+1', '@mallory', '1E5', 'smith,john'])('keep the user name %s as the text it is', (name) => {
    const users = sheet('P01 Users')
    const row = users.rows.findIndex((cells) => cells[2] === name)

    expect(row).toBeGreaterThan(9)
    expect(users.types.get(`C${row + 1}`)).toBe('s')
    expect(users.formulas.has(`C${row + 1}`)).toBe(false)
  })

  it('carry the mark that keeps text from becoming a formula where a reader enters the cell and leaves it', () => {
    const users = sheet('P01 Users')
    const styles = [
      ...(parts
        .get('xl/styles.xml')
        ?.match(/<cellXfs.*<\/cellXfs>/)?.[0]
        .matchAll(/<xf [^>]*>/g) ?? [])
    ]
    const marked = (name: string) => {
      const row = users.rows.findIndex((cells) => cells[2] === name) + 1
      const style = new RegExp(`<c r="C${row}" s="(\\d+)"`).exec(xmlOf('P01 Users'))?.[1]
      return styles[Number(style)]?.[0].includes('quotePrefix="1"')
    }

    expect(['=1+1', '@mallory', 'alice', '1E5'].map(marked)).toEqual([true, true, false, false])
  })

  it('are not marked as doubtful where an account id looks like a number', () => {
    expect(xmlOf('P01 Users')).toContain(
      '<ignoredErrors><ignoredError sqref="A11:R16" numberStoredAsText="1"/></ignoredErrors><tableParts'
    )
  })

  it('show dates in ISO form and AWS words where there is no date', () => {
    const users = sheet('P01 Users')
    const column = users.rows[9]?.indexOf('Password last used') ?? -1
    const shown = new Map(users.rows.slice(10).map((row) => [row[2], row[column]]))

    expect(shown.get('alice')).toBe('2026-01-30')
    expect(shown.get('bob')).toBe('no_information')
  })

  it('security: f hold no formula but the declared totals', () => {
    for (const { name, formulas } of content.sheets)
      for (const [address, formula] of formulas) {
        const isHeading = /^B(8|9)$/.test(address)
        expect([name, address, isHeading || isLive(name, address)]).toEqual([name, address, true])
        expect(formula.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/HYPERLINK|http|\[|WEBSERVICE|INDIRECT/i)
      }
  })

  it('hold a title that looks like a formula as text', () => {
    const evidence = sheet('09 Evidence index')

    expect(evidence.rows[10]?.[1]).toBe('=HYPERLINK("http://example.org","click")')
    expect(evidence.formulas.has('B11')).toBe(false)
  })

  it.each([
    '#REF!',
    '#N/A',
    '_x000D_',
    'a\r\nb',
    '  padded ',
    '\u{1F511} key',
    'bell\u0007',
    '\uD800broken',
    '<&>"\''
  ])('give back %j as a reader sees it', async (text) => {
    const written = readWorkbook(await bytesOf(bookOf([plainSheet([['row', text]])])))

    const expected = text.replaceAll('\r\n', '\n').toWellFormed()
    expect(sheet('01 Plain', written).rows[10]?.[1]).toBe(expected)
    expect(sheet('01 Plain', written).types.get('B11')).toBe('s')
  })
})

describe('totals', () => {
  it('carry the cached values that the rows give', () => {
    const summary = sheet('02A Summary')

    expect(sheet('P01 Users').rows[7]?.[1]).toBe(
      'Rows: 6 · Result: Exception 1, Not determinable 0, Not tested 0, Not applicable 0, No exception 5'
    )
    expect(summary.rows.at(-1)?.slice(0, 2)).toEqual(['All topics', '10'])
    expect(summary.formulas.get('B11')).toBe(`COUNTIFS('03 Checklist'!$D$11:$D$20,$A11)`)
  })

  it('check the rows of the checklist against the cells of the matrix', () => {
    expect(sheet('03 Checklist').rows[8]?.[1]).toBe('Detail rows 10 = matrix 10 ✓')
    expect(sheet('03M Matrix').rows[8]?.[1]).toBe('Matrix 10 = detail rows 10 ✓')
    expect(sheet('03 Checklist').formulas.get('B9')).toContain(`COUNTA('03M Matrix'!$D$11:$E$15)`)
  })

  it('say so where the two differ', async () => {
    const broken = bookOf(
      whole.sheets.map((each) =>
        each.id === 'matrix' && each.detail ? { ...each, detail: { ...each.detail, count: 9 } } : each
      )
    )

    const written = readWorkbook(await bytesOf(broken))

    expect(sheet('03 Checklist', written).rows[8]?.[1]).toBe('Detail rows 10 ≠ matrix 9 ✗')
  })

  it('count signs of the matrix as characters and not as patterns', () => {
    expect([...sheet('03M Matrix').formulas.values()]).toContain('COUNTIF(D11:E11,"~?*")')
  })
})

describe('what a reader finds', () => {
  it('styles by name, each cell style bound to one that is there', () => {
    const styles = parts.get('xl/styles.xml') ?? ''
    const section = (tag: string): string => new RegExp(`<${tag} .*?</${tag}>`, 's').exec(styles)?.[0] ?? ''
    const bound = [...section('cellXfs').matchAll(/ xfId="(\d+)"/g)].map(([, id]) => Number(id))
    const models = section('cellStyleXfs').match(/<xf /g)?.length ?? 0

    for (const name of ['Title', 'Header', 'Head Label', 'Text', 'Date', 'Int', 'Id', 'Exception', 'Pass'])
      expect(styles).toContain(`<cellStyle name="Audit ${name}"`)
    expect(Math.max(...bound)).toBeLessThan(models)
    expect(new Set(bound).size).toBeGreaterThan(6)
    for (const tag of ['cellXfs', 'cellStyleXfs', 'fonts', 'fills', 'cellStyles']) {
      const declared = Number(/ count="(\d+)"/.exec(section(tag))?.[1])
      expect([tag, section(tag).match(/<(?:xf|font|fill|cellStyle)(?=[ >/])/g)?.length]).toEqual([
        tag,
        declared
      ])
    }
  })

  it('the row of another sheet that a reference stands for', () => {
    const exceptions = sheet('08X Exceptions').rows
    const row = exceptions.findIndex((cells, at) => at > 9 && cells[1] !== '')
    const test = sheet('03 Checklist').rows.findIndex((cells) => cells[0] === exceptions[row]?.[1])

    expect(row).toBeGreaterThan(9)
    expect(xmlOf('08X Exceptions')).toContain(
      `<hyperlink ref="B${row + 1}" location="'03 Checklist'!A${test + 1}"/>`
    )
  })

  it('charts that draw the cells themselves, on the sheets people would rather look at', () => {
    const charts = [...parts].filter(([path]) => /^xl\/charts\/chart\d+\.xml$/.test(path))

    expect(charts).toHaveLength(3)
    expect(charts.map(([, xml]) => xml.replaceAll('&apos;', "'")).join('')).toContain(
      `'02C Severity by account'!$C$11:$C$`
    )
    expect(xmlOf('11B Trend')).toMatch(/<ignoredErrors>.*<drawing r:id="[^"]+"\/>.*<tableParts/)
  })

  it('figures of the executive summary that the spreadsheet counts again', () => {
    const { rows, formulas } = sheet('02 Executive summary')
    const users = rows.findIndex((cells) => cells[1] === 'IAM users') + 1

    expect(formulas.get(`C${users}`)).toMatch(/^COUNTA\('P01 Users'!/)
    expect(rows[users - 1]?.[2]).toBe(String(sheet('P01 Users').rows.length - 10))
  })
})

describe('limits', () => {
  it('cut a text longer than a cell, say so in the cell and where the whole stands', async () => {
    const written = readWorkbook(await bytesOf(bookOf([plainSheet([['E-0001', 'x'.repeat(40_000)]])])))

    const cell = sheet('01 Plain', written).rows[10]?.[1] ?? ''

    expect(cell.length).toBe(excelLimits.charactersPerCell)
    expect(cell).toMatch(
      /x … \[cut: 40000 characters; the whole stands in the engagement, sheet 01, E-0001\]$/
    )
  })

  it('go on in a second tab where a sheet has more rows than a tab holds, and total over both', async () => {
    const rows = Array.from({ length: 25 }, (_, n) => [`row ${n}`, n])
    const book = bookOf([plainSheet(rows, { name: '01 A name that is thirty letters' })])

    const written = readWorkbook(await bytesOf(book, { ...excelLimits, rowsPerSheet: 30 }))

    expect(written.sheets.slice(0, 2).map(({ name, rows: shown }) => [name, shown.length])).toEqual([
      ['01 A name that is thirty letter', 30],
      ['01 A name that is thirty le (2)', 15]
    ])
    expect(written.sheets[1]?.rows[10]?.[0]).toBe('row 20')
    expect(written.sheets[0]?.rows[1]?.[1]).toBe('Rows: 25')
    expect(written.sheets[0]?.formulas.get('B2')).toMatch(
      /COUNTA\('01 A name that is thirty letter'.*\)\+COUNTA\('01 A name that is thirty le \(2\)'/
    )
  })

  it('link no more cells than a sheet may have links and keep the rest as text', async () => {
    const rows = Array.from({ length: 5 }, (_, n) => [`row ${n}`])
    const linked = plainSheet(rows, { links: new Map([[0, rows.map(() => 'plain')]]) })

    const limited = partsOf(await bytesOf(bookOf([linked]), { ...excelLimits, linksPerSheet: 3 }))

    expect(limited.get('xl/worksheets/sheet1.xml')?.match(/<hyperlink /g)?.length).toBe(3)
  })

  it('write a sheet without rows with a header, one blank row and a count of none', async () => {
    const columns = [{ key: 'a', title: 'Account', type: 'id', width: 14 }] as const
    const written = readWorkbook(await bytesOf(bookOf([plainSheet([], { columns })])))

    expect(sheet('01 Plain', written).rows[9]?.[0]).toBe('Account')
    expect(sheet('01 Plain', written).rows[1]?.[1]).toBe('Rows: 0')
  })

  it('give tall rows to long text, never more than a spreadsheet shows', async () => {
    const text = 'word '.repeat(60).trim()
    const xml = partsOf(
      await bytesOf(
        bookOf([
          plainSheet([
            ['a', text],
            ['b', text.repeat(20)]
          ])
        ])
      )
    ).get('xl/worksheets/sheet1.xml')

    const heights = [...(xml?.matchAll(/<row r="1[12]" ht="([\d.]+)"/g) ?? [])].map((match) =>
      Number(match[1])
    )

    expect(heights[0]).toBeGreaterThan(200)
    expect(heights[1]).toBe(409)
  })
})
