/** Takes down what a reviewer asks, what is answered, and that it is settled. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { NoteReply, ReviewNote } from '../../shared/records/review.ts'
import { noteStateOf, refusalOfNoteStep, type NoteTarget } from '../../shared/states/review-note.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { nextReference } from '../store/references.ts'
import { engagementOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { testsNamed } from './record-conclusion.ts'

export default [
  procedure('review-note.list', ({ db }, { target, ref }): readonly ReviewNote[] =>
    notesOf(db).filter(
      (note) =>
        (target === undefined || note.target === target) && (ref === undefined || note.targetRef === ref)
    )
  ),

  procedure(
    'review-note.raise',
    (
      { db, actor, now },
      { target, ref: targetRef, class: noteClass, text, assignedTo, pointsForward }
    ): ReviewNote => {
      const { period } = engagementOf(db)
      refuseUnknown(db, target, targetRef)
      const at = now()
      const ref = nextReference(db, 'N', 3)
      db.run(
        `insert into review_note (ref, period_id, target, target_ref, class, text, assigned_to, points_forward, raised_by, raised_at)
         values (:ref, :period, :target, :targetRef, :noteClass, :text, :assignedTo, :pointsForward, :actor, :at)`,
        {
          ref,
          period: period.id,
          target,
          targetRef,
          noteClass,
          text,
          assignedTo,
          pointsForward: Number(pointsForward),
          actor,
          at
        }
      )
      appendEvent(db, {
        at,
        actor,
        action: 'review-note.raise',
        entity: 'review-note',
        entityId: ref,
        payload: { target, targetRef, class: noteClass, text, assignedTo, pointsForward }
      })
      return noteNamed(db, ref)
    }
  ),

  procedure('review-note.step', ({ db, actor, now, person }, { note: ref, step, text }): ReviewNote => {
    const note = noteNamed(db, ref)
    const refusal = refusalOfNoteStep(note, step, person)
    if (refusal !== null) throw new WorkbenchError('not-allowed', refusal)
    if (step !== 'cleared' && text === '')
      throw new WorkbenchError('reason-required', 'Say in a sentence what you answer.')
    const at = now()
    db.run(
      `insert into review_note_step (note_id, state, text, done_by, done_at)
       values (:note, :step, :text, :actor, :at)`,
      { note: note.id, step, text, actor, at }
    )
    appendEvent(db, {
      at,
      actor,
      action: 'review-note.step',
      entity: 'review-note',
      entityId: ref,
      payload: { before: note.state, after: noteStateOf([step]), text }
    })
    return noteNamed(db, ref)
  })
]

/** Of the open period, with points forward of the period before it; the oldest first. */
export function notesOf(db: Reader): ReviewNote[] {
  const { period } = engagementOf(db)
  const replies = Map.groupBy(
    db.all<NoteReply & { readonly note_id: number }>(
      `select note_id, state as step, text, done_by as "by", done_at as "at" from review_note_step order by id`
    ),
    (reply) => reply.note_id
  )
  return db
    .all<Omit<ReviewNote, 'state' | 'replies' | 'pointsForward'> & { readonly pointsForward: number }>(
      `select id, ref, target, target_ref as targetRef, class, text, assigned_to as assignedTo, points_forward as pointsForward,
         raised_by as raisedBy, raised_at as raisedAt
       from review_note
       where period_id = :period
         or (points_forward = 1 and period_id = (select prior_id from period where id = :period))
       order by id`,
      { period: period.id }
    )
    .map((row) => {
      const own = replies.get(row.id) ?? []
      return {
        ...row,
        pointsForward: row.pointsForward === 1,
        state: noteStateOf(own.map(({ step }) => step)),
        replies: own.map(({ step, text, by, at }) => ({ step, text, by, at }))
      }
    })
}

function noteNamed(db: Reader, ref: string): ReviewNote {
  const note = notesOf(db).find((one) => one.ref === ref)
  if (!note) throw new WorkbenchError('not-found', `There is no review note ${ref} in this period.`)
  return note
}

function refuseUnknown(db: Reader, target: NoteTarget, ref: string): void {
  if (target === 'test') {
    const [control = '', account = ''] = ref.split('/')
    testsNamed(db, control, [account])
    return
  }
  const known = {
    finding: 'select 1 from finding where ref = :ref',
    remediation: 'select 1 from remediation where ref = :ref',
    source: 'select 1 from source where ref = :ref',
    evidence: 'select 1 from evidence where ref = :ref',
    period: 'select 1 from period where label = :ref'
  }[target]
  if (db.get(known, { ref }) === undefined)
    throw new WorkbenchError('not-found', `There is no ${target} ${ref} in this engagement.`)
}
