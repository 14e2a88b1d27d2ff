/** Compares two months: exceptions, members and documents, figures, and what they were tested with. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { Change, Comparison, DocumentComparison } from '../../shared/records/comparison.ts'
import { severityOrder } from '../../shared/vocabulary.ts'
import { documentDifference } from '../iam/document-difference.ts'
import type { Reader } from '../store/database.ts'
import { exceptionChanges, monthResults } from './compare/exceptions.ts'
import { memberChanges } from './compare/members.ts'
import { metricsOf, type Month } from './compare/metrics.ts'
import { ruleChanges } from './compare/rules.ts'
import { populationOf } from './period/members.ts'
import { rulesOf } from './period/rules.ts'
import { keptPeriods, openPeriod, periodNamed, type KeptPeriod } from './period/state.ts'
import { procedure } from './procedure.ts'

export default [
  procedure('period.compare', ({ db, recall }, { from, to }): Comparison =>
    recall(`compare/${from}/${to}`, () => comparisonOf(db, from, to))
  ),

  procedure('document.compare', ({ db }, { from, to }): DocumentComparison => ({
    runs: documentDifference(textOf(db, from), textOf(db, to))
  }))
]

/** `from` is the earlier month. Throws `not-found`, and `not-allowed` where the months are in another order. */
export function comparisonOf(db: Reader, from: string, to: string): Comparison {
  const before = periodNamed(db, from)
  const after = periodNamed(db, to)
  if (from >= to)
    throw new WorkbenchError('not-allowed', `${from} is not before ${to}; choose two months in their order.`)
  const was = monthOf(db, before)
  const is = monthOf(db, after)
  const exceptions = exceptionChanges(was.results, is.results)
  const members = memberChanges(db, was, is)
  const changes = [
    ...exceptions.filter(({ change }) => change !== 'recurring'),
    ...members.changes,
    ...ruleChanges(rulesOf(db, before.id), rulesOf(db, after.id))
  ]
  return {
    from,
    to,
    metrics: metricsOf(db, was, is),
    changes: changes.toSorted(byWeight),
    recurring: exceptions.length - exceptions.filter(({ change }) => change !== 'recurring').length,
    limits: members.limits
  }
}

/** The open month with the one it followed; null in the first. */
export function comparisonWithPrior(db: Reader): Comparison | null {
  const { label, priorId } = openPeriod(db)
  const prior = keptPeriods(db).find(({ id }) => id === priorId)
  return prior ? comparisonOf(db, prior.label, label) : null
}

function monthOf(db: Reader, { id, label }: KeptPeriod): Month {
  return { label, results: monthResults(db, id), population: populationOf(db, id) }
}

function textOf(db: Reader, sha256: string | null): string {
  if (sha256 === null) return ''
  const found = db.get<{ text: string }>('select text from policy_document where sha256 = :sha256', {
    sha256
  })
  if (!found) throw new WorkbenchError('not-found', 'That policy document is not in this engagement.')
  return found.text
}

const kindOrder: readonly Change['of'][] = [
  'exception',
  'rule',
  'policy',
  'inline-policy',
  'trust',
  'access-key',
  'user',
  'group',
  'role'
]

function weightOf({ direction, change, of, severity }: Change): readonly number[] {
  const worth = direction === 'worse' ? 0 : change === 'cannot-tell' ? 1 : direction === 'neutral' ? 2 : 3
  return [
    worth,
    kindOrder.indexOf(of),
    severity === null ? severityOrder.length : severityOrder.indexOf(severity)
  ]
}

function byWeight(a: Change, b: Change): number {
  const left = weightOf(a)
  const right = weightOf(b)
  const n = left.findIndex((value, at) => value !== right[at])
  return n === -1 ? compareTexts(a.key, b.key) : (left[n] ?? 0) - (right[n] ?? 0)
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
