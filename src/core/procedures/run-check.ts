/** Runs one check over its population for one account: every member tested, and the outcome that follows from them. */
import type { Parameters } from '../../shared/parameters.ts'
import type { CellValue, ColumnView } from '../../shared/records/workbook.ts'
import type { CoverageState, MemberStatus, Outcome } from '../../shared/vocabulary.ts'
import type { AutomatedCheck, MemberRow, Need, TestContext } from '../checks/check.ts'
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
}

/** A member that is not simply good. */
export type ListedMember = Omit<EvaluatedMember, 'status' | 'values'>

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
export function runCheck(
  db: Reader,
  check: AutomatedCheck,
  context: CheckContext,
  onMember?: (member: EvaluatedMember) => void
): Evaluation {
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
  let population = 0
  for (const member of iterateMembers(db, check, context)) {
    population++
    if (member.status === 'exception') exceptions.push(listed(member))
    if (member.status === 'needs-review') undecided.push(listed(member))
    onMember?.(member)
  }

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

/** Every member of the population with its status, by resource; the connection is busy until the iteration ends. */
export function* iterateMembers(
  db: Reader,
  check: AutomatedCheck,
  context: CheckContext
): Generator<EvaluatedMember> {
  const rows = db.iterate<MemberRow & Readonly<Record<string, string | number | null>>>(
    `select member.*
     from (${check.population}) as member
     order by member.resource, member.source_id, member.line`,
    { account: context.account }
  )
  const coverageOf = (need: Need) => context.coverageOf(need).state
  for (const row of rows) {
    const testContext: TestContext = {
      asOf: context.asOfOf(row.source_id),
      account: context.account,
      parameters: context.parameters,
      coverageOf
    }
    const { status, detail } = check.test(row, testContext)
    yield {
      resource: row.resource,
      status,
      detail,
      source_id: row.source_id,
      line: row.line,
      path: row.path,
      values: valuesOf(check, row)
    }
  }
}

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

/** What is shown of a row, in the order of the check's columns; times as ISO-8601 UTC text. */
export function valuesOf(
  check: AutomatedCheck,
  row: Readonly<Record<string, string | number | null>>
): readonly CellValue[] {
  return check.columns.map((column) => cellValue(column, row[column.key] ?? null))
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

function undecidedSentence(undecided: number, population: number): string {
  const members = undecided === 1 ? '1 member' : `${undecided} members`
  return `${members} of ${population} cannot be decided from the files; a person must judge.`
}

function sentencesOf(coverages: readonly NeedCoverage[]): string {
  return [...new Set(coverages.map(({ sentence }) => sentence))]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

function listed({ resource, detail, source_id, line, path }: EvaluatedMember): ListedMember {
  return { resource, detail, source_id, line, path }
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
