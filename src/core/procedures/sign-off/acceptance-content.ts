/** What a signature on a risk acceptance covers: what the client accepts, why and until when, and who approved it on which evidence. */
import type { Reader } from '../../store/database.ts'
import { evidenceOf } from './finding-content.ts'
import type { SignedContent } from './test-content.ts'

interface AcceptanceRow {
  readonly ref: string
  readonly finding: string
  readonly covers: string
  readonly reason: string
  readonly compensating_controls: string
  readonly residual_severity: string
  readonly approver: string
  readonly approver_title: string
  readonly approved_at: string
  readonly valid_from: string
  readonly expires_at: string
  readonly auditor_view: string
  readonly renewal_of: string | null
}

/** Of every risk acceptance, as it was recorded; that it ended or lapsed is a thing of its own. */
export function acceptanceContents(db: Reader): ReadonlyMap<string, SignedContent> {
  const evidence = evidenceOf(db, 'risk-acceptance')
  const rows = db.all<AcceptanceRow>(
    `select a.ref, f.ref as finding, a.covers, a.reason, a.compensating_controls, a.residual_severity, a.approver,
       a.approver_title, a.approved_at, a.valid_from, a.expires_at, a.auditor_view, before.ref as renewal_of
     from risk_acceptance a
     join finding f on f.id = a.finding_id
     left join risk_acceptance before on before.id = a.renewal_of
     order by a.id`
  )
  return new Map(
    rows.map((row) => [
      row.ref,
      {
        acceptance: row.ref,
        approvedAt: row.approved_at,
        approver: row.approver,
        approverTitle: row.approver_title,
        auditorView: row.auditor_view,
        compensatingControls: row.compensating_controls,
        covers: JSON.parse(row.covers) as string[],
        evidence: evidence.get(row.ref) ?? [],
        expiresAt: row.expires_at,
        finding: row.finding,
        reason: row.reason,
        renewalOf: row.renewal_of,
        residualSeverity: row.residual_severity,
        validFrom: row.valid_from
      }
    ])
  )
}
