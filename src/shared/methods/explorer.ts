/** The population explorer: views, samples, and rows kept as evidence. */
import * as v from 'valibot'

import { explorerQuery, populationKind, rowKeys, sampleMethod } from '../explorer-query.ts'
import type {
  ExplorerRow,
  ExplorerRowDetail,
  ExplorerView,
  SampleCheck,
  SampleRecord,
  SampleView,
  SavedView
} from '../records/explorer.ts'
import type { EvidenceView } from '../records/test.ts'
import { mostAttributes, tickMarks, type TickMark } from '../states/sample.ts'
import { read, write } from './declare.ts'
import { account, control, given, nothing, text, whole } from './schemas.ts'

export const explorerMethods = {
  /** The rows of a kind that match, as a view whose rows are asked by number; with facets. */
  'explorer.open': read<ExplorerView>()(explorerQuery),
  /** Rows of a view from one number up to another; `view-expired` where facts changed since: open it again. */
  'explorer.rows': read<readonly ExplorerRow[]>()(v.strictObject({ view: whole, from: whole, to: whole })),
  'explorer.row': read<ExplorerRowDetail>()(v.strictObject({ kind: populationKind, key: given(4096) })),
  'view.list': read<readonly SavedView[]>()(nothing),
  'sample.list': read<readonly SampleView[]>()(nothing),
  /** A sample with its items, drawn again from what the files say now. */
  'sample.show': read<SampleCheck>()(v.strictObject({ ref: given(20) })),
  /** A sample of whatever month as it was drawn and marked. */
  'sample.kept': read<SampleRecord>()(v.strictObject({ ref: given(20) })),
  'view.save': write<SavedView>()(v.strictObject({ name: given(80), query: explorerQuery })),
  'view.remove': write<null>()(v.strictObject({ id: whole })),
  /** `size` is for the methods of chance; items of interest are the rows named, or all that match. */
  'sample.draw': write<SampleView>()(
    v.strictObject({
      control,
      query: explorerQuery,
      keys: rowKeys,
      method: sampleMethod,
      size: v.pipe(whole, v.maxValue(10_000)),
      seed: text(64),
      basis: given(2000)
    })
  ),
  /** What is looked at on every item, coded A, B, C, …; settled once, before the first mark. */
  'sample.attributes': write<null>()(
    v.strictObject({
      ref: given(20),
      texts: v.pipe(v.array(given(500)), v.minLength(1), v.maxLength(mostAttributes))
    })
  ),
  /** `open` takes a mark back. */
  'sample.tick': write<null>()(
    v.strictObject({
      ref: given(20),
      items: v.pipe(v.array(given(4096)), v.minLength(1), v.maxLength(10_000)),
      code: v.pipe(v.string(), v.regex(/^[A-Z]$/)),
      mark: v.picklist(Object.keys(tickMarks) as TickMark[]),
      note: text(2000),
      evidence: v.pipe(v.array(whole), v.maxLength(50))
    })
  ),
  /** Keeps rows of the explorer as evidence: a CSV with the query, the population's hash and the sources at its head. */
  'evidence.freeze': write<EvidenceView>()(
    v.strictObject({
      control,
      accounts: v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000)),
      title: given(200),
      query: explorerQuery,
      keys: rowKeys
    })
  )
} as const
