/** Writes the sheet of the bench with the streaming writer of exceljs: `exceljs.mjs <rows> <file> <folder exceljs is installed in>`. */
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { columns, rowOf, tones } from './sheet.ts'
import { told } from './told.ts'

interface Cell {
  style: object
}
interface Row {
  readonly getCell: (column: number) => Cell
  readonly commit: () => void
}
interface Worksheet {
  columns: readonly object[]
  autoFilter: object
  readonly getRow: (row: number) => Row & { values: readonly unknown[]; height: number }
  readonly addRow: (values: readonly unknown[]) => Row
  readonly addConditionalFormatting: (rule: object) => void
  readonly commit: () => void
}
interface WorkbookWriter {
  readonly addWorksheet: (name: string, options: object) => Worksheet
  readonly commit: () => Promise<void>
}
interface ExcelJs {
  readonly stream: { readonly xlsx: { readonly WorkbookWriter: new (options: object) => WorkbookWriter } }
}

const [count = 0, path = '', folder = ''] = [Number(process.argv[2]), process.argv[3], process.argv[4]]
const exceljs = createRequire(join(folder, 'package.json'))('exceljs') as ExcelJs

const font = { name: 'Arial', size: 9 }
const line = { style: 'hair', color: { argb: 'FFBFC5CE' } }
const body = {
  font,
  border: { bottom: line, right: line },
  alignment: { vertical: 'top', horizontal: 'left', wrapText: true }
}
const formats: Readonly<Record<string, object>> = {
  date: { numFmt: 'yyyy-mm-dd' },
  integer: { numFmt: '#,##0', alignment: { vertical: 'top', horizontal: 'right', indent: 1 } },
  id: { numFmt: '@' }
}
const header = {
  font: { ...font, bold: true, color: { argb: 'FFFFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F3A6E' } },
  alignment: { vertical: 'middle', wrapText: true }
}
const headerRow = 10

const book = new exceljs.stream.xlsx.WorkbookWriter({
  filename: path,
  useStyles: true,
  useSharedStrings: false
})
const sheet = book.addWorksheet('P01 Users', {
  views: [{ state: 'frozen', xSplit: 2, ySplit: headerRow, showGridLines: false }],
  pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 }
})
sheet.columns = columns.map(({ width, type }) => ({ width, style: { ...body, ...formats[type] } }))
sheet.autoFilter = {
  from: { row: headerRow, column: 1 },
  to: { row: headerRow + count, column: columns.length }
}
const titles = sheet.getRow(headerRow)
titles.values = columns.map(({ title }) => title)
for (const place of columns.keys()) titles.getCell(place + 1).style = header
titles.commit()
for (let n = 0; n < count; n++)
  sheet
    .addRow(
      rowOf(n).map((value, place) =>
        columns[place]?.type === 'date' ? new Date((Number(value) - 25_569) * 86_400_000) : value
      )
    )
    .commit()
sheet.addConditionalFormatting({
  ref: `D${headerRow + 1}:E${headerRow + count}`,
  rules: tones.map(({ words, fill, text }, place) => ({
    type: 'expression',
    priority: place + 1,
    formulae: [`OR(${words.map((word) => `D${headerRow + 1}="${word}"`).join(',')})`],
    style: {
      font: { color: { argb: `FF${text}` } },
      fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: `FF${fill}` } }
    }
  }))
})
sheet.commit()
await book.commit()
told()
