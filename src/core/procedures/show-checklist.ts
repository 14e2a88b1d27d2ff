/** Shows the checklist: every control with its automated outcome beside the auditor's conclusion. */
import type { ChecklistItem, ChecklistView } from '../../shared/records/test.ts'
import { topics, type Outcome } from '../../shared/vocabulary.ts'
import { isAutomated } from '../checks/check.ts'
import { awsIam } from '../checklists/aws-iam.ts'
import { procedure } from './procedure.ts'
import { testStates, type TestState } from './test-states.ts'

export default procedure('checklist.show', ({ db }, { account }): ChecklistView => {
  const states = testStates(db, { account })
  const byControl = Map.groupBy(states, ({ check }) => check.control)
  return {
    account,
    topics: awsIam.sections
      .map(({ topic, controls }) => {
        const items = controls.flatMap((control) => {
          const tests = byControl.get(control)
          return tests ? [itemOf(tests)] : []
        })
        return {
          topic,
          title: topics[topic].title,
          concluded: sum(items, (item) => item.concluded),
          total: sum(items, (item) => item.accounts),
          items
        }
      })
      .filter(({ items }) => items.length > 0),
    concluded: states.filter(({ conclusion }) => conclusion).length,
    total: states.length
  }
})

function itemOf(tests: readonly TestState[]): ChecklistItem {
  const [first] = tests
  if (!first) throw new Error('A control without a test')
  const { check } = first
  const results = tests.flatMap(({ result }) => (result ? [result] : []))
  return {
    control: check.control,
    check: isAutomated(check) ? check.id : null,
    criterion: check.criterion,
    severity: check.severity,
    outcome: worstOutcome(results.map(({ outcome }) => outcome)),
    population: sum(results, (result) => result.population),
    exceptions: sum(results, (result) => result.exceptions),
    needsReview: sum(results, (result) => result.needsReview),
    conclusion: commonConclusion(tests),
    concluded: tests.filter(({ conclusion }) => conclusion).length,
    accounts: tests.length,
    resultChanged: tests.some(({ conclusion }) => conclusion?.resultChanged)
  }
}

/** A pass beside accounts that were not tested is not a pass. */
const worstFirst = [
  'fail',
  'not-tested',
  'needs-review',
  'pass',
  'not-applicable'
] as const satisfies Outcome[]

function worstOutcome(outcomes: readonly Outcome[]): Outcome | null {
  return worstFirst.find((outcome) => outcomes.includes(outcome)) ?? null
}

function commonConclusion(tests: readonly TestState[]): ChecklistItem['conclusion'] {
  const [first, ...others] = new Set(tests.map(({ conclusion }) => conclusion?.conclusion ?? null))
  if (first == null || others.includes(null)) return null
  return others.length === 0 ? first : 'mixed'
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
