/** The controls selected in the list, to be concluded together; each once, wherever it stands. */
import { SvelteSet } from 'svelte/reactivity'

import type { Row, Spot } from './order.ts'

export class ControlSelection {
  #chosen = new SvelteSet<string>()
  /** Where an extension begins; null while nothing was pressed. */
  #anchor: string | null = null
  readonly #shown: () => readonly Row[]

  /** `shown` are the rows of the list, top to bottom. */
  constructor(shown: () => readonly Row[]) {
    this.#shown = shown
  }

  get size(): number {
    return this.#chosen.size
  }

  /** In the order of the list; those of folded sections last. */
  get controls(): readonly string[] {
    const rows = this.#shown()
    const placeOf = (control: string): number => {
      const at = rows.findIndex((row) => row.control === control)
      return at < 0 ? rows.length : at
    }
    return [...this.#chosen].toSorted((one, other) => placeOf(one) - placeOf(other))
  }

  readonly has = (control: string): boolean => this.#chosen.has(control)

  readonly toggle = ({ control }: Pick<Spot, 'control'>): void => {
    this.#anchor = control
    if (!this.#chosen.delete(control)) this.#chosen.add(control)
  }

  /** From where the selection began, or from the open control, to another: all rows between, and nothing else. */
  readonly extend = (from: string | null, to: string): void => {
    this.#anchor ??= from ?? to
    const rows = this.#shown()
    const start = rows.findIndex(({ control }) => control === this.#anchor)
    const end = rows.findIndex(({ control }) => control === to)
    if (start < 0 || end < 0) return
    this.#chosen.clear()
    for (const { control } of rows.slice(Math.min(start, end), Math.max(start, end) + 1))
      this.#chosen.add(control)
  }

  readonly selectAll = (): void => {
    for (const { control } of this.#shown()) this.#chosen.add(control)
  }

  readonly clear = (): void => {
    this.#chosen.clear()
    this.#anchor = null
  }
}
