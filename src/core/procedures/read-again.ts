/** Reads the kept files again where a workbench with other importers read them before: facts are derived, files are kept. */
import { appendEvent } from '../store/events.ts'
import { readDocumentsAgain } from '../store/facts.ts'
import { engagementOf, factsVersion } from './engagement.ts'
import type { WriteContext } from './procedure.ts'
import { readSource } from './read-source.ts'
import { settle } from './settle.ts'
import { situationOf } from './situation.ts'
import { supersede } from './supersede-source.ts'

/** Called when a file is opened. Conclusions stay; results that change say so by their hash. */
export function readAgainWhereNeeded(context: WriteContext): void {
  const { db, actor, now } = context
  const { version } = db.get<{ version: number }>('select facts_version as version from engagement') ?? {
    version: factsVersion
  }
  if (version === factsVersion) return
  readDocumentsAgain(db)
  const { period } = engagementOf(db)
  // What was locked stays with the results it was locked with; the next month begins without facts.
  if (situationOf(db, null).isLocked) return
  const sources = db.all<{ id: number }>(
    "select id from source where period_id = :period and state <> 'superseded' and kind is not 'archive' and is_rejected = 0 order by id",
    { period: period.id }
  )
  const bereaved = new Set<number>()
  for (const { id } of sources) {
    readSource(context, id)
    supersede(db, id, (other) => bereaved.add(other))
  }
  db.run('update engagement set facts_version = :factsVersion', { factsVersion })
  if (sources.length === 0) return
  const changedTests = settle(context, 'read-again', bereaved)
  appendEvent(db, {
    at: now(),
    actor,
    action: 'import.read-again',
    entity: 'period',
    entityId: period.label,
    payload: { factsVersion, sources: sources.length, changedTests }
  })
}
