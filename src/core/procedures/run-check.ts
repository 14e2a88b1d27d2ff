/** Runs one check over its population for one account: every member tested, and the outcome that follows from them. */
import type { Parameters } from '../../shared/parameters.ts'
import type { MemberDocument } from '../../shared/records/policy.ts'
import type { CellValue, ColumnView } from '../../shared/records/workbook.ts'
import type { CoverageState, MemberStatus, Outcome } from '../../shared/vocabulary.ts'
import type { AutomatedCheck, MemberRow, Need, TestContext, Verdict } from '../checks/check.ts'
import type { Reader } from '../store/database.ts'

/** How much of a need is there, and the sentence that asks for the rest; '' where nothing is missing. */
export interface NeedCoverage {
  readonly state: CoverageState
  readonly sentence: string
}

export interface CheckContext {
  /** The account tested; the management account for a check of the organization. */
  readonly account: string
  readonly parameters: Parameters
  readonly coverageOf: (need: Need) => NeedCoverage
  /** The date that ages are counted from for a source, in seconds. */
  readonly asOfOf: (source: number) => number
}

/** One member of a population as found. */
export interface EvaluatedMember {
  readonly resource: string
  readonly status: MemberStatus
  readonly detail: string
  readonly source_id: number
  readonly line: number
  readonly path: string | null
  /** In the order of the check's columns; times as ISO-8601 UTC text. */
  readonly values: readonly CellValue[]
  /** The policy documents the verdict rests on. */
  readonly documents: readonly MemberDocument[]
}

/** A member that is not simply good. */
export type ListedMember = Omit<EvaluatedMember, 'status' | 'values' | 'documents'>

/** A row of a population with the check's own columns. */
export type PopulationRow = MemberRow & Readonly<Record<string, string | number | null>>

export interface Evaluation {
  readonly outcome: Outcome
  /** Why there is no verdict, or what limits it; '' where nothing does. */
  readonly reason: string
  readonly population: number
  /** By resource, in binary order. */
  readonly exceptions: readonly ListedMember[]
  readonly needsReview: readonly ListedMember[]
}

/**
 * Answers what the check found. A missing or refused need leaves it `not-tested`; where a need is only partly there, or some parts
 * of an export are there and others are not, exceptions still count and everything else becomes `needs-review`: a part that was
 * not received cannot pass.
 */
export function runCheck(db: Reader, check: AutomatedCheck, context: CheckContext): Evaluation {
  const needs = needCoverages(check.needs, context.coverageOf)
  const absent = needs.filter(({ state }) => state === 'missing' || state === 'denied')
  if (absent.length > 0)
    return {
      outcome: 'not-tested',
      reason: sentencesOf(absent),
      population: 0,
      exceptions: [],
      needsReview: []
    }

  const exceptions: ListedMember[] = []
  const undecided: ListedMember[] = []
  const queries = queriesOf(check)
  const rows = db.all<PopulationRow>(queries.suspects, { account: context.account })
  const test = rowTest(check, context)
  for (const row of rows) {
    const { status, detail } = test(row)
    if (status !== 'pass') (status === 'exception' ? exceptions : undecided).push(listed(row, detail))
  }
  const population = queries.counted === null ? rows.length : countMembers(db, queries.counted, context)
  exceptions.sort(byPlace)
  undecided.sort(byPlace)

  const partial = needs.filter(({ state }) => state === 'partial')
  return { ...conclude(), population, exceptions, needsReview: undecided }

  function conclude(): Pick<Evaluation, 'outcome' | 'reason'> {
    if (exceptions.length > 0) return { outcome: 'fail', reason: sentencesOf(partial) }
    if (partial.length > 0) return { outcome: 'needs-review', reason: sentencesOf(partial) }
    if (population === 0) return { outcome: 'not-applicable', reason: check.whenEmpty }
    if (undecided.length > 0)
      return { outcome: 'needs-review', reason: undecidedSentence(undecided.length, population) }
    return { outcome: 'pass', reason: '' }
  }
}

interface Queries {
  readonly suspects: string
  /** null where the suspects are the population. */
  readonly counted: CountQueries | null
}

interface CountQueries {
  readonly count: string
  readonly sources: string
}

const written = new WeakMap<AutomatedCheck, Queries>()

/** The texts are made once: a statement is looked up by its text, and for each account anew. */
function queriesOf(check: AutomatedCheck): Queries {
  let found = written.get(check)
  if (!found) written.set(check, (found = writeQueries(check)))
  return found
}

/** Members that cannot fail are counted and not tested. */
function writeQueries({ population, suspects, counted = population }: AutomatedCheck): Queries {
  if (suspects === undefined) return { suspects: population, counted: null }
  return {
    suspects: `select * from (${population}) as member where ${suspects}`,
    counted: {
      count: `select count(*) as n, min(source_id) as first, max(source_id) as last from (${counted})`,
      sources: `select distinct source_id from (${counted})`
    }
  }
}

/** A result is dated by the sources of all its members, tested or not. */
function countMembers(
  db: Reader,
  { count, sources }: CountQueries,
  { account, asOfOf }: CheckContext
): number {
  const found = db.get<{ n: number; first: number | null; last: number | null }>(count, { account })
  if (!found || found.first === null) return 0
  if (found.first === found.last) asOfOf(found.first)
  else for (const row of db.all<{ source_id: number }>(sources, { account })) asOfOf(row.source_id)
  return found.n
}

/** Every member of the population with its status, by resource; the connection is busy until the iteration ends. */
export function* iterateMembers(
  db: Reader,
  check: AutomatedCheck,
  context: CheckContext
): Generator<EvaluatedMember> {
  const rows = db.iterate<PopulationRow>(
    `select member.*
     from (${check.population}) as member
     order by member.resource, member.source_id, member.line`,
    { account: context.account }
  )
  const evaluate = memberTest(check, context)
  for (const row of rows) yield evaluate(row)
}

/** The check's test of one row, as a member. */
export function memberTest(
  check: AutomatedCheck,
  context: CheckContext
): (row: PopulationRow) => EvaluatedMember {
  const test = rowTest(check, context)
  return (row) => {
    const verdict = test(row)
    return {
      resource: row.resource,
      status: verdict.status,
      detail: verdict.detail,
      source_id: row.source_id,
      line: row.line,
      path: row.path,
      values: check.columns.map((column) => cellValue(column, row[column.key] ?? null)),
      documents: documentsOf(row, verdict)
    }
  }
}

/** Most rows of a population come from one source, and those share what the test is told. */
function rowTest(check: AutomatedCheck, context: CheckContext): (row: PopulationRow) => Verdict {
  const { account, parameters } = context
  const coverageOf = (need: Need) => context.coverageOf(need).state
  let source: number | null = null
  let told: TestContext | null = null
  return (row) => {
    if (told === null || row.source_id !== source) {
      source = row.source_id
      told = { asOf: context.asOfOf(row.source_id), account, parameters, coverageOf }
    }
    return check.test(row, told)
  }
}

/** What the verdict names; where it names no statement, the document that the row is about. */
function documentsOf(row: PopulationRow, { decidedBy }: Verdict): readonly MemberDocument[] {
  if (decidedBy)
    return [...Map.groupBy(decidedBy, ({ document }) => document)].map(([document, statements]) => ({
      document,
      statements: [...new Set(statements.map(({ statement }) => statement))].sort((a, b) => a - b)
    }))
  const document = row['document_id'] ?? row['trust_document_id']
  return typeof document === 'number' ? [{ document, statements: [] }] : noDocuments
}

const noDocuments: readonly MemberDocument[] = []

/** A part that is absent of an export whose other parts were received makes the population incomplete, not untestable. */
function needCoverages(
  needs: AutomatedCheck['needs'],
  coverageOf: CheckContext['coverageOf']
): NeedCoverage[] {
  const found = needs.map((need) => ({ kind: kindOf(need), ...needCoverage(need, coverageOf) }))
  const isThere = ({ state }: NeedCoverage) => state === 'complete' || state === 'partial'
  const received = new Set(found.filter(isThere).map(({ kind }) => kind))
  return found.map(({ kind, state, sentence }) => ({
    state: received.has(kind) && state !== 'complete' ? 'partial' : state,
    sentence
  }))
}

function kindOf(need: Need | readonly Need[]): string {
  return typeof need === 'string' ? (need.split('.')[0] ?? need) : need.join(' or ')
}

/** Of alternatives the best one counts. */
function needCoverage(need: Need | readonly Need[], coverageOf: CheckContext['coverageOf']): NeedCoverage {
  if (typeof need === 'string') return coverageOf(need)
  const alternatives = need.map(coverageOf)
  for (const state of ['complete', 'partial'] as const) {
    const found = alternatives.find((alternative) => alternative.state === state)
    if (found) return found
  }
  const state = alternatives.some((alternative) => alternative.state === 'denied') ? 'denied' : 'missing'
  return { state, sentence: `One of these is enough: ${sentencesOf(alternatives)}` }
}

/** The reason of a result that is whole and leaves members to a person. */
export function undecidedSentence(undecided: number, population: number): string {
  const members = undecided === 1 ? '1 member' : `${undecided} members`
  return `${members} of ${population} cannot be decided from the files; a person must judge.`
}

function sentencesOf(coverages: readonly NeedCoverage[]): string {
  return [...new Set(coverages.map(({ sentence }) => sentence))]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

function listed({ resource, source_id, line, path }: PopulationRow, detail: string): ListedMember {
  return { resource, detail, source_id, line, path }
}

/** As SQLite orders them where a population is shown. */
function byPlace(a: ListedMember, b: ListedMember): number {
  if (a.resource !== b.resource) return a.resource < b.resource ? -1 : 1
  return (a.source_id ?? 0) - (b.source_id ?? 0) || a.line - b.line
}

function cellValue({ type }: ColumnView, value: string | number | null): CellValue {
  if (typeof value !== 'number') return value
  if (type === 'boolean') return value === 1
  if (type === 'date') return isoTime(value).slice(0, 10)
  return type === 'time' ? isoTime(value) : value
}

function isoTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`
}
