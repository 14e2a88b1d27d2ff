/** Says what it means that an error of AWS was saved where data was asked for. */
import type { Importer, Reading, SavedError } from '../importer.ts'
import { meaningOf } from './saved-error.ts'

/** Notes the error and covers the parts as refused; `account` is '' where nothing says whose answer it is. */
export function noteRefusal(
  error: SavedError,
  importer: Pick<Importer, 'command'>,
  reading: Reading,
  account: string,
  parts: readonly string[]
): void {
  const answer = error.message === '' ? error.code : `${error.code}: ${error.message}`
  reading.note({
    level: 'error',
    sentence: `The file holds an error of AWS instead of data (${answer.slice(0, 300)}): ${meaningOf(error)}. Ask for \`${importer.command}\` again.`
  })
  for (const part of parts) reading.covers(account, part, 'denied')
}

/** The account of an IAM answer: that of the caller the message names, else the one known from outside the file. */
export function accountOfRefusal(error: SavedError, reading: Reading): string {
  const caller = /arn:[a-z-]+:(?:sts|iam)::(\d{12}):/.exec(error.message)?.[1]
  return caller ?? reading.accountHint ?? ''
}

/** The account is in no organization: the answer to every question about one is that there is nothing. */
export function isWithoutOrganization(error: SavedError): boolean {
  return error.code === 'AWSOrganizationsNotInUseException' || error.code === 'OrganizationNotFoundException'
}

/** States that nothing is there because there is no organization. */
export function coverWithoutOrganization(reading: Reading, parts: readonly string[]): void {
  reading.note({ level: 'info', sentence: 'AWS answered that the account belongs to no organization.' })
  for (const part of parts) reading.covers('', part, 'complete')
}
