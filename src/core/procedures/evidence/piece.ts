/** A piece of evidence as it is kept. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { EvidenceType } from '../../../shared/vocabulary.ts'
import type { Reader } from '../../store/database.ts'

export interface KeptPiece {
  readonly id: number
  readonly ref: string
  readonly type: EvidenceType
  readonly fileName: string
  readonly mime: string
  readonly object: number
  readonly withdrawnAt: string | null
}

/** Throws `not-found`. */
export function pieceNamed(db: Reader, ref: string): KeptPiece {
  const found = db.get<KeptPiece>(
    `select id, ref, type, file_name as fileName, mime, object_id as object, withdrawn_at as withdrawnAt
     from evidence
     where ref = :ref`,
    { ref }
  )
  if (!found) throw new WorkbenchError('not-found', `There is no evidence ${ref} in this engagement.`)
  return found
}

/** The label of a locked period whose tests the piece backs; null where there is none. */
export function lockedPeriodOf(db: Reader, piece: number): string | null {
  const sql = `
    select p.label
    from standing_link l
    join period p on p.id = l.period_id and p.state = 'locked'
    where l.evidence_id = :piece
    order by p.label
    limit 1`
  return db.get<{ label: string }>(sql, { piece })?.label ?? null
}
