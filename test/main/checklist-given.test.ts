import { expect, test } from 'vitest'

import { linesOfChecklist, narrowToChecklist } from '../../src/main/cli/checklist-given.ts'
import type { CheckResult, ChecklistItem, ChecklistView } from '../../src/shared/records/test.ts'

const looser = {
  parameter: 'unusedCredentialDays',
  framework: 'CIS AWS Foundations 3.0',
  requirement: '1.12',
  bound: 'at-most',
  asked: 45,
  value: 60
} as const

function item(control: string, looserThan: ChecklistItem['looserThan'] = []): ChecklistItem {
  return {
    control,
    topic: 'tidy',
    check: control.toLowerCase(),
    criterion: '',
    severity: 'medium',
    outcome: 'pass',
    population: 1,
    exceptions: 0,
    judged: 0,
    needsReview: 0,
    conclusion: null,
    concluded: 0,
    accounts: 1,
    resultChanged: false,
    attention: [],
    looserThan
  }
}

function result(control: string): CheckResult {
  return {
    check: control.toLowerCase(),
    catalogue: [control],
    account: '111122223333',
    outcome: 'pass',
    reason: '',
    population: 1,
    exceptions: [],
    needsReview: []
  }
}

function section(id: string, items: readonly ChecklistItem[]): ChecklistView['sections'][number] {
  return {
    id,
    title: id,
    requirement: { level: 1, assessment: 'automated', isCovered: items.length > 0 },
    concluded: 0,
    total: items.length,
    items
  }
}

const view: ChecklistView = {
  checklist: {
    id: 'cis-3.0',
    title: 'CIS AWS Foundations 3.0',
    version: '3.0',
    extent: 'All of it.',
    controls: 2,
    requirements: 3,
    uncovered: 1
  },
  account: null,
  sections: [
    section('1.12', [item('UNU-01', [looser]), item('UNU-02', [looser])]),
    section('3.7', []),
    section('1.14', [item('KEY-01')])
  ],
  concluded: 0,
  total: 3
}

test('results are narrowed to what the checklist asks for, with what they cannot say for it', () => {
  const narrowed = narrowToChecklist(
    { asOf: null, actionData: '', results: [result('UNU-01'), result('ROLE-01'), result('KEY-01')] },
    view
  )

  expect(narrowed.results.flatMap(({ catalogue }) => catalogue)).toEqual(['UNU-01', 'KEY-01'])
  expect(narrowed.notCovered).toEqual(['3.7'])
  expect(narrowed.looserThan).toEqual([looser])
  expect(linesOfChecklist(narrowed)).toEqual([
    'Looser than asked     Password or key counts as unused after: 60 days. At most 45 days: CIS AWS Foundations 3.0 (1.12).',
    'Not covered           1 of 3 requirements of CIS AWS Foundations 3.0: 3.7.'
  ])
})

test('nothing is added where thresholds are as asked and everything is covered', () => {
  const own = { ...view, sections: [section('1.14', [item('KEY-01')])] }

  expect(linesOfChecklist(narrowToChecklist({ asOf: null, actionData: '', results: [] }, own))).toEqual([])
})
