/** Says which account a file belongs to; the results are brought up to date with it. */
import { call } from '../../client.ts'
import { jobs } from '../../state/jobs.svelte.ts'

/** Answers how many results the assignment changed. */
export async function assignAccount(source: number, account: string): Promise<number> {
  try {
    return (await call('source.assign', { source, account })).changedTests
  } finally {
    jobs.end(`assign-${String(source)}`)
  }
}
