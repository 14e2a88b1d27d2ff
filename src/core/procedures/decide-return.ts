/** Decides on the changes of a returned workbook: what is accepted goes into the record, and every cell leaves a trace in the event log. */
import type { Input } from '../../shared/contract.ts'
import { WorkbenchError } from '../../shared/errors.ts'
import type { DecidedReturn, ReturnChange } from '../../shared/records/returns.ts'
import { changeClasses, type ChangeDecision } from '../../shared/states/return-change.ts'
import { appendEvent } from '../store/events.ts'
import { clientValue } from '../workbook/client-value.ts'
import { notAllowed } from './findings/guards.ts'
import { useEvidence } from './findings/evidence.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { answersIn, remediationOf } from './returns/answers.ts'
import { applyAccepted } from './returns/apply.ts'
import { formNamed } from './returns/forms.ts'
import { changesOf, returnNamed, type KeptReturn } from './returns/kept.ts'

type Decision = Input<'return.decide'>['decisions'][number]

export default [
  procedure('return.decide', (context, { return: ref, decisions }): DecidedReturn => {
    const returned = returnNamed(context.db, ref)
    const waiting = new Map(waitingIn(context, returned).map((change) => [change.id, change]))
    const chosen = decisions.map((decision): Chosen => {
      const change = waiting.get(decision.change)
      if (!change)
        throw new WorkbenchError(
          'not-found',
          `A change that was decided on is not waiting in ${ref} any more; look at it again.`
        )
      if ((decision.decision === 'undo') !== (change.decision === 'reject'))
        throw notAllowed(
          change.decision === 'reject'
            ? 'It was rejected. Undo that first.'
            : 'Only what was rejected waits again; what was accepted is part of the record.'
        )
      refuseWithoutReason(decision, change)
      return { ...decision, change }
    })
    if (new Set(decisions.map(({ change }) => change)).size !== decisions.length)
      throw new WorkbenchError('input-invalid', 'The same change was decided on twice.')
    return decide(context, returned, chosen)
  }),

  procedure('return.accept-clean', (context, { return: ref }): DecidedReturn => {
    const returned = returnNamed(context.db, ref)
    const clean = waitingIn(context, returned).filter(
      (change) => change.class === 'clean' && change.decision === null
    )
    if (clean.length === 0) throw notAllowed(`Nothing in ${ref} is clean and waits.`)
    return decide(
      context,
      returned,
      clean.map((change) => ({ change, decision: 'accept', reason: '' }))
    )
  })
]

interface Chosen extends Omit<Decision, 'change'> {
  readonly change: ReturnChange
}

interface Settled {
  readonly change: ReturnChange
  readonly decision: ChangeDecision
  readonly value: string
  readonly reason: string
}

function waitingIn({ db, now }: WriteContext, returned: KeptReturn): readonly ReturnChange[] {
  return changesOf(db, returned, answersIn(db, now())).filter(
    ({ waits, decision }) => waits || decision === 'reject'
  )
}

/** The client reads why on the receipt, and whoever mended a cell says who told them what was meant. */
function refuseWithoutReason({ decision, value, reason }: Decision, change: ReturnChange): void {
  if (reason !== '') return
  if (decision === 'undo') return
  if (decision === 'reject')
    throw new WorkbenchError('reason-required', 'Say why it is rejected: the client reads it on the receipt.')
  if (value !== undefined && value !== change.theirs)
    throw new WorkbenchError(
      'reason-required',
      'It is accepted otherwise than the client wrote it: say who told you what was meant.'
    )
}

function decide(context: WriteContext, returned: KeptReturn, chosen: readonly Chosen[]): DecidedReturn {
  const faults = new Map<number, string>()
  const accepted = chosen.flatMap(({ change, decision, value = change.theirs }) => {
    if (decision !== 'accept' || change.column === '') return []
    const read = valueOf(change, value, context.now().slice(0, 10))
    if (read.fault === '') return [{ ...change, value: read.text }]
    faults.set(change.id, read.fault)
    return []
  })
  const source = { evidence: returned.evidenceId, from: returned.receivedFrom }
  for (const [id, sentence] of applyAccepted(context, source, accepted)) faults.set(id, sentence)
  const values = new Map(accepted.map(({ id, value }) => [id, value]))
  const settled = chosen.map(({ change, decision, value = change.theirs, reason }): Settled => {
    const fault = faults.get(change.id)
    if (fault !== undefined) return { change, decision: 'refused', value, reason: fault }
    if (decision === 'accept') return { change, decision, value: values.get(change.id) ?? value, reason }
    return { change, decision: decision === 'undo' ? 'undone' : decision, value: '', reason }
  })
  linkRemediations(context, returned, settled)
  for (const one of settled) keepDecision(context, returned, one)
  return report(context, returned, settled)
}

/** What was typed here is held to what the column takes, as what the client typed was. */
function valueOf(
  { sheet, column, theirs, class: changeClass, remark }: ReturnChange,
  value: string,
  today: string
): { readonly text: string; readonly fault: string } {
  const input = formNamed(sheet).inputs[column]
  if (!input) throw new Error(`${column} is nothing the client fills in`)
  if (changeClass === 'invalid' && value === theirs) return { text: value, fault: remark }
  return clientValue({ kind: 'text', text: value }, input, today)
}

/** The workbook stands with each remediation it said something of. */
function linkRemediations(
  { db, actor, now }: WriteContext,
  { evidenceId: evidence }: KeptReturn,
  settled: readonly Settled[]
): void {
  const refs = new Set(
    settled.flatMap(({ change, decision }) =>
      decision === 'accept' && change.column !== '' ? [remediationOf(change.rowKey).ref] : []
    )
  )
  for (const ref of refs)
    useEvidence(db, { evidence, target: 'remediation', ref, purpose: 'Returned workbook' }, actor, now())
}

const cellActions: Readonly<Record<ChangeDecision, string>> = {
  accept: 'return.accept-cell',
  reject: 'return.reject-cell',
  refused: 'return.refuse-cell',
  undone: 'return.undo-cell'
}

function keepDecision(
  { db, actor, now }: WriteContext,
  { ref }: KeptReturn,
  { change, decision, value, reason }: Settled
): void {
  db.run(
    `insert into workbook_decision (change_id, decision, value, reason, decided_by, decided_at)
     values (:change, :decision, :value, :reason, :actor, :at)`,
    { change: change.id, decision, value, reason, actor, at: now() }
  )
  appendEvent(db, {
    at: now(),
    actor,
    action: cellActions[decision],
    entity: 'workbook-return',
    entityId: ref,
    payload: {
      row: change.rowKey,
      column: change.title,
      place: change.place,
      class: changeClasses[change.class],
      base: change.base,
      before: change.mine,
      theirs: change.theirs,
      after: decision === 'accept' ? value : change.mine,
      reason
    }
  })
}

function report(
  { db, actor, now }: WriteContext,
  { ref }: KeptReturn,
  settled: readonly Settled[]
): DecidedReturn {
  const of = (decision: ChangeDecision): readonly Settled[] =>
    settled.filter((one) => one.decision === decision)
  const decided = {
    accepted: of('accept').length,
    rejected: of('reject').length,
    refused: of('refused').map(({ change, reason }) => ({ change: change.id, sentence: reason }))
  }
  appendEvent(db, {
    at: now(),
    actor,
    action: 'return.decide',
    entity: 'workbook-return',
    entityId: ref,
    payload: { accepted: decided.accepted, rejected: decided.rejected, refused: decided.refused.length }
  })
  return decided
}
