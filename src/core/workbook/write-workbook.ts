/** Writes the workbook: rendered sheets in, the bytes of an xlsx file out, the same bytes for the same book. */
import { colToLetter, writeXlsx, type WriteSheet } from 'hucre/xlsx'

import { bodyFont } from './appearance.ts'
import type { Book } from './book.ts'
import { filledTab } from './fill-tab.ts'
import { listsOf } from './fill-in.ts'
import { excelLimits, type Limits } from './limits.ts'
import { namedStyles, styleNamesOf } from './named-styles.ts'
import { headerRow, hiddenColumns, quoted, tabsOf, type Tab } from './placement.ts'
import { quotedStyles } from './quoted-styles.ts'
import { placesIn } from './row-links.ts'
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
  const placeOf = placesIn(tabsOfSheet)
  const entries = entriesOf(await laidOut(book, tabs, tabsOfSheet, limits))

  const styleEntry = entries.find(({ path }) => path === stylePath)
  if (!styleEntry) throw new Error('A workbook without a style sheet')
  const names = new Map(
    entries.flatMap((entry) => {
      const tab = tabAt(entry.path, tabs)
      return tab ? [...styleNamesOf(textOf(entry, codec), tab)] : []
    })
  )
  const { styleSheet, quotedStyleOf } = quotedStyles(namedStyles(textOf(styleEntry, codec), names))
  return archiveOf(
    entries.map((entry) => {
      if (entry.path === stylePath) return entryFrom(stylePath, [styleSheet], codec)
      const tab = tabAt(entry.path, tabs)
      if (!tab) return entry
      return entryFrom(
        entry.path,
        filledTab(textOf(entry, codec), tab, quotedStyleOf, tabsOfSheet, placeOf, book.issued.at, limits),
        codec
      )
    })
  )
}

const stylePath = 'xl/styles.xml'

/** The tab a part of the file holds; hidden sheets stand behind all tabs. */
function tabAt(path: string, tabs: readonly Tab[]): Tab | undefined {
  return tabs[Number(/^xl\/worksheets\/sheet(\d+)\.xml$/.exec(path)?.[1]) - 1]
}

async function laidOut(
  book: Book,
  tabs: readonly Tab[],
  tabsOfSheet: (id: string) => readonly Tab[],
  limits: Limits
): Promise<Uint8Array> {
  const { issued } = book
  const date = new Date(issued.at)
  const lists = listsOf(book)
  return writeXlsx({
    sheets: [
      ...tabs.map((tab) => tabLayout(tab, book, tabsOfSheet, limits)),
      manifestSheet(book),
      ...(lists ? [lists.sheet] : [])
    ],
    defaultFont: bodyFont,
    namedRanges: [...tabs.map(printTitles), ...(lists?.names ?? [])],
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
        auditSchema: book.schema,
        auditPeriod: book.period,
        auditEdition: book.edition,
        auditRoot: issued.dataRoot,
        auditChainSeq: issued.chainSeq,
        auditChainHead: issued.chainHead
      }
    }
  })
}

/** Says what the file is where its properties are lost on the way. */
function manifestSheet({ manifest }: Book): WriteSheet {
  return {
    name: '_manifest',
    veryHidden: true,
    rows: [['key', 'value'], ...manifest.map((entry) => [...entry])]
  }
}

/**
 * The header on every printed page, and the key column where a sheet is more than one page wide. Given by hand, as the writer does
 * not quote the names of tabs in its own.
 */
function printTitles(tab: Tab): { name: string; range: string; scope: string } {
  const name = quoted(tab)
  const start = hiddenColumns(tab.sheet)
  const isWide = (paperFor(widthsOf(tab.sheet.columns).slice(start)).fitToWidth ?? 1) > 1
  const key = colToLetter(start)
  const range = `${isWide ? `${name}!$${key}:$${key},` : ''}${name}!$${headerRow}:$${headerRow}`
  return { name: '_xlnm.Print_Titles', range, scope: tab.name }
}
