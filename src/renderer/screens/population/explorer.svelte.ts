/** What the explorer shows: the query, the view the engine opened for it, its columns, the row looked at. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity'

import type {
  ExplorerQuery,
  ExplorerRow,
  FieldView,
  Filter,
  PopulationKind,
  Sort
} from '../../../shared/records/explorer.ts'
import { WorkbenchError } from '../../../shared/errors.ts'
import { call } from '../../client.ts'
import { engagement } from '../../state/engagement.svelte.ts'
import { location, type ScreenParameters } from '../../state/location.svelte.ts'
import { createQuery } from '../../state/query.svelte.ts'

import { gridColumns } from './cell.ts'
import { sameFilters } from './filters.ts'
import { rememberedQuery, rememberQuery } from './remembered.ts'

/** Columns the auditor hid or showed, and widths, stay while the page lives. */
const turned = new SvelteMap<PopulationKind, SvelteMap<string, boolean>>()
const widths = new SvelteMap<PopulationKind, SvelteMap<string, number>>()

const noWidths: ReadonlyMap<string, number> = new Map()

/** Made while the screen is set up; asks the engine as long as the screen lives. */
export class Explorer {
  #params: () => ScreenParameters['population']

  readonly query: ExplorerQuery = $derived.by(() => {
    const { query, kind } = this.#params()
    return query ?? rememberedQuery(engagement.file, kind ?? null)
  })
  readonly opened = createQuery(() => call('explorer.open', this.query))
  readonly views = createQuery(() => call('view.list', {}))

  readonly view = $derived(this.opened.value)
  /** The answer held is of an older question. */
  readonly isStale = $derived(
    this.view === undefined || JSON.stringify(this.view.query) !== JSON.stringify(this.query)
  )
  /** Rows of another kind have other columns. */
  readonly isOther = $derived(this.view !== undefined && this.view.query.kind !== this.query.kind)
  readonly fields: readonly FieldView[] = $derived(
    (this.view?.fields ?? []).filter(({ shown }) => shown !== 'never')
  )
  readonly hidden: ReadonlySet<string> = $derived.by(() => {
    const of = this.view === undefined ? undefined : turned.get(this.view.query.kind)
    return new SvelteSet(
      this.fields.filter(({ key, shown }) => !(of?.get(key) ?? shown === 'yes')).map(({ key }) => key)
    )
  })
  readonly columns = $derived(
    this.view === undefined
      ? []
      : gridColumns(this.fields, this.hidden, widths.get(this.view.query.kind) ?? noWidths)
  )
  readonly sort: Sort | null = $derived(this.query.sort ?? this.view?.sort ?? null)

  constructor(params: () => ScreenParameters['population']) {
    this.#params = params
  }

  readonly chooseKind = (kind: PopulationKind): void => {
    this.ask(rememberedQuery(engagement.file, kind))
  }

  readonly search = (search: string): void => {
    this.ask({ ...this.query, search })
  }

  readonly filter = (filters: readonly Filter[]): void => {
    this.ask({ ...this.query, filters })
  }

  /** Up, down, and back to the kind's own order. */
  readonly order = (field: string): void => {
    const { sort } = this.query
    if (sort?.field !== field) this.ask({ ...this.query, sort: { field, descending: false } })
    else this.ask({ ...this.query, sort: sort.descending ? null : { field, descending: true } })
  }

  readonly ask = (query: ExplorerQuery): void => {
    rememberQuery(engagement.file, query)
    location.update('population', { query })
  }

  /** The view on display under its name, where it has one. */
  readonly isNamed = (query: ExplorerQuery): boolean =>
    query.kind === this.query.kind &&
    query.search === this.query.search &&
    sameFilters(query.filters, this.query.filters)

  readonly showColumn = (key: string, isShown: boolean): void => {
    const { kind } = this.query
    const of = turned.get(kind) ?? new SvelteMap<string, boolean>()
    of.set(key, isShown)
    turned.set(kind, of)
  }

  readonly widen = (key: string, width: number): void => {
    const { kind } = this.query
    const of = widths.get(kind) ?? new SvelteMap<string, number>()
    of.set(key, width)
    widths.set(kind, of)
  }

  /** Rows of the view on display; where facts changed meanwhile it is opened again and none are given until then. */
  readonly load = async (offset: number, limit: number): Promise<readonly ExplorerRow[]> => {
    const view = this.view?.view
    if (view === undefined) return []
    try {
      return await call('explorer.rows', { view, from: offset, to: offset + limit })
    } catch (thrown) {
      if (!(thrown instanceof WorkbenchError) || thrown.code !== 'view-expired') throw thrown
      this.opened.reload()
      return []
    }
  }
}
