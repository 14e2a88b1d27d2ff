import { describe, expect, it } from 'vitest'

import { ocsfFindings } from '../../../src/core/interchange/ocsf-findings.ts'
import { nameUuid } from '../../../src/core/integrity/name-uuid.ts'
import { dev, exceptionOf, prod, recordOf, testOf } from '../reports/record.ts'

const verdict = { population: 3, exceptions: 2, needsReview: 0, reason: '', asOf: null }

function findings(more: Parameters<typeof recordOf>[0]): readonly Record<string, unknown>[] {
  const from = {
    record: recordOf(more),
    at: '2026-02-02T09:00:00.000Z',
    referencesOf: () => [{ framework: 'CIS AWS Foundations 3.0', ids: ['1.10'] }],
    uuidOf: (name: string) => nameUuid('an engagement', name)
  }
  return [...ocsfFindings(from)].map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('OCSF compliance findings', () => {
  it.each([
    ['pass', 'Pass', 1],
    ['fail', 'Fail', 3],
    ['needs-review', 'Warning', 2],
    ['not-tested', 'Warning', 2],
    ['not-applicable', 'Not applicable', 99]
  ] as const)('hand on the outcome %s as %s', (outcome, status, id) => {
    const [finding] = findings({ tests: [testOf({ result: { ...verdict, outcome } })] })
    expect(finding).toMatchObject({
      class_uid: 2003,
      type_uid: 200301,
      compliance: {
        control: 'MFA-01',
        status,
        status_id: id,
        requirements: ['CIS AWS Foundations 3.0: 1.10']
      }
    })
  })

  it('name the account, the day of the export, and each exception with its place', () => {
    const [finding] = findings({
      tests: [
        testOf({
          result: { ...verdict, outcome: 'fail', asOf: { at: '2026-01-31T06:00:00Z', origin: 'export' } }
        })
      ],
      exceptions: [exceptionOf(), exceptionOf({ account: dev })]
    })
    expect(finding).toMatchObject({
      time: Date.parse('2026-01-31T06:00:00Z'),
      cloud: { account: { uid: prod } },
      resources: [{ uid: `arn:aws:iam::${prod}:user/zoe`, data: { place: 'SF-001:3' } }]
    })
  })

  it('leave manual steps out', () => {
    expect(findings({ tests: [testOf({ isManual: true, result: null })] })).toEqual([])
  })

  it('carry the conclusion beside the outcome, and say where there is none', () => {
    const [concluded, open] = findings({ tests: [testOf(), testOf({ account: dev, conclusion: null })] })
    expect(concluded).toMatchObject({ unmapped: { conclusion: 'No exceptions noted' } })
    expect(open).toMatchObject({ unmapped: { conclusion: null } })
  })
})
