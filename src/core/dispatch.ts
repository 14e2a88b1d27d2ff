/** How the writer answers a call: who works and what is open to them is settled here, before any procedure is reached. */
import type { MethodsOf } from '../shared/contract.ts'
import { WorkbenchError } from '../shared/errors.ts'
import { refusalOf } from '../shared/permissions.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'
import { actorOf } from './procedures/engagement.ts'
import { procedures } from './procedures/index.ts'
import type { Procedure, Upload, WriteContext } from './procedures/procedure.ts'
import type { Session } from './procedures/session.ts'
import { situationOf } from './procedures/situation.ts'
import type { Writer } from './store/database.ts'

/** What the writer works with from opening to closing. */
export interface WriterDesk {
  readonly db: Writer
  readonly session: Session
  readonly uploads: Map<number, Upload>
  /** ISO-8601 UTC with milliseconds. */
  readonly now: () => string
  readonly emit: (event: WorkbenchEvent) => void
}

/** One call, in one transaction. Throws `WorkbenchError` where the method is not open to who works, or the period is locked. */
export async function dispatchWrite(
  desk: WriterDesk,
  method: MethodsOf<'write'>,
  input: unknown,
  isCancelled: () => boolean
): Promise<unknown> {
  const { db, session } = desk
  session.lockIfIdle()
  const situation = situationOf(db, session.personId())
  const refusal = refusalOf(method, situation)
  if (refusal) throw new WorkbenchError(refusal.code, refusal.sentence, { method })
  const context = writeContext(desk, isCancelled, situation.person)
  const { prepare, serve, transacts } = procedureOf(method)
  const prepared = await prepare?.(context as never, input as never)
  const work = (): unknown => serve(context as never, input as never, prepared as never)
  return transacts ? work() : db.transaction(work)
}

/** The name of who works now. */
export function workerOf({ db, session }: WriterDesk): string {
  return situationOf(db, session.personId()).person?.name ?? actorOf(db)
}

/** What procedures of the writer get: without a person, what is recorded is recorded by the engagement's auditor. */
export function writeContext(
  { db, session, uploads, now, emit }: WriterDesk,
  isCancelled: () => boolean = () => false,
  person: WriteContext['person'] = null
): WriteContext {
  return {
    db,
    now,
    actor: person?.name ?? actorOf(db),
    person,
    sign: session.sign,
    session,
    uploads,
    emit,
    isCancelled
  }
}

/** The procedure of a method. Throws where the contract has none of this name. */
export function procedureOf(method: MethodsOf<'read' | 'write'>): Procedure {
  const procedure = procedures.get(method)
  if (!procedure) throw new WorkbenchError('method-unknown', `There is no method ${method}.`)
  return procedure
}
