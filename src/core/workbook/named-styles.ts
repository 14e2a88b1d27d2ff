/** Gives the cell styles of a workbook names, so that a reader finds them in the gallery and can change all cells of a kind at once. */
import { colToLetter } from 'hucre/xlsx'

import type { CellType } from '../../shared/records/workbook.ts'
import { bodyFont, outcomeStyles } from './appearance.ts'
import { isFilledIn } from './fill-in.ts'
import { firstRow, headerRow, hiddenColumns, type Tab } from './placement.ts'

type StyleName = `Audit ${string}`

const names: Readonly<Record<CellType, StyleName>> = {
  text: 'Audit Text',
  long: 'Audit Text',
  boolean: 'Audit Text',
  outcome: 'Audit Text',
  conclusion: 'Audit Text',
  severity: 'Audit Text',
  state: 'Audit Text',
  id: 'Audit Id',
  integer: 'Audit Int',
  date: 'Audit Date',
  time: 'Audit Date'
}

/** The names of the styles a laid out tab uses, by their number in the style sheet. */
export function styleNamesOf(laidOut: string, tab: Tab): ReadonlyMap<number, StyleName> {
  const found = new Map<number, StyleName>()
  const start = hiddenColumns(tab.sheet)
  const name = (address: string, called: StyleName): void => {
    const style = new RegExp(`<c r="${address}"[^>]* s="(\\d+)"`).exec(laidOut)?.[1]
    if (style !== undefined && !found.has(Number(style))) found.set(Number(style), called)
  }
  const [label, text] = [colToLetter(start), colToLetter(start + 1)]
  name(`${label}1`, 'Audit Title')
  name(`${label}2`, 'Audit Head Label')
  name(`${text}2`, 'Audit Note')
  for (const [place, column] of tab.sheet.columns.entries()) {
    const letter = colToLetter(place)
    name(`${letter}${headerRow}`, 'Audit Header')
    const ofFilledIn = column.input ? 'Audit Client Input' : 'Audit Locked'
    name(`${letter}${firstRow}`, isFilledIn(tab.sheet) ? ofFilledIn : names[column.type])
  }
  return found
}

/** The style sheet with these names; the first style of a name is what the name stands for. */
export function namedStyles(styleSheet: string, found: ReadonlyMap<number, StyleName>): string {
  const styles = [...section(styleSheet, 'cellXfs').matchAll(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/gs)].map(
    ([xf]) => xf
  )
  const order = [...new Set(found.values())].sort()
  const models = order.map((called) => {
    const [first] = [...found].find(([, name]) => name === called) ?? []
    return (styles[first ?? 0] ?? '').replace(/ xfId="\d+"/, '')
  })
  const outcomes = Object.entries(outcomeStyles)
  const [fonts, fills] = [countOf(styleSheet, 'fonts'), countOf(styleSheet, 'fills')]

  let named = replaced(
    styleSheet,
    'cellXfs',
    styles.map((xf, place) => {
      const called = found.get(place)
      return called === undefined ? xf : xf.replace(/xfId="\d+"/, `xfId="${order.indexOf(called) + 1}"`)
    })
  )
  named = added(
    named,
    'fonts',
    outcomes.map(
      ([, { text }]) =>
        `<font><sz val="${bodyFont.size}"/><color rgb="FF${text}"/><name val="${bodyFont.name}"/></font>`
    )
  )
  named = added(
    named,
    'fills',
    outcomes.map(
      ([, { fill }]) =>
        `<fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/></patternFill></fill>`
    )
  )
  named = added(named, 'cellStyleXfs', [
    ...models,
    ...outcomes.map(
      (_, place) =>
        `<xf numFmtId="0" fontId="${fonts + place}" fillId="${fills + place}" borderId="0" applyFont="1" applyFill="1"/>`
    )
  ])
  return added(
    named,
    'cellStyles',
    [...order, ...outcomes.map(([called]) => called)].map(
      (called, place) => `<cellStyle name="${called}" xfId="${place + 1}"/>`
    )
  )
}

function section(styleSheet: string, tag: string): string {
  const found = new RegExp(`<${tag} [^>]*>(.*?)</${tag}>`, 's').exec(styleSheet)
  if (!found) throw new Error(`A style sheet without ${tag}`)
  return found[1] ?? ''
}

function countOf(styleSheet: string, tag: string): number {
  return Number(new RegExp(`<${tag} count="(\\d+)"`).exec(styleSheet)?.[1] ?? 0)
}

function replaced(styleSheet: string, tag: string, items: readonly string[]): string {
  return styleSheet.replace(
    new RegExp(`<${tag} [^>]*>.*?</${tag}>`, 's'),
    () => `<${tag} count="${items.length}">${items.join('')}</${tag}>`
  )
}

function added(styleSheet: string, tag: string, items: readonly string[]): string {
  return styleSheet.replace(
    new RegExp(`<${tag} [^>]*>(.*?)</${tag}>`, 's'),
    (_, before: string) =>
      `<${tag} count="${countOf(styleSheet, tag) + items.length}">${before}${items.join('')}</${tag}>`
  )
}
