/** E5: the bytes of every piece of evidence are there, as they were received. */
import { createHash } from 'node:crypto'

import type { Reader } from '../../store/database.ts'
import { checksOf } from '../evidence/checks.ts'
import { readObject } from '../../store/objects.ts'
import { against, type GateRule } from './rule.ts'

interface EvidenceRow {
  readonly ref: string
  readonly object_id: number
  readonly sha256: string | null
  readonly size: number | null
  readonly stored: number | null
}

/** Whether bytes are there is seen at once; whether they have their hash is known once they were read (`checksOf`, `misfitEvidence`). */
export const evidenceRules: readonly GateRule[] = [
  {
    code: 'E5',
    title: 'Every piece of evidence is there',
    leadsTo: 'evidence',
    find({ db }) {
      const rows = evidenceRows(db)
      return against(
        rows.filter((row) => isDamaged(db, row)).map(({ ref }) => ref),
        `of ${rows.length} pieces of evidence is not as it was received`,
        `of ${rows.length} pieces of evidence are not as they were received`,
        rows.length === 0
          ? 'There is no evidence yet.'
          : `The bytes of all ${rows.length} pieces of evidence are there.`
      )
    }
  }
]

function isDamaged(db: Reader, { object_id, sha256, size, stored }: EvidenceRow): boolean {
  return sha256 === null || stored !== size || (checksOf(db).of(object_id)?.fault ?? null) !== null
}

/** References of evidence whose bytes no longer have their hash; reads all of it. */
export function misfitEvidence(db: Reader): readonly string[] {
  return evidenceRows(db).flatMap(({ ref, object_id, sha256 }) =>
    sha256 !== null && hashOf(db, object_id) === sha256 ? [] : [ref]
  )
}

function hashOf(db: Reader, object: number): string | null {
  const hash = createHash('sha256')
  try {
    for (const chunk of readObject(db, object)) hash.update(chunk)
  } catch {
    return null
  }
  return hash.digest('hex')
}

function evidenceRows(db: Reader): readonly EvidenceRow[] {
  return db.all<EvidenceRow>(
    `select e.ref, e.object_id, o.sha256, o.size,
       (select coalesce(sum(size), 0) from object_chunk where object_id = e.object_id) as stored
     from evidence e
     left join object o on o.id = e.object_id
     where e.withdrawn_at is null
     order by e.id`
  )
}
