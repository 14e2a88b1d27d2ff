/** How far an import is, in words: the file in hand and the import as a whole. */
import { formatCount, formatNumber, formatSize } from '../../format.ts'
import type { Job } from '../../state/jobs.svelte.ts'

import { splitName } from './source-row.ts'

/** What the page knows of the import in hand before the engine tells of it. */
export interface Sending {
  readonly phase: 'looking' | 'sending' | 'running'
  readonly files: number
  /** In bytes. */
  readonly total: number
  readonly sent: number
  /** The file sent last. */
  readonly name: string
  readonly isStopping: boolean
}

/** What is done, and how far it is in bytes or checks; the share is 0 of 0 while it is not known. */
export interface Step {
  readonly doing: string
  readonly amount: string
  readonly done: number
  readonly total: number
}

/** Of the file in hand, or of what is done where no file is. */
export function stepOf(sending: Sending, job: Job | null): Step {
  if (sending.isStopping) return step('Stopping')
  if (sending.phase === 'looking') return step('Looking for files')
  if (sending.phase === 'sending') return step(`Receiving ${splitName(sending.name).base}`)
  if (job === null) return step('Starting')
  const file = splitName(job.name).base
  switch (job.phase) {
    case 'waiting':
      return step('Waiting for the import before it')
    case 'unpacking':
      return step(`Unpacking ${file}`, `${formatSize(job.done)} so far`)
    case 'checking':
      return step(
        'Running the checks',
        `${formatNumber(job.done)} of ${formatCount(job.total, 'check')}`,
        job.done,
        job.total
      )
    case 'receiving':
    case 'reading':
    case 'writing':
      return step(
        `${phaseVerbs[job.phase]} ${file}`,
        `${formatSize(job.done)} of ${formatSize(job.total)}`,
        job.done,
        job.total
      )
  }
}

/** Of the whole import: bytes, files and what was found in them. */
export function wholeWords(sending: Sending, job: Job | null): string {
  if (sending.isStopping) return 'Nothing of it is kept'
  if (sending.phase === 'looking') return `${formatCount(sending.files, 'file')} found`
  if (sending.phase === 'sending')
    return `${formatSize(sending.sent)} of ${formatSize(sending.total)} received, ${formatCount(sending.files, 'file')}`
  if (job?.phase === 'checking') return 'All files are read'
  const whole = job?.whole
  // Until the first archive is open nobody knows how many files there are.
  if (whole === undefined || whole.files === 0) return `${formatCount(sending.files, 'file')} received`
  const objects = whole.objects === 0 ? '' : `, ${formatCount(whole.objects, 'object')}`
  return `${formatSize(whole.done)} of ${formatSize(whole.total)}, ${formatNumber(whole.filesDone)} of ${formatCount(whole.files, 'file')}${objects}`
}

const phaseVerbs = { receiving: 'Receiving', reading: 'Reading', writing: 'Writing' } as const

function step(doing: string, amount = '', done = 0, total = 0): Step {
  return { doing, amount, done, total }
}
