/** Places in evidence: read as they are typed, and looked up in the bytes where that can be done. */
import { StringDecoder } from 'node:string_decoder'

import { WorkbenchError } from '../../../shared/errors.ts'
import { fileKindOf, locatorText, readLocator, type Locator } from '../../../shared/locator.ts'
import { readObject } from '../../store/objects.ts'
import type { Reader } from '../../store/database.ts'
import type { KeptPiece } from './piece.ts'

/** Larger JSON files are not taken apart for a place. */
const largestJson = 32 * 1024 * 1024

/** The place as it is kept. Throws `input-invalid` where the kind of file has no such place, or the file itself has not. */
export function placeIn(db: Reader, piece: KeptPiece, typed: string): string {
  const answer = readLocator(typed, fileKindOf(piece))
  if ('problem' in answer) throw new WorkbenchError('input-invalid', answer.problem)
  const missing = missingIn(db, piece, answer.locator)
  if (missing !== null) throw new WorkbenchError('input-invalid', missing)
  return locatorText(answer.locator)
}

/** Why a place cannot be in the file; null where it is there, or its pages and cells are not read here. */
function missingIn(db: Reader, piece: KeptPiece, locator: Locator): string | null {
  if (locator.kind === 'lines') {
    const lines = countLines(db, piece.object, locator.to)
    return lines < locator.to ? `${piece.ref} ends with line ${lines}.` : null
  }
  if (locator.kind === 'pointer') {
    const found = elementAtPointer(db, piece.object, locator.pointer)
    if (found === 'malformed')
      return `${piece.ref} cannot be read as JSON, so no element of it can be named; name its lines instead.`
    return found === 'absent' ? `${piece.ref} has no element ${locator.pointer}.` : null
  }
  return null
}

/**
 * The element at a JSON pointer (RFC 6901), indented; `absent` where there is none, `malformed` where the file is no JSON, `unread`
 * where it is too large to be taken apart.
 */
export function elementAtPointer(
  db: Reader,
  object: number,
  pointer: string
): { readonly text: string } | 'absent' | 'malformed' | 'unread' {
  const { size } = db.get<{ size: number }>('select size from object where id = :object', { object }) ?? {
    size: 0
  }
  if (size > largestJson) return 'unread'
  let at: unknown
  try {
    at = JSON.parse([...decoded(db, object)].join(''))
  } catch {
    return 'malformed'
  }
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    const isIndex = /^(0|[1-9]\d*)$/.test(name)
    if (typeof at !== 'object' || at === null || (Array.isArray(at) && !isIndex)) return 'absent'
    if (!Object.hasOwn(at, name)) return 'absent'
    at = (at as Readonly<Record<string, unknown>>)[name]
  }
  return { text: JSON.stringify(at, null, 2) }
}

/** Texts of an object as they are decoded, without its byte order mark. */
export function* decoded(db: Reader, object: number): Generator<string> {
  let decoder: StringDecoder | null = null
  for (const chunk of readObject(db, object)) {
    const isFirst = decoder === null
    decoder ??= new StringDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf16le' : 'utf8')
    const text = decoder.write(Buffer.from(chunk))
    yield isFirst ? text.replace(/^\ufeff/, '') : text
  }
}

/** Counts no further than `enough`. */
function countLines(db: Reader, object: number, enough: number): number {
  let lines = 0
  let isOpen = false
  for (const text of decoded(db, object)) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines++
    isOpen = text.length > 0 ? !text.endsWith('\n') : isOpen
    if (lines >= enough) return lines
  }
  return lines + (isOpen ? 1 : 0)
}
