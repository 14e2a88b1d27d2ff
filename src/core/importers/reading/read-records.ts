/** Reads a JSON file whose documents are themselves the records: one after the other, one per line, or in a list. */
import type { Coverage, Outline, Reading } from '../importer.ts'
import { UnreadableSource } from '../importer.ts'
import { utf8Chunks } from './encoding.ts'
import { BadMember, type Member } from './fields.ts'
import type { SplitLimits } from './json-scanner.ts'
import { countBytes } from './read-json.ts'
import { splitJson } from './split-json.ts'

/** A record still being put together from its top-level values. */
interface Open {
  readonly document: number
  readonly value: Record<string, unknown>
  readonly line: number
  isBad: boolean
}

/**
 * Gives every record to `take`, which throws `BadMember` for one it cannot use. Answers how much of the file was read. Throws
 * `UnreadableSource` where nothing was.
 */
export function readRecords(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  take: (member: Member) => void,
  limits?: SplitLimits
): Coverage {
  const { counted, received } = countBytes(chunks, reading)
  let state: Coverage = 'complete'
  let taken = 0
  /** Problems met before anything was taken; the first is the file's own where nothing is. */
  const held: UnreadableSource[] = []
  let open: Open | null = null

  for (const piece of splitJson(utf8Chunks(counted, outline.encoding), received, limits)) {
    if (piece.is === 'break') {
      problem(new UnreadableSource(piece.sentence, piece.line, piece.path))
      continue
    }
    if (open === null || open.document !== piece.document) {
      close()
      const value = Object.create(null) as Record<string, unknown>
      open = { document: piece.document, value, line: piece.line, isBad: false }
    }
    if (piece.is === 'bad') {
      open.isBad = true
      problem(new UnreadableSource(piece.sentence, piece.line, piece.path))
    } else if (piece.is === 'list') open.value[piece.key] = []
    else if (piece.is === 'member') (open.value[piece.key] as unknown[]).push(piece.value)
    else open.value[piece.key] = piece.value
  }
  close()
  const [first, ...others] = held
  for (const other of others) note(other)
  if (first) throw first
  return state

  function close(): void {
    if (open === null || open.isBad) return
    const { value, line, document } = open
    const path = `[${document}]`
    try {
      take({
        value,
        line,
        path,
        doubt(sentence) {
          state = 'partial'
          reading.note({ level: 'warning', sentence, line, path })
        },
        seen: (at) => reading.seenAt(at)
      })
      if (taken++ === 0) for (const found of held.splice(0)) note(found)
    } catch (error) {
      if (!(error instanceof BadMember)) throw error
      problem(new UnreadableSource(error.message, line, path))
    }
  }

  function problem(found: UnreadableSource): void {
    state = 'partial'
    if (taken === 0) held.push(found)
    else note(found)
  }

  function note({ message, line, path }: UnreadableSource): void {
    reading.note({
      level: 'error',
      sentence: message,
      ...(line === null ? {} : { line }),
      ...(path === null ? {} : { path })
    })
  }
}
