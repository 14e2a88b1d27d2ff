/** Takes times that lie ahead, such as an expiry: they say nothing of when an export was made. */
import type { Seconds } from '../../iam/facts.ts'
import { timeOf, type JsonRecord, type Member } from './fields.ts'

/** As `timeOf`, but the time dates nothing: a certificate's end is not the latest time met in its account. */
export function expiryOf(record: JsonRecord, key: string, member: Member): Seconds | null {
  return timeOf(record, key, { ...member, seen: () => undefined })
}
