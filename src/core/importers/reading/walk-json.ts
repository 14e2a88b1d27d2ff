/** Walks JSON of any size by a plan: takes some values whole, goes into others, and passes over the rest without keeping them. */
import type { Coverage, Outline, Reading } from '../importer.ts'
import { UnreadableSource } from '../importer.ts'
import { utf8Chunks } from './encoding.ts'
import { BadMember, type Member } from './fields.ts'
import { closeBrace, closeBracket, end, openBrace, openBracket } from './json-bytes.ts'
import { Broken, scanJson, usualLimits, type SplitLimits } from './json-scanner.ts'
import { countBytes } from './read-json.ts'

/** `enter` is asked for every member, of an object by its key and of a list by its index; null passes over the member. */
export type Plan =
  { readonly take: (member: Member) => void } | { readonly enter: (key: string) => Plan | null }

interface Options {
  /** Other text stands before the first brace, as in a script; it is passed over. */
  readonly hasPrefix?: true
  readonly limits?: SplitLimits
}

/** Objects and lists the plan may go into below one another; groups of tools nest some five deep. */
const deepest = 64
/** Of a key, in the path of what stands below it. */
const longestKey = 300

/**
 * Walks every document of a file by the same plan, those of a list at its top too. `take` throws `BadMember` for a value it cannot
 * use. Answers how much was read; throws `UnreadableSource` where the file is damaged before anything was taken.
 */
export function walkJson(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  plan: Plan,
  options: Options = {}
): Coverage {
  const { counted, received } = countBytes(chunks, reading)
  const utf8 = utf8Chunks(counted, outline.encoding)
  const scanner = scanJson(
    options.hasPrefix ? blankPrefix(utf8) : utf8,
    received,
    options.limits ?? usualLimits
  )
  let state: Coverage = 'complete'
  let taken = 0
  /** Problems met before anything was taken; the first is the file's own where nothing is. */
  const held: UnreadableSource[] = []

  try {
    documents()
  } catch (broken) {
    if (!(broken instanceof Broken)) throw broken
    problem(broken.message, scanner.line(), broken.path)
  }
  const [first, ...others] = held
  for (const other of others) note(other)
  if (first) throw first
  return state

  function documents(): void {
    for (let document = 0, c = scanner.peek(); c !== end; document++, c = scanner.peek()) {
      const prefix = document === 0 ? '' : `[${document}]`
      if (c === openBrace) walk(plan, prefix, 0)
      else if (c === openBracket) list(() => plan, prefix, 0)
      else if (document > 0) throw scanner.stray()
      else scanner.pass(prefix)
    }
  }

  function walk(step: Plan | null, path: string, depth: number): void {
    const c = scanner.peek()
    if (step === null) scanner.pass(path)
    else if ('take' in step) takeValue(step.take, path)
    else if (c !== openBrace && c !== openBracket) scanner.pass(path)
    else if (depth >= deepest) {
      problem(
        `Groups nest deeper than ${deepest} levels, more than any export does; they were left out.`,
        scanner.line(),
        path
      )
      scanner.pass(path)
    } else if (c === openBrace) object(step.enter, path, depth)
    else list(step.enter, path, depth)
  }

  function object(enter: (key: string) => Plan | null, path: string, depth: number): void {
    scanner.skip()
    if (scanner.peek() === closeBrace) {
      scanner.skip()
      return
    }
    let memberPath: string
    do {
      const key = scanner.key(path)
      memberPath = `${path === '' ? '' : `${path}.`}${key.slice(0, longestKey)}`
      walk(enter(key), memberPath, depth + 1)
    } while (!scanner.separator(closeBrace, memberPath))
  }

  function list(enter: (index: string) => Plan | null, path: string, depth: number): void {
    scanner.skip()
    if (scanner.peek() === closeBracket) {
      scanner.skip()
      return
    }
    let index = 0
    do walk(enter(String(index)), `${path}[${index}]`, depth + 1)
    while (!scanner.separator(closeBracket, `${path}[${index++}]`))
  }

  function takeValue(take: (member: Member) => void, path: string): void {
    const line = scanner.line()
    const found = scanner.value(path)
    if ('problem' in found) {
      problem(found.problem, found.line ?? line, path)
      return
    }
    try {
      take({
        value: found.value,
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
      problem(error.message, line, path)
    }
  }

  function problem(sentence: string, line: number, path: string | null): void {
    state = 'partial'
    const found = new UnreadableSource(sentence, line, path)
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

/** Puts blanks in the place of what stands before the first brace; its lines still count. */
function* blankPrefix(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  let isBefore = true
  for (const chunk of chunks) {
    if (!isBefore) {
      yield chunk
      continue
    }
    const brace = chunk.indexOf(openBrace)
    isBefore = brace < 0
    const until = isBefore ? chunk.length : brace
    yield chunk.map((byte, index) => (index < until && byte !== newline ? blank : byte))
  }
}

const newline = 0x0a
const blank = 0x20
