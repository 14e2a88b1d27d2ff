/** Finds the row of a sheet that a cell of another leads to. */
import { colToLetter } from 'hucre/xlsx'

import { firstRow, hiddenColumns, quoted, type Tab } from './placement.ts'
import type { TabsOf } from './totals.ts'

/** The place of the first row of a sheet that holds a value in a column: `'06 Findings'!A14`; null where there is none. */
export type PlaceOf = (sheet: string, column: string, value: string) => string | null

/** Looks a column through once, when it is first asked for. */
export function placesIn(tabsOf: TabsOf): PlaceOf {
  const known = new Map<string, ReadonlyMap<string, string>>()
  return (sheet, column, value) => {
    const key = `${sheet}/${column}`
    const places = known.get(key) ?? placesOf(tabsOf(sheet), column)
    known.set(key, places)
    return places.get(value) ?? null
  }
}

function placesOf(tabs: readonly Tab[], column: string): ReadonlyMap<string, string> {
  const places = new Map<string, string>()
  for (const tab of tabs) {
    const index = tab.sheet.columns.findIndex(({ key }) => key === column)
    const letter = colToLetter(hiddenColumns(tab.sheet))
    for (let row = tab.from; row < tab.to; row++) {
      const value = String(tab.sheet.rows[row]?.[index] ?? '')
      if (value !== '' && !places.has(value))
        places.set(value, `${quoted(tab)}!${letter}${firstRow + row - tab.from}`)
    }
  }
  return places
}
