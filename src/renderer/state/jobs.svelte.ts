/** Long work in the engine, as its progress events tell it. */
import type { WorkbenchEvent } from '../../shared/records/engagement.ts'
import { call } from '../client.ts'

export type Job = Extract<WorkbenchEvent, { readonly type: 'progress' }>

const phaseWords: Readonly<Record<Job['phase'], string>> = {
  waiting: 'Waiting for the work before it',
  unpacking: 'Unpacking',
  receiving: 'Receiving',
  reading: 'Reading',
  checking: 'Checking',
  writing: 'Writing'
}

/** Events and answers take different ways: a job's last event may come after the answer that ended it. */
const lateMilliseconds = 1000

class Jobs {
  /** Running jobs, the one heard last at the end. */
  running: readonly Job[] = $state.raw([])
  #endedAt = new Map<string, number>()

  get latest(): Job | null {
    return this.running.at(-1) ?? null
  }

  find(job: string): Job | null {
    return this.running.find((one) => one.job === job) ?? null
  }

  report(job: Job): void {
    if (performance.now() - (this.#endedAt.get(job.job) ?? -lateMilliseconds) < lateMilliseconds) return
    this.running = [...this.running.filter((one) => one.job !== job.job), job]
  }

  /** The call that started the job has answered. */
  end(job: string): void {
    this.#endedAt.set(job, performance.now())
    this.running = this.running.filter((one) => one.job !== job)
  }

  /** For calls that do not know their job's name: everything running has ended. */
  endAll(): void {
    for (const { job } of this.running) this.end(job)
  }

  async cancel(job: string): Promise<void> {
    await call('job.cancel', { job })
    this.end(job)
  }
}

export const jobs = new Jobs()

/** "Reading gaad-111122223333.json" */
export function describeJob(job: Job): string {
  return job.name === '' ? phaseWords[job.phase] : `${phaseWords[job.phase]} ${job.name}`
}
