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

  it.each([
    ['text', new TextEncoder().encode('Status;Open\n'.repeat(9)), /is not a workbook/],
    ['nothing', new Uint8Array(), /is not a workbook/],
    ['the first half of one', bytesOf({ A: [['x']] }).subarray(0, 900), /is cut short/]
  ])('refuses %s and says what it is', (_what, bytes, sentence) => {
    expect(() => readWorkbook(bytes, 'answer.xlsx')).toThrow(sentence)
    expect(() => readWorkbook(bytes, 'answer.xlsx')).toThrow(WorkbenchError)
  })

  it('refuses a directory that points outside the file, and one that promises to fill the memory', () => {
    const whole = bytesOf({ A: [['x']] })
    const entry = Buffer.from(whole).indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    const outside = whole.slice()
    new DataView(outside.buffer).setUint32(entry + 42, 0x7fffffff, true)
    const bomb = whole.slice()
    new DataView(bomb.buffer).setUint32(entry + 24, 0x7fffffff, true)

    expect(() => readWorkbook(outside, 'answer.xlsx')).toThrow(/damaged directory/)
    expect(() => readWorkbook(bomb, 'answer.xlsx')).toThrow(/unpack to more/)
  })

  it('ends on every workbook that was cut or whose bytes were changed', () => {
    const whole = bytesOf({
      Answers: [
        ['Status', 'Open'],
        ['Owner', 'Ann']
      ]
    })

    for (let n = 0; n < 400; n++) {
      const bytes = whole.slice()
      const at = (n * 7919) % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (n % 8))
      try {
        readWorkbook(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(WorkbenchError)
      }
    }
  })
})
