/** The front door of the engine: one engagement, opened in a writer and a reader thread, asked by method name. */
import { statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { Worker } from 'node:worker_threads'

import type { Input, MethodName, MethodsOf, Output } from '../shared/contract.ts'
import { toWireError, WorkbenchError, type Answer } from '../shared/errors.ts'
import { isMethod, isServedBy, readInput } from '../shared/read-input.ts'
import type { EngagementSummary, WorkbenchEvent } from '../shared/records/engagement.ts'
import { importQueue } from './import-queue.ts'
import type { NewEngagement } from './procedures/engagement.ts'
import { summaryOf } from './procedures/summarise-engagement.ts'
import { lock } from './store/lock.ts'
import { openGlance } from './store/open.ts'
import type { FromWorker, ToWorker, WorkerStart } from './worker.ts'

export interface OpenOptions {
  /** The engagement file; only hosts know paths. */
  readonly file: string
  /** The built worker, `out/main/worker.js`. */
  readonly worker: string
  /** Makes the file new with this engagement in it. */
  readonly create?: NewEngagement
  /** A fixed clock (ISO-8601 UTC) instead of the machine's. */
  readonly clock?: string
  /** Hears faults of ours, for the local log; their messages may quote a client's data. */
  readonly onFault?: (fault: Error) => void
}

export interface Workbench {
  /** Asks one method. Never throws; input is checked here by the method's schema. */
  call<M extends MethodsOf<'read' | 'write'>>(method: M, input: unknown): Promise<Answer<Output<M>>>
  /** Ends an import that runs or waits; the engagement is as it was before. */
  cancel(job: string): void
  subscribe(listener: (event: WorkbenchEvent) => void): () => void
  /** Ends both threads; the engagement is one file afterwards. */
  close(): Promise<void>
}

/** Opens an engagement. Throws `WorkbenchError` where the file is foreign, newer, damaged, busy or missing. */
export async function openWorkbench(options: OpenOptions): Promise<Workbench> {
  const unlock = lock(options.file)
  const cancelled = new SharedArrayBuffer(4)
  const listeners = new Set<(event: WorkbenchEvent) => void>()
  const tell = (event: WorkbenchEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const start = { file: options.file, cancelled, clock: options.clock ?? null }
  try {
    const writer = await startThread(
      { ...start, role: 'writer', create: options.create ?? null },
      options,
      tell
    )
    const reader = await startThread({ ...start, role: 'reader', create: null }, options, tell).catch(
      async (error: unknown) => {
        await writer.close()
        throw error
      }
    )

    const imports = importQueue(writer, new Int32Array(cancelled), tell)

    return {
      async call(method, input) {
        try {
          if (!isMethod(method))
            throw new WorkbenchError('method-unknown', `There is no method ${String(method)}.`)
          const isWrite = isServedBy('write', method)
          const given = readInput(method, input)
          const answer = await (method === 'import.run'
            ? imports.run(given as Input<'import.run'>)
            : (isWrite ? writer : reader).call(method, given))
          if (isWrite && answer.ok && !method.startsWith('upload.')) tell({ type: 'changed', method })
          return answer as Answer<Output<typeof method>>
        } catch (error) {
          return { ok: false, error: toWireError(error) }
        }
      },
      cancel: (job) => imports.cancel(job),
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      async close() {
        await reader.close()
        await writer.close()
        unlock()
      }
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** A glance at an engagement file for the Welcome screen; throws `WorkbenchError` where it is none. */
export function summarise(file: string): EngagementSummary {
  const db = openGlance(file)
  try {
    return {
      file: basename(file, extname(file)),
      ...summaryOf(db),
      lastOpenedAt: statSync(file).mtime.toISOString()
    }
  } finally {
    db.close()
  }
}

function refused(error: WorkbenchError): Answer<never> {
  return { ok: false, error: toWireError(error) }
}

export interface Thread {
  /** `started` hears the call's number, by which it is cancelled. */
  call(method: MethodName, input: unknown, started?: (id: number) => void): Promise<Answer<unknown>>
  close(): Promise<void>
}

async function startThread(
  start: WorkerStart,
  { worker: path, onFault }: OpenOptions,
  tell: (event: WorkbenchEvent) => void
): Promise<Thread> {
  const waiting = new Map<number, (answer: Answer<unknown>) => void>()
  let calls = 0
  let isGone = false
  // A runaway import ends its own thread and not the workbench.
  const worker = new Worker(path, { workerData: start, resourceLimits: { maxOldGenerationSizeMb: 1024 } })
  const send = (message: ToWorker, transfer: ArrayBuffer[] = []): void =>
    worker.postMessage(message, transfer)

  const ready = new Promise<Answer<null>>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      switch (message.type) {
        case 'ready':
          return resolve(message.answer)
        case 'event':
          return tell(message.event)
        case 'answer':
          if (message.fault) onFault?.(message.fault)
          waiting.get(message.id)?.(message.answer)
          waiting.delete(message.id)
      }
    })
    worker.on('error', (fault) => {
      if (fault instanceof Error) onFault?.(fault)
      resolve(refused(new WorkbenchError('internal')))
    })
    worker.on('exit', () => {
      isGone = true
      for (const answer of waiting.values()) answer(refused(new WorkbenchError('internal')))
      waiting.clear()
    })
  })
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))

  const opened = await ready
  if (!opened.ok) {
    await worker.terminate()
    throw new WorkbenchError(opened.error.code, opened.error.message, { ...opened.error.detail })
  }
  return {
    call(method, input, started) {
      if (isGone) return Promise.resolve(refused(new WorkbenchError('internal')))
      return new Promise((resolve) => {
        const id = ++calls
        started?.(id)
        waiting.set(id, resolve)
        send({ id, method, input })
      })
    },
    async close() {
      if (!isGone) send(null)
      await exited
    }
  }
}
