/** The shelf of sheets, in the order of the workbook. */
import type { Sheet } from './sheet.ts'

const modules = import.meta.glob<{ readonly default?: Sheet }>(['./*.ts', '!./index.ts', '!./sheet.ts'], {
  eager: true
})

export const sheets: readonly Sheet[] = Object.values(modules)
  .flatMap(({ default: sheet }) => (sheet ? [sheet] : []))
  .sort((a, b) => a.order - b.order)

export function sheetOf(id: string): Sheet | undefined {
  return sheets.find((sheet) => sheet.id === id)
}
