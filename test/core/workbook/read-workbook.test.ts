import { utils, write } from 'xlsx'
import { describe, expect, it } from 'vitest'

import { readWorkbook } from '../../../src/core/workbook/read-workbook.ts'
import { WorkbenchError } from '../../../src/shared/errors.ts'

function bytesOf(sheets: Readonly<Record<string, unknown[][]>>): Uint8Array {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name)
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
}

describe('reading a workbook', () => {
  it('gives every cell as the spreadsheet shows it', () => {
    const { sheets } = readWorkbook(
      bytesOf({
        Answers: [
          ['Status', 'Open'],
          [null, 3.5]
        ]
      })
    )

    expect(sheets).toMatchObject([
      {
        name: 'Answers',
        rows: [
          ['Status', 'Open'],
          ['', '3.5']
        ]
      }
    ])
  })

  it('refuses a workbook with a sheet that has no rows, and names the sheet', () => {
    expect(() => readWorkbook(bytesOf({ Answers: [['x']], Empty: [] }), 'answer.xlsx')).toThrow(
      /^answer\.xlsx: sheet "Empty" was expected to hold rows/
    )
  })

  it('refuses bytes that are no workbook', () => {
    const archive = new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0])

    expect(() => readWorkbook(archive, 'answer.xlsx')).toThrow(WorkbenchError)
  })
})
