/** Reads what users and groups of an identity store have in common: one list for the store, or one of them described alone. */
import type { Importer, Outline, Reading } from '../importer.ts'
import { UnreadableSource } from '../importer.ts'
import { listOf, recordOf, textOf, type JsonRecord, type Member } from './fields.ts'
import { refuseAnswer } from './identity-center.ts'
import { readJson } from './read-json.ts'
import { readRecords } from './read-records.ts'
import { hasKey } from './top-keys.ts'

/** Users or groups, and how one of them becomes a fact. */
export interface Identities {
  readonly key: 'Users' | 'Groups'
  readonly nouns: string
  /** `Describe…`, whose refusal says nothing of the list. */
  readonly describes: string
  /** States the fact and answers the id. */
  readonly state: (record: JsonRecord, storeId: string, member: Member) => string
}

/** What a record of the identity store has and none of IAM's. */
const signs = ['IdentityStoreId', 'DisplayName', 'Emails', 'ExternalIds', 'UserStatus']

export function isOfIdentityStore(keys: ReadonlySet<string>): boolean {
  return !keys.has('Arn') && signs.some((sign) => keys.has(sign))
}

export function readIdentities(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  importer: Pick<Importer, 'command'>,
  { key, nouns, describes, state }: Identities
): void {
  const asked = reading.option('identity-store-id') ?? ''
  if (outline.error) {
    refuseAnswer(outline.error, importer, reading, outline.error.operation === describes ? null : asked)
    return
  }
  const stores = new Set<string>()
  const take = (member: Member): string => {
    const record = recordOf(member.value)
    const store = textOf(record, 'IdentityStoreId') ?? asked
    const id = state(record, store, member)
    stores.add(store)
    reading.count(nouns)
    return id
  }
  reading.count(nouns, 0)
  if (!hasKey(outline, key)) {
    const ids: string[] = []
    const coverage = readRecords(chunks, outline, reading, (member) => {
      ids.push(take(member))
    })
    for (const id of ids) reading.covers('', `described ${id}`, coverage)
    return
  }
  const json = readJson(chunks, outline, reading, {
    lists: {
      [key](member) {
        take(member)
      }
    }
  })
  if (stores.size === 0 && !isNamedForIdentityCenter(reading))
    throw new UnreadableSource(
      'The list is empty, and nothing says whether it is one of IAM or of Identity Center: put the file into a folder identity-center/, or import it with its collection manifest.'
    )
  for (const store of stores.size === 0 ? [asked] : stores) reading.covers('', store, json.stateOf(key))
}

export function isDescribedAlone(key: string): boolean {
  return key.startsWith('described ')
}

/** The issuer of the first external id: where a user or group is provisioned from. */
export function issuerOf(record: JsonRecord): string | null {
  const [first] = listOf(record, 'ExternalIds')
  return first === undefined ? null : textOf(recordOf(first), 'Issuer')
}

function isNamedForIdentityCenter(reading: Reading): boolean {
  return (
    reading.option('identity-store-id') !== null ||
    /identity-?_?(?:center|store)|(?<![a-z0-9])d-[0-9a-f]{10}(?![0-9a-z])/i.test(reading.name)
  )
}
