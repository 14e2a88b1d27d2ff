import { describe, expect, test } from 'vitest'

import { checkOfControl, checks } from '../../../src/core/checks/index.ts'
import { awsIam } from '../../../src/core/checklists/aws-iam.ts'
import crosswalk from '../../../src/core/checklists/crosswalk.json' with { type: 'json' }
import { referencesOf } from '../../../src/core/checklists/references.ts'
import { topics } from '../../../src/shared/vocabulary.ts'

const controls = awsIam.sections.flatMap((section) => section.controls)

describe('the checklist', () => {
  test('holds every control once, and every check is on it', () => {
    expect(new Set(controls).size).toBe(controls.length)
    expect([...controls].sort()).toEqual(checks.map(({ control }) => control).sort())
  })

  test('goes through the topics in the order of work', () => {
    expect(awsIam.sections.map(({ topic }) => topic)).toEqual(Object.keys(topics))
  })

  test('holds each control in the section of its topic', () => {
    for (const { topic, controls: inSection } of awsIam.sections)
      for (const control of inSection) expect(checkOfControl(control)?.topic, control).toBe(topic)
  })
})

describe('references', () => {
  test('exist for controls of the checklist only', () => {
    for (const control of Object.keys(crosswalk)) expect(controls).toContain(control)
  })

  test('keep the numbers of a benchmark as text', () => {
    const cis = referencesOf('MFA-01').filter(({ framework }) => framework.startsWith('CIS'))

    expect(cis.map(({ framework, ids }) => [framework, ...ids])).toEqual([
      ['CIS AWS Foundations 1.4', '1.10'],
      ['CIS AWS Foundations 1.5', '1.10'],
      ['CIS AWS Foundations 2.0', '1.10'],
      ['CIS AWS Foundations 3.0', '1.10'],
      ['CIS AWS Foundations 4.0', '1.10'],
      ['CIS AWS Foundations 5.0', '1.9'],
      ['CIS AWS Foundations 6.0', '2.9'],
      ['CIS AWS Foundations 7.0', '2.10']
    ])
  })

  test('spell the controls of NIST as NIST does, each once', () => {
    const nist = controls.flatMap((control) =>
      referencesOf(control).filter(({ framework }) => framework.startsWith('NIST'))
    )

    expect(nist.length).toBeGreaterThan(20)
    for (const { framework, ids } of nist) {
      expect(framework).toMatch(/^NIST SP 800-53 r[45]$/)
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) expect(id).toMatch(/^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/)
    }
    expect(referencesOf('KEY-01').at(-1)).toEqual({
      framework: 'NIST SP 800-53 r4',
      ids: ['AC-2', 'AC-2(1)']
    })
  })

  test('are none where no framework asks for the control, and for a name every object has', () => {
    expect(referencesOf('UNU-08')).toEqual([])
    expect(referencesOf('constructor')).toEqual([])
  })

  test('follow the catalogue on older and later versions', () => {
    expect(referencesOf('PWD-08')).toEqual([{ framework: 'CIS AWS Foundations 1.2', ids: ['1.11'] }])
    expect(referencesOf('ROOT-06')).toEqual([{ framework: 'CIS AWS Foundations 7.0', ids: ['2.1.1'] }])
  })
})
