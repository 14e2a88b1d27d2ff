import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'

import type { InterchangeRecord } from '../../../../src/core/interchange/interchange-record.ts'
import { assessmentResults } from '../../../../src/core/interchange/oscal/assessment-results.ts'
import { planOfAction } from '../../../../src/core/interchange/oscal/plan-of-action.ts'
import { nameUuid } from '../../../../src/core/integrity/name-uuid.ts'
import type { ReportRecord } from '../../../../src/core/reports/record.ts'
import { dev, exceptionOf, failing, findingOf, recordOf, testOf } from '../../reports/record.ts'
import { assessmentResultsSchema, planOfActionSchema } from './oscal-schema.ts'

type Json = Readonly<Record<string, unknown>>

const of = (record: ReportRecord): InterchangeRecord => ({
  record,
  at: '2026-02-02T09:00:00.000Z',
  referencesOf: () => [{ framework: 'CIS AWS Foundations 3.0', ids: ['1.10'] }],
  uuidOf: (name) => nameUuid('an engagement', name)
})

/** The document as it is written and read back: what is undefined is not there. */
const written = (document: unknown): unknown => JSON.parse(JSON.stringify(document))

function resultOf(record: ReportRecord): Json {
  const { 'assessment-results': document } = v.parse(
    assessmentResultsSchema,
    written(assessmentResults(of(record)))
  )
  return document.results[0] as unknown as Json
}

const concluded = (conclusion: 'effective' | 'exception' | 'inconclusive' | 'observation') => ({
  conclusion,
  reason: 'As seen.',
  concludedBy: 'M. Okafor',
  resultChanged: false,
  bulk: false
})

describe('OSCAL assessment results', () => {
  it('observe every test, with its exceptions as evidence and the day of its export', () => {
    const result = resultOf(
      recordOf({
        tests: [testOf(), testOf({ account: dev, result: failing, conclusion: null })],
        exceptions: [exceptionOf({ account: dev })]
      })
    )
    const [first, second] = result['observations'] as readonly Json[]
    expect(first).toMatchObject({ methods: ['TEST'], collected: '2026-01-31T06:00:00.000Z' })
    expect(second).toMatchObject({
      'relevant-evidence': [{ description: expect.stringContaining('no MFA device') as string }]
    })
  })

  it('determine nothing while an account is not concluded', () => {
    const result = resultOf(recordOf({ tests: [testOf(), testOf({ account: dev, conclusion: null })] }))
    expect(result['findings']).toBeUndefined()
  })

  it('determine nothing on a result that is another now', () => {
    const conclusion = { ...concluded('effective'), resultChanged: true }
    expect(resultOf(recordOf({ tests: [testOf({ conclusion })] }))['findings']).toBeUndefined()
  })

  it.each([
    ['effective', 'satisfied', 'pass'],
    ['observation', 'satisfied', 'other'],
    ['exception', 'not-satisfied', 'fail'],
    ['inconclusive', 'not-satisfied', 'other']
  ] as const)('a control concluded %s in one account is %s', (conclusion, state, reason) => {
    const tests = [testOf(), testOf({ account: dev, conclusion: concluded(conclusion) })]
    expect(resultOf(recordOf({ tests }))['findings']).toMatchObject([
      { target: { 'target-id': 'MFA-01', status: { state, reason } } }
    ])
  })

  it('every reference within the document leads somewhere', () => {
    const text = JSON.stringify(assessmentResults(of(recordOf({ findings: [findingOf()] }))))
    const named = new Set([...text.matchAll(/"uuid":"([^"]+)"/g)].map(([, uuid]) => uuid))
    const asked = [...text.matchAll(/"(?:subject-uuid|observation-uuid|risk-uuid)":"([^"]+)"/g)]
    expect(asked.length).toBeGreaterThan(0)
    for (const [, uuid] of asked) expect(named).toContain(uuid)
  })

  it('are the same bytes for the same record', () => {
    expect(JSON.stringify(assessmentResults(of(recordOf())))).toBe(
      JSON.stringify(assessmentResults(of(recordOf())))
    )
  })
})

describe('an OSCAL plan of action and milestones', () => {
  it('has an item and a risk for every issued finding', () => {
    const plan = planOfAction(of(recordOf({ findings: [findingOf(), findingOf({ ref: 'F-2026-002' })] })))
    const { 'plan-of-action-and-milestones': document } = v.parse(planOfActionSchema, written(plan))
    expect(document['poam-items'].map(({ title }) => title)).toEqual([
      'F-2026-001 Console users without MFA',
      'F-2026-002 Console users without MFA'
    ])
    expect(document.risks).toMatchObject([
      { status: 'remediating', deadline: '2026-03-31T00:00:00.000Z' },
      {}
    ])
  })

  it('is not made while no finding is issued, of drafts neither', () => {
    expect(planOfAction(of(recordOf({ findings: [] })))).toBeNull()
    expect(
      planOfAction(of(recordOf({ findings: [findingOf({ state: 'draft', remediation: null })] })))
    ).toBeNull()
  })
})

describe('whatever the record says', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', ' ', '\n', '=1+1', '\u0000')
  )

  it('both documents keep to the schema', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 12, maxLength: 12 }), (words) => {
        const [client = '', title = '', condition = '', owner = '', reason = '', detail = '', name = ''] =
          words
        const record = recordOf({
          clientName: client,
          accounts: recordOf().accounts.map((account) => ({ ...account, name })),
          tests: [testOf({ criterion: title, conclusion: { ...concluded('exception'), reason } })],
          exceptions: [exceptionOf({ resource: name, detail, path: owner })],
          findings: [findingOf({ title, condition, effect: reason, recommendation: detail, cause: owner })]
        })
        v.parse(assessmentResultsSchema, written(assessmentResults(of(record))))
        v.parse(planOfActionSchema, written(planOfAction(of(record))))
      }),
      { numRuns: 40 }
    )
  })
})
