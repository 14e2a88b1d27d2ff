/** Reads exports whose documents are each one answer about one thing, as the `get-…` calls of IAM write them. */
import type { Coverage, Outline, Reading } from '../importer.ts'
import { UnreadableSource } from '../importer.ts'
import { BadMember, type JsonRecord, type Member } from './fields.ts'
import { readJson } from './read-json.ts'

/** The keys of an answer that are read, by what stands below them. */
interface AnswerKeys {
  readonly values: readonly string[]
  readonly lists?: readonly string[]
}

/** An answer as far as it was met, at the place of its first key. */
interface Answer {
  readonly fields: Map<string, unknown>
  readonly line: number
  readonly path: string
}

/**
 * Gives every answer to `take`, which throws `BadMember` for one it cannot use; `isAlone` where the file holds no other, so that what
 * the file's name says is about it. Answers how much of the file was read. Throws `UnreadableSource` where nothing was.
 */
export function readAnswers(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  keys: AnswerKeys,
  take: (answer: JsonRecord, member: Member, isAlone: boolean) => void
): Coverage {
  const lists = keys.lists ?? []
  const answers: Answer[] = []
  let open: Answer | null = null

  const json = readJson(chunks, outline, reading, {
    values: Object.fromEntries(keys.values.map((key) => [key, (member) => keepValue(key, member)])),
    lists: Object.fromEntries(lists.map((key) => [key, (member) => keepMember(key, member)])),
    documentEnds() {
      open = null
    }
  })
  let state: Coverage = [...keys.values, ...lists].some((key) => json.stateOf(key) === 'partial')
    ? 'partial'
    : json.pages
  let taken = 0
  const problems: UnreadableSource[] = []
  for (const { fields, line, path } of answers) {
    for (const key of lists) if (json.keys.has(key) && !fields.has(key)) fields.set(key, [])
    const member: Member = {
      value: null,
      line,
      path,
      doubt(sentence) {
        state = 'partial'
        reading.note({ level: 'warning', sentence, line, path })
      },
      seen: (at) => reading.seenAt(at)
    }
    try {
      take(Object.fromEntries(fields), member, answers.length === 1)
      taken++
    } catch (error) {
      if (!(error instanceof BadMember)) throw error
      state = 'partial'
      problems.push(new UnreadableSource(error.message, line, path))
    }
  }
  if (taken === 0 && problems[0]) throw problems[0]
  for (const { message, line, path } of problems)
    reading.note({ level: 'error', sentence: message, line: line ?? 1, path: path ?? '' })
  return state

  function keepValue(key: string, member: Member): void {
    answerAt(member).fields.set(key, member.value)
  }

  function keepMember(key: string, member: Member): void {
    const { fields } = answerAt(member)
    const list = fields.get(key)
    if (Array.isArray(list)) list.push(member.value)
    else fields.set(key, [member.value])
  }

  function answerAt({ line, path }: Member): Answer {
    if (open === null) {
      open = { fields: new Map(), line, path: path.replace(/(?<=.)\[\d+\]$/, '') }
      answers.push(open)
    }
    return open
  }
}
