/** Sentences made of results: what a row of the checklist says, what is put into a reason, what a finding starts from. */
import type { ChecklistItem, Member, ResultView, TestView } from '../../../shared/records/test.ts'
import type { Outcome } from '../../../shared/vocabulary.ts'
import { formatCount, formatNumber } from '../../format.ts'

export type Reference = TestView['references'][number]

interface Counts {
  readonly population: number
  readonly exceptions: number
  readonly needsReview: number
}

/** The automated result in a few words: "9 of 214 fail", "needs inquiry" for a manual step. */
export function resultWords(
  item: Pick<ChecklistItem, 'check' | 'outcome' | 'population' | 'exceptions' | 'needsReview'>
): string {
  if (item.check === null) return 'needs inquiry'
  switch (item.outcome) {
    case null:
      return 'not run yet'
    case 'not-tested':
      return 'not tested'
    case 'not-applicable':
      return 'not applicable'
    case 'pass':
      return `${formatNumber(item.population)} of ${formatNumber(item.population)} pass`
    case 'fail':
    case 'needs-review':
      return countWords(item)
  }
}

/** "9 of 214 fail, 2 to review" */
export function countWords({ population, exceptions, needsReview }: Counts): string {
  const of = `of ${formatNumber(population)}`
  if (exceptions === 0 && needsReview === 0) return 'needs review'
  if (exceptions === 0) return `${formatNumber(needsReview)} ${of} to review`
  const failing = `${formatNumber(exceptions)} ${of} ${exceptions === 1 ? 'fails' : 'fail'}`
  return needsReview === 0 ? failing : `${failing}, ${formatNumber(needsReview)} to review`
}

/** What is said beside the proposal: "9 of 214 do not meet the criterion." */
export function resultSentence(outcome: Outcome, counts: Counts): string {
  const { population, exceptions, needsReview } = counts
  const of = `of ${formatNumber(population)}`
  switch (outcome) {
    case 'pass':
      return population === 1
        ? 'The one member of the population meets the criterion.'
        : `All ${formatNumber(population)} meet the criterion.`
    case 'fail': {
      const failing = `${formatNumber(exceptions)} ${of} ${exceptions === 1 ? 'does' : 'do'} not meet the criterion`
      return needsReview === 0 ? `${failing}.` : `${failing}, ${formatNumber(needsReview)} cannot be decided.`
    }
    case 'needs-review':
      return needsReview === 0
        ? 'The files leave it open; a person must judge.'
        : `${formatNumber(needsReview)} ${of} cannot be decided from the files; a person must judge.`
    case 'not-applicable':
      return 'The population is empty.'
    case 'not-tested':
      return 'What the test needs was not received.'
  }
}

/** Sums over accounts. */
export function totalsOf(results: readonly ResultView[]): Counts {
  const sum = (of: (result: ResultView) => number): number =>
    results.reduce((total, result) => total + of(result), 0)
  return {
    population: sum((result) => result.population),
    exceptions: sum((result) => result.exceptions),
    needsReview: sum((result) => result.needsReview)
  }
}

/** A sentence with the numbers of the automated results, to put into a reason. */
export function countsSentence(results: readonly ResultView[]): string {
  const tested = results.filter(({ outcome }) => outcome !== 'not-tested')
  const untested = results.length - tested.length
  const parts: string[] = []
  if (tested.length > 0) parts.push(testedSentence(tested))
  if (untested > 0)
    parts.push(
      tested.length === 0 && untested === 1
        ? 'Not tested, because what the test needs was not received.'
        : `${formatCount(untested, 'account')} could not be tested, because what the test needs was not received.`
    )
  return parts.join(' ')
}

/** The sentences of exceptions, one a line; says how many more there are. */
export function exceptionLines(members: readonly Pick<Member, 'detail'>[], total: number): string {
  const more = total - members.length
  const lines = members.map(({ detail }) => detail)
  return [...lines, ...(more > 0 ? [`And ${formatCount(more, 'more exception')}.`] : [])].join('\n')
}

export interface ReferenceLabel {
  /** "CIS 7.0 2.4", "NIST 800-53 r5 AC-2, AC-3 +12" */
  readonly short: string
  /** With every number. */
  readonly full: string
}

/** Numbers of a framework that fit on a chip. */
const mostNumbers = 2

/** The newest CIS version first, then NIST, newest first. */
export function referenceLabels(references: readonly Reference[]): readonly ReferenceLabel[] {
  return references.toSorted(newestFirst).map(({ framework, ids }) => {
    const more = ids.length - mostNumbers
    return {
      short: `${shortName(framework)} ${ids.slice(0, mostNumbers).join(', ')}${more > 0 ? ` +${String(more)}` : ''}`,
      full: `${framework}: ${ids.join(', ')}`
    }
  })
}

/** References a finding's criteria name; the rest stand with the control. */
const quotedReferences = 3

export interface FindingDraft {
  readonly title: string
  readonly condition: string
  readonly criteria: string
  readonly cause: string
  readonly effect: string
  readonly recommendation: string
}

/** A finding's elements as far as the test knows them; the cause is the auditor's to find. */
export function findingDraft(test: TestView, exceptions: readonly Pick<Member, 'detail'>[]): FindingDraft {
  const { exceptions: total } = totalsOf(test.results)
  const references = referenceLabels(test.references)
    .slice(0, quotedReferences)
    .map(({ short }) => short)
  const condition = [countsSentence(test.results), exceptionLines(exceptions, total)].filter(Boolean)
  return {
    title: `Not met: ${withoutStop(test.criterion)}`,
    condition: condition.join('\n'),
    criteria:
      references.length === 0 ? test.criterion : `${withoutStop(test.criterion)} (${references.join('; ')}).`,
    cause: '',
    effect: test.effect,
    recommendation: test.recommendation
  }
}

function testedSentence(tested: readonly ResultView[]): string {
  const { population, exceptions, needsReview } = totalsOf(tested)
  const failing = tested.filter((result) => result.exceptions > 0).length
  const where = tested.length === 1 ? '' : inAccounts(failing, tested.length)
  if (population === 0) return 'The population is empty.'
  const open = needsReview === 0 ? '' : `; ${formatNumber(needsReview)} could not be decided from the files`
  if (exceptions > 0)
    return `${formatNumber(exceptions)} of ${formatNumber(population)} ${exceptions === 1 ? 'does' : 'do'} not meet the criterion${where}${open}.`
  if (needsReview > 0)
    return `${formatNumber(needsReview)} of ${formatNumber(population)} could not be decided from the files; no exception among the rest.`
  return `The whole population of ${formatNumber(population)} was tested and meets the criterion.`
}

function inAccounts(failing: number, tested: number): string {
  return failing === 0 ? '' : `, in ${formatNumber(failing)} of ${formatCount(tested, 'account')}`
}

/** A criterion as a heading. */
export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

function shortName(framework: string): string {
  return framework.replace(/^CIS AWS Foundations(?: Benchmark)? v?/, 'CIS ').replace(/^NIST SP /, 'NIST ')
}

function newestFirst(one: Reference, other: Reference): number {
  const [oneFamily, otherFamily] = [familyOf(one.framework), familyOf(other.framework)]
  if (oneFamily !== otherFamily) return oneFamily - otherFamily
  return other.framework.localeCompare(one.framework, 'en', { numeric: true })
}

/** CIS first, then NIST, then whatever else. */
function familyOf(framework: string): number {
  if (framework.startsWith('CIS')) return 0
  return framework.startsWith('NIST') ? 1 : 2
}
