/** Writes the workbook: rendered sheets in, the bytes of an xlsx file out, the same bytes for the same book. */
import { writeXlsx } from 'hucre/xlsx'

import { bodyFont } from './appearance.ts'
import type { Book } from './book.ts'
import { filledTab } from './fill-tab.ts'
import { excelLimits, type Limits } from './limits.ts'
import { headerRow, quoted, tabsOf, type Tab } from './placement.ts'
import { quotedStyles } from './quoted-styles.ts'
import { paperFor, tabLayout, widthsOf } from './tab-layout.ts'
import { archiveOf, entriesOf, entryFrom, textOf, type Codec } from './zip.ts'

/**
 * No clock and no chance: both dates of the file are the book's own. The library lays the tabs out without their rows, which are then
 * filled in one by one: it holds several objects a cell, and the workbook of a large organisation has millions of cells.
 */
export async function writeWorkbook(
  book: Book,
  codec: Codec,
  limits: Limits = excelLimits
): Promise<Uint8Array> {
  const tabs = tabsOf(book, limits)
  const tabsById = Map.groupBy(tabs, ({ sheet }) => sheet.id)
  const tabsOfSheet = (id: string): readonly Tab[] => tabsById.get(id) ?? []
  const entries = entriesOf(await laidOut(book, tabs, tabsOfSheet, limits))

  const styleEntry = entries.find(({ path }) => path === stylePath)
  if (!styleEntry) throw new Error('A workbook without a style sheet')
  const { styleSheet, quotedStyleOf } = quotedStyles(textOf(styleEntry, codec))
  return archiveOf(
    entries.map((entry) => {
      if (entry.path === stylePath) return entryFrom(stylePath, [styleSheet], codec)
      const tab = tabs[Number(/^xl\/worksheets\/sheet(\d+)\.xml$/.exec(entry.path)?.[1]) - 1]
      if (!tab) return entry
      return entryFrom(
        entry.path,
        filledTab(textOf(entry, codec), tab, quotedStyleOf, tabsOfSheet, limits),
        codec
      )
    })
  )
}

const stylePath = 'xl/styles.xml'

async function laidOut(
  book: Book,
  tabs: readonly Tab[],
  tabsOfSheet: (id: string) => readonly Tab[],
  limits: Limits
): Promise<Uint8Array> {
  const { issued } = book
  const date = new Date(issued.at)
  return writeXlsx({
    sheets: tabs.map((tab) => tabLayout(tab, book, tabsOfSheet, limits)),
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
