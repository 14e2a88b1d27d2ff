/** Asks the explorer and reads its cells by name. */
import type { Input, Output } from '../../../../src/shared/contract.ts'
import type { ExplorerQuery, ExplorerView, PopulationKind } from '../../../../src/shared/records/explorer.ts'
import type { CellValue } from '../../../../src/shared/records/workbook.ts'
import type { Desk } from '../desk.ts'

export type Cells = Readonly<Record<string, CellValue | undefined>>

export function query(kind: PopulationKind, more: Partial<ExplorerQuery> = {}): Input<'explorer.open'> {
  return { kind, search: '', filters: [], sort: null, ...more }
}

export function open(
  desk: Desk,
  kind: PopulationKind,
  more: Partial<ExplorerQuery> = {}
): Promise<Output<'explorer.open'>> {
  return desk.ask('explorer.open', query(kind, more))
}

/** Every row of a view: its name, or another field of it, in order. */
export async function column(desk: Desk, view: ExplorerView, field = 'name'): Promise<readonly unknown[]> {
  return (await rowsOf(desk, view)).map((cells) => cells[field])
}

export async function rowsOf(desk: Desk, view: ExplorerView): Promise<readonly Cells[]> {
  const rows = await desk.ask('explorer.rows', { view: view.view, from: 0, to: Math.min(view.count, 1000) })
  return rows.map(({ cells }) => Object.fromEntries(view.fields.map(({ key }, at) => [key, cells[at]])))
}

/** The cells of the row of this name; throws where there is none. */
export async function row(desk: Desk, kind: PopulationKind, name: string): Promise<Cells> {
  const found = (await rowsOf(desk, await open(desk, kind))).find((cells) => cells['name'] === name)
  if (!found) throw new Error(`There is no ${name} among the ${kind}`)
  return found
}
