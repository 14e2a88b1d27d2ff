/** A thread of the engine: the writer or the reader of one engagement, serving the procedures by name. */
import { parentPort, workerData } from 'node:worker_threads'

import { toWireError, WorkbenchError, type Answer } from '../shared/errors.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'
import type { MethodName } from '../shared/contract.ts'
import { procedures } from './procedures/index.ts'
import { actorOf, createEngagement, type NewEngagement } from './procedures/engagement.ts'
import { memory } from './procedures/memory.ts'
import { readAgainWhereNeeded } from './procedures/read-again.ts'
import type { Procedure, ReadContext, Upload, WriteContext } from './procedures/procedure.ts'
import type { Writer } from './store/database.ts'
import { asStoreError } from './store/errors.ts'
import { closeWriter, createFile, openReader, openWriter } from './store/open.ts'

/** What a worker is started with. */
export interface WorkerStart {
  readonly file: string
  readonly role: 'reader' | 'writer'
  readonly create: NewEngagement | null
  /** Holds the number of the call that the auditor cancelled. */
  readonly cancelled: SharedArrayBuffer
  /** A fixed clock, for tests and repeatable deliveries; null for the machine's. */
  readonly clock: string | null
}

/** What the front door sends. `null` asks to close. */
export type ToWorker = { readonly id: number; readonly method: MethodName; readonly input: unknown } | null

/** What a worker sends. `fault` is what a failed call was really about; it goes to the local log only. */
export type FromWorker =
  | { readonly type: 'ready'; readonly answer: Answer<null> }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer<unknown>; readonly fault?: Error }
  | { readonly type: 'event'; readonly event: WorkbenchEvent }

const port = parentPort
if (!port) throw new Error('The engine worker runs as a worker thread only')
const { file, role, create, cancelled, clock } = workerData as WorkerStart
const cancelledCall = new Int32Array(cancelled)
const uploads = new Map<number, Upload>()
const now = (): string => clock ?? new Date().toISOString()

function send(message: FromWorker): void {
  port?.postMessage(message, transferablesOf(message))
}

try {
  serve(role === 'reader' ? readerCalls() : writerCalls())
  send({ type: 'ready', answer: { ok: true, value: null } })
} catch (error) {
  send({ type: 'ready', answer: { ok: false, error: toWireError(asStoreError(error)) } })
}

interface Calls {
  call(id: number, method: MethodName, input: unknown): Promise<unknown>
  close(): void
}

function readerCalls(): Calls {
  const db = openReader(file)
  const context: ReadContext = { db, recall: memory(db) }
  return {
    call: (_, method, input) =>
      Promise.resolve().then(() =>
        procedureOf(method).serve(context as never, input as never, undefined as never)
      ),
    close: () => db.close()
  }
}

function writerCalls(): Calls {
  const db = create ? created(create) : openWriter(file)
  const contextOf = (isCancelled: () => boolean): WriteContext => ({
    db,
    now,
    actor: actorOf(db),
    uploads,
    emit: (event) => send({ type: 'event', event }),
    isCancelled
  })
  db.transaction(() => readAgainWhereNeeded(contextOf(() => false)))
  return {
    async call(id, method, input) {
      const context = contextOf(() => Atomics.load(cancelledCall, 0) === id)
      const { prepare, serve, transacts } = procedureOf(method)
      const prepared = await prepare?.(context as never, input as never)
      const work = (): unknown => serve(context as never, input as never, prepared as never)
      return transacts ? work() : db.transaction(work)
    },
    close: () => closeWriter(db)
  }
}

function created(engagement: NewEngagement): Writer {
  const db = createFile(file)
  createEngagement(db, engagement, now())
  return db
}

/** One call after the other, in the order they came. */
function serve(calls: Calls): void {
  let queue = Promise.resolve()
  port?.on('message', (message: ToWorker) => {
    queue = queue.then(() => (message === null ? close(calls) : answer(calls, message)))
  })
}

async function answer(calls: Calls, { id, method, input }: NonNullable<ToWorker>): Promise<void> {
  try {
    send({ type: 'answer', id, answer: { ok: true, value: await calls.call(id, method, input) } })
  } catch (thrown) {
    const error = asStoreError(thrown)
    const isFault = !(error instanceof WorkbenchError) && error instanceof Error
    send({
      type: 'answer',
      id,
      answer: { ok: false, error: toWireError(error) },
      ...(isFault ? { fault: error } : {})
    })
  }
}

function close(calls: Calls): void {
  calls.close()
  port?.close()
}

function procedureOf(method: MethodName): Procedure {
  const procedure = procedures.get(method)
  if (!procedure) throw new WorkbenchError('method-unknown', `There is no method ${method}.`)
  return procedure
}

/** Bytes of an answer change hands instead of being copied. */
function transferablesOf(message: FromWorker): ArrayBuffer[] {
  if (message.type !== 'answer' || !message.answer.ok) return []
  const { value } = message.answer
  if (
    typeof value !== 'object' ||
    value === null ||
    !('bytes' in value) ||
    !(value.bytes instanceof Uint8Array)
  )
    return []
  const { buffer, byteLength } = value.bytes
  // A small Buffer shares Node's pool, which cannot be given away.
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
}
