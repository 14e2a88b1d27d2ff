/** What the exports of AWS Organizations have in common: whose organization it is, and who stands below whom. */
import { accountOfArn } from '../../iam/arn.ts'
import type { Place } from '../../iam/facts.ts'
import type { Coverage, Importer, Outline, Reading } from '../importer.ts'
import { coverWithoutOrganization, isWithoutOrganization, noteRefusal } from './refusal.ts'

/** ARNs of an organization carry the account of its management account; '' where none does. */
export function managementAccount(arns: Iterable<string>): string {
  for (const arn of arns) {
    const account = accountOfArn(arn)
    if (account !== null) return account
  }
  return ''
}

/** The parent in a path `o-…/r-…/ou-…/<own id>/`; null where the path does not end at the thing itself. */
export function parentInPath(path: string, ownId: string): string | null {
  const ids = path.split('/').filter((id) => id !== '')
  if (ids.at(-1) !== ownId) return null
  const parent = ids.at(-2)
  return parent !== undefined && /^(r|ou)-/.test(parent) ? parent : null
}

export function stateParent(
  reading: Reading,
  management: string,
  child: string,
  parent: string,
  { line, path }: Place
): void {
  reading.fact('org_parent', { account_id: management, child_id: child, parent_id: parent, line, path })
}

/**
 * Reads a saved error of an organization's call; true where the file was one. `keys` are the answers that were refused; that there is
 * no organization answers every part of the kind.
 */
export function readError(
  outline: Outline,
  importer: Pick<Importer, 'command' | 'parts'>,
  reading: Reading,
  keys: readonly string[]
): boolean {
  const { error } = outline
  if (error === null) return false
  if (isWithoutOrganization(error)) coverWithoutOrganization(reading, importer.parts)
  else noteRefusal(error, importer, reading, '', keys)
  return true
}

/**
 * Covers the answers a file gives, each by the parent, policy or target it was asked about. A file of which nothing says that answers
 * for itself alone, so that two of them stand side by side.
 */
export function coverKeys(reading: Reading, keys: Iterable<string>, state: Coverage): void {
  let isNamed = false
  for (const key of keys) {
    reading.covers('', key, state)
    isNamed = true
  }
  if (!isNamed) reading.covers('', reading.name, 'partial')
}
