/** Compares a workbook with one that was issued, cell by cell. */
import type { CellChange } from '../../shared/records/workbook.ts'
import type { CellText, CellsOfBook } from './read-cells.ts'

export interface BookComparison {
  /** In the order of the sheets and cells of what was issued, what was added last; at most as many as asked for. */
  readonly changes: readonly CellChange[]
  /** All that differ. */
  readonly changed: number
  /** Sheets that were issued and are not there, and the other way round. */
  readonly missing: readonly string[]
  readonly added: readonly string[]
}

/** `most` is how many changes are told one by one. */
export function compareBooks(issued: CellsOfBook, found: CellsOfBook, most: number): BookComparison {
  const changes: CellChange[] = []
  let changed = 0
  for (const [sheet, cells] of issued.sheets) {
    const others = found.sheets.get(sheet)
    if (!others) continue
    const addresses = new Set([...cells.keys(), ...others.keys()])
    for (const address of addresses) {
      const [from, to] = [cells.get(address), others.get(address)]
      if (isSame(from, to)) continue
      changed++
      if (changes.length < most)
        changes.push({ sheet, address, from: toldOf(from, to), to: toldOf(to, from) })
    }
  }
  return {
    changes,
    changed,
    missing: [...issued.sheets.keys()].filter((sheet) => !found.sheets.has(sheet)),
    added: [...found.sheets.keys()].filter((sheet) => !issued.sheets.has(sheet))
  }
}

function isSame(one: CellText | undefined, other: CellText | undefined): boolean {
  return (
    (one?.text ?? '') === (other?.text ?? '') && alike(one?.formula ?? null) === alike(other?.formula ?? null)
  )
}

/** Programs write the same formula with other blanks, quotes and capitals. */
function alike(formula: string | null): string | null {
  return formula === null ? null : formula.replaceAll(/[\s']|_xlfn\./g, '').toUpperCase()
}

/** The text of a cell; its formula where the text is the same and the formula is not. */
function toldOf(cell: CellText | undefined, other: CellText | undefined): string {
  if (cell === undefined) return ''
  if (cell.text !== (other?.text ?? '')) return cell.text
  return cell.formula === null ? cell.text : `=${cell.formula}`
}
