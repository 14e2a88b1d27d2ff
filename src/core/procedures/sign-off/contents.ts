/** What each thing that can be signed holds now, in the form in which it is signed. */
import type { SignScope } from '../../../shared/states/sign-off.ts'
import type { Reader } from '../../store/database.ts'
import { engagementOf } from '../engagement.ts'
import { acceptanceContents } from './acceptance-content.ts'
import { findingContents, retestContents } from './finding-content.ts'
import { archiveContent, periodContent } from './period-content.ts'
import { testContent, type SignedContent } from './test-content.ts'
import { testRecords, type TestRecord } from './test-record.ts'

export type Contents = (scope: SignScope, ref: string) => SignedContent | null

/** Answers for the open period; null where there is no such thing. What was asked once is not gathered again. */
export function contentsOf(
  db: Reader,
  records: () => readonly TestRecord[] = () => testRecords(db)
): Contents {
  const { period } = engagementOf(db)
  const tests = once(
    () => new Map(records().map((record) => [record.ref, testContent(period.label, record)]))
  )
  const findings = once(() => findingContents(db, period))
  const retests = once(() => retestContents(db))
  const acceptances = once(() => acceptanceContents(db))
  const whole = once(() => periodContent(db, period, tests()))
  const archive = once(() => archiveContent(db, period, tests()))

  return (scope, ref) => {
    switch (scope) {
      case 'test':
        return tests().get(ref) ?? null
      case 'finding':
        return findings().get(ref) ?? null
      case 'retest':
        return retests().get(ref) ?? null
      case 'acceptance':
        return acceptances().get(ref) ?? null
      case 'period':
        return ref === period.label ? whole() : null
      case 'archive':
        return ref === period.label ? archive() : null
    }
  }
}

export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}
