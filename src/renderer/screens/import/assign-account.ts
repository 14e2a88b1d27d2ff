/** Says which account a file belongs to and brings the results up to date. */
import type { ImportReport } from '../../../shared/records/source.ts'
import { call } from '../../client.ts'
import { jobs } from '../../state/jobs.svelte.ts'

/** The report's `changedTests` is what the assignment did to the results: they are computed when an import ends, so an empty one is. */
export async function assignAccount(source: number, account: string): Promise<ImportReport> {
  await call('source.assign', { source, account })
  const { batch, job } = await call('import.start', {})
  try {
    return await call('import.finish', { batch })
  } finally {
    jobs.end(job)
  }
}
