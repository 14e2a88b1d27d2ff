import { describe, expect, test } from 'vitest'

import { checkOfControl, checks } from '../../../src/core/checks/index.ts'
import { awsIam } from '../../../src/core/checklists/aws-iam.ts'
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
