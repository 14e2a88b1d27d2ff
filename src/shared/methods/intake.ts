/** Files coming in: bytes, sources, proofs and what is missing. */
import * as v from 'valibot'

import type { ProofRecord } from '../records/proof.ts'
import type {
  Completeness,
  Excerpt,
  FactPage,
  ImportReport,
  Problem,
  Request,
  SourceView
} from '../records/source.ts'
import { read, write } from './declare.ts'
import { account, bytes, given, nothing, relativeName, text, time, whole } from './schemas.ts'

export const intakeMethods = {
  'source.list': read<readonly SourceView[]>()(nothing),
  'source.excerpt': read<Excerpt>()(
    v.strictObject({ source: whole, line: whole, path: v.optional(v.nullable(text(4096)), null) })
  ),
  /** What was read of a source, row by row; `table` null for the first it has. */
  'source.facts': read<FactPage>()(
    v.strictObject({
      source: whole,
      table: v.nullable(text(60)),
      offset: whole,
      limit: v.pipe(whole, v.maxValue(1000))
    })
  ),
  /** The proofs that a source is complete and accurate, and what was decided of it. */
  'proof.show': read<ProofRecord>()(v.strictObject({ source: whole })),
  /** Errors and warnings of every source; of one source where it is given, then also what is only information. */
  'problem.list': read<readonly Problem[]>()(v.strictObject({ source: v.exactOptional(whole) })),
  'completeness.show': read<Completeness>()(nothing),
  'request.list': read<readonly Request[]>()(nothing),
  'upload.start': write<{ readonly upload: number }>()(
    v.strictObject({ name: relativeName, size: whole, bytes })
  ),
  'upload.append': write<null>()(v.strictObject({ upload: whole, bytes })),
  'upload.discard': write<null>()(v.strictObject({ upload: whole })),

  /** All of the uploads or, where it fails or is cancelled, none; one import at a time, others wait. `job` names it for `job.cancel`. */
  'import.run': write<ImportReport>()(
    v.strictObject({ job: given(80), uploads: v.pipe(v.array(whole), v.minLength(1), v.maxLength(200_000)) })
  ),
  /** Answers how many results changed. */
  'source.assign': write<{ readonly changedTests: number }>()(v.strictObject({ source: whole, account })),
  /** Whether the auditor relies on sources; `reopened` takes a decision back. Answers how many results changed. */
  'source.decide': write<{ readonly changedTests: number }>()(
    v.strictObject({
      sources: v.pipe(v.array(whole), v.minLength(1), v.maxLength(10_000)),
      decision: v.picklist(['accepted', 'accepted-with-limitation', 'rejected', 'reopened']),
      reason: text(2000)
    })
  ),
  /** Records of a source compared with what the console or the API showed live (A1). */
  'source.observe': write<null>()(
    v.strictObject({ source: whole, agrees: v.boolean(), sentence: given(2000) })
  ),
  /** The role the client agreed to make the exports with: its name or an ARN. */
  'period.caller': write<null>()(v.strictObject({ caller: v.nullable(given(2048)) })),
  'period.date': write<null>()(v.strictObject({ asOf: v.nullable(time) }))
} as const
