/**
 * Lays a policy document out in lines: two spaces a level, one value a line, every word as it was written. The same document has
 * the same line numbers however compactly it came.
 */
import { tokensOf, type Token } from './tokens.ts'
import { piecesOf, takesWildcards } from './wildcards.ts'

export type PieceKind =
  'plain' | 'space' | 'punctuation' | 'key' | 'string' | 'value' | 'wildcard' | 'variable' | 'allow' | 'deny'

export interface LinePiece {
  readonly kind: PieceKind
  readonly text: string
}

export interface Line {
  readonly pieces: readonly LinePiece[]
  /** The statement it belongs to, from 0; null outside of statements. */
  readonly statement: number | null
}

export interface Layout {
  readonly lines: readonly Line[]
  /** Whether the text is JSON; lines of other texts are shown as they came. */
  readonly isJson: boolean
  /** The effect of each statement that says one. */
  readonly effects: ReadonlyMap<number, 'allow' | 'deny'>
}

export function layOut(text: string): Layout {
  return isJson(text) ? print(text) : asWritten(text)
}

/** The text of a line, as it is searched and copied. */
export function textOf({ pieces }: Line): string {
  return pieces.map(({ text }) => text).join('')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function asWritten(text: string): Layout {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line): Line => ({ pieces: [{ kind: 'plain', text: line }], statement: null }))
  return { lines, isJson: false, effects: new Map() }
}

/** An object or list that is open. */
interface Level {
  readonly isList: boolean
  /** The key read last; null in a list. */
  key: string | null
  /** The element of a list that is read. */
  index: number
}

function print(text: string): Layout {
  const lines: { pieces: LinePiece[]; statement: number | null }[] = []
  const levels: Level[] = []
  const effects = new Map<number, 'allow' | 'deny'>()
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'space')

  let line = breakLine()
  for (const [at, token] of tokens.entries()) write(token, wordOf(tokens[at - 1]), wordOf(tokens[at + 1]))
  return { lines, isJson: true, effects }

  function write(token: Token, before: string, after: string): void {
    const word = wordOf(token)
    const level = levels.at(-1)
    if (token.kind !== 'punctuation') {
      writeValue(token, word, after === ':')
    } else if (word === '{' || word === '[') {
      if (levels.length === 1 && level?.key === 'Statement') restart()
      const depth = levels.push({ isList: word === '[', key: null, index: 0 }) - 1
      append({ kind: 'punctuation', text: word }, depth)
      if (after !== '}' && after !== ']') line = breakLine()
    } else if (word === '}' || word === ']') {
      if (before !== '{' && before !== '[') line = breakLine()
      line.statement ??= statement()
      levels.pop()
      append({ kind: 'punctuation', text: word })
    } else if (word === ',') {
      append({ kind: 'punctuation', text: word })
      if (level?.isList === true) level.index += 1
      line = breakLine()
    } else {
      append({ kind: 'punctuation', text: ': ' })
    }
  }

  /** Of two lists of statements the last one counts, as where the document was read. */
  function restart(): void {
    effects.clear()
    for (const written of lines) written.statement = null
  }

  function writeValue({ kind }: Token, word: string, isKey: boolean): void {
    const level = levels.at(-1)
    if (isKey && level !== undefined) level.key = plainText(word)
    if (isKey) append({ kind: 'key', text: word })
    else if (kind === 'string') for (const piece of stringPieces(word)) append(piece)
    else append({ kind: 'value', text: word })
  }

  function stringPieces(word: string): readonly LinePiece[] {
    const at = statement()
    const path = pathInStatement()
    if (at === null || path === null) return [{ kind: 'string', text: word }]
    if (path.length === 1 && path[0] === 'Effect') {
      const effect = plainText(word).trim().toLowerCase()
      if (effect !== 'allow' && effect !== 'deny') return [{ kind: 'string', text: word }]
      effects.set(at, effect)
      return [{ kind: effect, text: word }]
    }
    if (!takesWildcards(path)) return [{ kind: 'string', text: word }]
    // What is written as an escape is no longer where it is read, so the whole value is marked.
    if (word.includes('\\'))
      return [{ kind: /[*?]/.test(plainText(word)) ? 'wildcard' : 'string', text: word }]
    return piecesOf(word).map((piece) => ({
      kind: piece.kind === 'plain' ? 'string' : piece.kind,
      text: piece.text
    }))
  }

  /** The statement that is read: an element of the document's `Statement`, or its value where that is no list. */
  function statement(): number | null {
    const [document, list, element] = levels
    if (document?.isList !== false || document.key !== 'Statement' || list === undefined) return null
    if (!list.isList) return 0
    return element === undefined ? null : list.index
  }

  /** The keys that lead from the statement to what is read; list places left out. */
  function pathInStatement(): readonly string[] | null {
    const inner = levels.slice(levels[1]?.isList === true ? 2 : 1)
    return inner[0]?.isList === false ? inner.flatMap(({ key }) => key ?? []) : null
  }

  function append(piece: LinePiece, depth = levels.length): void {
    if (line.pieces.length === 0 && depth > 0) line.pieces.push({ kind: 'space', text: '  '.repeat(depth) })
    line.pieces.push(piece)
    line.statement ??= statement()
  }

  function breakLine(): (typeof lines)[number] {
    const fresh = { pieces: [], statement: null }
    lines.push(fresh)
    return fresh
  }

  function wordOf(token: Token | undefined): string {
    return token === undefined ? '' : text.slice(token.start, token.end)
  }
}

/** What a JSON string says. */
function plainText(word: string): string {
  return word.includes('\\') ? String(JSON.parse(word)) : word.slice(1, -1)
}
