/** The tests of a record as every part of the report counts them: by outcome, by conclusion, by topic and account. */
import {
  conclusions,
  outcomes,
  severityOrder,
  type Conclusion,
  type Outcome,
  type Severity,
  type Topic
} from '../../shared/vocabulary.ts'
import type { ReportRecord, ReportTest } from './record.ts'
import { anchorOf } from './words.ts'

/** What became of a test: what its check found, that it was not run, or that a person makes it. */
export type Standing = Outcome | 'manual'

/** What needs a reader first. */
export const standings: readonly Standing[] = [
  'fail',
  'needs-review',
  'not-tested',
  'manual',
  'pass',
  'not-applicable'
]

export const standingWords: Readonly<Record<Standing, string>> = {
  fail: outcomes.fail.workbook,
  'needs-review': outcomes['needs-review'].workbook,
  'not-tested': outcomes['not-tested'].workbook,
  manual: 'Manual step',
  pass: outcomes.pass.workbook,
  'not-applicable': outcomes['not-applicable'].workbook
}

export const standingMeanings: Readonly<Record<Standing, string>> = {
  fail: 'At least one member of the population does not meet the criterion.',
  'needs-review': 'The data cannot decide at least one member; a person must.',
  'not-tested': 'The evidence the test needs was not received. This is no pass.',
  manual: 'No automated check: a person makes the test.',
  pass: 'Every member of the population meets the criterion.',
  'not-applicable': 'There is nothing the criterion could be applied to.'
}

export const standingTones = {
  fail: 'fail',
  'needs-review': 'unsure',
  'not-tested': 'unsure',
  manual: 'none',
  pass: 'pass',
  'not-applicable': 'none'
} as const

/** What stands where nobody concluded yet. */
export const notConcluded = 'Not concluded'

export const conclusionOrder: readonly Conclusion[] = [
  'exception',
  'observation',
  'inconclusive',
  'effective',
  'not-applicable'
]

export const conclusionTones = {
  exception: 'fail',
  observation: 'warn',
  inconclusive: 'unsure',
  effective: 'pass',
  'not-applicable': 'none'
} as const

export function standingOf({ isManual, result }: ReportTest): Standing {
  return result?.outcome ?? (isManual ? 'manual' : 'not-tested')
}

export function conclusionWords({ conclusion }: ReportTest): string {
  return conclusion ? conclusions[conclusion.conclusion].workbook : notConcluded
}

/** Where the tests of one outcome are listed, or those of them of one topic. */
export function standingAnchor(standing: Standing, topic?: Topic): string {
  return topic === undefined ? anchorOf('outcome', standing) : anchorOf('outcome', standing, topic)
}

export function conclusionAnchor(conclusion: Conclusion | null): string {
  return anchorOf('conclusion', conclusion ?? 'none')
}

/** Where exceptions are listed: of a topic and account, or of one control there. */
export function exceptionsAnchor(topic: Topic, account: string, control?: string): string {
  return control === undefined
    ? anchorOf('exceptions', topic, account)
    : anchorOf('exceptions', topic, account, control)
}

export function exceptionsIn(tests: readonly ReportTest[]): number {
  return tests.reduce((sum, { result }) => sum + (result?.exceptions ?? 0), 0)
}

export function undecidedIn(tests: readonly ReportTest[]): number {
  return tests.reduce((sum, { result }) => sum + (result?.needsReview ?? 0), 0)
}

/** Why it was not made, in words that are the same for every account. */
export function reasonOf({ result, account }: ReportTest): string {
  if (result === null) return 'The check was not run yet.'
  return result.reason.replaceAll(account, 'the account')
}

export function bySeverity(tests: readonly ReportTest[]): Readonly<Record<Severity, number>> {
  const sums = Object.fromEntries(severityOrder.map((severity) => [severity, 0])) as Record<Severity, number>
  for (const { severity, result } of tests) sums[severity] += result?.exceptions ?? 0
  return sums
}

/** The topics that are tested, in the order of the checklist. */
export function topicsOf({ tests }: ReportRecord): readonly Topic[] {
  return [...new Set(tests.map(({ topic }) => topic))]
}

/** Of several tests the outcome a reader must know first. */
export function worstStanding(tests: readonly ReportTest[]): Standing {
  const there = new Set(tests.map(standingOf))
  return standings.find((standing) => there.has(standing)) ?? 'not-applicable'
}

export function byStanding(tests: readonly ReportTest[]): ReadonlyMap<Standing, readonly ReportTest[]> {
  return Map.groupBy(tests, standingOf)
}
