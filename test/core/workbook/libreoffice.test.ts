/** Opens the workbook in LibreOffice, which computes every formula anew, saves it again, and compares what it shows with what was written. */
import { beforeAll, describe, expect, it } from 'vitest'
import { utils } from 'xlsx'

import { compareBooks } from '../../../src/core/workbook/compare-books.ts'
import type { CellsOfBook, CellText } from '../../../src/core/workbook/read-cells.ts'
import { readWorkbook } from '../../../src/core/workbook/read-workbook.ts'
import type { Desk } from '../procedures/desk.ts'
import {
  handOut,
  milestoneSheet,
  proposals,
  remediationSheet,
  takeIn
} from '../procedures/returns/returned.ts'
import { editionNames } from '../../../src/shared/editions.ts'
import { bookOf, bytesOf, plainSheet } from './books.ts'
import { editionsOf, withClient } from './editions.ts'
import { office, savedByOffice } from './office.ts'
import { filledIn } from './raw-cells.ts'

const startsOfOffice = 300_000

describe.skipIf(office === null)(
  `in LibreOffice${office === null ? ' (skipped: soffice is not installed)' : ''}`,
  () => {
    let desk: Desk
    let written: Readonly<Record<string, Uint8Array>>
    let saved: Readonly<Record<string, Uint8Array>>
    let savedByOds: Readonly<Record<string, Uint8Array>>

    beforeAll(async () => {
      desk = await withClient()
      const drawn = await editionsOf(desk)
      const filled = filledIn(
        filledIn(await handOut(desk), remediationSheet, answers),
        milestoneSheet,
        milestoneAnswers
      )
      written = {
        ...Object.fromEntries(drawn.map(({ edition, bytes }) => [edition, bytes])),
        disagreeing: await bytesOf(disagreeingBook()),
        filled
      }
      ;[saved, savedByOds] = await Promise.all([
        savedByOffice(written, 'xlsx'),
        savedByOffice({ filled }, 'ods', 'xlsx')
      ])
    }, startsOfOffice)

    it.each(editionNames)(
      '%s: every formula computed anew gives the value that was written, and no cell is lost or changed',
      (edition) => {
        const [before, after] = [contentOf(written[edition]), contentOf(saved[edition])]

        expect(compareBooks(before, after, 100)).toEqual({ changes: [], changed: 0, missing: [], added: [] })
        expect(after.types).toEqual(before.types)
        expect(before.formulas).toBeGreaterThan(0)
      }
    )

    it('formulas are indeed computed anew: the check of two totals notices a row that was taken away', () => {
      const shown = readWorkbook(saved['disagreeing'] ?? new Uint8Array())

      expect(shown.sheets[0]?.rows[8]?.[1]).toBe('Detail rows 3 ≠ matrix 2 ✗')
    })

    it('the filled in client edition, saved again or by way of an ods file, proposes what it did before', async () => {
      const before = await takeIn(desk, written['filled'] ?? new Uint8Array())
      const again = await takeIn(desk, saved['filled'] ?? new Uint8Array())
      const byOds = await takeIn(desk, savedByOds['filled'] ?? new Uint8Array())

      expect(proposals(before)).toEqual(proposed)
      expect(proposals(again)).toEqual(proposed)
      expect(proposals(byOds)).toEqual(proposed)
      const told = ({ list }: typeof before) =>
        list.map(({ class: is, rowKey, column, base, mine, theirs, remark }) => [
          is,
          rowKey,
          column,
          base,
          mine,
          theirs,
          remark
        ])
      expect(told(again)).toEqual(told(before))
      expect(told(byOds)).toEqual(told(before))
      for (const { carriers } of [again, byOds])
        expect(carriers).toMatchObject({
          properties: true,
          manifest: true,
          keys: true,
          tags: true,
          protection: true,
          remarks: []
        })
    })
  }
)

/** Of every kind: a word of a list, long text, a day as a number, text that looks like something else, an answer taken away. */
const answers = {
  0: {
    'Management response': 'We enforce MFA by policy.\nSee <ticket> & plan.',
    'Planned date': 46_112,
    'Client status': 'In progress',
    Ticket: '00123'
  },
  1: {
    'Management position': 'Disagrees',
    'Management response': '=1+1 is what they say',
    'Action owner': '  K. Lang ',
    'Owner’s e-mail': '',
    'Client comment': 'Schlüssel 鍵 🔑'
  }
} as const
const milestoneAnswers = { 1: { 'Revised date': 46_080, Reason: 'Holidays' } } as const

const proposed = [
  'clean R-2026-002.response We enforce MFA by policy.\nSee <ticket> & plan.',
  'clean R-2026-002.planned 2026-03-31',
  'clean R-2026-002.clientStatus In progress',
  'clean R-2026-002.ticket 00123',
  'clean R-2026-001.position Disagrees',
  'clean R-2026-001.response =1+1 is what they say',
  'clean R-2026-001.owner K. Lang',
  'clean R-2026-001.comment Schlüssel 鍵 🔑',
  'clean R-2026-001/2.revisedDate 2026-02-27',
  'clean R-2026-001/2.revisionReason Holidays',
  'cleared R-2026-001.ownerEmail'
]

/** Every filled cell: its text and formula, and whether it is stored as text or as a number. */
function contentOf(
  bytes: Uint8Array | undefined
): CellsOfBook & { readonly types: Readonly<Record<string, string>>; readonly formulas: number } {
  const { sheets } = readWorkbook(bytes ?? new Uint8Array())
  const filled = sheets.map(({ name, rows, types, formulas }) => {
    const addresses = [...types].filter(([, type]) => type !== 'z').map(([address]) => address)
    const cells = new Map<string, CellText>()
    for (const address of addresses) {
      const { r, c } = utils.decode_cell(address)
      cells.set(address, { text: rows[r]?.[c] ?? '', formula: formulas.get(address) ?? null })
    }
    return {
      name,
      cells,
      types: addresses.map((address) => [`${name}!${address}`, types.get(address) ?? ''] as const)
    }
  })
  return {
    sheets: new Map(filled.map(({ name, cells }) => [name, cells])),
    properties: {},
    types: Object.fromEntries(filled.flatMap(({ types }) => types)),
    formulas: sheets.reduce((sum, { formulas }) => sum + formulas.size, 0)
  }
}

/** What the writer was told of its second sheet is not what the rows hold; the formula counts the rows. */
function disagreeingBook(): ReturnType<typeof bookOf> {
  const rows = [['a'], ['b'], ['c']]
  const detail = { called: 'detail rows', first: 0, last: 0, count: 3, agreesWith: 'other' }
  const extra = { key: 'b', title: 'B', type: 'text', width: 14 } as const
  return bookOf([
    plainSheet(rows, { detail, columns: [{ key: 'a', title: 'A', type: 'text', width: 14 }, extra] }),
    plainSheet(rows.slice(1), {
      id: 'other',
      name: '02 Other',
      ref: '02',
      detail: { ...detail, called: 'matrix', count: 3, agreesWith: 'plain' }
    })
  ])
}
