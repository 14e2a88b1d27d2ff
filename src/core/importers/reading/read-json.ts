/** Reads a JSON export of any size member by member, notes what could not be read, and says how much of each list is there. */
import type { Coverage, Outline, Reading } from '../importer.ts'
import { UnreadableSource } from '../importer.ts'
import { utf8Chunks } from './encoding.ts'
import { BadMember, spell, type Member } from './fields.ts'
import type { SplitLimits } from './json-scanner.ts'
import { splitJson, type Piece } from './split-json.ts'

type Take = (member: Member) => void

/** What an importer takes of a document, by top-level key; keys may also begin in lower case. */
export interface Shape {
  readonly lists?: Readonly<Record<string, Take>>
  readonly values?: Readonly<Record<string, Take>>
  /** Called when the last piece of a document was taken. */
  readonly documentEnds?: () => void
  readonly limits?: SplitLimits
}

export interface JsonExport {
  /** Keys of the shape that stand in the file, also those of empty lists. */
  readonly keys: ReadonlySet<string>
  /** Whether the file is whole or a page of several, whatever else is wrong with it. */
  readonly pages: 'complete' | 'page' | 'last-page'
  /** How much of what stands under a key is there, over all documents of the file. */
  stateOf(key: string): Coverage
}

/**
 * Throws `UnreadableSource` where nothing of the file can be used.
 *
 * Pages: a document says `IsTruncated` or carries a `Marker` or `NextToken` where others follow (AWS CLI, `--no-paginate`,
 * `--max-items`). A file that holds cut documents and the one that ends them holds all pages.
 */
export function readJson(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  shape: Shape
): JsonExport {
  const lists = shape.lists ?? {}
  const values = shape.values ?? {}
  const keys = new Set<string>()
  const incomplete = new Set<string>()
  const unknown = new Set<string>()
  const pages: Page[] = [{ isCut: false, isLast: false }]
  /** Problems met before anything was taken; the first is the file's own where nothing is. */
  const held: UnreadableSource[] = []
  let taken = 0
  let isBroken = false

  const { counted, received } = countBytes(chunks, reading)
  for (const piece of splitJson(utf8Chunks(counted, outline.encoding), received, shape.limits)) take(piece)
  shape.documentEnds?.()

  const [first, ...others] = held
  for (const other of others) noteProblem(other)
  if (first) throw first
  if (keys.size === 0 && !isBroken)
    throw new UnreadableSource(
      `None of the keys ${[...Object.keys(lists), ...Object.keys(values)].join(', ')} stands at the top of the file; ask for the export as the command writes it.`
    )
  for (const key of unknown)
    reading.note({
      level: 'info',
      sentence: `The key \`${key.slice(0, 80)}\` is not known for this export and was not read.`
    })
  const whole = stateOfPages(pages)
  return {
    keys,
    pages: whole,
    stateOf: (key) => (isBroken || incomplete.has(key) ? 'partial' : whole)
  }

  function take(piece: Piece): void {
    if (piece.is === 'break') {
      isBroken = true
      problem(piece.sentence, piece.line, piece.path)
      return
    }
    if (piece.is !== 'bad') turnTo(piece.document)
    const key = keyOf(piece.key)
    if (piece.is === 'bad') {
      if (key === null) return
      incomplete.add(key)
      problem(piece.sentence, piece.line, piece.path)
    } else if (piece.is === 'list') {
      if (key === null) return unknownKey(piece.key)
      keys.add(key)
      if (!Object.hasOwn(lists, key))
        refuse(key, `\`${key}\` must not be a list; it was left out.`, piece.line, piece.path)
    } else if (piece.is === 'value') {
      if (notePage(piece.key, piece.value)) return
      if (key === null) return unknownKey(piece.key)
      keys.add(key)
      if (Object.hasOwn(values, key)) takeMember(values[key], key, piece)
      else if (piece.value !== null)
        refuse(
          key,
          `\`${key}\` must be a list, found ${spell(piece.value)}; it was left out.`,
          piece.line,
          piece.path
        )
    } else if (key !== null && Object.hasOwn(lists, key)) {
      takeMember(lists[key], key, piece)
    }
  }

  function takeMember(
    takes: Take | undefined,
    key: string,
    { value, line, path }: { readonly value: unknown; readonly line: number; readonly path: string }
  ): void {
    try {
      takes?.({
        value,
        line,
        path,
        doubt(sentence) {
          incomplete.add(key)
          reading.note({ level: 'warning', sentence, line, path })
        },
        seen: (at) => reading.seenAt(at)
      })
      if (taken++ === 0) for (const problem of held.splice(0)) noteProblem(problem)
    } catch (error) {
      if (!(error instanceof BadMember)) throw error
      refuse(key, error.message, line, path)
    }
  }

  function refuse(key: string, sentence: string, line: number, path: string): void {
    incomplete.add(key)
    problem(sentence, line, path)
  }

  function problem(sentence: string, line: number, path: string | null): void {
    const found = new UnreadableSource(sentence, line, path)
    if (taken === 0) held.push(found)
    else noteProblem(found)
  }

  function noteProblem({ message, line, path }: UnreadableSource): void {
    reading.note({
      level: 'error',
      sentence: message,
      ...(line === null ? {} : { line }),
      ...(path === null ? {} : { path })
    })
  }

  function turnTo(document: number): void {
    if (document < pages.length) return
    shape.documentEnds?.()
    pages.push({ isCut: false, isLast: false })
  }

  function notePage(key: string, value: unknown): boolean {
    const page = pages.at(-1)
    if (!page || !pageKeys.has(key)) return false
    if (value === false) page.isLast = true
    else if (value === true || (typeof value === 'string' && value !== '')) page.isCut = true
    return true
  }

  function keyOf(key: string): string | null {
    if (Object.hasOwn(lists, key) || Object.hasOwn(values, key)) return key
    const upper = key.charAt(0).toUpperCase() + key.slice(1)
    return Object.hasOwn(lists, upper) || Object.hasOwn(values, upper) ? upper : null
  }

  function unknownKey(key: string): void {
    if (!silentKeys.has(key) && unknown.size < mostUnknownKeys) unknown.add(key)
  }
}

interface Page {
  isCut: boolean
  isLast: boolean
}

const mostUnknownKeys = 8

/** What says that more pages follow, as the services spell it. */
const pageKeys = new Set([
  'IsTruncated',
  'Truncated',
  'Marker',
  'NextMarker',
  'NextToken',
  'isTruncated',
  'nextToken'
])

/** What SDKs and PowerShell add to an answer, and the page marks. */
const silentKeys = new Set([
  '',
  'IsTruncated',
  'Marker',
  'NextToken',
  'ResponseMetadata',
  '$metadata',
  'ContentLength',
  'HttpStatusCode',
  'LoggedAt'
])

function stateOfPages(pages: readonly Page[]): JsonExport['pages'] {
  if (pages.some((page) => page.isCut))
    return pages.some((page) => page.isLast && !page.isCut) ? 'complete' : 'page'
  return pages.some((page) => page.isLast) ? 'last-page' : 'complete'
}

/** Passes chunks on, telling how far the file is read. */
export function countBytes(
  chunks: Iterable<Uint8Array>,
  reading: Reading
): { readonly counted: Iterable<Uint8Array>; readonly received: () => number } {
  let bytes = 0
  function* counted(): Generator<Uint8Array> {
    for (const chunk of chunks) {
      bytes += chunk.length
      reading.checkpoint(bytes)
      yield chunk
    }
  }
  return { counted: counted(), received: () => bytes }
}
