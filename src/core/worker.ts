/** A thread of the engine: the writer or the reader of one engagement, serving the procedures by name, or a courier that takes it out. */
import { parentPort, workerData } from 'node:worker_threads'

import { toWireError, WorkbenchError, type Answer } from '../shared/errors.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'
import type { MethodName, MethodsOf } from '../shared/contract.ts'
import { courierCalls } from './courier.ts'
import { dispatchWrite, procedureOf, workerOf, writeContext, type WriterDesk } from './dispatch.ts'
import {
  createEngagement,
  logEngagementEvent,
  type EngagementEvent,
  type NewEngagement
} from './procedures/engagement.ts'
import { bringUpToDate } from './procedures/bring-up-to-date.ts'
import { signatureOfArchive } from './procedures/archive/sign.ts'
import {
  logHead,
  lostHead,
  sentenceOfLost,
  type HeadReport,
  type KnownHeads
} from './procedures/known-head.ts'
import { memory } from './procedures/memory.ts'
import type { ReadContext, Upload } from './procedures/procedure.ts'
import { openSession, whoWorks, type SharedSession } from './procedures/session.ts'
import { refuseBroken, soundRecord } from './sound-record.ts'
import type { Writer } from './store/database.ts'
import { asStoreError } from './store/errors.ts'
import { closeWriter, createFile, openReader, openWriter } from './store/open.ts'
import type { FileKey } from './store/seal.ts'
import type { InnerMethod } from './thread.ts'

/** What a worker is started with. */
export interface WorkerStart {
  readonly file: string
  /** Null for a plain file. */
  readonly key: FileKey | null
  readonly role: 'reader' | 'writer' | 'courier'
  readonly create: NewEngagement | null
  /** Holds the number of the call that the auditor cancelled. */
  readonly cancelled: SharedArrayBuffer
  /** Who works, for every thread to see. */
  readonly session: SharedSession
  /** A fixed clock, for tests and repeatable deliveries; null for the machine's. */
  readonly clock: string | null
}

/** What the front door sends. `null` asks to close. */
export type ToWorker =
  | {
      readonly id: number
      readonly method: MethodName | InnerMethod
      readonly input: unknown
    }
  /** What became of a page given to print. */
  | { readonly printed: number; readonly answer: Answer<Uint8Array> }
  | null

type Asked = Extract<ToWorker, { readonly method: unknown }>

/** What a thread answers, call by call. */
export interface Calls {
  call(id: number, method: MethodName | InnerMethod, input: unknown): Promise<unknown>
  close(): void
}

/** What a worker sends. `fault` is what a failed call was really about; it goes to the local log only. */
export type FromWorker =
  | { readonly type: 'ready'; readonly answer: Answer<null> }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer<unknown>; readonly fault?: Error }
  | { readonly type: 'event'; readonly event: WorkbenchEvent }
  /** Asks the host to print, in the middle of a call. */
  | { readonly type: 'print'; readonly id: number; readonly page: string }

const port = parentPort
if (!port) throw new Error('The engine worker runs as a worker thread only')
const { file, key, role, create, cancelled, clock, session } = workerData as WorkerStart
const cancelledCall = new Int32Array(cancelled)
/** Milliseconds between two looks at whether somebody unlocked is still there. */
const idleCheck = 15_000
let isAnswering = false
const printing = new Map<number, (answer: Answer<Uint8Array>) => void>()
let prints = 0
const now = (): string => clock ?? new Date().toISOString()

function send(message: FromWorker): void {
  port?.postMessage(message, transferablesOf(message))
}

const callsOf: Readonly<Record<WorkerStart['role'], () => Calls>> = {
  reader: readerCalls,
  writer: writerCalls,
  courier: () => courierCalls({ file, key }, now, (event) => send({ type: 'event', event }))
}

try {
  serve(callsOf[role]())
  send({ type: 'ready', answer: { ok: true, value: null } })
} catch (error) {
  send({ type: 'ready', answer: { ok: false, error: toWireError(asStoreError(error)) } })
}

function readerCalls(): Calls {
  const db = openReader(file, key)
  const context: ReadContext = { db, now, recall: memory(db), workingPerson: () => whoWorks(session) }
  return {
    call: (_, method, input) =>
      Promise.resolve().then(() =>
        procedureOf(method as MethodsOf<'read'>).serve(context as never, input as never, undefined as never)
      ),
    close: () => db.close()
  }
}

function writerCalls(): Calls {
  const db = create ? created(create) : openWriter(file, key)
  const emit = (event: WorkbenchEvent): void => send({ type: 'event', event })
  const sound = soundRecord(db)
  const desk = {
    db,
    sound,
    session: openSession(session),
    uploads: new Map<number, Upload>(),
    now,
    emit,
    print
  }
  if (sound.endFault === null) db.transaction(() => bringUpToDate(writeContext(desk)))
  const watch = setInterval(() => {
    if (!isAnswering && desk.session.lockIfIdle()) emit({ type: 'changed', method: 'person.lock' })
  }, idleCheck)
  return {
    async call(id, method, input) {
      if (method === 'record.distrust') return sound.distrust(input as string)
      if (method === 'log.head') return headAgainst(desk, input as KnownHeads)
      if (method === 'event.append') {
        refuseBroken(sound)
        return db.transaction(() => logEngagementEvent(db, input as EngagementEvent, now(), workerOf(desk)))
      }
      if (method === 'archive.sign') return signatureOfArchive(db, desk.session, input as string)
      const isCancelled = (): boolean => Atomics.load(cancelledCall, 0) === id
      return dispatchWrite(desk, method as MethodsOf<'write'>, input, isCancelled)
    },
    close() {
      clearInterval(watch)
      desk.session.lock()
      closeWriter(db)
    }
  }
}

/** Where the log stands, and what is to be said of it where this machine saw another head of it. */
function headAgainst({ db, sound }: WriterDesk, heads: KnownHeads): HeadReport {
  const lost = lostHead(db, heads)
  sound.lose(lost)
  return { ...logHead(db), remark: lost === null ? null : sentenceOfLost(db, lost) }
}

function created(engagement: NewEngagement): Writer {
  const db = createFile(file)
  createEngagement(db, engagement, now())
  return db
}

/** One call after the other, in the order they came; what was printed belongs to the call underway. */
function serve(calls: Calls): void {
  let queue = Promise.resolve()
  port?.on('message', (message: ToWorker) => {
    if (message !== null && 'printed' in message) {
      printing.get(message.printed)?.(message.answer)
      printing.delete(message.printed)
      return
    }
    queue = queue.then(() => (message === null ? close(calls) : answer(calls, message)))
  })
}

async function answer(calls: Calls, { id, method, input }: Asked): Promise<void> {
  isAnswering = true
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
  } finally {
    isAnswering = false
  }
}

function print(page: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const id = ++prints
    printing.set(id, (answer) => {
      if (answer.ok) resolve(answer.value)
      else reject(new WorkbenchError(answer.error.code, answer.error.message, { ...answer.error.detail }))
    })
    send({ type: 'print', id, page })
  })
}

function close(calls: Calls): void {
  calls.close()
  port?.close()
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
