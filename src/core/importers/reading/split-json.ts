/**
 * Splits JSON on bytes into the members of its top-level lists and its other top-level values, so that a file of any size is read
 * in the memory of its largest member.
 */

import { closeBrace, closeBracket, end, openBrace, openBracket } from './json-bytes.ts'
import { Broken, scanJson, usualLimits, type Scanner, type SplitLimits } from './json-scanner.ts'

/** A piece of a document; lists announce themselves before their members, also when they have none. */
export type Piece =
  | {
      readonly is: 'list'
      readonly key: string
      readonly document: number
      readonly line: number
      readonly path: string
    }
  | {
      readonly is: 'member' | 'value'
      readonly key: string
      readonly value: unknown
      readonly document: number
      /** 1-based, where the value starts in the file as received. */
      readonly line: number
      readonly path: string
    }
  /** A value that is not valid JSON, too large or nested too deep; reading goes on after it. */
  | {
      readonly is: 'bad'
      readonly key: string
      readonly document: number
      readonly line: number
      readonly path: string
      readonly sentence: string
    }
  /** The structure around the values is broken; nothing follows. */
  | { readonly is: 'break'; readonly line: number; readonly path: string | null; readonly sentence: string }

/**
 * Takes UTF-8 without byte order mark. One document or any number one after the other (`>>`, `jq -c`), or an array of them (`jq -s`);
 * from the second on, and in an array, paths begin with the document's number: `[1].UserDetailList[3]`.
 * `received` answers how many bytes of the file as received have been taken, for the sentence about a file that ends early.
 */
export function* splitJson(
  chunks: Iterable<Uint8Array>,
  received: () => number,
  limits: SplitLimits = usualLimits
): Generator<Piece, void> {
  const scanner = scanJson(chunks, received, limits)
  try {
    yield* documents(scanner)
  } catch (broken) {
    if (!(broken instanceof Broken)) throw broken
    yield { is: 'break', line: scanner.line(), path: broken.path, sentence: broken.message }
  }
}

function* documents(scanner: Scanner): Generator<Piece> {
  let document = 0
  for (let c = scanner.peek(); c !== end; c = scanner.peek()) {
    if (c === openBrace) yield* object(scanner, document, document === 0 ? '' : `[${document}].`)
    else if (c === openBracket) document = yield* documentList(scanner, document)
    else if (document > 0) throw scanner.stray()
    else yield* value(scanner, { is: 'value', key: '', document, path: '' })
    document++
  }
}

/** The documents of an array; answers the number of the last one. */
function* documentList(scanner: Scanner, first: number): Generator<Piece, number> {
  let document = first
  scanner.skip()
  if (scanner.peek() === closeBracket) {
    scanner.skip()
    return document
  }
  for (; ; document++) {
    if (scanner.peek() === openBrace) yield* object(scanner, document, `[${document}].`)
    else yield* value(scanner, { is: 'value', key: '', document, path: `[${document}]` })
    if (scanner.separator(closeBracket, `[${document}]`)) return document
  }
}

function* object(scanner: Scanner, document: number, prefix: string): Generator<Piece> {
  scanner.skip()
  if (scanner.peek() === closeBrace) {
    scanner.skip()
    return
  }
  for (let path = prefix; ;) {
    const key = scanner.key(path)
    path = prefix + key
    if (scanner.peek() === openBracket) yield* list(scanner, key, document, path)
    else yield* value(scanner, { is: 'value', key, document, path })
    if (scanner.separator(closeBrace, path)) return
  }
}

function* list(scanner: Scanner, key: string, document: number, path: string): Generator<Piece> {
  yield { is: 'list', key, document, line: scanner.line(), path }
  scanner.skip()
  if (scanner.peek() === closeBracket) {
    scanner.skip()
    return
  }
  for (let index = 0; ; index++) {
    const memberPath = `${path}[${index}]`
    yield* value(scanner, { is: 'member', key, document, path: memberPath })
    if (scanner.separator(closeBracket, memberPath)) return
  }
}

interface Head {
  readonly is: 'member' | 'value'
  readonly key: string
  readonly document: number
  readonly path: string
}

function* value(scanner: Scanner, head: Head): Generator<Piece> {
  scanner.peek()
  const line = scanner.line()
  const taken = scanner.value(head.path)
  if ('problem' in taken) yield { ...head, is: 'bad', line: taken.line ?? line, sentence: taken.problem }
  else yield { ...head, value: taken.value, line }
}
