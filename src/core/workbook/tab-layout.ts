/** Lays one tab out: heading block, table, formats, links and print set-up, as the writer takes it. */
import {
  colToLetter,
  type Cell,
  type CellStyle,
  type CellValue,
  type ConditionalRule,
  type WriteSheet
} from 'hucre/xlsx'

import {
  backStyle,
  bodyFont,
  checkFails,
  checkStyle,
  colourRules,
  columnStyle,
  headerStyle,
  headingStyle,
  isColoured,
  labelStyle,
  linkLook,
  linkStyle,
  titleStyle
} from './appearance.ts'
import type { Book, BookColumn, BookSheet } from './book.ts'
import { chartsOf } from './charts.ts'
import { cellText, looksLikeError } from './cell-text.ts'
import { fillInStyle, guidingProtection, isFilledIn, validationsOf } from './fill-in.ts'
import type { Limits } from './limits.ts'
import { firstRow, headerRow, hiddenColumns, quoted, type Tab } from './placement.ts'
import { heightOf, linesOf } from './row-heights.ts'
import { agreement, resultsFormula, type TabsOf } from './totals.ts'

/** Characters beside each other that the heading may take before it wraps: about a screen. */
const headingWidth = 170
/** The labels of the heading stand in the first column. */
const narrowestFirstColumn = 13
/** Characters beside each other that a landscape page shows in a print that can still be read. */
const pageWidths = { a4: 260, a3: 440 } as const
/** Rows of an index that still fit one page. */
const pageOfIndex = 40
/** The filter button covers this many characters of a header. */
const filterButton = 3

/**
 * The tab as it stands before its rows are filled in: the first row of the table carries the styles of its columns, and
 * `fill-tab.ts` puts the rows in its place.
 */
export function tabLayout(tab: Tab, book: Book, tabsOf: TabsOf, limits: Limits): WriteSheet {
  const { sheet } = tab
  const widths = widthsOf(sheet.columns)
  const cells = new Map<string, Partial<Cell>>()
  const heights = new Map<number, { height: number }>()
  const put = (row: number, column: number, cell: Partial<Cell>) => cells.set(`${row - 1},${column}`, cell)

  const start = hiddenColumns(sheet)
  const headingEnd = headingColumns(widths)
  writeHeading()
  writeTable()

  return {
    name: tab.name,
    columns: sheet.columns.map((column, index) => {
      const style = styleOf(sheet, column, index)
      return {
        width: widths[index] ?? 0,
        style: isFilledIn(sheet) ? fillInStyle(style, column) : style,
        ...(column.isHidden ? { hidden: true } : {})
      }
    }),
    rows: [...Array.from({ length: headerRow }, (): CellValue[] => []), sheet.columns.map(() => null)],
    cells,
    rowDefs: heights,
    merges: Array.from({ length: sheet.heading.length }, (_, line) => ({
      startRow: line + 1,
      startCol: start + 1,
      endRow: line + 1,
      endCol: headingEnd
    })).filter(({ startCol, endCol }) => endCol > startCol),
    tables: [
      {
        name: `Table_${sheet.ref}${tab.part === 0 ? '' : `_${tab.part + 1}`}`,
        range: tableRange(tab),
        columns: sheet.columns.map(({ title }) => ({ name: title })),
        style: 'TableStyleLight1',
        showRowStripes: false
      }
    ],
    conditionalRules: conditionalRules(tab),
    charts: chartsOf(tab),
    ...(isFilledIn(sheet) ? { dataValidations: validationsOf(tab), protection: guidingProtection } : {}),
    freezePane: { rows: headerRow, columns: sheet.frozenColumns },
    view: { showGridLines: false, tabColor: { rgb: tabColour(sheet.ref) } },
    pageSetup: {
      ...paperFor(widths.slice(start)),
      orientation: 'landscape',
      fitToPage: true,
      fitToHeight: sheet === book.sheets[0] && sheet.rows.length <= pageOfIndex ? 1 : 0,
      margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 }
    },
    headerFooter: {
      oddHeader: `&L&8${printed(book.clientName)}&C&8${printed(sheet.title)}&R&8W/P ${printed(sheet.ref)}`,
      oddFooter: `&L&8CONFIDENTIAL&C&8${printed(book.issued.id)} · ${book.issued.dataRoot.slice(0, 12)}&R&8Page &P of &N`
    }
  }

  function writeHeading(): void {
    const part = tab.parts > 1 ? `, part ${tab.part + 1} of ${tab.parts}` : ''
    put(1, start, { value: `${sheet.ref}  ${sheet.title}${part}`, style: titleStyle })
    heights.set(0, { height: 24 })
    const room = widths.slice(start + 1, headingEnd + 1).reduce((sum, width) => sum + width, 0)
    for (const [line, { label, text }] of sheet.heading.entries()) {
      const row = line + 2
      const shown = cellText(text, limits.charactersPerCell, `heading of sheet ${sheet.ref}`)
      put(row, start, { value: label, style: labelStyle })
      put(row, start + 1, {
        ...(label === 'Results' && sheet.results
          ? { formula: resultsFormula(sheet.results, tabsOf(sheet.id)), formulaResult: shown }
          : looksLikeError(shown)
            ? { richText: [{ text: shown, font: bodyFont }] }
            : { value: shown }),
        style: headingStyle
      })
      heights.set(row - 1, { height: heightOf(linesOf(shown, room)) })
    }
    const back = headerRow - 1
    if (sheet !== book.sheets[0]) {
      const index = book.sheets[0] ? tabsOf(book.sheets[0].id)[0] : undefined
      put(back, start, {
        value: '← Index',
        style: backStyle,
        ...(index ? { hyperlink: { target: '', location: `${quoted(index)}!A1` } } : {})
      })
    }
    const other = book.sheets.find(({ id }) => id === sheet.detail?.agreesWith)
    const check = other ? agreement(sheet, other, tabsOf) : null
    if (check) put(back, start + 1, { formula: check.formula, formulaResult: check.text, style: checkStyle })
  }

  function writeTable(): void {
    let tallest = 1
    for (const [column, { title }] of sheet.columns.entries()) {
      put(headerRow, column, { value: title, style: headerStyle })
      tallest = Math.max(tallest, linesOf(title, (widths[column] ?? 0) - filterButton))
    }
    heights.set(headerRow - 1, { height: heightOf(tallest) + 4 })
  }

  function headingColumns(columns: readonly number[]): number {
    let room = 0
    let last = start + 1
    for (const [column, width] of columns.entries()) {
      if (column <= start) continue
      room += width
      if (room > headingWidth && column > start + 1) break
      last = column
    }
    return last
  }
}

/** One page wide on A4 where that can be read, else on A3, which a printer of A4 scales down; more pages only for a wide matrix. */
export function paperFor(
  widths: readonly number[]
): Pick<NonNullable<WriteSheet['pageSetup']>, 'paperSize' | 'fitToWidth'> {
  const total = widths.reduce((sum, width) => sum + width, 0)
  if (total <= pageWidths.a4) return { paperSize: 'a4', fitToWidth: 1 }
  return { paperSize: 'a3', fitToWidth: Math.ceil(total / pageWidths.a3) }
}

/** The column widths of a sheet; the first one in sight holds the labels of the heading too. */
export function widthsOf(columns: readonly BookColumn[]): number[] {
  const first = hiddenColumns({ columns })
  return columns.map(({ width }, index) => (index === first ? Math.max(width, narrowestFirstColumn) : width))
}

function styleOf(sheet: BookSheet, column: BookColumn, index: number): CellStyle {
  if (sheet.links.has(index)) return linkStyle
  const style = columnStyle(column.type)
  return sheet.rowLinks.has(index) ? { ...style, font: { ...bodyFont, ...linkLook } } : style
}

function tableRange(tab: Tab): string {
  return `A${headerRow}:${colToLetter(tab.sheet.columns.length - 1)}${tab.lastRow}`
}

/** Neighbouring coloured columns share their rules, so that a wide matrix has as few as a narrow sheet. */
function conditionalRules(tab: Tab): ConditionalRule[] {
  const { columns, detail } = tab.sheet
  const rules: ConditionalRule[] = []
  const check = colToLetter(hiddenColumns(tab.sheet) + 1)
  if (detail)
    rules.push({
      type: 'expression',
      priority: 1,
      range: `${check}${headerRow - 1}`,
      formula: `RIGHT($${check}$${headerRow - 1},1)="✗"`,
      ...checkFails
    })
  for (const [column, { type }] of columns.entries()) {
    const before = columns[column - 1]
    if (!isColoured(type) || (before && isColoured(before.type))) continue
    let last = column
    for (let next = columns[last + 1]; next && isColoured(next.type); next = columns[last + 1]) last++
    const first = `${colToLetter(column)}${firstRow}`
    rules.push(...colourRules(`${first}:${colToLetter(last)}${tab.lastRow}`, first, rules.length + 1))
  }
  return rules
}

/** Tabs of a kind share a colour: front matter, results, populations, register and index. */
function tabColour(ref: string): string {
  if (ref.startsWith('P')) return '5B8DB8'
  if (ref.startsWith('03') || ref.startsWith('02')) return '1F3A6E'
  if (ref.startsWith('06') || ref.startsWith('08')) return '9C0006'
  return '8A94A6'
}

/** In headers and footers `&` begins a code. */
function printed(text: string): string {
  const shown = text.slice(0, 60).replaceAll('&', '&&')
  return /^\d/.test(shown) ? ` ${shown}` : shown
}
