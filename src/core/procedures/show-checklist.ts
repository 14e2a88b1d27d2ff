/** Shows a checklist: every control with its automated outcome beside the auditor's conclusion. */
import type { LooserThreshold } from '../../shared/frameworks.ts'
import type { ChecklistItem, ChecklistView } from '../../shared/records/test.ts'
import type { Outcome } from '../../shared/vocabulary.ts'
import { isAutomated } from '../checks/check.ts'
import { looserThan } from '../checklists/thresholds.ts'
import { allChecklists, checklistNamed } from './checklists.ts'
import { parametersOf } from './engagement.ts'
import { attentionOf } from './judging/attention.ts'
import { procedure } from './procedure.ts'
import { testStates, type TestState } from './test-states.ts'

export default [
  procedure('checklist.list', () => allChecklists().map(({ summary }) => summary)),

  procedure('checklist.show', ({ db, now }, { checklist, account }): ChecklistView => {
    const { summary, sections } = checklistNamed(checklist)
    const listed = new Set(sections.flatMap(({ controls }) => controls))
    const states = testStates(db, { account }).filter(({ check }) => listed.has(check.control))
    const attention = attentionOf(db, now(), states)
    const looser = looserThan(parametersOf(db)).filter(({ framework }) => framework === summary.title)
    const items = new Map(
      [...Map.groupBy(states, ({ check }) => check.control)].map(([control, tests]) => [
        control,
        itemOf(tests, looser, attention)
      ])
    )
    return {
      checklist: summary,
      account,
      sections: sections
        .map(({ id, title, requirement, controls }) => {
          const shown = controls.flatMap((control) => items.get(control) ?? [])
          return {
            id,
            title,
            requirement,
            concluded: sum(shown, (item) => item.concluded),
            total: sum(shown, (item) => item.accounts),
            items: shown
          }
        })
        .filter(({ requirement, items }) => requirement !== null || items.length > 0),
      concluded: states.filter(({ conclusion }) => conclusion).length,
      total: states.length
    }
  })
]

function itemOf(
  tests: readonly TestState[],
  looser: readonly LooserThreshold[],
  attention: ReturnType<typeof attentionOf>
): ChecklistItem {
  const [first] = tests
  if (!first) throw new Error('A control without a test')
  const { check } = first
  const results = tests.flatMap(({ result }) => (result ? [result] : []))
  return {
    control: check.control,
    topic: check.topic,
    check: isAutomated(check) ? check.id : null,
    criterion: check.criterion,
    severity: check.severity,
    outcome: worstOutcome(results.map(({ outcome }) => outcome)),
    population: sum(results, (result) => result.population),
    exceptions: sum(results, (result) => result.exceptions),
    judged: sum(results, (result) => result.judged),
    needsReview: sum(results, (result) => result.needsReview),
    conclusion: commonConclusion(tests),
    concluded: tests.filter(({ conclusion }) => conclusion).length,
    accounts: tests.length,
    resultChanged: tests.some(({ conclusion }) => conclusion?.resultChanged),
    attention: [
      ...new Set(
        tests
          .flatMap(({ account }) => attention.get(`${check.control}/${account.id}`) ?? [])
          .map(({ flag }) => flag)
      )
    ],
    looserThan: isAutomated(check)
      ? looser.filter(({ parameter }) => check.parameters.includes(parameter))
      : []
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
