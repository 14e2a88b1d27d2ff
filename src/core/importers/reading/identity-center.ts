/** What the exports of IAM Identity Center have in common: they are the organization's, and few of them say what they are about. */
import type { Coverage, Importer, Reading, SavedError } from '../importer.ts'
import { lastOfName } from './ids-in-name.ts'
import { noteRefusal } from './refusal.ts'

/**
 * The permission set an answer is about: its ARN where the command says it, else the id `ps-…` in the file's name or the folder
 * nearest to it; null where nothing does.
 */
export function permissionSetOf(reading: Reading): string | null {
  return reading.option('permission-set-arn') ?? permissionSetIn(reading.name)
}

/** Of an ARN or an id: the command and the folder name the same permission set in two ways. */
export function permissionSetId(permissionSet: string): string {
  return permissionSet.slice(permissionSet.lastIndexOf('/') + 1)
}

export function permissionSetIn(name: string): string | null {
  for (const segment of name.split(/[\\/]/).reverse()) {
    const found = segment.match(permissionSet)?.at(-1)
    if (found !== undefined) return found
  }
  return null
}

/** The group or user the file is named after. */
export function identityIn(name: string): string | null {
  return lastOfName(name).base.match(identity)?.at(-1) ?? null
}

/** Covers an answer; one about nothing that is known answers for itself alone, so that two of them stand side by side. */
export function coverAnswer(reading: Reading, key: string | null, state: Coverage): void {
  if (key === null) reading.covers('', reading.name, 'partial')
  else reading.covers('', key, state)
}

export function noteWithoutPermissionSet(reading: Reading): void {
  reading.note({
    level: 'warning',
    sentence:
      'Neither the command nor the name says which permission set the file is about: put it into a folder named after the set, permission-sets/ps-…/, or import it with its collection manifest.'
  })
}

export function refuseAnswer(
  error: SavedError,
  importer: Pick<Importer, 'command'>,
  reading: Reading,
  key: string | null
): void {
  noteRefusal(error, importer, reading, '', key === null ? [] : [key])
}

/** That there is nothing is the answer: AWS knows no such thing, which the sentence says. */
export function noteAbsence(reading: Reading, sentence: string, key: string | null): void {
  reading.note({ level: 'info', sentence })
  coverAnswer(reading, key, 'complete')
}

// Ids as the API references of Identity Center and its identity store give their patterns.
const permissionSet = /(?<![A-Za-z0-9])ps-[A-Za-z0-9]{12,32}(?![A-Za-z0-9])/g
const identity =
  /(?<![A-Za-z0-9])(?:[0-9a-f]{10}-)?[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}(?![A-Za-z0-9])/g
