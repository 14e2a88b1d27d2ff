/** Takes down whether the auditor relies on a source, what was seen live of it, and the role agreed with the client. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { Decision, Proof } from '../../shared/records/proof.ts'
import type { Reader, Writer } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { dropFacts } from '../store/facts.ts'
import { engagementOf } from './engagement.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { proofs } from './proofs/index.ts'
import { readSource } from './read-source.ts'
import { settle } from './settle.ts'
import { acceptanceOf, decisionsBySource } from './show-proofs.ts'
import { supersede } from './supersede-source.ts'

export default [
  procedure('source.decide', (context, { sources, decision, reason }) => {
    const { db } = context
    const decided = decisionsBySource(db)
    const proofsOf = decision === 'accepted' ? proofs(db) : () => null
    const bereaved = new Set<number>()
    let countsAnew = false
    for (const id of sources) {
      const source = sourceOf(db, id)
      guard(source, decision, reason, decided.get(id)?.at(-1)?.decision, proofsOf(id) ?? [])
      keep(context, source, decision, reason)
      if (setRejected(context, source, decision === 'rejected', bereaved)) countsAnew = true
    }
    return { changedTests: countsAnew ? settle(context, 'decide', bereaved) : 0 }
  }),

  procedure('source.observe', ({ db, actor, now }, { source, agrees, sentence }) => {
    const { ref } = sourceOf(db, source)
    db.run(
      `insert into accuracy_observation (source_id, sentence, agrees, observed_by, observed_at)
       values (:source, :sentence, :agrees, :actor, :now)`,
      { source, sentence, agrees: Number(agrees), actor, now: now() }
    )
    appendEvent(db, {
      at: now(),
      actor,
      action: 'source.observe',
      entity: 'source',
      entityId: ref,
      payload: { agrees, sentence }
    })
    return null
  }),

  procedure('period.caller', ({ db, actor, now }, { caller }) => {
    const { period } = engagementOf(db)
    db.run('update period set agreed_caller = :caller where id = :id', { caller, id: period.id })
    appendEvent(db, {
      at: now(),
      actor,
      action: 'period.caller',
      entity: 'period',
      entityId: period.label,
      payload: { caller }
    })
    return null
  })
]

interface Source {
  readonly id: number
  readonly ref: string
  readonly name: string
  readonly state: string
  readonly kind: string | null
  readonly is_rejected: number
}

function sourceOf(db: Writer, id: number): Source {
  const source = db.get<Source>('select id, ref, name, state, kind, is_rejected from source where id = :id', {
    id
  })
  if (!source) throw new WorkbenchError('not-found', 'That source is not in this engagement.')
  refuseEarlierSource(db, id)
  return source
}

/** Throws `not-allowed` for a source of a month that is over. */
export function refuseEarlierSource(db: Reader, id: number): void {
  const found = db.get<{ ref: string; period_id: number; label: string }>(
    'select s.ref, s.period_id, p.label from source s join period p on p.id = s.period_id where s.id = :id',
    { id }
  )
  if (found && found.period_id !== engagementOf(db).period.id)
    throw new WorkbenchError(
      'not-allowed',
      `${found.ref} is of ${found.label}, which is over and stays as it is.`
    )
}

/** Received → accepted, accepted with limitation or rejected, and back; a superseded source is past deciding. */
function guard(
  { ref, name, state, kind }: Source,
  decision: Decision['decision'],
  reason: string,
  last: Decision['decision'] | undefined,
  proved: readonly Proof[]
): void {
  const refuse = (sentence: string): never => {
    throw new WorkbenchError('not-allowed', sentence)
  }
  const now = acceptanceOf(state, last)
  if (now === 'superseded') refuse(`${ref} (${name}) was superseded by a later export; decide on that one.`)
  if (kind === null || (state !== 'read' && decision.startsWith('accepted')))
    refuse(`${ref} (${name}) was not read; nothing of it can be relied on.`)
  if (decision === 'reopened' && now === 'received') refuse(`Nothing was decided of ${ref} yet.`)
  if (decision !== 'reopened' && now !== 'received')
    refuse(`${ref} was decided on already; take that decision back first.`)
  if (decision !== 'accepted' && reason === '')
    throw new WorkbenchError('reason-required', 'Say in a sentence why.')
  const failed = proved.filter(({ result }) => result === 'fail')
  if (failed.length > 0)
    refuse(
      `${ref} (${name}) cannot be accepted as it is: ${failed.map(({ code, title, actual }) => `${code} ${title.toLowerCase()} (${actual})`).join('; ')}. Accept it with a limitation, or ask for it again.`
    )
}

function keep(
  { db, actor, now }: WriteContext,
  { id, ref }: Source,
  decision: Decision['decision'],
  reason: string
): void {
  db.run(
    `insert into acceptance (source_id, decision, reason, decided_by, decided_at)
     values (:id, :decision, :reason, :actor, :now)`,
    { id, decision, reason, actor, now: now() }
  )
  appendEvent(db, {
    at: now(),
    actor,
    action: 'source.decide',
    entity: 'source',
    entityId: ref,
    payload: { decision, reason }
  })
}

/** A rejected source states nothing; taken back it is read again. Answers whether anything of this changed. */
function setRejected(
  context: WriteContext,
  { id, is_rejected }: Source,
  isRejected: boolean,
  bereaved: Set<number>
): boolean {
  const { db } = context
  if (is_rejected === Number(isRejected)) return false
  db.run('update source set is_rejected = :isRejected where id = :id', { id, isRejected: Number(isRejected) })
  if (isRejected) {
    for (const other of tellingBeside(db, id)) bereaved.add(other)
    dropFacts(db, id)
  } else {
    readSource(context, id)
    supersede(db, id, (other) => bereaved.add(other))
  }
  return true
}

/** Where two sources said the same, only the row read last was left: those with facts in the same tables about the same accounts. */
function tellingBeside(db: Writer, id: number): readonly number[] {
  return db
    .all<{ id: number }>(
      `select distinct f.source_id as id
       from source_fact own
       join source_fact f on f.table_name = own.table_name and f.source_id <> own.source_id
       join source_coverage c on c.source_id = f.source_id
       where own.source_id = :id
         and c.account_id in (select account_id from source_coverage where source_id = :id)
       order by id`,
      { id }
    )
    .map((row) => row.id)
}
