/** Reads account ids, also where a spreadsheet or a script has taken them for numbers. */
import { isAccountId } from '../../iam/arn.ts'
import type { Reading } from '../importer.ts'

export interface AccountId {
  readonly id: string
  /** Leading zeros were lost and have been put back. */
  readonly isPadded: boolean
}

/** Twelve digits as text or number, with lost leading zeros put back; null for anything else, `5.28758E+11` among it. */
export function readAccountId(value: unknown): AccountId | null {
  const text = typeof value === 'number' && Number.isInteger(value) ? String(value) : value
  if (typeof text !== 'string') return null
  const digits = text.trim()
  return /^\d{9,12}$/.test(digits) ? { id: digits.padStart(12, '0'), isPadded: digits.length < 12 } : null
}

/** The account that the command asked about with `--account-id`; null where it names none. */
export function accountOption(reading: Reading): string | null {
  const asked = reading.option('account-id')
  return asked !== null && isAccountId(asked) ? asked : null
}

/** A number in a spreadsheet's scientific notation. */
export function isScientific(text: string): boolean {
  return /^\d[.,]?\d*E\+?\d+$/i.test(text.trim())
}
