/** Opens every edition in openpyxl, which reads each cell by its own rules, and compares what it finds with what was to be written. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'
import { read, utils, type CellObject, type WorkSheet } from 'xlsx'

import { cellText, serialOf } from '../../../src/core/workbook/cell-text.ts'
import { excelLimits } from '../../../src/core/workbook/limits.ts'
import type { RenderedSheet } from '../../../src/core/sheets/render.ts'
import { editionNames, type Edition } from '../../../src/shared/editions.ts'
import type { CellType, CellValue } from '../../../src/shared/records/workbook.ts'
import { pythonWith } from '../../support/python.ts'
import { editionsOf, withClient, type DrawnEdition } from './editions.ts'
import { partsOf } from './parts.ts'
import { partOf } from './returned-books.ts'

interface FoundCell {
  readonly value: string | number | boolean
  readonly formula: string | null
  readonly format: string
  readonly locked: boolean
}

interface FoundSheet {
  readonly name: string
  readonly state: string
  readonly cells: Readonly<Record<string, FoundCell>>
  readonly open: readonly string[]
  readonly isProtected: boolean
  readonly hiddenColumns: readonly number[]
  readonly validations: readonly (readonly string[])[]
  readonly links: number
  readonly freeze: string | null
  readonly titleRows: string | null
  readonly titleColumns: string | null
}

const python = pythonWith('openpyxl')
const firstRow = 11

describe.skipIf(python === null)(
  `in openpyxl${python === null ? ' (skipped: no Python here has openpyxl)' : ''}`,
  () => {
    let drawn: ReadonlyMap<Edition, DrawnEdition>
    let found: ReadonlyMap<Edition, readonly FoundSheet[]>

    beforeAll(async () => {
      const editions = await editionsOf(await withClient())
      drawn = new Map(editions.map((each) => [each.edition, each]))
      const answers = foundIn(editions.map(({ bytes }) => bytes))
      found = new Map(editions.map(({ edition }, place) => [edition, answers[place] ?? []]))
    }, 300_000)

    describe.each(editionNames)('%s', (edition) => {
      it('has the value, formula and number format of every cell that another reader finds, and no other cell', () => {
        const book = read(drawnOf(edition).bytes, { cellNF: true, cellDates: false })

        for (const { name, cells } of sheetsOf(edition))
          expect([name, withoutLocks(cells)]).toEqual([name, otherwiseRead(book.Sheets[name])])
      })

      it('has every row of the record: text as text, days and times as numbers that show as days and times', () => {
        for (const sheet of drawnOf(edition).sheets) {
          const { cells } = sheetOf(edition, sheet.name)
          const shown = Object.entries(cells).filter(
            ([address]) => utils.decode_cell(address).r + 1 >= firstRow
          )

          expect(Object.fromEntries(shown.map(([address, { value }]) => [address, rounded(value)]))).toEqual(
            rowsAsCells(sheet)
          )
          for (const [address, { format }] of shown)
            expect([sheet.name, address, format]).toEqual([sheet.name, address, formatOf(sheet, address)])
        }
      })

      it('has the cells of the client open and all others locked, with their checks and lists', () => {
        for (const sheet of drawnOf(edition).sheets) {
          const inputs = sheet.columns.flatMap(({ input }, place) => (input ? [{ input, place }] : []))
          const last = firstRow - 1 + Math.max(1, sheet.rows.length)
          const { open, isProtected, validations } = sheetOf(edition, sheet.name)

          expect([sheet.name, open]).toEqual([
            sheet.name,
            inputs
              .flatMap(({ place }) => rowNumbers(sheet).map((row) => `${utils.encode_col(place)}${row}`))
              .sort()
          ])
          expect([sheet.name, isProtected]).toEqual([sheet.name, inputs.length > 0])
          expect(validations.map(([range, type]) => [range, type])).toEqual(
            inputs
              .map(({ input, place }) => [
                `${utils.encode_col(place)}${firstRow}:${utils.encode_col(place)}${last}`,
                input.type === 'list' || input.type === 'date' ? input.type : 'textLength'
              ])
              .sort()
          )
        }
      })

      it('has its hidden sheets and columns hidden, its header frozen and on every printed page, its links', () => {
        const { bytes, sheets } = drawnOf(edition)
        const parts = partsOf(bytes)

        expect(
          sheetsOf(edition)
            .filter(({ state }) => state !== 'visible')
            .map(({ name, state }) => [name, state])
        ).toEqual(
          edition === 'client-response'
            ? [
                ['_manifest', 'veryHidden'],
                ['_lists', 'veryHidden']
              ]
            : [['_manifest', 'veryHidden']]
        )
        for (const { name, columns, frozenColumns } of sheets) {
          const { hiddenColumns, freeze, titleRows, titleColumns, links } = sheetOf(edition, name)
          const hidden = columns.flatMap(({ isHidden }, place) => (isHidden ? [place + 1] : []))

          expect([name, hiddenColumns]).toEqual([name, hidden])
          expect([name, freeze]).toEqual([name, `${utils.encode_col(frozenColumns)}${firstRow}`])
          expect([name, titleRows?.replaceAll('$', '')]).toEqual([name, '10:10'])
          if (titleColumns !== null) {
            const key = utils.encode_col(hidden.length)
            expect([name, titleColumns.replaceAll('$', '')]).toEqual([name, `${key}:${key}`])
          }
          expect([name, links]).toEqual([
            name,
            parts.get(partOf(parts, name))?.match(/<hyperlink /g)?.length ?? 0
          ])
        }
      })
    })

    function drawnOf(edition: Edition): DrawnEdition {
      const one = drawn.get(edition)
      if (!one) throw new Error(`No ${edition} edition was drawn`)
      return one
    }

    function sheetsOf(edition: Edition): readonly FoundSheet[] {
      return found.get(edition) ?? []
    }

    function sheetOf(edition: Edition, name: string): FoundSheet {
      const sheet = sheetsOf(edition).find((each) => each.name === name)
      if (!sheet) throw new Error(`openpyxl finds no sheet ${name}`)
      return sheet
    }
  }
)

function foundIn(books: readonly Uint8Array[]): readonly (readonly FoundSheet[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'tickmark-openpyxl-'))
  try {
    const paths = books.map((_, place) => join(folder, `${place}.xlsx`))
    for (const [place, path] of paths.entries()) writeFileSync(path, books[place] ?? '')
    return execFileSync(python ?? '', ['-B', join(import.meta.dirname, 'openpyxl_cells.py')], {
      input: paths.join('\n'),
      encoding: 'utf8',
      maxBuffer: 500_000_000
    })
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as readonly FoundSheet[])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Read = Omit<FoundCell, 'locked'>

function withoutLocks(cells: FoundSheet['cells']): Readonly<Record<string, Read>> {
  return Object.fromEntries(
    Object.entries(cells).map(([address, { value, formula, format }]) => [
      address,
      { value: rounded(value), formula, format }
    ])
  )
}

/** What SheetJS finds on a sheet. */
function otherwiseRead(sheet: WorkSheet = {}): Readonly<Record<string, Read>> {
  return Object.fromEntries(
    Object.entries(sheet).flatMap(([address, cell]) => {
      const { v, f, z, t } = cell as CellObject
      if (address.startsWith('!') || t === 'z' || v === undefined || v instanceof Date) return []
      return [[address, { value: rounded(v), formula: f ?? null, format: String(z ?? 'General') }]]
    })
  )
}

/** By address, what the rows of the record are as cells. */
function rowsAsCells({ columns, rows, ref }: RenderedSheet): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    rows.flatMap((row, index) =>
      columns.flatMap(({ type }, place) => {
        const value = asCell(row[place] ?? null, type, `sheet ${ref}, ${String(row[0] ?? '')}`)
        return value === null || value === ''
          ? []
          : [[`${utils.encode_col(place)}${firstRow + index}`, value]]
      })
    )
  )
}

function asCell(value: CellValue, type: CellType, whole: string): string | number | null {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value !== 'string') return value
  const serial = type === 'date' ? serialOf(value, 'day') : type === 'time' ? serialOf(value, 'second') : null
  return serial === null ? cellText(value, excelLimits.charactersPerCell, whole) : Number(rounded(serial))
}

function formatOf({ columns, links }: RenderedSheet, address: string): string {
  const { c: place } = utils.decode_cell(address)
  const column = columns[place]
  if (!column || links.has(place)) return 'General'
  if (column.input?.type === 'text' || column.input?.type === 'list') return '@'
  return formats[column.type] ?? 'General'
}

const formats: Readonly<Partial<Record<CellType, string>>> = {
  id: '@',
  integer: '#,##0',
  date: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm'
}

/** One blank row where a sheet has none. */
function rowNumbers({ rows }: RenderedSheet): readonly number[] {
  return Array.from({ length: Math.max(1, rows.length) }, (_, index) => firstRow + index)
}

/** To a second: readers hold a time of the day in other fractions. */
function rounded<Value>(value: Value): Value | number {
  return typeof value === 'number' ? Math.round(value * 86_400) / 86_400 : value
}
