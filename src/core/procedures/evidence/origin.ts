/** Where pieces of evidence come from, as it was last described. */
import type { EvidenceOrigin } from '../../../shared/records/evidence.ts'
import type { Reader } from '../../store/database.ts'
import type { WriteContext } from '../procedure.ts'

interface OriginRow extends Omit<EvidenceOrigin, 'byClient' | 'redacted'> {
  readonly byClient: number
  readonly redacted: number
}

/** null where nobody said. */
export function originOf(db: Reader, piece: number): EvidenceOrigin | null {
  const row = db.get<OriginRow>(
    `select obtained_from as obtainedFrom, obtained_by as obtainedBy, obtained_at as obtainedAt, as_of as asOf, address,
       by_client as byClient, redacted
     from origin_of_evidence
     where evidence_id = :piece`,
    { piece }
  )
  return row ? { ...row, byClient: row.byClient === 1, redacted: row.redacted === 1 } : null
}

/** From now on this is what is known of the piece; what was said before stays in the record. */
export function keepOrigin({ db, actor, now }: WriteContext, piece: number, origin: EvidenceOrigin): void {
  const { byClient, redacted, ...said } = origin
  db.run(
    `insert into evidence_origin (evidence_id, obtained_from, obtained_by, obtained_at, as_of, address, by_client, redacted,
       described_by, described_at)
     values (:piece, :obtainedFrom, :obtainedBy, :obtainedAt, :asOf, :address, :byClient, :redacted, :actor, :at)`,
    { piece, ...said, byClient: Number(byClient), redacted: Number(redacted), actor, at: now() }
  )
}
