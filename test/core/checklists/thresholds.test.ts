import { describe, expect, test } from 'vitest'

import { askedOf, looserThan } from '../../../src/core/checklists/thresholds.ts'
import { askedSentences, isLooser } from '../../../src/shared/frameworks.ts'
import { defaultParameters } from '../../../src/shared/parameters.ts'

function looser(parameters: Parameters<typeof looserThan>[0]): readonly string[] {
  return looserThan(parameters).map(
    ({ parameter, value, framework, requirement, asked }) =>
      `${parameter} ${value}: ${framework} ${requirement} asks ${asked}`
  )
}

describe('the guard of the thresholds', () => {
  test('finds none of the defaults looser than any framework', () => {
    expect(looserThan(defaultParameters())).toEqual([])
  })

  test('finds an age above what is asked looser, framework by framework', () => {
    expect(looser({ unusedCredentialDays: 60 })).toEqual([
      'unusedCredentialDays 60: CIS AWS Foundations 1.4 1.12 asks 45',
      'unusedCredentialDays 60: CIS AWS Foundations 1.5 1.12 asks 45',
      'unusedCredentialDays 60: CIS AWS Foundations 2.0 1.12 asks 45',
      'unusedCredentialDays 60: CIS AWS Foundations 3.0 1.12 asks 45',
      'unusedCredentialDays 60: CIS AWS Foundations 4.0 1.12 asks 45',
      'unusedCredentialDays 60: CIS AWS Foundations 5.0 1.11 asks 45',
      'unusedCredentialDays 60: CIS AWS Foundations 6.0 2.11 asks 45',
      'unusedCredentialDays 60: CIS AWS Foundations 7.0 2.11 asks 45'
    ])
    expect(looserThan({ unusedCredentialDays: 91 })).toHaveLength(12)
  })

  test('finds a length or a number of remembered passwords below what is asked looser', () => {
    expect(looser({ minPasswordLength: 11 })).toContain('minPasswordLength 11: PCI DSS 4.0 8.3.6 asks 12')
    expect(looser({ minPasswordLength: 11 }).join()).not.toMatch(/PCI DSS 3|AWS Foundational/)
    expect(looser({ minPasswordLength: 7 })).toContain(
      'minPasswordLength 7: AWS Foundational Security Best Practices IAM.7 asks 8'
    )
    expect(looser({ passwordReusePrevention: 3 })).toEqual(
      expect.arrayContaining([
        'passwordReusePrevention 3: PCI DSS 3.2.1 8.2.5 asks 4',
        'passwordReusePrevention 3: PCI DSS 4.0 8.3.7 asks 4'
      ])
    )
  })

  test('accepts the number asked for itself, in both directions', () => {
    expect(isLooser(45, { bound: 'at-most', asked: 45 })).toBe(false)
    expect(isLooser(46, { bound: 'at-most', asked: 45 })).toBe(true)
    expect(isLooser(14, { bound: 'at-least', asked: 14 })).toBe(false)
    expect(isLooser(13, { bound: 'at-least', asked: 14 })).toBe(true)
  })

  test('knows what frameworks ask of a parameter, and that they ask nothing of a house default', () => {
    expect(askedOf('maxAccessKeyAgeDays')).toHaveLength(10)
    expect(askedOf('maxSessionHours')).toEqual([])
  })
})

test('what is asked is said once for each number, the strictest first, with the family named once', () => {
  expect(askedSentences(askedOf('maxPasswordAgeDays'), 'days')).toEqual([
    'At most 90 days: CIS AWS Foundations 1.2 (1.11), PCI DSS 3.2.1 (8.2.4), 4.0 (8.3.9).'
  ])
  expect(askedSentences(askedOf('minPasswordLength').slice(-4), 'characters')).toEqual([
    'At least 14 characters: CIS AWS Foundations 7.0 (2.8).',
    'At least 12 characters: PCI DSS 4.0 (8.3.6).',
    'At least 8 characters: AWS Foundational Security Best Practices (IAM.7).',
    'At least 7 characters: PCI DSS 3.2.1 (8.2.3).'
  ])
})
