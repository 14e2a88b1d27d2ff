/** Says in words what the file system refused. */
import { getSystemErrorMessage } from 'node:util'

/** "permission denied", or null where the error is not the system's. */
export function systemReason(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('errno' in thrown) || typeof thrown.errno !== 'number') return null
  return getSystemErrorMessage(thrown.errno)
}
