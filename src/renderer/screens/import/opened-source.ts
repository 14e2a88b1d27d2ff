/** Which received file is looked at, and what of it. */

export type SourceSection = 'proofs' | 'records' | 'notes' | 'particulars'

export interface OpenedSource {
  readonly id: number
  readonly section: SourceSection
  /** A first reason for accepting it with a limitation; null where the auditor did not come for that. */
  readonly limitation: string | null
}
