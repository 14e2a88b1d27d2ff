/** Opens an engagement file for the time of one command. */
import { resolve } from 'node:path'

import { openWorkbench, type OpenOptions, type Workbench } from '../../core/workbench.ts'

import { logFault } from '../fault-log.ts'
import type { ProgramFiles } from '../program-files.ts'

/** Works in the engagement and closes it, also where the work fails. */
export async function inEngagement<T>(
  file: string,
  { worker }: ProgramFiles,
  work: (workbench: Workbench) => Promise<T>,
  create?: NonNullable<OpenOptions['create']>
): Promise<T> {
  const workbench = await openWorkbench({
    file: resolve(file),
    worker,
    onFault: logFault,
    ...(create ? { create } : {})
  })
  try {
    return await work(workbench)
  } finally {
    await workbench.close()
  }
}
