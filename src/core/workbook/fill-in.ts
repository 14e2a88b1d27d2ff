/** What lets a client fill in the yellow cells of a tab and nothing else: protection, checks of what is typed, lists to choose from. */
import { colToLetter, type CellStyle, type DataValidation, type WriteSheet } from 'hucre/xlsx'

import type { ClientInput } from '../../shared/client-inputs.ts'
import type { Book, BookColumn, BookSheet } from './book.ts'
import { firstRow, type Tab } from './placement.ts'

export const listsSheet = '_lists'
/** 2000-01-01: an earlier day is a slip of the pen. */
const earliestDay = 36_526

/** Whether a sheet has cells for the client. */
export function isFilledIn({ columns }: Pick<BookSheet, 'columns'>): boolean {
  return columns.some(({ input }) => input)
}

/** Without a password: a guide, not a lock. */
export const guidingProtection: NonNullable<WriteSheet['protection']> = {
  sheet: true,
  objects: true,
  scenarios: true,
  formatCells: true,
  formatColumns: true,
  formatRows: true,
  sort: true,
  autoFilter: true,
  insertColumns: false,
  insertRows: false,
  insertHyperlinks: false,
  deleteColumns: false,
  deleteRows: false,
  pivotTables: false
}

const solid = (rgb: string): Pick<CellStyle, 'fill'> => ({
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb } }
})

/** A column's style on a sheet with cells for the client: theirs yellow and open, all others grey and locked. */
export function fillInStyle(style: CellStyle, { input }: BookColumn): CellStyle {
  if (!input) return { ...style, ...solid('F2F2F2'), protection: { locked: true } }
  // Else a spreadsheet takes a ticket number for a date.
  const asText = input.type === 'text' || input.type === 'list' ? { numFmt: '@' } : {}
  return { ...style, ...asText, ...solid('FFF2CC'), protection: { locked: false } }
}

export function validationsOf({ sheet, lastRow }: Tab): DataValidation[] {
  return sheet.columns.flatMap((column, place) => {
    if (!column.input) return []
    const letter = colToLetter(place)
    return [
      {
        range: `${letter}${firstRow}:${letter}${lastRow}`,
        allowBlank: true,
        showInputMessage: true,
        showErrorMessage: true,
        inputTitle: column.input.title.slice(0, longestMessageTitle),
        errorTitle: column.input.title.slice(0, longestMessageTitle),
        ...ruleOf(column.key, column.input)
      }
    ]
  })
}

/** Excel opens no file whose messages have a longer title. */
const longestMessageTitle = 32

function ruleOf(
  key: string,
  { type, limit }: ClientInput
): Pick<DataValidation, 'type' | 'operator' | 'formula1' | 'inputMessage' | 'errorMessage'> {
  switch (type) {
    case 'list':
      return {
        type: 'list',
        formula1: listName(key),
        inputMessage: 'Choose from the list.',
        errorMessage: 'Please choose one of the words of the list.'
      }
    case 'date':
      return {
        type: 'date',
        operator: 'greaterThanOrEqual',
        formula1: String(earliestDay),
        inputMessage: 'A day, as 2026-02-14.',
        errorMessage: 'A day is expected here, as 2026-02-14.'
      }
    case 'text':
    case 'long':
      return {
        type: 'textLength',
        operator: 'lessThanOrEqual',
        formula1: String(limit),
        inputMessage: `At most ${limit.toLocaleString('en')} characters.`,
        errorMessage: `At most ${limit.toLocaleString('en')} characters fit here. Please shorten the text, or send the rest as a file and name it.`
      }
  }
}

/** The hidden sheet of words to choose from, and the names the cells know them by; null where nothing is chosen. */
export function listsOf({
  sheets
}: Book): { readonly sheet: WriteSheet; readonly names: { name: string; range: string }[] } | null {
  const lists = new Map(
    sheets.flatMap(({ columns }) =>
      columns.flatMap(({ key, input }) => (input?.words ? [[listName(key), input.words] as const] : []))
    )
  )
  if (lists.size === 0) return null
  const named = [...lists]
  const longest = Math.max(...named.map(([, words]) => words.length))
  return {
    sheet: {
      name: listsSheet,
      veryHidden: true,
      rows: [
        named.map(([name]) => name),
        ...Array.from({ length: longest }, (_, place) => named.map(([, words]) => words[place] ?? null))
      ]
    },
    names: named.map(([name, words], place) => {
      const letter = colToLetter(place)
      return { name, range: `'${listsSheet}'!$${letter}$2:$${letter}$${words.length + 1}` }
    })
  }
}

/** Named, as a list written into a rule may have 255 characters only. */
function listName(key: string): string {
  return `List_${key}`
}
