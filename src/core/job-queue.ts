/** Calls that take long, one after the other: imports, workbooks on their way in and out. Any of them may be cancelled, also while it waits. */
import type { MethodName, MethodsOf } from '../shared/contract.ts'
import { toWireError, WorkbenchError, type Answer } from '../shared/errors.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'

/** What the queue needs of the writer's thread. */
interface Writer {
  call(method: MethodName, input: unknown, started?: (call: number) => void): Promise<Answer<unknown>>
}

interface Job {
  isCancelled: boolean
  /** The call that runs it; null while it waits. */
  call: number | null
}

/** The input of a call that can be cancelled by the name of its job. */
export interface JobInput {
  readonly job: string
  readonly uploads?: readonly number[]
  readonly upload?: number
}

export interface JobQueue {
  run(method: MethodsOf<'write'>, input: JobInput): Promise<Answer<unknown>>
  cancel(job: string): void
}

/** Whether a call names a job. */
export function isJob(input: unknown): input is JobInput {
  return typeof input === 'object' && input !== null && 'job' in input && typeof input.job === 'string'
}

/** `cancelledCall` is shared with the writer's thread, which looks there while it works. */
export function jobQueue(
  writer: Writer,
  cancelledCall: Int32Array<SharedArrayBuffer>,
  tell: (event: WorkbenchEvent) => void
): JobQueue {
  const jobs = new Map<string, Job>()
  let last: Promise<unknown> = Promise.resolve()

  async function serve(job: Job, method: MethodsOf<'write'>, input: JobInput): Promise<Answer<unknown>> {
    if (!job.isCancelled)
      return writer.call(method, input, (call) => {
        job.call = call
      })
    for (const upload of [...(input.uploads ?? []), ...(input.upload === undefined ? [] : [input.upload])])
      await writer.call('upload.discard', { upload })
    return refused(
      new WorkbenchError(
        'cancelled',
        method === 'import.run'
          ? 'The import was cancelled before it began.'
          : 'It was cancelled before it began.'
      )
    )
  }

  return {
    async run(method, input) {
      if (jobs.has(input.job))
        return refused(
          new WorkbenchError(
            'input-invalid',
            method === 'import.run'
              ? `There is an import ${input.job} already.`
              : `There is a job ${input.job} already.`
          )
        )
      const job: Job = { isCancelled: false, call: null }
      if (jobs.size > 0)
        tell({ type: 'progress', job: input.job, phase: 'waiting', name: '', done: 0, total: 0 })
      jobs.set(input.job, job)
      const answer = last.then(() => serve(job, method, input))
      last = answer
      try {
        return await answer
      } finally {
        jobs.delete(input.job)
      }
    },
    cancel(name) {
      const job = jobs.get(name)
      if (!job) return
      job.isCancelled = true
      if (job.call !== null) Atomics.store(cancelledCall, 0, job.call)
    }
  }
}

function refused(error: WorkbenchError): Answer<never> {
  return { ok: false, error: toWireError(error) }
}
