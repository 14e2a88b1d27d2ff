/** The one table of what may be asked of the workbench: `noun.verb`, who serves it, the schema of its input, the shape of its answer. */
import * as v from 'valibot'

import { parameters, type ParameterName } from './parameters.ts'
import type {
  EngagementList,
  EngagementSummary,
  EngagementView,
  EventView,
  Verification
} from './records/engagement.ts'
import type { Overview } from './records/overview.ts'
import type { ProofRecord } from './records/proof.ts'
import type {
  Completeness,
  Excerpt,
  FactPage,
  ImportReport,
  Problem,
  Request,
  SourceView,
  StoredFile
} from './records/source.ts'
import type {
  ChecklistView,
  EvidenceView,
  FindingView,
  ParameterView,
  PopulationPage,
  Results,
  TestView
} from './records/test.ts'
import type { SheetPreview, WorkbookExport, WorkbookView } from './records/workbook.ts'
import { conclusions, type Conclusion } from './vocabulary.ts'

/** `host`: the host itself, outside any engagement · `read`: the reader worker · `write`: the writer worker, in one transaction. */
export type Access = 'host' | 'read' | 'write'

export interface Method<Access_ extends Access, Input, Output> {
  readonly access: Access_
  readonly input: v.GenericSchema<unknown, Input>
  /** Carries the answer's type only. */
  readonly output?: Output
}

type Declare<A extends Access> = <Output>() => <Input>(
  input: v.GenericSchema<unknown, Input>
) => Method<A, Input, Output>
const declare =
  <A extends Access>(access: A): Declare<A> =>
  () =>
  (input) => ({ access, input })
const host = declare('host')
const read = declare('read')
const write = declare('write')

const text = (maximum: number) => v.pipe(v.string(), v.trim(), v.maxLength(maximum))
const given = (maximum: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(maximum))
const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const nothing = v.strictObject({})
const account = v.pipe(v.string(), v.regex(/^\d{12}$/))
const control = v.pipe(v.string(), v.regex(/^[A-Z]+-\d{2}$/))
const period = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/))
/** A file's name with its folders as the auditor chose them, never a path of the machine. */
const relativeName = v.pipe(v.string(), v.minLength(1), v.maxLength(4096))
const bytes = v.instance(Uint8Array)
const time = v.pipe(v.string(), v.isoTimestamp())
const conclusion = v.picklist(Object.keys(conclusions) as Conclusion[])
const parameterName = v.picklist(Object.keys(parameters) as ParameterName[])
const engagementFile = v.pipe(v.string(), v.regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,119}$/u))

export const contract = {
  // ——— the host's folder of engagements ———
  'engagement.list': host<EngagementList>()(nothing),
  'engagement.create': host<EngagementSummary>()(
    v.strictObject({ clientName: given(120), auditor: given(120), period })
  ),
  'engagement.sample': host<EngagementSummary>()(nothing),
  'engagement.open': host<EngagementSummary>()(v.strictObject({ file: engagementFile })),
  /** An engagement file from elsewhere, in pieces in order; the last piece answers the engagement, which is open then. */
  'engagement.add': host<EngagementSummary | null>()(v.strictObject({ offset: whole, total: whole, bytes })),
  'engagement.current': host<EngagementSummary | null>()(nothing),
  'engagement.close': host<null>()(nothing),
  /** The script a client runs to make the exports, its twin for PowerShell, and what to read with them. */
  'collection.script': host<readonly StoredFile[]>()(nothing),
  'job.cancel': host<null>()(v.strictObject({ job: text(80) })),

  // ——— reading ———
  'engagement.show': read<EngagementView>()(nothing),
  'overview.show': read<Overview>()(nothing),
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
  'checklist.show': read<ChecklistView>()(v.strictObject({ account: v.nullable(account) })),
  'test.show': read<TestView>()(v.strictObject({ control, account: v.nullable(account) })),
  'population.page': read<PopulationPage>()(
    v.strictObject({
      control,
      account: v.nullable(account),
      show: v.picklist(['exceptions', 'needs-review', 'all']),
      offset: whole,
      limit: v.pipe(whole, v.maxValue(1000))
    })
  ),
  'result.list': read<Results>()(nothing),
  'evidence.list': read<readonly EvidenceView[]>()(nothing),
  'finding.list': read<readonly FindingView[]>()(nothing),
  'parameter.list': read<readonly ParameterView[]>()(nothing),
  'workbook.show': read<WorkbookView>()(nothing),
  'workbook.preview': read<SheetPreview>()(
    v.strictObject({ sheet: text(60), offset: whole, limit: v.pipe(whole, v.maxValue(1000)) })
  ),
  'event.list': read<readonly EventView[]>()(
    v.strictObject({ before: v.nullable(whole), limit: v.pipe(whole, v.maxValue(1000)) })
  ),
  'engagement.verify': read<Verification>()(nothing),
  'file.read': read<StoredFile>()(
    v.strictObject({ of: v.picklist(['evidence', 'source', 'workbook']), id: whole })
  ),

  // ——— bytes coming in: start with the first piece, append in order, then use the upload in one of the calls that take one ———
  'upload.start': write<{ readonly upload: number }>()(
    v.strictObject({ name: relativeName, size: whole, bytes })
  ),
  'upload.append': write<null>()(v.strictObject({ upload: whole, bytes })),
  'upload.discard': write<null>()(v.strictObject({ upload: whole })),

  // ——— sources ———
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
  'period.date': write<null>()(v.strictObject({ asOf: v.nullable(time) })),
  'parameter.set': write<null>()(
    v.strictObject({ name: parameterName, value: v.pipe(v.number(), v.integer()) })
  ),

  // ——— the record ———
  'conclusion.record': write<null>()(
    v.strictObject({
      control,
      accounts: v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000)),
      conclusion,
      reason: text(8000),
      steps: v.pipe(v.array(whole), v.maxLength(50))
    })
  ),
  'conclusion.clear': write<null>()(
    v.strictObject({ control, accounts: v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000)) })
  ),
  'evidence.attach': write<EvidenceView>()(
    v.strictObject({
      control,
      accounts: v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000)),
      title: given(200),
      upload: whole,
      mime: text(120)
    })
  ),
  'evidence.note': write<EvidenceView>()(
    v.strictObject({
      control,
      accounts: v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000)),
      title: given(200),
      text: given(20_000)
    })
  ),
  'evidence.withdraw': write<null>()(v.strictObject({ evidence: whole, reason: given(2000) })),
  'finding.raise': write<FindingView>()(
    v.strictObject({
      control,
      accounts: v.pipe(v.array(account), v.minLength(1), v.maxLength(10_000)),
      title: given(200),
      condition: given(8000),
      criteria: given(8000),
      cause: text(8000),
      effect: given(8000),
      recommendation: given(8000)
    })
  ),
  'workbook.issue': write<WorkbookExport>()(nothing)
} as const

export type MethodName = keyof typeof contract
export type AccessOf<M extends MethodName> = (typeof contract)[M]['access']
export type Input<M extends MethodName> = v.InferOutput<(typeof contract)[M]['input']>
export type Output<M extends MethodName> =
  NonNullable<(typeof contract)[M]['output']> extends never
    ? null
    : Exclude<(typeof contract)[M]['output'], undefined>
export type MethodsOf<A extends Access> = {
  [M in MethodName]: (typeof contract)[M]['access'] extends A ? M : never
}[MethodName]
