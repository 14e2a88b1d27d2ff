/** Follows the jobs whose results a file holds: a report of last access is finished, still in progress, or has failed. */
import type { Reading } from '../importer.ts'
import { UnreadableSource } from '../importer.ts'
import { isRecord, spell, type Member } from './fields.ts'
import { readTime } from './time.ts'

export interface ReportJobs {
  /** What `readJson` gives of a job, by top-level key. */
  readonly values: Readonly<Record<string, (member: Member) => void>>
  /** Ends a document; true where its report was finished, and what stands in it counts. */
  ends(): boolean
  /** How many different reports were finished: pages of one have the same dates. */
  finished(): number
  /** Notes the reports that were not finished; throws `UnreadableSource` where none was. */
  settle(command: string): void
}

/** A finished report's own date is when its job was completed. */
export function followJobs(reading: Reading): ReportJobs {
  let job = new Map<string, unknown>()
  const finished = new Set<string>()
  const unfinished: string[] = []
  const keep = (key: string) => (member: Member) => void job.set(key, member.value)

  return {
    values: Object.fromEntries(jobKeys.map((key) => [key, keep(key)])),
    ends() {
      const status = job.get('JobStatus') ?? 'COMPLETED'
      const isFinished = status === 'COMPLETED'
      if (isFinished) {
        finished.add(JSON.stringify(job.get('JobCreationDate') ?? job.get('JobCompletionDate') ?? null))
        const at = readTime(job.get('JobCompletionDate')) ?? readTime(job.get('JobCreationDate'))
        if (at !== null) reading.generatedAt(at)
      } else unfinished.push(`${spell(status)}${reasonOf(job.get('Error') ?? job.get('ErrorDetails'))}`)
      job = new Map()
      return isFinished
    },
    finished: () => finished.size,
    settle(command) {
      const [first] = unfinished
      if (first === undefined) return
      const sentence = `The report was not finished when its answer was saved (\`JobStatus\` ${first}); ask for \`${command}\` again until it answers COMPLETED.`
      if (finished.size === 0) throw new UnreadableSource(sentence, 1, 'JobStatus')
      reading.note({ level: 'info', sentence })
    }
  }
}

const jobKeys = [
  'JobStatus',
  'JobCreationDate',
  'JobCompletionDate',
  'NumberOfServicesAccessible',
  'NumberOfServicesNotAccessed',
  'Error',
  'ErrorDetails'
] as const

function reasonOf(error: unknown): string {
  if (!isRecord(error)) return ''
  const texts = ['Code', 'Message'].map((key) => (Object.hasOwn(error, key) ? error[key] : null))
  const reason = texts.filter((text) => typeof text === 'string' && text !== '').join(': ')
  return reason === '' ? '' : `, ${reason.slice(0, 200)}`
}
