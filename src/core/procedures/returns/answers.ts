/** What the record says now of everything the client can fill in, row by row as in the workbook. */
import { answersOf, milestoneAnswersOf } from '../../../shared/client-inputs.ts'
import type { FindingRecord } from '../../../shared/records/finding.ts'
import type { Reader } from '../../store/database.ts'
import { clientRemarksOf } from '../findings/client-remarks.ts'
import { findingRecords } from '../findings/views.ts'

export interface Answers {
  /** Empty for a row the record does not have. */
  readonly mine: (key: string) => Readonly<Record<string, string>>
  /** The finding of a remediation or milestone; undefined where the record has none. */
  readonly findingOf: (key: string) => FindingRecord | undefined
}

/** `today` is a day or a time. */
export function answersIn(db: Reader, today: string): Answers {
  const remarks = clientRemarksOf(db)
  const findings = new Map(
    findingRecords(db, today).flatMap((finding) =>
      finding.remediation === null ? [] : [[finding.remediation.ref, finding] as const]
    )
  )
  const findingOf = (key: string): FindingRecord | undefined => findings.get(remediationOf(key).ref)
  return {
    findingOf,
    mine(key) {
      const finding = findingOf(key)
      if (!finding) return {}
      const { ref, milestone } = remediationOf(key)
      if (milestone === null) return answersOf(finding, remarks.get(ref) ?? {})
      const found = finding.milestones.find(({ n }) => n === milestone)
      return found ? milestoneAnswersOf(found) : {}
    }
  }
}

/** `R-2026-001/2` → the remediation, and its second milestone. */
export function remediationOf(key: string): { readonly ref: string; readonly milestone: number | null } {
  const [ref = '', n] = key.split('/')
  return { ref, milestone: n === undefined ? null : Number(n) }
}
