/** Reads the lists IAM gives of an account's resources, every one of which carries its ARN. */
import { accountOfArn, nameOfArn } from '../../iam/arn.ts'
import type { Coverage, Importer, Outline, Reading } from '../importer.ts'
import { recordOf, requiredText, type JsonRecord, type Member } from './fields.ts'
import { readJson } from './read-json.ts'
import { accountOfRefusal, noteRefusal } from './refusal.ts'

export interface ArnResource {
  readonly account: string
  readonly arn: string
}

/** A list of resources as one call answers it. */
export interface ArnList {
  /** `SAMLProviderList` */
  readonly key: string
  /** The key of one resource by itself, where another call answers it in the same form. */
  readonly single?: string
  /** `providers` */
  readonly nouns: string
  /** States a resource; throws `BadMember` for one that cannot be used. */
  readonly state: (record: JsonRecord, resource: ArnResource, member: Member) => void
}

/**
 * A list answers for its whole account, also where it is empty; one resource by itself answers for its name, and a list of those that
 * belong to `owner` for that owner.
 */
export function readArnList(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  importer: Pick<Importer, 'command'>,
  list: ArnList,
  owner: string | null = null
): void {
  if (outline.error) {
    const account = accountOfRefusal(outline.error, reading)
    noteRefusal(outline.error, importer, reading, account, [owner ?? ''])
    return
  }
  const accounts = new Set<string>()
  const singles: ArnResource[] = []

  function take(member: Member): ArnResource {
    const record = recordOf(member.value)
    const arn = requiredText(record, 'Arn')
    const resource = { arn, account: accountOfArn(arn) ?? reading.accountHint ?? '' }
    list.state(record, resource, member)
    reading.count(list.nouns)
    return resource
  }

  const json = readJson(chunks, outline, reading, {
    lists: { [list.key]: (member) => void accounts.add(take(member).account) },
    ...(list.single === undefined
      ? {}
      : { values: { [list.single]: (member: Member) => void singles.push(take(member)) } })
  })
  reading.count(list.nouns, 0)
  for (const { account, arn } of singles)
    reading.covers(account, nameOfArn(arn), json.stateOf(list.single ?? ''))
  if (!json.keys.has(list.key)) return
  if (accounts.size === 0) accounts.add(reading.accountHint ?? '')
  const narrowed = pathPrefixOf(reading)
  const state: Coverage = narrowed === null ? json.stateOf(list.key) : 'partial'
  for (const account of accounts) reading.covers(account, owner ?? narrowed ?? '', state)
}

/** The path a list was narrowed to by its command; such a list answers for what lies below it alone. */
function pathPrefixOf(reading: Reading): string | null {
  const prefix = reading.option('path-prefix')
  if (prefix === null || prefix === '/') return null
  reading.note({
    level: 'warning',
    sentence: `The list was narrowed to the path ${prefix.slice(0, 200)} (--path-prefix) and is not the whole of the account; ask for it without.`
  })
  return prefix
}
