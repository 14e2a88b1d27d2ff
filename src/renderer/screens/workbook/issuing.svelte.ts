/** The issue of a workbook while it is on its way: progress, cancelling, what went wrong. */
import type { Edition } from '../../../shared/editions.ts'
import { call, sentenceOf } from '../../client.ts'
import { downloadFile } from '../../files.ts'
import { formatSize } from '../../format.ts'
import { describeJob, jobs, type Job } from '../../state/jobs.svelte.ts'
import { toasts } from '../../state/toasts.svelte.ts'

/** The engine's name for the issuing of a workbook. */
const issuingJob = 'workbook'

export class Issuing {
  problem: string | null = $state(null)
  #isWaiting = $state(false)

  get job(): Job | null {
    return jobs.find(issuingJob)
  }

  get isRunning(): boolean {
    return this.#isWaiting || this.job !== null
  }

  /** "Writing 03 Checklist" */
  get words(): string {
    return this.job === null ? 'Writing the workbook' : describeJob(this.job)
  }

  async issue(edition: Edition): Promise<void> {
    if (this.isRunning) return
    this.#isWaiting = true
    this.problem = null
    try {
      const { id, fileName, size } = await call('workbook.issue', { edition, job: issuingJob })
      downloadFile('workbook', id)
      toasts.done(`${fileName} issued, ${formatSize(size)}`, {
        label: 'Download again',
        run: () => {
          downloadFile('workbook', id)
        }
      })
    } catch (thrown) {
      this.problem = sentenceOf(thrown)
    } finally {
      this.#isWaiting = false
      jobs.end(issuingJob)
    }
  }

  /** Nothing of it is kept; `issue` ends with the sentence that says so. */
  async cancel(): Promise<void> {
    await call('job.cancel', { job: issuingJob })
  }
}
