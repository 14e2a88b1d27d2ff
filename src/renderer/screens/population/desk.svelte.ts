/** What the auditor has in hand in the explorer: the marked and the open row, the selection, the dialog, and what is done with them. */
import { tick } from 'svelte'
import { SvelteSet } from 'svelte/reactivity'

import type { ExplorerRow, ExplorerRowDetail } from '../../../shared/records/explorer.ts'
import { call, sentenceOf } from '../../client.ts'
import { formatCount } from '../../format.ts'
import type { Pick } from '../../parts/grid.ts'
import { engagement } from '../../state/engagement.svelte.ts'
import { frame } from '../../state/frame.svelte.ts'
import { toasts } from '../../state/toasts.svelte.ts'

import { cellText, tabbed } from './cell.ts'
import type { RowsMeant, ShownDialog } from './dialogs.ts'
import type { Explorer } from './explorer.svelte.ts'
import { accountsShown } from './filters.ts'
import type { PopulationActions } from './population-commands.ts'
import { mostNamed, Selection } from './selection.svelte.ts'

export class Desk implements PopulationActions {
  #explorer: Explorer
  readonly selection: Selection
  markedAt = $state(-1)
  #marked: ExplorerRow | null = $state.raw(null)
  /** The key of the row whose pane is open. */
  opened: string | null = $state(null)
  dialog: ShownDialog | null = $state.raw(null)
  searchElement: HTMLInputElement | undefined = $state()
  gridElement: HTMLElement | undefined = $state()
  /** What had the focus before a dialog opened. */
  #invoker: Element | null = null

  constructor(explorer: Explorer) {
    this.#explorer = explorer
    this.selection = new Selection(explorer)
    // The rows begin anew with another query: what was marked or selected of the old ones means nothing.
    $effect(() => {
      void JSON.stringify([explorer.query.kind, explorer.query.search, explorer.query.filters])
      this.selection.clear()
      this.#marked = null
      this.markedAt = -1
      this.opened = null
    })
  }

  /** What is on display is what was asked for; a record is made of nothing else. */
  readonly isReady = (): boolean =>
    this.#explorer.view !== undefined && this.#explorer.view.count > 0 && !this.#explorer.isStale
  readonly isInGrid = (): boolean => this.gridElement?.contains(document.activeElement) === true
  readonly isMarked = (): boolean => this.#marked !== null && this.isInGrid()
  readonly canClear = (): boolean => this.opened !== null || this.selection.count > 0

  readonly mark = (row: ExplorerRow, index: number, isExtending: boolean): void => {
    this.#marked = row
    if (!isExtending) this.selection.rest(index)
    if (this.opened !== null) this.opened = row.key
  }

  readonly pick = (row: ExplorerRow, index: number, pick: Pick): void => {
    void this.#try(() => this.selection.pick(row, index, pick))
  }

  readonly openRow = (row: ExplorerRow): void => {
    this.opened = row.key
    if (!frame.paneOpen) frame.togglePane()
  }

  readonly closeRow = (): void => {
    this.opened = null
    this.toGrid()
  }

  readonly toSearch = (): void => {
    this.searchElement?.focus()
    this.searchElement?.select()
  }

  readonly toGrid = (): void => {
    this.gridElement?.querySelector<HTMLElement>('[role=grid]')?.focus()
  }

  readonly toggle = async (): Promise<void> => {
    if (this.#marked !== null) await this.selection.pick(this.#marked, this.markedAt, 'toggle')
  }

  readonly selectAll = (): Promise<void> => this.selection.everything()

  readonly clearSelection = (): void => {
    this.selection.clear()
    this.toGrid()
  }

  readonly clear = (): void => {
    if (this.opened !== null) this.closeRow()
    else this.clearSelection()
  }

  readonly show = (shown: ShownDialog): void => {
    if (this.dialog === null) this.#invoker = document.activeElement
    this.dialog = shown
  }

  readonly addFilter = (): void => {
    this.show({ kind: 'filter', at: null })
  }

  readonly columns = (): void => {
    this.show({ kind: 'columns' })
  }

  readonly saveView = (): void => {
    this.show({ kind: 'save-view' })
  }

  /** Of the rows selected, else by chance from all that match. */
  readonly drawSample = (): void => {
    const { count, keys } = this.selection
    this.show({ kind: 'sample', keys: count === 0 ? null : keys })
  }

  /** The rows selected, else all that match. */
  readonly freeze = (): void => {
    const meant = this.selection.count === 0 ? this.#all() : this.#selected()
    if (meant.count > mostNamed)
      toasts.problem(
        `At most ${formatCount(mostNamed, 'row')} are kept as one piece of evidence; narrow the view.`
      )
    else this.show({ kind: 'freeze', meant })
  }

  /** On the rows selected, else on the marked one. */
  readonly raise = (): void => {
    void this.#try(async () => {
      if (this.selection.count > 0) {
        this.show({
          kind: 'finding-control',
          meant: { ...this.#selected(), rows: await this.selection.read() }
        })
      } else if (this.#marked !== null) {
        const { key, account } = this.#marked
        this.show({
          kind: 'finding-control',
          meant: { keys: [key], count: 1, accounts: [account], rows: [this.#marked] }
        })
      } else toasts.problem('Select the rows the finding is about.')
    })
  }

  /** The rows selected, else the marked one, as they stand in the grid. */
  readonly copy = async (): Promise<void> => {
    const { columns, view } = this.#explorer
    if (view === undefined) return
    const rows =
      this.selection.count > 0 ? await this.selection.read() : this.#marked === null ? [] : [this.#marked]
    if (rows.length === 0) return
    const places = columns.map(({ key }) => view.fields.findIndex((field) => field.key === key))
    const lines = rows.map((row) =>
      tabbed(
        places.map((at) => {
          const field = view.fields[at]
          return field === undefined ? '' : cellText(field, row.cells[at], (id) => engagement.nameOf(id)).text
        })
      )
    )
    await this.#toClipboard(
      [tabbed(columns.map(({ title }) => title)), ...lines].join('\n'),
      `${formatCount(rows.length, 'row')} copied.`
    )
  }

  readonly copyResource = async (): Promise<void> => {
    if (this.#marked !== null) await this.#toClipboard(this.#marked.resource, 'Resource copied.')
  }

  readonly openPolicy = async (): Promise<void> => {
    const kind = this.#explorer.view?.query.kind
    if (this.#marked === null || kind === undefined || kind === 'keys') return
    this.showPolicy(await call('explorer.row', { kind, key: this.#marked.key }))
  }

  readonly showPolicy = (row: ExplorerRowDetail): void => {
    this.show({ kind: 'policy', row })
  }

  readonly openSource = (): void => {
    if (this.#marked !== null) this.show({ kind: 'source', row: this.#marked })
  }

  /** Takes away the search and every filter. */
  readonly widen = (): void => {
    this.#explorer.ask({ ...this.#explorer.query, search: '', filters: [], sort: null })
  }

  readonly closeDialog = (): void => {
    this.dialog = null
    void tick().then(() => {
      if (this.#invoker instanceof HTMLElement && this.#invoker.isConnected) this.#invoker.focus()
      else this.toGrid()
    })
  }

  readonly finish = (text: string): void => {
    toasts.done(text)
    this.closeDialog()
  }

  #all(): RowsMeant {
    const { view } = this.#explorer
    return {
      keys: null,
      count: view?.count ?? 0,
      accounts: view === undefined ? [] : accountsShown(view),
      rows: []
    }
  }

  #selected(): RowsMeant {
    if (this.selection.isEverything) return this.#all()
    const { rows, keys, count } = this.selection
    return { keys, count, accounts: [...new SvelteSet(rows.map(({ account }) => account))], rows }
  }

  async #toClipboard(text: string, said: string): Promise<void> {
    await navigator.clipboard.writeText(text)
    toasts.done(said)
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (thrown) {
      toasts.problem(sentenceOf(thrown))
    }
  }
}
