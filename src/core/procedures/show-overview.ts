/** Shows where the period stands: figures, the matrix of accounts and topics, what remains, what weighs most. */
import type { Overview, OverviewCell, Remaining } from '../../shared/records/overview.ts'
import {
  conclusions,
  severities,
  severityOrder,
  topics,
  type Conclusion,
  type Severity,
  type Topic
} from '../../shared/vocabulary.ts'
import { awsIam } from '../checklists/aws-iam.ts'
import { engagementOf } from './engagement.ts'
import { attentionOf } from './judging/attention.ts'
import type { ReadContext } from './procedure.ts'
import { procedure } from './procedure.ts'
import { testStates, type TestState } from './test-states.ts'

export default procedure('overview.show', (context): Overview => {
  const states = testStates(context.db)
  const shown = awsIam.sections
    .map(({ topic }) => topic)
    .filter((topic) => states.some(({ check }) => check.topic === topic))
  const concluded = states.filter(({ conclusion }) => conclusion)
  return {
    tests: states.length,
    concluded: concluded.length,
    byConclusion: tally(
      Object.keys(conclusions) as Conclusion[],
      concluded,
      ({ conclusion }) => conclusion?.conclusion
    ),
    exceptions: exceptionsIn(states),
    exceptionsBySeverity: bySeverity(states),
    needsReview: states.filter(({ result }) => result?.outcome === 'needs-review').length,
    notTested: states.filter(({ result }) => result?.outcome === 'not-tested').length,
    findings: context.db.get<{ n: number }>('select count(*) as n from finding')?.n ?? 0,
    conclusionsWithEvidence: concluded.filter(({ evidence }) => evidence > 0).length,
    topics: shown.map((topic) => ({ topic, ...topics[topic] })),
    rows: [...Map.groupBy(states, ({ account }) => account)].map(([account, tests]) => ({
      account: account.id,
      name: account.name,
      cells: shown.map((topic) =>
        cellOf(
          topic,
          tests.filter(({ check }) => check.topic === topic)
        )
      ),
      exceptions: exceptionsIn(tests),
      concluded: tests.filter(({ conclusion }) => conclusion).length,
      tests: tests.length
    })),
    byTopic: shown.map((topic) => ({
      topic,
      title: topics[topic].title,
      bySeverity: bySeverity(states.filter(({ check }) => check.topic === topic))
    })),
    remaining: remaining(context, states),
    worst: worstControls(states)
  }
})

function cellOf(topic: Topic, tests: readonly TestState[]): OverviewCell {
  const failing = tests
    .filter(({ result }) => result && result.exceptions > 0)
    .map(({ check }) => check.severity)
  return {
    topic,
    exceptions: exceptionsIn(tests),
    needsReview: tests.filter(({ result }) => result?.outcome === 'needs-review').length,
    notTested: tests.filter(({ result }) => result?.outcome === 'not-tested').length,
    worst: severityOrder.find((severity) => failing.includes(severity)) ?? null,
    passed: tests.filter(({ result }) => result?.outcome === 'pass').length,
    concludedOtherwise: tests.filter(isConcludedOtherwise).length,
    concluded: tests.filter(({ conclusion }) => conclusion).length,
    tests: tests.length,
    notApplicable: tests.every(({ result }) => result?.outcome === 'not-applicable')
  }
}

/** Where the checks found nothing and the auditor did: such a cell must not look like a pass. */
function isConcludedOtherwise({ result, conclusion }: TestState): boolean {
  if (!conclusion || (result && result.exceptions > 0)) return false
  return ['exception', 'observation', 'inconclusive'].includes(conclusion.conclusion)
}

function remaining({ db, now }: ReadContext, states: readonly TestState[]): Remaining[] {
  const open = states.filter(({ conclusion }) => !conclusion)
  const bare = states.filter(({ conclusion, evidence }) => conclusion && evidence === 0)
  const changed = states.filter(({ conclusion }) => conclusion?.resultChanged)
  const unraised = states.filter(
    ({ conclusion, findings }) => conclusion?.conclusion === 'exception' && findings === 0
  )
  const unjudged = states.filter(({ result }) => result !== null && result.exceptions > result.judged)
  const unapproved = states.filter(
    ({ conclusion }) => conclusion?.override != null && conclusion.override.approver === null
  )
  const attention = attentionOf(db, now(), states)
  const again = states.filter(({ check, account }) =>
    attention
      .get(`${check.control}/${account.id}`)
      ?.some(({ flag }) => flag !== 'result-changed' && flag !== 'override-open')
  )
  const untested = states.filter(({ result }) => result?.outcome === 'not-tested')
  const problems = db.get<{ n: number; sources: number }>(
    `select count(*) as n, count(distinct source_id) as sources
       from source_note n
       join source s on s.id = n.source_id
       where n.level in ('error', 'warning') and s.state <> 'superseded' and s.period_id = :period`,
    { period: engagementOf(db).period.id }
  ) ?? { n: 0, sources: 0 }
  const rows: Remaining[] = [
    {
      id: 'not-concluded',
      label: 'Tests not concluded',
      detail: accountsOf(open),
      count: open.length,
      screen: 'checklist',
      first: firstOf(open)
    },
    {
      id: 'result-changed',
      label: 'Results changed since the conclusion',
      detail: accountsOf(changed),
      count: changed.length,
      screen: 'checklist',
      first: firstOf(changed)
    },
    {
      id: 'attention',
      label: 'Tests to be looked at again',
      detail: accountsOf(again),
      count: again.length,
      screen: 'checklist',
      first: firstOf(again)
    },
    {
      id: 'to-judge',
      label: 'Exceptions to judge',
      detail: accountsOf(unjudged),
      count: unjudged.reduce((sum, { result }) => sum + (result ? result.exceptions - result.judged : 0), 0),
      screen: 'checklist',
      first: firstOf(unjudged)
    },
    {
      id: 'override-open',
      label: 'Overrides not approved',
      detail: accountsOf(unapproved),
      count: unapproved.length,
      screen: 'checklist',
      first: firstOf(unapproved)
    },
    {
      id: 'without-finding',
      label: 'Exceptions without a finding',
      detail: accountsOf(unraised),
      count: unraised.length,
      screen: 'checklist',
      first: firstOf(unraised)
    },
    {
      id: 'without-evidence',
      label: 'Conclusions without evidence',
      detail: accountsOf(bare),
      count: bare.length,
      screen: 'checklist',
      first: firstOf(bare)
    },
    {
      id: 'missing-sources',
      label: 'Tests without their exports',
      detail: accountsOf(untested),
      count: untested.length,
      screen: 'import',
      first: null
    },
    {
      id: 'problems',
      label: 'Problems in received files',
      detail: problems.sources === 1 ? 'in 1 file' : `in ${problems.sources} files`,
      count: problems.n,
      screen: 'import',
      first: null
    }
  ]
  return rows.filter(({ count }) => count > 0)
}

function firstOf([first]: readonly TestState[]): Remaining['first'] {
  return first ? { control: first.check.control, account: first.account.id } : null
}

function accountsOf(tests: readonly TestState[]): string {
  const names = [...new Set(tests.map(({ account }) => account.name))]
  return names.length <= 3
    ? names.join(', ')
    : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more accounts`
}

const mostControls = 8

function worstControls(states: readonly TestState[]): Overview['worst'] {
  return [...Map.groupBy(states, ({ check }) => check)]
    .map(([check, tests]) => ({
      control: check.control,
      criterion: check.criterion,
      severity: check.severity,
      exceptions: exceptionsIn(tests),
      accounts: tests.filter(({ result }) => result && result.exceptions > 0).length
    }))
    .filter(({ exceptions }) => exceptions > 0)
    .sort(
      (a, b) =>
        severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) || b.exceptions - a.exceptions
    )
    .slice(0, mostControls)
}

function exceptionsIn(tests: readonly TestState[]): number {
  return tests.reduce((sum, { result }) => sum + (result?.exceptions ?? 0), 0)
}

function bySeverity(tests: readonly TestState[]): Record<Severity, number> {
  const counts = tally(Object.keys(severities) as Severity[], [], () => undefined)
  for (const { check, result } of tests) counts[check.severity] += result?.exceptions ?? 0
  return counts
}

function tally<Word extends string, T>(
  words: readonly Word[],
  items: readonly T[],
  of: (item: T) => Word | undefined
): Record<Word, number> {
  const counts = Object.fromEntries(words.map((word) => [word, 0])) as Record<Word, number>
  for (const item of items) {
    const word = of(item)
    if (word !== undefined) counts[word]++
  }
  return counts
}
