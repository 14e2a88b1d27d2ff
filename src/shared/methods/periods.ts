/** One month after the other: the states of a period, comparing months, what is added to a locked one. */
import * as v from 'valibot'

import type { Comparison, DocumentComparison, Trend } from '../records/comparison.ts'
import type { AddendumView, EarlierTest, PeriodRecord, PeriodView, RetentionView } from '../records/period.ts'
import type { WorkbookExport } from '../records/workbook.ts'
import { longestAssembly, longestRetention } from '../states/retention.ts'
import { read, write } from './declare.ts'
import { account, control, given, nothing, period, text, whole } from './schemas.ts'

/** SHA-256 of a policy document; null where there was none. */
const document = v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)))

export const periodsMethods = {
  /** The newest first. */
  'period.list': read<readonly PeriodView[]>()(nothing),
  /** A month as it stands, or stood at its end. */
  'period.show': read<PeriodRecord>()(v.strictObject({ period })),
  /** A test in the months before the open one, the newest first. */
  'test.earlier': read<readonly EarlierTest[]>()(v.strictObject({ control, account: v.nullable(account) })),
  /** What changed from one month to a later one. */
  'period.compare': read<Comparison>()(v.strictObject({ from: period, to: period })),
  /** What changed in a policy document, word by word. */
  'document.compare': read<DocumentComparison>()(v.strictObject({ from: document, to: document })),
  /** Every month, the oldest first. */
  'trend.show': read<Trend>()(nothing),

  /** How long until a period is locked after its report, and how long everything is kept. */
  'retention.show': read<RetentionView>()(nothing),
  'retention.set': write<null>()(
    v.strictObject({
      assemblyDays: v.pipe(whole, v.minValue(1), v.maxValue(longestAssembly)),
      retentionYears: v.pipe(whole, v.minValue(1), v.maxValue(longestRetention))
    })
  ),

  /** Fieldwork is done; the close-out gate has no error. */
  'period.submit': write<null>()(nothing),
  'period.reopen': write<null>()(v.strictObject({ reason: given(2000) })),
  /** The final workbook; the clock sets the report date. */
  'period.issue': write<WorkbookExport>()(nothing),
  'period.lock': write<null>()(v.strictObject({ period })),
  /** `reason` '' where the open period is issued or locked. */
  'period.roll-forward': write<null>()(v.strictObject({ period, reason: text(2000) })),
  /** What comes to light about a locked period; `upload` null where the text says it all. */
  'addendum.add': write<AddendumView>()(
    v.strictObject({
      period,
      reason: given(2000),
      text: given(20_000),
      upload: v.nullable(whole),
      mime: text(120)
    })
  ),
  'addendum.review': write<AddendumView>()(v.strictObject({ addendum: given(20) }))
} as const
