/** Brings the keys of a record into one case: the API answers in PascalCase, S3 exports and EventBridge in lowerCamel. */
import type { JsonRecord } from './fields.ts'

/** The record with the first letter of every key in lower case; what stands below the keys is as it was. */
export function lowerFirst(record: JsonRecord): JsonRecord {
  const lowered = Object.create(null) as Record<string, unknown>
  for (const [key, value] of Object.entries(record))
    lowered[key.charAt(0).toLowerCase() + key.slice(1)] = value
  return lowered
}
