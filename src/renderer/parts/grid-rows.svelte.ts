/** The pages of rows a DataGrid has asked for: what is loaded, what is on its way, what belongs to an older question. */
import { untrack } from 'svelte'
import { SvelteMap, SvelteSet } from 'svelte/reactivity'

import { sentenceOf } from '../client.ts'

const pageSize = 200

interface Page<Row> {
  readonly version: unknown
  readonly rows: readonly Row[]
}

export class GridRows<Row> {
  #pages = new SvelteMap<number, Page<Row>>()
  #version: unknown = $state.raw()
  #asked = new SvelteSet<number>()
  #load: ((offset: number, limit: number) => Promise<readonly Row[]>) | null = null
  pending = $state(0)
  problem: string | null = $state(null)

  get(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.rows[index % pageSize]
  }

  /** True for a row of an older question that stays on display until the newer one is answered. */
  isStale(index: number): boolean {
    const page = this.#pages.get(Math.floor(index / pageSize))
    return page !== undefined && page.version !== this.#version
  }

  /** Asks for every page between two rows that is neither there nor on its way. */
  ask(
    version: unknown,
    first: number,
    last: number,
    load: (offset: number, limit: number) => Promise<readonly Row[]>
  ): void {
    untrack(() => {
      if (version !== this.#version) {
        this.#version = version
        this.#asked.clear()
      }
      this.#load = load
      for (let page = Math.floor(first / pageSize); page * pageSize < last; page += 1) {
        if (!this.#asked.has(page)) void this.#fetch(page)
      }
    })
  }

  async #fetch(page: number): Promise<void> {
    const version = this.#version
    this.#asked.add(page)
    this.pending += 1
    try {
      const rows = (await this.#load?.(page * pageSize, pageSize)) ?? []
      if (version !== this.#version) return
      this.#pages.set(page, { version, rows })
      this.problem = null
    } catch (thrown) {
      if (version !== this.#version) return
      this.#asked.delete(page)
      this.problem = sentenceOf(thrown)
    } finally {
      this.pending -= 1
    }
  }
}
