/** The lines of a policy document, or of one statement of it, with those marked that matter here. */
import { layOut, textOf, type Line, type LinePiece } from '../../parts/policy/layout.ts'

export interface PolicyLine {
  /** In the document, from 1. */
  readonly number: number
  readonly pieces: readonly LinePiece[]
  readonly isTinted: boolean
}

/** The whole document with whole statements tinted, by their numbers from 0. */
export function documentLines(text: string, tinted: readonly number[]): readonly PolicyLine[] {
  return layOut(text).lines.map(({ pieces, statement }, at) => ({
    number: at + 1,
    pieces,
    isTinted: statement !== null && tinted.includes(statement)
  }))
}

/** One statement, moved to the margin; the lines of some of its keys are tinted with all that stands in them: `Condition`, `NotAction`. */
export function statementLines(
  text: string,
  statement: number,
  keys: readonly string[]
): readonly PolicyLine[] {
  const found = layOut(text)
    .lines.map((line, at) => ({ number: at + 1, line }))
    .filter(({ line }) => line.statement === statement)
  const margin = Math.min(...found.map(({ line }) => indentOf(line)))
  const depth = Math.min(...found.flatMap(({ line }) => keyOf(line)?.depth ?? []))
  let isTinted = false
  return found.map(({ number, line }) => {
    const key = keyOf(line)
    if (key?.depth === depth) isTinted = keys.some((one) => one.toLowerCase() === key.name.toLowerCase())
    else if (indentOf(line) < depth) isTinted = false
    return { number, pieces: withoutMargin(line, margin), isTinted }
  })
}

function withoutMargin({ pieces }: Line, margin: number): readonly LinePiece[] {
  const [first, ...rest] = pieces
  return first?.kind === 'space' ? [{ ...first, text: first.text.slice(margin) }, ...rest] : pieces
}

function keyOf(line: Line): { readonly name: string; readonly depth: number } | null {
  const match = /^( *)"([^"]*)":/.exec(textOf(line))
  return match ? { depth: match[1]?.length ?? 0, name: match[2] ?? '' } : null
}

function indentOf(line: Line): number {
  return /^ */.exec(textOf(line))?.[0].length ?? 0
}
