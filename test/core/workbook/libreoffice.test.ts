/** Opens the workbook in LibreOffice, which computes every formula anew, and compares what it shows with what was written. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { readWorkbook, type WorkbookContent } from '../../../src/core/workbook/read-workbook.ts'
import { bookOf, bytesOf, plainSheet, wholeBook } from './books.ts'

const office = officeProgram()

describe.skipIf(office === null)(
  `in LibreOffice${office === null ? ' (skipped: soffice is not installed)' : ''}`,
  () => {
    it(
      'every sheet of the workbook shows the cells that were written, totals computed anew',
      { timeout: 120_000 },
      async () => {
        const bytes = await bytesOf(wholeBook())

        const [written, shown] = [readWorkbook(bytes), readWorkbook(savedByOffice(bytes))]

        expect(shown.sheets.map(({ name }) => name)).toEqual(written.sheets.map(({ name }) => name))
        expect(cellsOf(shown)).toEqual(cellsOf(written))
      }
    )

    it('the check of two totals notices a row that was taken away', { timeout: 120_000 }, async () => {
      const rows = [['a'], ['b'], ['c']]
      const detail = { called: 'detail rows', first: 0, last: 0, count: 3, agreesWith: 'other' }
      const book = bookOf([
        plainSheet(rows, { detail, columns: [{ key: 'a', title: 'A', type: 'text', width: 14 }, extra] }),
        plainSheet(rows.slice(1), {
          id: 'other',
          name: '02 Other',
          ref: '02',
          // What the writer was told is not what the rows hold; the formula counts the rows.
          detail: { ...detail, called: 'matrix', count: 3, agreesWith: 'plain' }
        })
      ])

      const shown = readWorkbook(savedByOffice(await bytesOf(book)))

      expect(shown.sheets[0]?.rows[8]?.[1]).toBe('Detail rows 3 ≠ matrix 2 ✗')
    })
  }
)

const extra = { key: 'b', title: 'B', type: 'text', width: 14 } as const

/** Displayed cells without trailing empty ones, which programs keep or drop as they like. */
function cellsOf({ sheets }: WorkbookContent): Record<string, string[]> {
  return Object.fromEntries(
    sheets.map(({ name, rows }) => [
      name,
      rows.map((row) => row.join(' | ').replace(/[| ]+$/, '')).filter(Boolean)
    ])
  )
}

function savedByOffice(bytes: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'tickmark-office-'))
  try {
    writeFileSync(join(folder, 'written.xlsx'), bytes)
    execFileSync(
      office ?? '',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        join(folder, 'saved'),
        join(folder, 'written.xlsx')
      ],
      { stdio: 'ignore', timeout: 100_000 }
    )
    return readFileSync(join(folder, 'saved', 'written.xlsx'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function officeProgram(): string | null {
  for (const program of ['soffice', 'libreoffice'])
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 })
      return program
    } catch {
      continue
    }
  return null
}
