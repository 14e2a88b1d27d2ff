/** Which rows were drawn into the samples of the open period. */
import type { PopulationKind } from '../../../shared/records/explorer.ts'
import type { Reader } from '../../store/database.ts'
import { engagementOf } from '../engagement.ts'
import type { SampleKeys } from './matching.ts'

/** By the samples' references, of one kind. */
export function sampleKeys(db: Reader, kind: PopulationKind): SampleKeys {
  const keys = new Map<string, Set<string>>()
  for (const { ref, key } of db.all<{ ref: string; key: string }>(
    `select sample.ref, item.key
     from sample
     join sample_item as item on item.sample_id = sample.id
     where sample.period_id = :period and json_extract(sample.query, '$.kind') = :kind
     order by sample.id, item.n`,
    { period: engagementOf(db).period.id, kind }
  ))
    keys.set(ref, (keys.get(ref) ?? new Set<string>()).add(key))
  return keys
}

/** The samples a row is in. */
export function samplesWith(db: Reader, kind: PopulationKind, key: string): readonly string[] {
  return [...sampleKeys(db, kind)].flatMap(([ref, keys]) => (keys.has(key) ? [ref] : []))
}
