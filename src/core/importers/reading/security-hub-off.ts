/** Reads AWS's answer that Security Hub is off in a region. */
import type { Reading, SavedError } from '../importer.ts'
import { accountOfRefusal } from './refusal.ts'
import { scopesOf } from './regional.ts'

/** The hub of 2025 answers `ResourceNotFoundException` where it is off. */
export function isHubOff({ code, operation }: SavedError): boolean {
  return (
    code === 'InvalidAccessException' || (code === 'ResourceNotFoundException' && operation.endsWith('V2'))
  )
}

/** States that nothing of `nouns` is there because Security Hub is off, which is an answer. */
export function coverHubOff(
  error: SavedError,
  reading: Reading,
  nouns: string,
  keyOf?: (region: string) => string
): void {
  const { region } = reading
  reading.note({
    level: 'info',
    sentence: `AWS answered that Security Hub${error.operation.endsWith('V2') ? ' of 2025' : ''} is off${region === null ? '' : ` in ${region}`}.`
  })
  reading.count(nouns, 0)
  const scopes = scopesOf(reading)
  scopes.named(accountInMessage(error) ?? accountOfRefusal(error, reading), region)
  scopes.cover('complete', keyOf)
}

/** "Account 111122223333 is not subscribed to AWS Security Hub", "AccountId: 111122223333 is not enabled for securityhub". */
function accountInMessage({ message }: SavedError): string | null {
  return /\bAccount(?:Id:)? (\d{12})\b/.exec(message)?.[1] ?? null
}
