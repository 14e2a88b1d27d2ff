/** Fills the rows into a tab that was laid out, and tells the spreadsheet what it would otherwise mark as doubtful. */
import { colToLetter } from 'hucre/xlsx'

import type { Limits } from './limits.ts'
import { firstRow, quoted, type Tab } from './placement.ts'
import { widthsOf } from './tab-layout.ts'
import type { PlaceOf } from './row-links.ts'
import { escaped, tableRows, type ColumnStyle } from './table-rows.ts'
import type { TabsOf } from './totals.ts'

/** The worksheet in pieces, row by row. `laidOut` is the writer's own markup, whose first row of the table shows the styles. */
export function* filledTab(
  laidOut: string,
  tab: Tab,
  quotedStyleOf: (plain: number) => number,
  tabsOf: TabsOf,
  placeOf: PlaceOf,
  issuedAt: string,
  limits: Limits
): Generator<string> {
  const sample = new RegExp(`<row r="${firstRow}">.*?</row>`).exec(laidOut)
  if (!sample) throw new Error(`Tab ${tab.name} was laid out without a first row`)
  const styles = [...sample[0].matchAll(/ s="(\d+)"/g)].map(([, id]): ColumnStyle => {
    const plain = Number(id)
    return { plain, quoted: quotedStyleOf(plain) }
  })
  const lastColumn = tab.sheet.columns.length - 1
  const body = `A${firstRow}:${colToLetter(lastColumn)}${tab.lastRow}`
  // The heading reaches into the second column of even the narrowest sheet.
  const whole = `A1:${colToLetter(Math.max(1, lastColumn))}${tab.lastRow}`

  yield laidOut
    .slice(0, sample.index)
    .replace(/<dimension ref="[^"]*"\/>/, () => `<dimension ref="${whole}"/>`)
  yield* tableRows(tab, styles, widthsOf(tab.sheet.columns), tabsOf, issuedAt, limits)
  yield (
    withLinks(laidOut.slice(sample.index + sample[0].length), linksOf(tab, tabsOf, placeOf, limits))
      // Account ids are text that looks like numbers, on purpose.
      .replace(
        /<drawing |<tableParts/,
        (next) =>
          `<ignoredErrors><ignoredError sqref="${body}" numberStoredAsText="1"/></ignoredErrors>${next}`
      )
  )
}

/** Links to sheets, then those to rows, as many as a sheet may have. */
function linksOf({ sheet, from, to }: Tab, tabsOf: TabsOf, placeOf: PlaceOf, limits: Limits): string[] {
  const link = (column: number, index: number, location: string): string =>
    `<hyperlink ref="${colToLetter(column)}${firstRow + index}" location="${escaped(location)}"/>`
  const toSheets = [...sheet.links].flatMap(([column, targets]) =>
    targets.slice(from, to).flatMap((id, index) => {
      const [target] = tabsOf(id)
      return target ? [link(column, index, `${quoted(target)}!A1`)] : []
    })
  )
  const toRows = [...sheet.rowLinks].flatMap(([column, { sheet: target, column: key, values }]) =>
    values.slice(from, to).flatMap((value, index) => {
      const place = value === '' ? null : placeOf(target, key, value)
      return place === null ? [] : [link(column, index, place)]
    })
  )
  return [...toSheets, ...toRows].slice(0, limits.linksPerSheet)
}

function withLinks(markup: string, links: readonly string[]): string {
  if (links.length === 0) return markup
  if (markup.includes('</hyperlinks>'))
    return markup.replace('</hyperlinks>', () => `${links.join('')}</hyperlinks>`)
  return markup.replace('<pageMargins', () => `<hyperlinks>${links.join('')}</hyperlinks><pageMargins`)
}
