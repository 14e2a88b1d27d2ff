/** Keeps a received file as a source of the open period, unless these bytes are one already. */
import type { SourceState } from '../../shared/vocabulary.ts'
import type { Reader } from '../store/database.ts'
import type { StoredObject } from '../store/objects.ts'
import { nextReference } from '../store/references.ts'
import { engagementOf } from './engagement.ts'
import type { WriteContext } from './procedure.ts'

export interface ReceivedFile {
  /** With its folders, and the archive it came in as the outermost. */
  readonly name: string
  readonly stored: StoredObject
  /** The archive's source; null where it was received by itself. */
  readonly container: number | null
}

interface Twin {
  readonly ref: string
  readonly state: SourceState
}

export function keepSource(
  { db, now }: WriteContext,
  batch: number,
  { name, stored, container }: ReceivedFile
): { readonly id: number; readonly ref: string } | { readonly twin: Twin } {
  const { period } = engagementOf(db)
  const twin = twinOf(db, period.id, stored.id, name)
  if (twin) return { twin }
  const ref = nextReference(db, 'SF', 3)
  const { id } = db.run(
    `insert into source (ref, period_id, batch, object_id, container_id, name, kind, state, reads_name, content, received_at)
     values (:ref, :period, :batch, :object, :container, :name, null, 'not-recognised', 0, '', :now)`,
    { ref, period: period.id, batch, object: stored.id, container, name, now: now() }
  )
  return { id, ref }
}

/**
 * The source that has these bytes already. Where a file's name had a part in reading it, the same bytes under another folder or
 * name are another answer: two accounts may both have no alias.
 */
function twinOf(db: Reader, period: number, object: number, name: string): Twin | undefined {
  return db
    .all<Twin & { name: string; reads_name: number }>(
      'select ref, state, name, reads_name from source where period_id = :period and object_id = :object order by id',
      { period, object }
    )
    .find((source) => source.reads_name === 0 || source.name === name)
}
