/** Reads evidence again and compares it with the hashes it was received under: on opening, and when somebody asks. */
import type { EvidenceCheck } from '../../shared/records/evidence.ts'
import { checksOf } from './evidence/checks.ts'
import { pieceNamed } from './evidence/piece.ts'
import { procedure } from './procedure.ts'

/** Milliseconds of reading at once: other questions wait no longer than that. */
const moment = 25

export default procedure('evidence.verify', ({ db, now }, { begin }): EvidenceCheck => {
  const checks = checksOf(db)
  if (begin !== null)
    checks.begin(begin === 'in-use' || begin === 'all' ? begin : { piece: pieceNamed(db, begin).ref })
  return checks.step(now, moment)
})
