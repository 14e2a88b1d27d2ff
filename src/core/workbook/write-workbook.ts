/** Writes the workbook: rendered sheets in, the bytes of an xlsx file out, the same bytes for the same book. */
import { writeXlsx } from 'hucre/xlsx'

import { bodyFont } from './appearance.ts'
import type { Book } from './book.ts'
import { excelLimits, type Limits } from './limits.ts'
import { headerRow, quoted, tabsOf, type Tab } from './placement.ts'
import { paperFor, tabLayout, widthsOf } from './tab-layout.ts'

/** No clock and no chance: both dates of the file are the book's own. */
export async function writeWorkbook(book: Book, limits: Limits = excelLimits): Promise<Uint8Array> {
  const tabs = tabsOf(book, limits)
  const tabsById = Map.groupBy(tabs, ({ sheet }) => sheet.id)
  const { issued } = book
  const date = new Date(issued.at)
  return writeXlsx({
    sheets: tabs.map((tab) => tabLayout(tab, book, (id) => tabsById.get(id) ?? [], limits)),
    defaultFont: bodyFont,
    namedRanges: tabs.map(printTitles),
    properties: {
      title: book.title,
      subject: `${book.clientName}, ${book.period}`,
      creator: issued.by,
      lastModifiedBy: issued.by,
      description: `Workpapers of the AWS IAM review of ${book.clientName}, period ${book.period}, issued as ${issued.id}.`,
      created: date,
      modified: date,
      custom: {
        auditExportId: issued.id,
        auditSchema: 'tickmark-workbook-1',
        auditPeriod: book.period,
        auditRoot: issued.dataRoot,
        auditChainSeq: issued.chainSeq,
        auditChainHead: issued.chainHead
      }
    }
  })
}

/**
 * The header on every printed page, and the key column where a sheet is more than one page wide. Given by hand, as the writer does
 * not quote the names of tabs in its own.
 */
function printTitles(tab: Tab): { name: string; range: string; scope: string } {
  const name = quoted(tab)
  const isWide = (paperFor(widthsOf(tab.sheet.columns)).fitToWidth ?? 1) > 1
  const range = `${isWide ? `${name}!$A:$A,` : ''}${name}!$${headerRow}:$${headerRow}`
  return { name: '_xlnm.Print_Titles', range, scope: tab.name }
}
