/** Cuts the text of a policy document into tokens that keep their place and cover it whole, whatever the text is. */

/** `unknown` is what JSON has no word for: a stray sign, a string without an end. */
export type TokenKind = 'punctuation' | 'string' | 'number' | 'word' | 'space' | 'unknown'

export interface Token {
  readonly kind: TokenKind
  /** Its first character, and the one after its last. */
  readonly start: number
  readonly end: number
}

/** Each token begins where the one before ends; the last ends with the text. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (let start = 0; start < text.length;) {
    const token = tokenAt(text, start)
    tokens.push(token)
    start = token.end
  }
  return tokens
}

function tokenAt(text: string, start: number): Token {
  const sign = text.charAt(start)
  if ('{}[],:'.includes(sign)) return { kind: 'punctuation', start, end: start + 1 }
  if (sign === '"') return stringAt(text, start)
  for (const { kind, pattern } of runs) {
    pattern.lastIndex = start
    if (pattern.test(text)) return { kind, start, end: pattern.lastIndex }
  }
  return { kind: 'unknown', start, end: start + 1 }
}

/** Runs of characters, each found where `lastIndex` says and nowhere else (RFC 8259, 2 and 6). */
const runs: readonly { readonly kind: TokenKind; readonly pattern: RegExp }[] = [
  { kind: 'space', pattern: /[ \t\r\n]+/y },
  { kind: 'number', pattern: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y },
  { kind: 'word', pattern: /(?:true|false|null)(?![A-Za-z0-9_])/y },
  { kind: 'unknown', pattern: /[^{}[\],:"\s\d-][^{}[\],:"\s]*/y }
]

/** To the quote that ends it; without one, or with a line break in it, to the end of the line. */
function stringAt(text: string, start: number): Token {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text.charAt(at)
    if (sign === '"') return { kind: 'string', start, end: at + 1 }
    if (sign === '\n' || sign === '\r') return { kind: 'unknown', start, end: at }
    if (sign === '\\') at++
  }
  return { kind: 'unknown', start, end: text.length }
}
