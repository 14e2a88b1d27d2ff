/** The receipt of a returned workbook: for the client, what was made of every change, and why. */
import { createHash } from 'node:crypto'

import type { ReturnChange, ReturnView } from '../../../shared/records/returns.ts'
import type { CellType } from '../../../shared/records/workbook.ts'
import { changeClasses } from '../../../shared/states/return-change.ts'
import type { Book, BookSheet } from '../../workbook/book.ts'

export interface ReceiptFacts {
  readonly clientName: string
  readonly period: string
  readonly returned: ReturnView
  readonly issued: Omit<Book['issued'], 'id' | 'dataRoot'>
}

const columns = [
  ['finding', 'Finding', 'id', 13],
  ['row', 'Row', 'id', 15],
  ['column', 'Column', 'text', 22],
  ['became', 'What became of it', 'text', 22],
  ['why', 'Why', 'long', 46],
  ['theirs', 'As you wrote it', 'long', 34],
  ['value', 'As it was taken', 'long', 34],
  ['base', 'As it was sent to you', 'long', 30],
  ['mine', 'In the record before', 'long', 30],
  ['class', 'Kind of change', 'text', 20],
  ['place', 'Cell', 'text', 24]
] as const satisfies readonly (readonly [string, string, CellType, number])[]

/** The same return and decisions at the same time make the same book. */
export function receiptBook({ clientName, period, returned, issued }: ReceiptFacts): Book {
  const rows = returned.list.map((change) => {
    const cells = cellsOf(change)
    return columns.map(([key]) => cells[key] || null)
  })
  const dataRoot = createHash('sha256').update(JSON.stringify(rows)).digest('hex')
  const id = `${returned.ref}-RECEIPT`
  return {
    clientName,
    period,
    edition: 'client-response',
    title: `Receipt ${returned.ref}`,
    issued: { ...issued, id, dataRoot },
    schema: 'tickmark-receipt-1',
    manifest: [
      ['receipt', returned.ref],
      ['file', returned.fileName],
      ['sha256', returned.sha256],
      ['issuedAt', issued.at]
    ],
    sheets: [sheetOf(clientName, returned, issued, rows)]
  }
}

function sheetOf(
  clientName: string,
  returned: ReturnView,
  issued: ReceiptFacts['issued'],
  rows: BookSheet['rows']
): BookSheet {
  const { ref, period, version, fileName, sha256, receivedFrom, receivedAt } = returned
  return {
    id: 'receipt',
    name: 'Receipt',
    ref,
    title: `Receipt of the returned workbook ${ref}`,
    heading: [
      { label: 'Client', text: clientName },
      { label: 'Received', text: `${fileName} from ${receivedFrom} on ${receivedAt}, SHA-256 ${sha256}` },
      { label: 'Made from', text: `Client response edition of ${period}, version ${version}` },
      { label: 'Prepared by', text: `${issued.by}, ${issued.at.slice(0, 10)}` },
      {
        label: 'Purpose',
        text: 'Says what was made of every cell that came back different, so that you can object where it was misunderstood.'
      },
      {
        label: 'Read it',
        text: 'What was accepted is part of the record with your workbook as evidence. What is ignored changed nothing. What waits is not decided yet.'
      },
      { label: 'Results', text: countsOf(returned.list) }
    ],
    results: null,
    columns: columns.map(([key, title, type, width]) => ({ key, title, type, width })),
    rows,
    links: new Map(),
    rowLinks: new Map(),
    frozenColumns: 3,
    detail: null
  }
}

function cellsOf(change: ReturnChange): Readonly<Record<(typeof columns)[number][0], string>> {
  const { decision, value, reason, remark } = change
  return {
    finding: change.finding ?? '–',
    row: change.rowKey,
    column: change.title,
    became: becameOf(change),
    why: reason === '' ? remark : reason,
    theirs: change.theirs,
    value: decision === 'accept' ? value : '',
    base: change.base,
    mine: change.mine,
    class: changeClasses[change.class],
    place: change.place
  }
}

function becameOf({ decision, waits, value, theirs, column, class: changeClass }: ReturnChange): string {
  switch (decision) {
    case 'accept':
      if (column === '') return 'Noted'
      return value === theirs ? 'Accepted' : 'Accepted as clarified'
    case 'reject':
      return 'Rejected'
    case 'refused':
      return 'Not taken yet'
    case null:
      if (waits) return 'Not decided yet'
      return changeClass === 'not-returned' ? 'Nothing changed' : 'Ignored'
  }
}

function countsOf(list: readonly ReturnChange[]): string {
  const counts = Map.groupBy(list, becameOf)
  return list.length === 0
    ? 'Nothing came back different.'
    : [...counts].map(([became, of]) => `${became}: ${of.length}`).join(' · ')
}
