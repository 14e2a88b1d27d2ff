/** Finds a sign-off of the open period by its number. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { SignOff } from './standing.ts'

/** Throws `not-found`. */
export function signOffNumbered(signOffs: readonly SignOff[], id: number): SignOff {
  const found = signOffs.find((one) => one.id === id)
  if (!found) throw new WorkbenchError('not-found', `There is no sign-off ${id} in this period.`)
  return found
}
