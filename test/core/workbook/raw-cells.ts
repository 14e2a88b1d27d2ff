/** Edits cells in the markup of a workbook and leaves everything else as it was written, byte for byte. */
import { escaped } from '../../../src/core/workbook/table-rows.ts'
import { headerIndex, lettersOf, partOf, withParts } from './returned-books.ts'

/** Values by the row of the table, counted from 0, and the title of the column; '' empties a cell. */
export type RawAnswers = Readonly<Record<number, Readonly<Record<string, string | number>>>>

export function filledIn(bytes: Uint8Array, sheet: string, answers: RawAnswers): Uint8Array {
  return withParts(bytes, (parts) => {
    const path = partOf(parts, sheet)
    let markup = parts.get(path) ?? ''
    for (const [row, values] of Object.entries(answers))
      for (const [title, value] of Object.entries(values)) {
        const address = `${lettersOf(bytes, sheet, title)}${headerIndex + 2 + Number(row)}`
        markup = replaced(
          markup,
          new RegExp(`<c r="${address}" s="(\\d+)"(?:/>|[^>]*>.*?</c>)`, 's'),
          (style) => cellOf(address, style, value)
        )
      }
    return { [path]: markup }
  })
}

function cellOf(address: string, style: string, value: string | number): string {
  const at = `<c r="${address}" s="${style}"`
  if (value === '') return `${at}/>`
  return typeof value === 'number'
    ? `${at}><v>${value}</v></c>`
    : `${at} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
}

function replaced(markup: string, pattern: RegExp, to: (group: string) => string): string {
  if (!pattern.test(markup)) throw new Error(`The markup holds no ${pattern.source}`)
  return markup.replace(pattern, (_, group: string) => to(group))
}
