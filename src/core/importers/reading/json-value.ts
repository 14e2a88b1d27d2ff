/** Turns the text of one JSON value into the value, or into the sentence why it is none. */

/** Why a value that was taken whole is none, with the line it breaks on. */
export function badValue(text: string, error: unknown, line: number): { problem: string; line: number } {
  const message = error instanceof Error ? error.message : ''
  const position = /at position (\d+)/.exec(message)?.[1]
  const reason = message.replace(/ in JSON at position .*| is not valid JSON$|, \.{0,3}".*/s, '')
  return {
    problem: `An entry is not valid JSON (${reason.slice(0, 120)}); it was left out.`,
    line: line + (position === undefined ? 0 : newlinesIn(text, Number(position)))
  }
}

/** Line ends in the text before a position. */
export function newlinesIn(text: string, before: number): number {
  let n = 0
  for (let i = text.indexOf('\n'); i >= 0 && i < before; i = text.indexOf('\n', i + 1)) n++
  return n
}

/** null where the text is not valid JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
