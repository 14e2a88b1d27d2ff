/** The imports of this window, one after the other: they go on while the auditor works on another screen. */
import { call, sentenceOf } from '../../client.ts'
import type { NamedFile } from '../../files.ts'
import { engagement } from '../../state/engagement.svelte.ts'
import { jobs, type Job } from '../../state/jobs.svelte.ts'
import { location } from '../../state/location.svelte.ts'
import { toasts } from '../../state/toasts.svelte.ts'

import { describeBatch } from './batch-words.ts'
import { runBatch, type BatchOutcome, type BatchWatch } from './run-batch.ts'

interface Drop {
  /** The engagement it was meant for. */
  readonly engagement: string | null
  readonly files: AsyncIterable<NamedFile> | Iterable<NamedFile>
}

interface Running {
  /** Empty until the engine gave it a name. */
  readonly job: string
  readonly phase: 'looking' | 'taking' | 'checking'
  readonly files: number
  /** Files that are through. */
  readonly finished: number
  /** In bytes. */
  readonly total: number
  readonly finishedBytes: number
  readonly isStopping: boolean
}

const nothing: Running = {
  job: '',
  phase: 'looking',
  files: 0,
  finished: 0,
  total: 0,
  finishedBytes: 0,
  isStopping: false
}

class Intake {
  running: Running | null = $state.raw(null)
  #waiting: readonly Drop[] = $state.raw([])
  /** What the last batch came to; null where there is nothing to say of it any more. */
  outcome: BatchOutcome | null = $state.raw(null)
  /** Why the last batch ended early, in a sentence. */
  problem: string | null = $state(null)
  #abort = new AbortController()

  /** Drops that wait for the one in hand. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** The file in hand, as the engine or the page told it last. */
  get job(): Job | null {
    return this.running === null ? null : jobs.find(this.running.job)
  }

  /** How far the whole batch is: every byte is sent once and read once. 0 of 0 while files are still being looked for. */
  get share(): { readonly done: number; readonly total: number } {
    const { running, job } = this
    if (running === null || running.phase === 'looking') return { done: 0, total: 0 }
    if (running.phase === 'checking') return { done: job?.done ?? 0, total: job?.total ?? 0 }
    const inHand = job === null ? 0 : job.phase === 'reading' ? job.total + job.done : job.done
    return { done: 2 * running.finishedBytes + inHand, total: 2 * running.total }
  }

  /** Takes a drop in, behind those that wait. */
  take(files: Drop['files']): void {
    this.#waiting = [...this.#waiting, { engagement: engagement.file, files }]
    if (this.running === null) void this.#work()
  }

  /** Sends no more; what was read is kept, the file in hand is not. */
  async stop(): Promise<void> {
    if (this.running === null || this.running.isStopping) return
    this.running = { ...this.running, isStopping: true }
    this.#waiting = []
    this.#abort.abort()
    if (this.running.job !== '') await call('job.cancel', { job: this.running.job })
  }

  forgetOutcome(): void {
    this.outcome = null
    this.problem = null
  }

  async #work(): Promise<void> {
    for (let drop = this.#next(); drop !== undefined; drop = this.#next()) {
      this.forgetOutcome()
      this.running = nothing
      this.#abort = new AbortController()
      try {
        const outcome = await this.#run(drop, this.#abort.signal)
        if (outcome !== null) {
          this.outcome = outcome
          say(outcome)
        }
      } catch (thrown) {
        this.problem = sentenceOf(thrown)
        toasts.problem(`The import ended early. ${this.problem}`)
        this.#waiting = []
      } finally {
        if (this.running.job !== '') jobs.end(this.running.job)
      }
    }
    this.running = null
  }

  #next(): Drop | undefined {
    const [next, ...rest] = this.#waiting
    this.#waiting = rest
    return next
  }

  async #run(drop: Drop, signal: AbortSignal): Promise<BatchOutcome | null> {
    const files: NamedFile[] = []
    for await (const file of drop.files) {
      files.push(file)
      this.#set({ files: files.length })
    }
    if (files.length === 0 || signal.aborted) return null
    this.#set({ phase: 'taking', total: files.reduce((sum, { file }) => sum + file.size, 0) })
    return runBatch(files, this.#watch(drop), signal)
  }

  #watch(drop: Drop): BatchWatch {
    return {
      started: (job) => {
        this.#set({ job })
      },
      sending: ({ name, file }, sent) => {
        this.#report({ phase: 'receiving', name, done: sent, total: file.size })
      },
      finished: ({ file }) => {
        this.#set({
          finished: (this.running?.finished ?? 0) + 1,
          finishedBytes: (this.running?.finishedBytes ?? 0) + file.size
        })
      },
      checking: () => {
        this.#set({ phase: 'checking' })
        this.#report({ phase: 'checking', name: '', done: 0, total: 0 })
      },
      isOpen: () => engagement.file === drop.engagement
    }
  }

  #report(progress: Omit<Job, 'job'>): void {
    if (this.running !== null) jobs.report({ type: 'progress', job: this.running.job, ...progress })
  }

  #set(change: Partial<Running>): void {
    if (this.running !== null) this.running = { ...this.running, ...change }
  }
}

export const intake = new Intake()

/** Says what a batch came to; nothing that could be used is no success. */
function say(outcome: BatchOutcome): void {
  const { report, refused } = outcome
  const failed = report.notUsable + refused.length
  const text = describeBatch(outcome)
  const action =
    report.problems === 0
      ? null
      : {
          label: 'Show problems',
          run: () => {
            location.go('import', { show: 'problems' })
          }
        }
  if (failed > 0 && report.read === 0) toasts.problem(text, action)
  else toasts.done(text, action)
}
