/** Whether the bytes of evidence are still those received: read piece by piece, in moments between other questions, and remembered while the file is open. */
import { createHash, type Hash } from 'node:crypto'

import type { ByteCheck, EvidenceCheck } from '../../../shared/records/evidence.ts'
import type { Reader } from '../../store/database.ts'
import { readObject } from '../../store/objects.ts'

/** `in-use`: all that is not withdrawn; else everything, or one piece. */
export type CheckScope = 'in-use' | 'all' | { readonly piece: string }

export interface EvidenceChecks {
  /** Starts over with what is in the scope; what was found before stays known. */
  begin(scope: CheckScope): void
  /** Reads on for about as long as is said; `now` is ISO-8601 UTC. */
  step(now: () => string, milliseconds: number): EvidenceCheck
  /** What was last found of a stored object; null before it was read. */
  of(object: number): ByteCheck | null
  /** The stored objects found damaged. */
  damaged(): readonly number[]
}

interface CheckedObject {
  readonly ref: string
  readonly object: number
  readonly sha256: string | null
  readonly size: number
}

const known = new WeakMap<Reader, EvidenceChecks>()

/** Of one connection. */
export function checksOf(db: Reader): EvidenceChecks {
  let checks = known.get(db)
  if (!checks) known.set(db, (checks = openChecks(db)))
  return checks
}

function openChecks(db: Reader): EvidenceChecks {
  const found = new Map<number, ByteCheck>()
  let pieces: readonly CheckedObject[] = []
  let checked = 0
  let read = 0
  let checkedAt: string | null = null
  /** The object in hand. */
  let chunks: Generator<Uint8Array, void> | null = null
  let hash: Hash = createHash('sha256')

  function damaged(): readonly number[] {
    return [...found].flatMap(([object, { fault }]) => (fault === null ? [] : [object]))
  }

  /** What the bytes were found to be; null while there are more. */
  function readOn(piece: CheckedObject): Pick<ByteCheck, 'found'> | null {
    try {
      if (chunks === null) {
        chunks = readObject(db, piece.object)
        hash = createHash('sha256')
      }
      const chunk = chunks.next()
      if (chunk.done === true) return { found: hash.digest('hex') }
      hash.update(chunk.value)
      read += chunk.value.length
      return null
    } catch {
      return { found: null }
    }
  }

  return {
    begin(scope) {
      pieces = objectsOf(db, scope)
      checked = 0
      read = 0
      chunks = null
    },
    step(now, milliseconds) {
      const until = performance.now() + milliseconds
      for (let piece = pieces[checked]; piece !== undefined; piece = pieces[checked]) {
        const done = readOn(piece)
        if (done !== null) {
          checkedAt = now()
          found.set(piece.object, { at: checkedAt, found: done.found, fault: faultOf(piece, done.found) })
          checked++
          chunks = null
        }
        if (performance.now() >= until) break
      }
      return {
        pieces: pieces.length,
        checked,
        size: pieces.reduce((sum, { size }) => sum + size, 0),
        read,
        isDone: checked === pieces.length,
        damaged: refsOf(db, damaged()),
        checkedAt
      }
    },
    of: (object) => found.get(object) ?? null,
    damaged
  }
}

/** Of pieces that are not withdrawn. */
function refsOf(db: Reader, objects: readonly number[]): readonly string[] {
  return db
    .all<{ ref: string }>(
      `select ref
       from evidence
       where withdrawn_at is null and object_id in (select value from json_each(:objects))
       order by id`,
      { objects: JSON.stringify(objects) }
    )
    .map(({ ref }) => ref)
}

function faultOf({ ref, sha256 }: CheckedObject, found: string | null): string | null {
  if (sha256 === null) return `The bytes of ${ref} are lost.`
  if (found === null) return `The bytes of ${ref} cannot be read.`
  return found === sha256 ? null : `The bytes of ${ref} have another hash than when they were received.`
}

/** Each stored object once, though several pieces may share it. */
function objectsOf(db: Reader, scope: CheckScope): readonly CheckedObject[] {
  return db.all<CheckedObject>(
    `select min(e.ref) as ref, e.object_id as object, o.sha256, coalesce(o.size, 0) as size
     from evidence e
     left join object o on o.id = e.object_id
     where case :scope when 'all' then true when 'in-use' then e.withdrawn_at is null else e.ref = :scope end
     group by e.object_id
     order by e.object_id`,
    { scope: typeof scope === 'string' ? scope : scope.piece }
  )
}
