/** Whether every sign-off is what was signed: its content has its hash, its key signed it, and the event log knows of it. */
import { contentHash } from '../../integrity/content-hash.ts'
import { isSignedBy } from '../../integrity/ssh-signature.ts'
import { nameOfSigned } from '../../../shared/states/sign-off.ts'
import type { Reader } from '../../store/database.ts'
import { projection } from './period-content.ts'
import { signedText } from './signed-text.ts'
import { everyRow, type SignOffRow } from './standing.ts'
import type { SignedContent } from './test-content.ts'

/** Of every period; a sentence for each fault. */
export function verifySignOffs(db: Reader): {
  readonly signOffs: number
  readonly faults: readonly string[]
} {
  const keys = new Map(
    db
      .all<{ id: number; name: string; public_key: string }>('select id, name, public_key from person')
      .map((person) => [person.id, person])
  )
  const logged = loggedSignOffs(db)
  const faults: string[] = []
  let signOffs = 0
  for (const row of db.iterate<SignOffRow>(`${everyRow} order by s.id`)) {
    signOffs += 1
    const fault = faultOf(row, keys.get(row.person_id ?? 0), logged.get(row.id))
    logged.delete(row.id)
    if (fault !== null)
      faults.push(
        `The sign-off of ${row.printed_name} as ${row.role} over ${nameOfSigned(row.scope, row.scope_ref)} (${row.period}) ${fault}.`
      )
  }
  for (const { entity_id } of logged.values())
    faults.push(`A sign-off is missing: ${entity_id} is in the event log.`)
  return { signOffs, faults: [...faults, ...strangeHeads(db)] }
}

interface Logged {
  readonly id: number
  readonly entity_id: string
  readonly hash: string
  readonly signature: string | null
  readonly name: string
}

function faultOf(
  row: SignOffRow,
  person: { readonly name: string; readonly public_key: string } | undefined,
  logged: Logged | undefined
): string | null {
  if (!logged) return 'is in no event of the log'
  if (hashOf(row.content) !== row.content_hash) return 'covers a content that was changed'
  if (
    logged.hash !== row.content_hash ||
    logged.signature !== row.signature ||
    logged.name !== row.printed_name
  )
    return 'is not the one the event log tells of'
  if (row.person_id === null) return row.signature === null ? null : 'has a signature and nobody who made it'
  if (!person) return 'names a person who is not in the engagement'
  if (person.name !== row.printed_name) return `was made with the key of ${person.name}`
  if (row.signature === null) return 'has lost its signature'
  return isSignedBy(person.public_key, Buffer.from(signedText(row), 'utf8'), row.signature)
    ? null
    : `is forged: the key of ${person.name} did not sign it`
}

function hashOf(content: string): string | null {
  try {
    return contentHash(projection, JSON.parse(content) as SignedContent)
  } catch {
    return null
  }
}

function loggedSignOffs(db: Reader): Map<number, Logged> {
  const events = db.all<Logged>(
    `select json_extract(payload, '$.id') as id, entity_id, json_extract(payload, '$.contentHash') as hash,
       json_extract(payload, '$.signature') as signature, json_extract(payload, '$.name') as name
     from audit_event
     where action in ('sign-off.sign', 'sign-off.acknowledge')`
  )
  return new Map(events.map((event) => [event.id, event]))
}

/** A log that was written anew has not the head a sign-off names. */
function strangeHeads(db: Reader): readonly string[] {
  return db
    .all<{ printed_name: string; chain_seq: number }>(
      `select s.printed_name, s.chain_seq
       from sign_off s
       left join audit_event e on e.seq = s.chain_seq
       where s.chain_seq > 0 and e.hash is not s.chain_head
       order by s.id
       limit 10`
    )
    .map(
      ({ printed_name, chain_seq }) =>
        `The event log is not the one ${printed_name} signed over: event ${chain_seq} has another hash.`
    )
}
