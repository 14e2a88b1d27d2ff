/** A returned workbook on its way in: sent, read, listed; it can be stopped until it is kept. */
import type { ReceivedReturn } from '../../../../shared/records/returns.ts'
import { call } from '../../../client.ts'
import { sendFile } from '../../../files.ts'
import { jobs, type Job } from '../../../state/jobs.svelte.ts'

export interface GivenReturn {
  readonly file: File
  readonly receivedFrom: string
  readonly receivedAt: string
}

let last = 0

export class Receiving {
  #sending: AbortController | null = null
  #job: string | null = $state(null)
  /** Bytes sent of the file. */
  sent = $state(0)
  size = $state(0)

  get isRunning(): boolean {
    return this.#job !== null
  }

  /** What the engine tells of its reading; null while the file is sent. */
  get progress(): Job | null {
    return this.#job === null ? null : jobs.find(this.#job)
  }

  /** Throws `WorkbenchError` with the engine's sentence, also where it was stopped. */
  async receive({ file, receivedFrom, receivedAt }: GivenReturn): Promise<ReceivedReturn> {
    last += 1
    const job = `return-${String(last)}`
    this.#sending = new AbortController()
    this.#job = job
    this.size = file.size
    this.sent = 0
    try {
      const upload = await sendFile(
        file,
        file.name,
        (sent) => {
          this.sent = sent
        },
        this.#sending.signal
      )
      return await call('return.receive', { job, upload, receivedFrom, receivedAt })
    } finally {
      this.#sending = null
      this.#job = null
      jobs.end(job)
    }
  }

  async stop(): Promise<void> {
    this.#sending?.abort(new Error('The workbook was not taken in: it was stopped on the way.'))
    if (this.#job !== null) await call('job.cancel', { job: this.#job })
  }
}
