/** The selected rows of a view: some by their keys, or all that match. */
import { SvelteMap } from 'svelte/reactivity'

import type { ExplorerRow } from '../../../shared/records/explorer.ts'
import type { Pick } from '../../parts/grid.ts'

import type { Explorer } from './explorer.svelte.ts'

/** More rows than the record takes by name are selected all together only. */
export const mostNamed = 10_000
/** What the engine gives at once. */
const portion = 1000

export class Selection {
  #explorer: Explorer
  #rows = new SvelteMap<string, ExplorerRow>()
  /** Every row that matches, more than are named. */
  isEverything = $state(false)
  /** Where extending begins. */
  #anchor = -1

  constructor(explorer: Explorer) {
    this.#explorer = explorer
  }

  get count(): number {
    return this.isEverything ? (this.#explorer.view?.count ?? 0) : this.#rows.size
  }

  /** null for all rows that match. */
  get keys(): readonly string[] | null {
    return this.isEverything ? null : [...this.#rows.keys()]
  }

  /** Those selected by name. */
  get rows(): readonly ExplorerRow[] {
    return [...this.#rows.values()]
  }

  readonly has = ({ key }: ExplorerRow): boolean => this.isEverything || this.#rows.has(key)

  clear(): void {
    this.#rows.clear()
    this.isEverything = false
    this.#anchor = -1
  }

  /** A row that is only marked is where extending begins. */
  rest(index: number): void {
    this.#anchor = index
  }

  async pick(row: ExplorerRow, index: number, pick: Pick): Promise<void> {
    if (this.isEverything) this.clear()
    if (pick === 'toggle' || this.#anchor < 0) {
      if (this.#rows.has(row.key)) this.#rows.delete(row.key)
      else this.#add(row)
      this.#anchor = index
      return
    }
    const [first, last] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)]
    for (const one of await this.#between(first, Math.min(last + 1, first + mostNamed))) this.#add(one)
  }

  async everything(): Promise<void> {
    const count = this.#explorer.view?.count ?? 0
    this.clear()
    if (count > mostNamed) this.isEverything = true
    else for (const one of await this.#between(0, count)) this.#add(one)
  }

  /** Of all that match, as many as are named at most. */
  async read(): Promise<readonly ExplorerRow[]> {
    if (!this.isEverything) return this.rows
    return this.#between(0, Math.min(this.count, mostNamed))
  }

  async #between(from: number, to: number): Promise<readonly ExplorerRow[]> {
    const rows: ExplorerRow[] = []
    for (let at = from; at < to; at += portion)
      rows.push(...(await this.#explorer.load(at, Math.min(portion, to - at))))
    return rows
  }

  #add(row: ExplorerRow): void {
    this.#rows.set(row.key, row)
  }
}
