/** How the writer answers a call: who works and what is open to them is settled here, before any procedure is reached. */
import type { MethodsOf } from '../shared/contract.ts'
import { WorkbenchError } from '../shared/errors.ts'
import { refusalOf } from '../shared/permissions.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'
import { actorOf } from './procedures/engagement.ts'
import { procedures } from './procedures/index.ts'
import { tellOfRest } from './procedures/keep-told.ts'
import { tellOfLost } from './procedures/known-head.ts'
import type { PrintPage, Procedure, Upload, WriteContext } from './procedures/procedure.ts'
import type { Session } from './procedures/session.ts'
import { situationOf } from './procedures/situation.ts'
import { refuseBroken, type SoundRecord } from './sound-record.ts'
import type { Writer } from './store/database.ts'
import { chainHead } from './store/events.ts'

/** What the writer works with from opening to closing. */
export interface WriterDesk {
  readonly db: Writer
  readonly sound: SoundRecord
  readonly session: Session
  readonly uploads: Map<number, Upload>
  /** ISO-8601 UTC with milliseconds. */
  readonly now: () => string
  readonly emit: (event: WorkbenchEvent) => void
  /** Where the host can print. */
  readonly print?: PrintPage
}

/** Open also where the record does not hold: they write nothing into it. */
const alwaysOpen: readonly string[] = ['person.unlock', 'person.lock'] satisfies MethodsOf<'write'>[]

/**
 * One call, in one transaction. Throws `WorkbenchError` where the method is not open to who works, the period is locked, or the record
 * does not hold.
 */
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
  if (!alwaysOpen.includes(method)) refuseBroken(desk.sound)
  const context = writeContext(desk, isCancelled, situation.person)
  const { prepare, serve, transacts } = procedureOf(method)
  const prepared = await prepare?.(context as never, input as never)
  const lost = desk.sound.lostHead()
  const before = chainHead(db).seq
  const work = (): unknown => {
    const answer = serve(context as never, input as never, prepared as never)
    tellOfRest(context, method)
    if (lost !== null && chainHead(db).seq > before) tellOfLost(context, lost)
    return answer
  }
  const answer = transacts ? work() : db.transaction(work)
  if (chainHead(db).seq > before) desk.sound.goOn()
  return answer
}

/** The name of who works now. */
export function workerOf({ db, session }: WriterDesk): string {
  return situationOf(db, session.personId()).person?.name ?? actorOf(db)
}

/** What procedures of the writer get: without a person, what is recorded is recorded by the engagement's auditor. */
export function writeContext(
  { db, session, uploads, now, emit, print = refusePrinting }: Omit<WriterDesk, 'sound'>,
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
    isCancelled,
    print
  }
}

function refusePrinting(): Promise<never> {
  return Promise.reject(
    new WorkbenchError(
      'not-allowed',
      'Nothing here can print a PDF. Issue the report as HTML, open it in a browser and print it from there.'
    )
  )
}

/** The procedure of a method. Throws where the contract has none of this name. */
export function procedureOf(method: MethodsOf<'read' | 'write'>): Procedure {
  const procedure = procedures.get(method)
  if (!procedure) throw new WorkbenchError('method-unknown', `There is no method ${method}.`)
  return procedure
}
