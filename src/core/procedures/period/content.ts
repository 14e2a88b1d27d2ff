/** What a period issues, as one hash: tests, sources and the overall conclusion. What the client does about findings comes after. */
import { contentHash } from '../../integrity/content-hash.ts'
import type { Reader } from '../../store/database.ts'
import { projection } from '../sign-off/period-content.ts'
import { periodState } from '../sign-off/period-state.ts'

/** Of the open period. */
export function issuedContentHash(db: Reader, now: string): string {
  const state = periodState(db, now)
  const content = state.contents('period', state.period.label)
  if (content === null) throw new Error('A period without content')
  const { opinion = null, period = null, sources = null, statement = null, tests = null } = content
  return contentHash(projection, { opinion, period, sources, statement, tests })
}
