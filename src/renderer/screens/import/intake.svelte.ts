/** The imports of this window, one after the other: they go on while the auditor works on another screen. */
import { sentenceOf } from '../../client.ts'
import type { NamedFile } from '../../files.ts'
import { engagement } from '../../state/engagement.svelte.ts'
import { jobs, type Job } from '../../state/jobs.svelte.ts'
import { location } from '../../state/location.svelte.ts'
import { session } from '../../state/session.svelte.ts'
import { toasts } from '../../state/toasts.svelte.ts'

import { describeBatch } from './batch-words.ts'
import type { Sending } from './intake-words.ts'
import { runBatch, type BatchOutcome, type BatchWatch } from './run-batch.ts'

interface Drop {
  /** The engagement it was meant for. */
  readonly engagement: string | null
  readonly files: AsyncIterable<NamedFile> | Iterable<NamedFile>
}

interface Running extends Sending {
  /** Empty until all bytes are with the engine. */
  readonly job: string
}

const nothing: Running = {
  job: '',
  phase: 'looking',
  files: 0,
  total: 0,
  sent: 0,
  name: '',
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

  /** What the engine does with the import in hand, as it told last. */
  get job(): Job | null {
    return this.running === null ? null : jobs.find(this.running.job)
  }

  /** How far the whole import is in what is done with it: sent, then read, then checked. 0 of 0 while nothing can be said. */
  get share(): { readonly done: number; readonly total: number } {
    const { running, job } = this
    if (running === null || running.phase === 'looking') return { done: 0, total: 0 }
    if (running.phase === 'sending') return { done: running.sent, total: running.total }
    if (job?.phase === 'checking') return { done: job.done, total: job.total }
    return { done: job?.whole?.done ?? 0, total: job?.whole?.total ?? 0 }
  }

  /** Takes a drop in, behind those that wait. */
  take(files: Drop['files']): void {
    const refusal = session.whyNot('import.run')
    if (refusal !== null) {
      toasts.problem(refusal)
      return
    }
    this.#waiting = [...this.#waiting, { engagement: engagement.file, files }]
    if (this.running === null) void this.#work()
  }

  /** Ends the import in hand and those that wait; the engagement is as it was before. */
  stop(): void {
    if (this.running === null || this.running.isStopping) return
    this.running = { ...this.running, isStopping: true }
    this.#waiting = []
    this.#abort.abort()
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
        jobs.end(this.running.job)
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
    this.#set({ phase: 'sending', total: files.reduce((sum, { file }) => sum + file.size, 0) })
    return runBatch(files, this.#watch(drop), signal)
  }

  #watch(drop: Drop): BatchWatch {
    return {
      sent: ({ name }, bytes) => {
        this.#set({ name, sent: (this.running?.sent ?? 0) + bytes })
      },
      running: (job) => {
        this.#set({ job, phase: 'running' })
      },
      isOpen: () => engagement.file === drop.engagement
    }
  }

  #set(change: Partial<Running>): void {
    if (this.running !== null) this.running = { ...this.running, ...change }
  }
}

export const intake = new Intake()

/** Says what an import came to; nothing that could be used is no success. */
function say(outcome: BatchOutcome): void {
  const { report, refused } = outcome
  const text = describeBatch(outcome)
  const action =
    report === null || report.problems === 0
      ? null
      : {
          label: 'Show problems',
          run: () => {
            location.go('import', { show: 'problems' })
          }
        }
  const failed = (report?.notUsable ?? 0) + refused.length
  if (failed > 0 && (report?.read ?? 0) === 0) toasts.problem(text, action)
  else toasts.done(text, action)
}
