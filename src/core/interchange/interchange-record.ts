/** What an interchange document is made from: the record of one period, and names that stay the same in every document of it. */
import type { ReportRecord } from '../reports/record.ts'

export interface InterchangeRecord {
  readonly record: ReportRecord
  /** ISO-8601 UTC: when the document is made. */
  readonly at: string
  /** Where frameworks ask for what a control tests. */
  readonly referencesOf: (
    control: string
  ) => readonly { readonly framework: string; readonly ids: readonly string[] }[]
  /** The UUID of a thing of this engagement, by name: the same name has the same one for good. */
  readonly uuidOf: (name: string) => string
}
