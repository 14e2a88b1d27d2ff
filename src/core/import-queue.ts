/** Imports of one engagement, one after the other; any of them may be cancelled, also while it waits. */
import type { Input } from '../shared/contract.ts'
import { toWireError, WorkbenchError, type Answer } from '../shared/errors.ts'
import type { WorkbenchEvent } from '../shared/records/engagement.ts'

/** What the queue needs of the writer's thread. */
interface Writer {
  call(
    method: 'import.run',
    input: Input<'import.run'>,
    started: (call: number) => void
  ): Promise<Answer<unknown>>
  call(method: 'upload.discard', input: Input<'upload.discard'>): Promise<Answer<unknown>>
}

interface Job {
  isCancelled: boolean
  /** The call that runs it; null while it waits. */
  call: number | null
}

export interface ImportQueue {
  run(input: Input<'import.run'>): Promise<Answer<unknown>>
  cancel(job: string): void
}

/** `cancelledCall` is shared with the writer's thread, which looks there while it works. */
export function importQueue(
  writer: Writer,
  cancelledCall: Int32Array<SharedArrayBuffer>,
  tell: (event: WorkbenchEvent) => void
): ImportQueue {
  const jobs = new Map<string, Job>()
  let last: Promise<unknown> = Promise.resolve()

  async function serve(job: Job, input: Input<'import.run'>): Promise<Answer<unknown>> {
    if (!job.isCancelled)
      return writer.call('import.run', input, (call) => {
        job.call = call
      })
    for (const upload of input.uploads) await writer.call('upload.discard', { upload })
    return refused(new WorkbenchError('cancelled', 'The import was cancelled before it began.'))
  }

  return {
    async run(input) {
      if (jobs.has(input.job))
        return refused(new WorkbenchError('input-invalid', `There is an import ${input.job} already.`))
      const job: Job = { isCancelled: false, call: null }
      if (jobs.size > 0)
        tell({ type: 'progress', job: input.job, phase: 'waiting', name: '', done: 0, total: 0 })
      jobs.set(input.job, job)
      const answer = last.then(() => serve(job, input))
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
