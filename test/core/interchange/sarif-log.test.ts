import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { sarifLog, type SarifRule } from '../../../src/core/interchange/sarif-log.ts'
import { exceptionOf, sourceOf } from '../reports/record.ts'

const rule: SarifRule = {
  control: 'LINT-01',
  criterion: 'Every policy is valid JSON.',
  effect: 'It grants nothing.',
  recommendation: 'Correct it.',
  severity: 'medium'
}

interface Log {
  readonly runs: readonly {
    readonly artifacts: readonly { readonly location: { readonly uri: string } }[]
    readonly results: readonly Record<string, unknown>[]
  }[]
}

const run = (...given: Parameters<typeof sarifLog>) => {
  const [first] = (JSON.parse(JSON.stringify(sarifLog(...given))) as Log).runs
  if (!first) throw new Error('A log without a run')
  return first
}

describe('a SARIF log', () => {
  it('points at the line of the file and names the element in it', () => {
    const finding = exceptionOf({ control: 'LINT-01', place: 'SF-001:14', path: '/Statement/0' })
    const { results } = run([rule], [finding], [sourceOf()], '1.0.0')
    expect(results).toMatchObject([
      {
        ruleId: 'LINT-01',
        ruleIndex: 0,
        level: 'warning',
        kind: 'fail',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'prod/credential-report.csv', index: 0 },
              region: { startLine: 14 }
            },
            logicalLocations: [
              { fullyQualifiedName: expect.stringMatching(/user\/zoe\/Statement\/0$/) as string }
            ]
          }
        ]
      }
    ])
  })

  it('has no place for what no file is known of', () => {
    const { results } = run([rule], [exceptionOf({ control: 'LINT-01', place: null })], [], '1.0.0')
    expect(results[0]?.['locations']).toEqual([{ logicalLocations: [expect.anything()] }])
  })

  it('asks for a review where nobody could decide', () => {
    const { results } = run(
      [rule],
      [exceptionOf({ control: 'LINT-01', status: 'needs-review' })],
      [],
      '1.0.0'
    )
    expect(results).toMatchObject([{ level: 'none', kind: 'review' }])
  })

  it('keeps to its rules', () => {
    expect(run([rule], [exceptionOf({ control: 'MFA-01' })], [], '1.0.0').results).toEqual([])
  })

  it('makes a relative URI of any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const [artifact] = run([rule], [], [sourceOf({ name })], '1.0.0').artifacts
        expect(artifact?.location.uri).toMatch(/^[A-Za-z0-9\-_.!~*'()%/]*$/)
        expect(`/${artifact?.location.uri ?? ''}/`).not.toContain('/../')
      })
    )
  })
})
