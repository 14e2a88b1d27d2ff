/** Opens an engagement file for the time of one command. */
import { basename, resolve } from 'node:path'

import { keyFor } from '../../core/change-seal.ts'
import { openWorkbench, type OpenOptions, type Workbench } from '../../core/workbench.ts'

import { logFault } from '../fault-log.ts'
import { printPage } from '../print-page.ts'
import type { ProgramFiles } from '../program-files.ts'
import { passphraseGiven, passphraseVariable } from './passphrase.ts'

/** Works in the engagement and closes it, also where the work fails. The passphrase of a sealed one is asked for. */
export async function inEngagement<T>(
  file: string,
  { worker }: ProgramFiles,
  work: (workbench: Workbench) => Promise<T>,
  create?: NonNullable<OpenOptions['create']>
): Promise<T> {
  const path = resolve(file)
  const workbench = await openWorkbench({
    file: path,
    key: await keyFor(path, () => passphraseGiven(passphraseVariable, `Passphrase of ${basename(file)}`)),
    worker,
    onFault: logFault,
    print: (page) => printPage(page),
    ...(create ? { create } : {})
  })
  try {
    return await work(workbench)
  } finally {
    await workbench.close()
  }
}
