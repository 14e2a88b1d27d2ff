/** Long work in the engine, as its progress events tell it. */
import type { WorkbenchEvent } from '../../shared/records.ts'
import { call } from '../client.ts'

type Progress = Extract<WorkbenchEvent, { readonly type: 'progress' }>
export type Job = Omit<Progress, 'type'>

const phaseWords: Readonly<Record<Job['phase'], string>> = {
  receiving: 'Receiving',
  reading: 'Reading',
  checking: 'Checking',
  writing: 'Writing'
}

class Jobs {
  /** Running jobs, the one heard last at the end. */
  running: readonly Job[] = $state.raw([])

  get latest(): Job | null {
    return this.running.at(-1) ?? null
  }

  find(job: string): Job | null {
    return this.running.find((one) => one.job === job) ?? null
  }

  report(progress: Progress): void {
    const { job, phase, name, done, total } = progress
    this.running = [...this.running.filter((one) => one.job !== job), { job, phase, name, done, total }]
  }

  /** The call that started the job has answered. */
  end(job: string): void {
    this.running = this.running.filter((one) => one.job !== job)
  }

  /** For calls that do not know their job's name: everything running has ended. */
  endAll(): void {
    this.running = []
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
