/** The bytes JSON is made of, and what each means to whoever walks it. */

export const end = -1
export const newline = 0x0a
export const quote = 0x22
export const comma = 0x2c
export const colon = 0x3a
export const openBracket = 0x5b
export const backslash = 0x5c
export const closeBracket = 0x5d
export const openBrace = 0x7b
export const closeBrace = 0x7d

/** `[` and `{` differ in one bit, and so do `]` and `}`. */
export function isOpening(c: number): boolean {
  return (c & 0xdf) === openBracket
}

export function isClosing(c: number): boolean {
  return (c & 0xdf) === closeBracket
}

export function isBlank(c: number): boolean {
  return c === 0x20 || c === newline || c === 0x0d || c === 0x09
}

export function spell(c: number): string {
  return c > 0x20 && c < 0x7f ? `"${String.fromCharCode(c)}"` : `byte ${c}`
}
