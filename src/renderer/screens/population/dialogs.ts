/** The dialogs that may lie over the explorer, one at a time, with what each is about. */
import type { ExplorerRow, ExplorerRowDetail } from '../../../shared/records/explorer.ts'
import type { TestView } from '../../../shared/records/test.ts'

/** The rows something is done with. */
export interface RowsMeant {
  /** null for all that match. */
  readonly keys: readonly string[] | null
  readonly count: number
  readonly accounts: readonly string[]
  /** Those a finding names, as many as are read. */
  readonly rows: readonly ExplorerRow[]
}

export type ShownDialog =
  /** `at`: which filter is changed; null for a new one. */
  | { readonly kind: 'filter'; readonly at: number | null }
  | { readonly kind: 'columns' }
  | { readonly kind: 'save-view' }
  | { readonly kind: 'sample'; readonly keys: readonly string[] | null }
  | { readonly kind: 'freeze'; readonly meant: RowsMeant }
  | { readonly kind: 'finding-control'; readonly meant: RowsMeant }
  | { readonly kind: 'finding'; readonly meant: RowsMeant; readonly test: TestView }
  | { readonly kind: 'policy'; readonly row: ExplorerRowDetail }
  | { readonly kind: 'source'; readonly row: ExplorerRow }
