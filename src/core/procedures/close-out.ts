/** Takes the open period from fieldwork through review to the final workbook and the lock. */
import { WorkbenchError } from '../../shared/errors.ts'
import { periodAfter, refusalOfMove, type PeriodMove, type PeriodState } from '../../shared/states/period.ts'
import type { SignRole } from '../../shared/states/sign-off.ts'
import type { WorkbookExport } from '../../shared/records/workbook.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent, chainHead, type NewEvent } from '../store/events.ts'
import { refuseOpenGate, refuseUnexplained } from './gate.ts'
import { keepDraft } from './issue-workbook.ts'
import { issuedContentHash } from './period/content.ts'
import { openPeriod, periodNamed, type KeptPeriod } from './period/state.ts'
import { preparedProcedure, procedure, type WriteContext } from './procedure.ts'
import { periodState } from './sign-off/period-state.ts'
import { standingOf } from './sign-off/test-work.ts'
import { separationOf } from './situation.ts'
import { draftOf } from './workbook-draft.ts'

export default [
  procedure('period.submit', (context) => {
    const { db, now } = context
    const period = openPeriod(db)
    const state = moved(period, 'submit')
    const at = now()
    refuseOpenGate(db, at)
    refuseUnexplained(db, at)
    return step(context, period, 'submit', state, {})
  }),

  procedure('period.reopen', (context, { reason }) => {
    const period = openPeriod(context.db)
    return step(context, period, 'reopen', moved(period, 'reopen'), { reason })
  }),

  preparedProcedure(
    'period.issue',
    (context) => {
      refuseIssue(context)
      return draftOf(context, 'final')
    },
    (context, _input, draft): WorkbookExport => {
      const { db, now } = context
      const period = openPeriod(db)
      const state = refuseIssue(context)
      const workbook = keepDraft(context, draft)
      const at = now()
      const hash = issuedContentHash(db, at)
      db.run('update period set report_date = :at, content_hash = :hash where id = :id', {
        id: period.id,
        at,
        hash
      })
      step(context, period, 'issue', state, {
        workbook: workbook.fileName,
        sha256: workbook.sha256,
        content: hash
      })
      return workbook
    }
  ),

  procedure('period.lock', (context, { period: label }) => {
    const { db, now, actor } = context
    const period = periodNamed(db, label)
    const state = moved(period, 'lock')
    refuseUnlessRole(context, ['partner'], 'locks')
    const at = now()
    if (period.id === openPeriod(db).id) {
      refuseOpenGate(db, at)
      refuseUnlessSigned(db, at, ['partner'], 'locked')
      refuseChanged(period, issuedContentHash(db, at))
    }
    const head = chainHead(db)
    db.run(
      `update period set state = :state, locked_at = :at, locked_by = :actor, locked_seq = :seq, locked_head = :head
       where id = :id`,
      { id: period.id, state, at, actor, seq: head.seq, head: head.hash }
    )
    appendEvent(db, {
      at,
      actor,
      action: 'period.lock',
      entity: 'period',
      entityId: label,
      payload: { before: period.state, after: state, head: head.hash, content: period.contentHash }
    })
    return null
  })
]

function moved({ label, state }: KeptPeriod, move: PeriodMove): PeriodState {
  const to = periodAfter(state, move)
  if (to === null) throw new WorkbenchError('not-allowed', refusalOfMove(label, state, move) ?? '')
  return to
}

function step(
  { db, actor, now }: WriteContext,
  { id, label, state: before }: KeptPeriod,
  move: PeriodMove,
  after: PeriodState,
  payload: NewEvent['payload']
): null {
  db.run('update period set state = :after where id = :id', { id, after })
  appendEvent(db, {
    at: now(),
    actor,
    action: `period.${move}`,
    entity: 'period',
    entityId: label,
    payload: { before, after, ...payload }
  })
  return null
}

/** Answers the state that follows. */
function refuseIssue(context: WriteContext): PeriodState {
  const { db, now } = context
  const state = moved(openPeriod(db), 'issue')
  refuseUnlessRole(context, ['reviewer', 'partner'], 'issues')
  const at = now()
  refuseOpenGate(db, at)
  refuseUnexplained(db, at)
  refuseUnlessSigned(db, at, ['reviewer'], 'issued')
  return state
}

/** Where duties are separated, a period goes out in the name of those who reviewed it. */
function refuseUnlessRole({ db, person }: WriteContext, open: readonly string[], verb: string): void {
  if (separationOf(db) !== 'strict' || (person !== null && open.includes(person.role))) return
  throw new WorkbenchError(
    'not-allowed',
    `A ${open.join(' or ')} ${verb} a period${person === null ? '' : `; ${person.name} is ${person.role}`}.`
  )
}

/** Without people nobody signs; a single auditor signs as preparer alone. */
function refuseUnlessSigned(db: Reader, at: string, strict: readonly SignRole[], done: string): void {
  const state = periodState(db, at)
  const own = state.signOffs().filter(({ scope }) => scope === 'period')
  const roles: readonly SignRole[] = state.separation === 'strict' ? ['preparer', ...strict] : ['preparer']
  const missing = roles.find((role) => standingOf(own, role) !== 'valid')
  if (missing === undefined) return
  throw new WorkbenchError(
    'not-allowed',
    `${state.period.label} is not ${done} yet: its ${missing} has not signed it as it is now. Sign the period first.`
  )
}

function refuseChanged({ label, contentHash }: KeptPeriod, now: string): void {
  if (contentHash === now) return
  throw new WorkbenchError(
    'not-allowed',
    `${label} changed since it was issued: tests, sources or the overall conclusion are not those of the final workbook. Reopen it and issue it anew.`
  )
}
