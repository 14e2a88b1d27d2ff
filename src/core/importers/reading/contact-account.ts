/** Tells whose contacts an answer of Account Management holds: the management account may ask for every account of its organization. */
import { isAccountId } from '../../iam/arn.ts'
import type { Reading, SavedError } from '../importer.ts'
import { accountOfRefusal } from './refusal.ts'

/** The account the command asked about, else the caller's of a refusal, else the one known from outside; '' where nothing says. */
export function accountOfContacts(reading: Reading, error: SavedError | null = null): string {
  const asked = reading.option('account-id')
  if (asked !== null && isAccountId(asked)) return asked
  return error === null ? (reading.accountHint ?? '') : accountOfRefusal(error, reading)
}
