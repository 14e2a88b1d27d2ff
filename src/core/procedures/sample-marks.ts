/** Settles what is looked at on every item of a sample, and marks what was seen. */
import { WorkbenchError } from '../../shared/errors.ts'
import { attributeCode, refusalOfTick, tickMarks } from '../../shared/states/sample.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { engagementOf } from './engagement.ts'
import { evidenceNamed } from './findings/evidence.ts'
import { attributesOf, marksOf } from './judging/marks.ts'
import { procedure } from './procedure.ts'

export default [
  procedure('sample.attributes', ({ db, actor, now }, { ref, texts }) => {
    const sample = sampleNamed(db, ref)
    if (attributesOf(db, ref).length > 0)
      throw new WorkbenchError(
        'not-allowed',
        `What is looked at in ${ref} is settled already. Draw another sample for other attributes.`
      )
    const attributes = texts.map((text, at) => ({ code: attributeCode(at), text }))
    for (const attribute of attributes)
      db.run('insert into sample_attribute (sample_id, code, text) values (:id, :code, :text)', {
        id: sample.id,
        ...attribute
      })
    appendEvent(db, {
      at: now(),
      actor,
      action: 'sample.attributes',
      entity: 'sample',
      entityId: ref,
      payload: { attributes }
    })
    return null
  }),

  procedure('sample.tick', ({ db, actor, now }, { ref, items, code, mark, note, evidence }) => {
    const sample = sampleNamed(db, ref)
    if (!attributesOf(db, ref).some((attribute) => attribute.code === code))
      throw new WorkbenchError(
        'not-found',
        `${ref} has no attribute ${code}; settle what is looked at first.`
      )
    const numbers = new Map(
      db
        .all<{ key: string; n: number }>('select key, n from sample_item where sample_id = :id', {
          id: sample.id
        })
        .map(({ key, n }) => [key, n])
    )
    const standing = new Map(
      marksOf(db, ref).flatMap((one) => (one.code === code ? [[one.item, one.mark] as const] : []))
    )
    const pieces = [...new Set(evidence)].map((id) => ({ id, ref: evidenceNamed(db, id).ref }))
    const at = now()
    const marked = [...new Set(items)].map((item) => {
      const n = numbers.get(item)
      if (n === undefined) throw new WorkbenchError('not-found', `${item} is not in ${ref}.`)
      const before = standing.get(item) ?? 'open'
      const refusal = refusalOfTick({ from: before, to: mark, note })
      if (refusal !== null)
        throw new WorkbenchError('not-allowed', `Item ${n} of ${ref}, ${code}: ${refusal}.`)
      db.run(
        `insert into sample_tick (sample_id, item, code, mark, note, ticked_by, ticked_at)
         values (:id, :item, :code, :mark, :note, :actor, :at)`,
        { id: sample.id, item, code, mark, note, actor, at }
      )
      for (const piece of pieces)
        db.run(
          `insert into evidence_use (evidence_id, target, ref, locator, purpose, linked_by, linked_at)
           values (:id, 'sample-item', :ref, '', :purpose, :actor, :at)
           on conflict do nothing`,
          { id: piece.id, ref: `${ref}/${n}/${code}`, purpose: tickMarks[mark].title, actor, at }
        )
      return { item: n, before }
    })
    appendEvent(db, {
      at,
      actor,
      action: 'sample.tick',
      entity: 'sample',
      entityId: ref,
      payload: { code, items: marked, after: mark, note, evidence: pieces.map((piece) => piece.ref) }
    })
    return null
  })
]

/** Of the open period: an earlier month's marks stay as they are. */
function sampleNamed(db: Reader, ref: string): { readonly id: number } {
  const sample = db.get<{ id: number }>('select id from sample where ref = :ref and period_id = :period', {
    ref,
    period: engagementOf(db).period.id
  })
  if (!sample) throw new WorkbenchError('not-found', `There is no sample ${ref} in this period.`)
  return sample
}
