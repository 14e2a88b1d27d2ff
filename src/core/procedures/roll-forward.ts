/** Ends a month and begins the next: results, conclusions, evidence and sources stay with the month that made them. */
import { WorkbenchError } from '../../shared/errors.ts'
import { isDone, monthAfter, periodStates } from '../../shared/states/period.ts'
import type { Writer } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { dropAllFacts } from '../store/facts.ts'
import { factsVersion } from './engagement.ts'
import { recordOccurrences } from './findings/occurrences.ts'
import { issuedContentHash } from './period/content.ts'
import { keepPopulation } from './period/members.ts'
import { keepRules } from './period/rules.ts'
import { openPeriod, type KeptPeriod } from './period/state.ts'
import { procedure } from './procedure.ts'
import { runChecks } from './run-checks.ts'

export default procedure('period.roll-forward', (context, { period: label, reason }) => {
  const { db, actor, now } = context
  const ending = openPeriod(db)
  refuseUnlessNext(ending, label, reason)
  const at = now()
  endPeriod(db, ending, at)
  db.run(
    `insert into period (label, prior_id, agreed_caller)
     select :label, id, agreed_caller from period where id = :prior`,
    { label, prior: ending.id }
  )
  db.run('update engagement set facts_version = :factsVersion', { factsVersion })
  appendEvent(db, {
    at,
    actor,
    action: 'period.roll-forward',
    entity: 'period',
    entityId: label,
    payload: { from: ending.label, state: ending.state, reason }
  })
  runChecks(context, 'roll-forward')
  return null
})

/** Keeps what later months compare with, then takes the facts away: they are derived from the stored files. */
function endPeriod(db: Writer, { id, state }: KeptPeriod, at: string): void {
  recordOccurrences(db, id)
  keepPopulation(db, id)
  keepRules(db, id)
  // What is issued keeps the hash it was issued with; a locked period never changes.
  if (!isDone(state))
    db.run('update period set content_hash = :hash where id = :id', { id, hash: issuedContentHash(db, at) })
  dropAllFacts(db)
}

function refuseUnlessNext({ label: ending, state }: KeptPeriod, label: string, reason: string): void {
  if (label <= ending)
    throw new WorkbenchError(
      'not-allowed',
      `${label} is not after ${ending}. The next month is ${monthAfter(ending)}.`
    )
  if (!isDone(state) && reason === '')
    throw new WorkbenchError(
      'reason-required',
      `${ending} is still "${periodStates[state].toLowerCase()}". Issue it first, or give a reason for going on without; its tests then stay as they are.`
    )
}
