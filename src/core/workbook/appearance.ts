/** How the workbook looks: fonts, the styles of heading and columns, and the colours that go with words. */
import type { CellStyle, ConditionalRule } from 'hucre/xlsx'

import type { CellType } from '../../shared/records/workbook.ts'
import { sheetTones, type SheetTone } from '../../shared/sheet-look.ts'

// Without a name in every style LibreOffice falls back to a serif.
export const bodyFont = { name: 'Arial', size: 9 } as const
const ink = { rgb: '1F3A6E' }
const muted = { rgb: '5F6878' }
const line = { style: 'hair', color: { rgb: 'BFC5CE' } } as const

export const titleStyle: CellStyle = {
  font: { ...bodyFont, size: 14, bold: true, color: ink },
  alignment: { vertical: 'center' }
}
export const labelStyle: CellStyle = {
  font: { ...bodyFont, bold: true, color: muted },
  alignment: { vertical: 'top' }
}
export const headingStyle: CellStyle = { font: bodyFont, alignment: { vertical: 'top', wrapText: true } }
/** What leads elsewhere. */
export const linkLook = { underline: true, color: { rgb: '1D4ED8' } } as const
export const linkStyle: CellStyle = {
  font: { ...bodyFont, ...linkLook },
  alignment: { vertical: 'top' },
  border: { bottom: line, right: line }
}
export const backStyle: CellStyle = {
  font: { ...bodyFont, ...linkLook },
  alignment: { vertical: 'top' }
}
export const checkStyle: CellStyle = { font: { ...bodyFont, bold: true }, alignment: { vertical: 'top' } }
export const headerStyle: CellStyle = {
  font: { ...bodyFont, bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: ink },
  alignment: { vertical: 'center', wrapText: true },
  border: { left: { style: 'hair', color: { rgb: '8FA0C4' } } }
}

/** The style of a column's cells; dates in ISO form whatever the reader's locale, ids as text. */
export function columnStyle(type: CellType): CellStyle {
  const base = { font: bodyFont, border: { bottom: line, right: line } }
  switch (type) {
    case 'integer':
      return { ...base, numFmt: '#,##0', alignment: { vertical: 'top', horizontal: 'right', indent: 1 } }
    case 'date':
      return {
        ...base,
        numFmt: 'yyyy-mm-dd',
        alignment: { vertical: 'top', horizontal: 'left', wrapText: true }
      }
    case 'time':
      return {
        ...base,
        numFmt: 'yyyy-mm-dd hh:mm',
        alignment: { vertical: 'top', horizontal: 'left', wrapText: true }
      }
    case 'id':
      return { ...base, numFmt: '@', alignment: { vertical: 'top', horizontal: 'left', wrapText: true } }
    case 'text':
    case 'long':
    case 'boolean':
    case 'outcome':
    case 'conclusion':
    case 'severity':
    case 'state':
      return { ...base, alignment: { vertical: 'top', horizontal: 'left', wrapText: true } }
  }
}

/** Whether the words of a column carry colours. */
export function isColoured(type: CellType): boolean {
  return type === 'outcome' || type === 'conclusion' || type === 'severity' || type === 'state'
}

/** Fill and text of each tone; the preview on screen has the same in its tokens. */
const colours: Readonly<Record<SheetTone, { readonly fill: string; readonly text: string }>> = {
  fail: { fill: 'FFC7CE', text: '9C0006' },
  unsure: { fill: 'FFEB9C', text: '7F4B00' },
  pass: { fill: 'C6EFCE', text: '006100' },
  na: { fill: 'E7E9ED', text: '4A5160' }
}
const tones = Object.keys(colours) as SheetTone[]

/** The colours under the names by which a reader marks cells of their own. */
export const outcomeStyles = {
  'Audit Pass': colours.pass,
  'Audit Exception': colours.fail,
  'Audit NA': colours.na,
  'Audit Pending': colours.unsure
} as const

/** Colours the words of a range; `firstCell` is its top left cell, relative, as conditional formats want it. */
export function colourRules(range: string, firstCell: string, firstPriority: number): ConditionalRule[] {
  return tones.map((tone, place) => ({
    type: 'expression',
    priority: firstPriority + place,
    range,
    formula: `OR(${[
      ...sheetTones[tone].words.map((word) => `${firstCell}="${word}"`),
      ...sheetTones[tone].beginnings.map((sign) => `LEFT(${firstCell},${sign.length})="${sign}"`)
    ].join(',')})`,
    style: {
      font: { color: { rgb: colours[tone].text } },
      fill: { type: 'pattern', pattern: 'solid', bgColor: { rgb: colours[tone].fill } }
    }
  }))
}

export const checkFails: Pick<ConditionalRule, 'style'> = {
  style: {
    font: { color: { rgb: '9C0006' } },
    fill: { type: 'pattern', pattern: 'solid', bgColor: { rgb: 'FFC7CE' } }
  }
}
