/** A thread of the engine as the front door sees it: asked by call, answering in its own time, with events beside. */
import { Worker } from 'node:worker_threads'

import type { MethodName } from '../shared/contract.ts'
import { toWireError, WorkbenchError, type Answer } from '../shared/errors.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'
import type { FromWorker, ToWorker, WorkerStart } from './worker.ts'

/** What the front door asks of its own threads beyond the contract; no page can. */
export type InnerMethod =
  | 'event.append'
  | 'record.distrust'
  | 'log.head'
  | 'archive.begin'
  | 'archive.sign'
  | 'archive.signed'
  | 'archive.next'
  | 'export.begin'
  | 'export.next'
  | 'export.hash'
  | 'file.copy'

export interface Thread {
  /** `started` hears the call's number, by which it is cancelled. */
  call(
    method: MethodName | InnerMethod,
    input: unknown,
    started?: (id: number) => void
  ): Promise<Answer<unknown>>
  close(): Promise<void>
}

export interface ThreadOptions {
  /** The built worker, `out/main/worker.js`. */
  readonly worker: string
  /** Hears faults of ours, for the local log; their messages may quote a client's data. */
  readonly onFault?: (fault: Error) => void
  /** Prints an HTML page as PDF. Rejects with a `WorkbenchError` where it cannot. */
  readonly print?: (page: string) => Promise<Uint8Array>
}

/** What a thread may hold. */
export const threadLimits = {
  // A runaway import ends its own thread and not the workbench.
  maxOldGenerationSizeMb: 1024,
  // Left to itself it grows to 64 MB twice over while a large workbook is written, which takes longer and 120 MB more.
  maxYoungGenerationSizeMb: 24
} as const

/** Starts a thread and waits until it has opened its file. Throws `WorkbenchError` where it cannot. */
export async function startThread(
  start: WorkerStart,
  { worker: path, onFault, print }: ThreadOptions,
  tell: (event: WorkbenchEvent) => void
): Promise<Thread> {
  const waiting = new Map<number, (answer: Answer<unknown>) => void>()
  let calls = 0
  let isGone = false
  const worker = new Worker(path, { workerData: start, resourceLimits: threadLimits })
  const send = (message: ToWorker, transfer: ArrayBuffer[] = []): void =>
    worker.postMessage(message, transfer)

  const ready = new Promise<Answer<null>>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      switch (message.type) {
        case 'ready':
          return resolve(message.answer)
        case 'event':
          return tell(message.event)
        case 'print':
          return void printed(message.page).then((answer) => send({ printed: message.id, answer }))
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
  async function printed(page: string): Promise<Answer<Uint8Array>> {
    try {
      if (print) return { ok: true, value: await print(page) }
      throw new WorkbenchError('not-allowed', 'This host cannot print. Issue the report as HTML instead.')
    } catch (thrown) {
      if (!(thrown instanceof WorkbenchError) && thrown instanceof Error) onFault?.(thrown)
      return { ok: false, error: toWireError(thrown) }
    }
  }

  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))

  const opened = await ready
  if (!opened.ok) {
    await worker.terminate()
    valueOf(opened)
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

/** The value of an answer. Throws its error. */
export function valueOf(answer: Answer<unknown>): unknown {
  if (answer.ok) return answer.value
  throw new WorkbenchError(answer.error.code, answer.error.message, { ...answer.error.detail })
}

function refused(error: WorkbenchError): Answer<never> {
  return { ok: false, error: toWireError(error) }
}
