/** Shows whether a source is proved complete and accurate, and what the auditor decided of it. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { Decision, ProofRecord } from '../../shared/records/proof.ts'
import type { Acceptance } from '../../shared/vocabulary.ts'
import type { Reader } from '../store/database.ts'
import { procedure } from './procedure.ts'
import { proofs } from './proofs/index.ts'

export default procedure('proof.show', ({ db, recall }, { source }): ProofRecord => {
  const found = db.get<{ ref: string; name: string; state: string }>(
    'select ref, name, state from source where id = :source',
    { source }
  )
  if (!found) throw new WorkbenchError('not-found', 'That source is not in this engagement.')
  const decisions = decisionsBySource(db).get(source) ?? []
  return {
    source,
    ref: found.ref,
    name: found.name,
    acceptance: acceptanceOf(found.state, decisions.at(-1)?.decision),
    proofs: recall('proofs', () => proofs(db))(source) ?? [],
    decisions
  }
})

/** The state that follows from what was received since and what was decided last. */
export function acceptanceOf(state: string, last: Decision['decision'] | undefined): Acceptance {
  if (state === 'superseded') return 'superseded'
  return last === undefined || last === 'reopened' ? 'received' : last
}

/** Everything decided, by source, the newest last. */
export function decisionsBySource(db: Reader): ReadonlyMap<number, readonly Decision[]> {
  const bySource = new Map<number, Decision[]>()
  for (const { source, ...decision } of db.all<Decision & { source: number }>(
    'select source_id as source, decision, reason, decided_by as "by", decided_at as "at" from acceptance order by id'
  )) {
    const list = bySource.get(source)
    if (list) list.push(decision)
    else bySource.set(source, [decision])
  }
  return bySource
}
