/** Who does something with the file of the open engagement. */
import { WorkbenchError } from '../shared/errors.ts'
import type { Workbench } from '../core/workbench.ts'
import { valueOf } from './import-files.ts'

/** Where people work in the engagement, what becomes of its file is the doing of one of them; null without people. */
export async function whoActs(workbench: Workbench): Promise<string | null> {
  const { hasPeople, person } = valueOf(await workbench.call('session.show', {}))
  if (hasPeople && person === null)
    throw new WorkbenchError('person-locked', 'Nobody is unlocked. Choose who works and give the passphrase.')
  if (person?.role === 'inspector')
    throw new WorkbenchError(
      'not-allowed',
      `${person.name} is inspector, who reads everything and changes nothing.`
    )
  return person?.name ?? null
}
