/** 03F: every requirement of the frameworks with the controls that test it, how their tests came out and what was concluded. */
import { askedSentences } from '../../shared/frameworks.ts'
import { conclusions, outcomes, type Conclusion, type Outcome } from '../../shared/vocabulary.ts'
import { manualStep, outcomeOf } from './checklist-results.ts'
import { signs } from './matrix.ts'
import type { Sheet, SheetColumn, SheetContext, SheetFramework, SheetRow, SheetTest } from './sheet.ts'

/** What stands in place of a result where no control tests the requirement. */
export const notCovered = 'Not covered'

type Requirement = SheetFramework['requirements'][number]

const assessments = { automated: 'Automated', manual: 'Manual' } as const

/** A requirement reads as the worst of its tests; a pass beside tests that were not made is no pass. */
const worstFirst: readonly Outcome[] = ['fail', 'not-tested', 'needs-review', 'pass', 'not-applicable']

export default {
  id: 'frameworks',
  name: '03F Frameworks',
  ref: '03F',
  order: 22,
  title: 'Results by framework requirement',
  purpose:
    'Shows for every requirement of the frameworks which controls test it, how they came out and what was concluded; what nothing tests stands in the list.',
  source: 'Sheet 03 Checklist; the framework files of the catalogue.',
  procedure:
    'One row for each requirement. The result is the worst of its tests (one control for one account), by account with the signs of sheet 03M and, in brackets, how many of its tests are concluded. Where a threshold is looser than the framework asks, tests without exceptions do not decide the requirement. Tests without exceptions do not show alone that a requirement is met: they test a part of it. Titles are our own words.',
  frozenColumns: 2,
  columns: frameworkColumns,
  tallies: [
    {
      column: 'result',
      words: [...worstFirst.map((outcome) => outcomes[outcome].workbook), manualStep, notCovered]
    }
  ],
  count: ({ frameworks }) => frameworks.reduce((sum, { requirements }) => sum + requirements.length, 0),
  rows(context) {
    const byControl = Map.groupBy(context.tests, ({ control }) => control.control)
    return context.frameworks.flatMap((framework) =>
      framework.requirements.map((requirement) =>
        rowOf(
          framework,
          requirement,
          requirement.controls.flatMap((control) => byControl.get(control) ?? []),
          context
        )
      )
    )
  }
} satisfies Sheet

function frameworkColumns({ accounts }: SheetContext): readonly SheetColumn[] {
  return [
    { key: 'framework', title: 'Framework', type: 'text', width: 24 },
    { key: 'requirement', title: 'Requirement', type: 'id', width: 18 },
    { key: 'title', title: 'About', type: 'long', width: 40 },
    { key: 'result', title: 'Automated result', type: 'outcome', width: 15 },
    { key: 'looser', title: 'Threshold looser than asked', type: 'long', width: 30 },
    { key: 'controls', title: 'Controls', type: 'long', width: 28 },
    { key: 'accounts', title: 'Accounts', type: 'integer', width: 9 },
    { key: 'tests', title: 'Tests', type: 'integer', width: 8 },
    ...worstFirst.map((outcome): SheetColumn => ({
      key: outcome,
      title: outcomes[outcome].workbook,
      type: 'integer',
      width: 12
    })),
    { key: 'manual', title: manualStep, type: 'integer', width: 8 },
    ...(Object.keys(conclusions) as Conclusion[]).map((conclusion): SheetColumn => ({
      key: `concluded:${conclusion}`,
      title: `Concluded: ${conclusions[conclusion].workbook}`,
      type: 'integer',
      width: 13
    })),
    { key: 'open', title: 'Not concluded', type: 'integer', width: 10 },
    { key: 'level', title: 'Level', type: 'text', width: 7 },
    { key: 'assessment', title: 'Assessment by the framework', type: 'text', width: 14 },
    ...accounts.map(({ id, name }): SheetColumn => ({
      key: `account:${id}`,
      title: name === id ? id : `${id} ${name}`,
      type: 'outcome',
      width: 14
    }))
  ]
}

function rowOf(
  framework: SheetFramework,
  { id, title, requirement, controls }: Requirement,
  tests: readonly SheetTest[],
  context: SheetContext
): SheetRow {
  const looser = looserSentences(framework, tests, context)
  return {
    framework: framework.title,
    requirement: id,
    title,
    level: requirement?.level == null ? null : String(requirement.level),
    assessment: requirement?.assessment == null ? null : assessments[requirement.assessment],
    result: requirement?.isCovered === false ? notCovered : resultOf(tests, looser.length > 0),
    controls: controls.length === 0 ? null : controls.join(', '),
    accounts: new Set(tests.map(({ account }) => account.id)).size,
    tests: tests.length,
    ...Object.fromEntries(
      worstFirst.map((outcome) => [
        outcome,
        count(tests, (test) => outcomeOf(test) === outcomes[outcome].workbook)
      ])
    ),
    manual: count(tests, (test) => outcomeOf(test) === manualStep),
    ...Object.fromEntries(
      (Object.keys(conclusions) as Conclusion[]).map((word) => [
        `concluded:${word}`,
        count(tests, ({ conclusion }) => conclusion?.conclusion === word)
      ])
    ),
    open: count(tests, ({ conclusion }) => conclusion === null),
    looser: looser.length === 0 ? null : looser.join(' '),
    ...Object.fromEntries(
      context.accounts.map((account) => [
        `account:${account.id}`,
        cellOf(
          tests.filter((test) => test.account.id === account.id),
          looser.length > 0
        )
      ])
    )
  }
}

/** The worst outcome of tests, `manual` where no check decides. */
function worstOf(tests: readonly SheetTest[], isLooser: boolean): Outcome | 'manual' {
  const found = new Set(tests.map(outcomeOf))
  const worst = worstFirst.find((outcome) => found.has(outcomes[outcome].workbook))
  if (worst === undefined || (found.has(manualStep) && worst === 'not-applicable')) return 'manual'
  // A test that lets more pass than the framework does says nothing for the framework where it finds nothing.
  return isLooser && worst === 'pass' ? 'needs-review' : worst
}

function resultOf(tests: readonly SheetTest[], isLooser: boolean): string {
  if (tests.length === 0) return outcomes['not-tested'].workbook
  const worst = worstOf(tests, isLooser)
  return worst === 'manual' ? manualStep : outcomes[worst].workbook
}

/** "✗ 3 [1/4]": three exceptions, one of four tests concluded; null where the account has no test of the requirement. */
function cellOf(tests: readonly SheetTest[], isLooser: boolean): string | null {
  if (tests.length === 0) return null
  const worst = worstOf(tests, isLooser)
  const members = tests.reduce((sum, { result }) => {
    if (worst === 'fail') return sum + (result?.exceptions ?? 0)
    return worst === 'needs-review' ? sum + (result?.needsReview ?? 0) : sum
  }, 0)
  const number = members === 0 ? '' : ` ${members}`
  const concluded = count(tests, ({ conclusion }) => conclusion !== null)
  return `${signs[worst]}${number} [${concluded}/${tests.length}]`
}

/** "Password or key counts as unused after: 60 days. At most 45 days: CIS AWS Foundations 3.0 (1.12)." */
function looserSentences(
  { title }: SheetFramework,
  tests: readonly SheetTest[],
  { parameters }: SheetContext
): readonly string[] {
  const used = new Set(tests.flatMap(({ control }) => control.parameters))
  return parameters
    .filter(({ name }) => used.has(name))
    .flatMap((parameter) => {
      const asked = parameter.looserThan.filter(({ framework }) => framework === title)
      if (asked.length === 0) return []
      const { unit, value } = parameter
      return [`${parameter.title}: ${value} ${unit}. ${askedSentences(asked, unit).join(' ')}`]
    })
}

function count(tests: readonly SheetTest[], of: (test: SheetTest) => boolean): number {
  return tests.filter(of).length
}
