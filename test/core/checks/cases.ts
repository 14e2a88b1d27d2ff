/** Tables of cases for checks with one member: what is given, and the verdict on it. */
import { describe, expect, test } from 'vitest'

import type { MemberStatus } from '../../../src/shared/vocabulary.ts'
import { openEstate, type Estate } from './database.ts'

export type Case = readonly [
  sentence: string,
  given: (estate: Estate) => void,
  status: MemberStatus,
  detail: RegExp
]

/** One describe a check, one test a case; each case has an engagement of its own. */
export function testCases(cases: Readonly<Record<string, readonly Case[]>>): void {
  for (const [check, table] of Object.entries(cases))
    describe(check, () => {
      test.each(table)('%s', (_, given, status, detail) => {
        const estate = openEstate()
        given(estate)

        const member = estate.only(check)

        expect(member.status).toBe(status)
        expect(member.detail).toMatch(detail)
      })
    })
}
