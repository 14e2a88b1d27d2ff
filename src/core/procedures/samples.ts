/** Draws samples from a population and shows that the same draw gives the same rows; a sample is never changed. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { SampleCheck, SampleMethod, SampleRecord, SampleView } from '../../shared/records/explorer.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { nextReference } from '../store/references.ts'
import { controlNamed } from './controls.ts'
import { engagementOf } from './engagement.ts'
import { drawRandom, drawSystematic, hashOfKeys } from './explore/draw.ts'
import { keyOf } from './explore/kind.ts'
import { queryWords } from './explore/query-words.ts'
import { rowsAsked } from './explore/rows-asked.ts'
import { sampleRecord, samplesIn } from './judging/kept-samples.ts'
import { procedure } from './procedure.ts'

/** More than this is no sample any more. */
const mostItems = 10_000

export default [
  procedure('sample.list', ({ db }): readonly SampleView[] => samplesOf(db)),

  procedure('sample.show', ({ db }, { ref }): SampleCheck => {
    const sample = samplesOf(db).find((one) => one.ref === ref)
    if (!sample) throw new WorkbenchError('not-found', `There is no sample ${ref} in this period.`)
    const kept = sampleRecord(db, ref)
    const drawnThen = kept.items.map(({ key }) => key)
    const now = rowsAsked(db, sample.query, null).matching.map(keyOf)
    const again = sample.method === 'interest' ? presentOf(drawnThen, now) : drawn(now, sample)
    return {
      ...kept,
      populationNow: now.length,
      isPopulationSame: hashOfKeys(now) === sample.populationHash,
      isSampleSame: again.length === drawnThen.length && again.every((key, n) => key === drawnThen[n])
    }
  }),

  procedure('sample.kept', ({ db }, { ref }): SampleRecord => sampleRecord(db, ref)),

  procedure(
    'sample.draw',
    ({ db, actor, now }, { control, query, keys, method, size, seed, basis }): SampleView => {
      controlNamed(control)
      refuseWithoutChance(method, size, seed)
      const { population, matching, chosen } = rowsAsked(db, query, method === 'interest' ? keys : null)
      const all = matching.map(keyOf)
      const items = method === 'interest' ? chosen.map(keyOf) : drawn(all, { method, size, seed })
      if (items.length === 0)
        throw new WorkbenchError('not-allowed', 'There is nothing to draw from: no row matches.')
      if (items.length > mostItems)
        throw new WorkbenchError(
          'not-allowed',
          `A sample takes at most ${mostItems} items; ${items.length} match.`
        )
      const { period } = engagementOf(db)
      const at = now()
      const ref = nextReference(db, 'S', 3)
      const record = {
        control,
        definition: queryWords(query, population.names),
        method,
        basis,
        seed: method === 'interest' ? '' : seed,
        population: all.length,
        populationHash: hashOfKeys(all),
        size: items.length
      }
      const { id } = db.run(
        `insert into sample (ref, period_id, control, query, definition, method, basis, seed, population, population_hash, size,
         drawn_by, drawn_at)
       values (:ref, :period, :control, :query, :definition, :method, :basis, :seed, :population, :populationHash, :size,
         :actor, :at)`,
        { ...record, ref, period: period.id, query: JSON.stringify(query), actor, at }
      )
      for (const [n, key] of items.entries()) {
        const row = population.rows[population.find(key) ?? -1]
        if (!row) throw new Error('A drawn key that no row has')
        db.run(
          `insert into sample_item (sample_id, n, key, account_id, resource)
         values (:id, :n, :key, :account, :resource)`,
          { id, n: n + 1, key, account: row.account, resource: row.resource }
        )
      }
      appendEvent(db, {
        at,
        actor,
        action: 'sample.draw',
        entity: 'sample',
        entityId: ref,
        payload: { ...record, query: JSON.stringify(query), itemsHash: hashOfKeys(items) }
      })
      return { ref, query, ...record, drawnBy: actor, drawnAt: at }
    }
  )
]

interface Draw {
  readonly method: SampleMethod
  readonly size: number
  readonly seed: string
}

function drawn(keys: readonly string[], { method, size, seed }: Draw): readonly string[] {
  return method === 'systematic' ? drawSystematic(keys, size, seed) : drawRandom(keys, size, seed)
}

/** Items of interest are not drawn; they are those that are still there. */
function presentOf(keys: readonly string[], now: readonly string[]): readonly string[] {
  const there = new Set(now)
  return keys.filter((key) => there.has(key))
}

function refuseWithoutChance(method: SampleMethod, size: number, seed: string): void {
  if (method === 'interest') return
  if (seed === '')
    throw new WorkbenchError(
      'input-invalid',
      'A sample needs its seed before it is drawn, so that it can be drawn again.'
    )
  if (size === 0) throw new WorkbenchError('input-invalid', 'A sample needs at least one item.')
}

/** Of the open period, the oldest first. */
function samplesOf(db: Reader): readonly SampleView[] {
  return samplesIn(db, engagementOf(db).period.id)
}
