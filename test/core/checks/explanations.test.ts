/** Holds every check to what it owes its reader: what it cannot see, and where its rule comes from. */
import { describe, expect, test } from 'vitest'

import { checks } from '../../../src/core/checks/index.ts'

const named = checks.map((check) => [check.id, check] as const)

describe('every check explains itself', () => {
  test.each(named)('%s says what its result cannot see, in sentences', (_, { limits }) => {
    expect(limits.length).toBeGreaterThan(0)
    expect(new Set(limits).size).toBe(limits.length)
    for (const limit of limits) expect(limit).toMatch(/^[A-Za-z][^!\n]*\S\.$/)
  })

  test.each(named)('%s names where its rule comes from', (_, { sources }) => {
    expect(sources.length).toBeGreaterThan(0)
    expect(new Set(sources).size).toBe(sources.length)
    // A page is found by its title, which lasts longer than its address.
    for (const source of sources) {
      expect(source).toMatch(/^[A-Z].*[^.\s]$/)
      expect(source).not.toMatch(/https?:|Prowler|Steampipe|ScoutSuite|CloudSploit/)
    }
  })

  test.each(named)('%s has an effect of one sentence and a way to mend it in three places', (_, check) => {
    expect(check.effect.match(/[.?]( |$)/g)).toHaveLength(1)
    for (const way of Object.values(check.remediation)) expect(way.length).toBeGreaterThan(15)
  })
})
