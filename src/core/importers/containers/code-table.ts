/** Builds what turns the bits of one deflate block back into symbols (RFC 1951, 3.2): a table for short codes, a walk for long ones. */

/** Bits that the table looks up at once; longer codes are rare and walked bit by bit. */
export const tableBits = 10

/**
 * What a code stands for, in one number: bits 0–3 the length of the code, 4–7 how many extra bits follow, 8–23 a literal, or the base
 * of a length or distance, above them what it is.
 */
export const isLength = 1 << 24
export const isBlockEnd = 1 << 25
const isNothing = 1 << 26

export interface CodeTable {
  /** By the next `tableBits` bits; 0 where the code is longer or there is none. */
  readonly short: Int32Array
  /** How many codes have each length. */
  readonly counts: Uint16Array
  /** Meanings in the order of their codes. */
  readonly meanings: Int32Array
}

/** null where the lengths make no code: too many, or too few and more than a single one (zlib draws the same line). */
export function codeTable(lengths: Uint8Array, meaningOf: Int32Array): CodeTable | null {
  const counts = new Uint16Array(16)
  for (const length of lengths) counts[length] = (counts[length] as number) + 1
  const used = lengths.length - (counts[0] as number)
  counts[0] = 0
  let free = 1
  for (let length = 1; length < 16; length++) {
    free = free * 2 - (counts[length] as number)
    if (free < 0) return null
  }
  if (free > 0 && !(used === 0 || (used === 1 && counts[1] === 1))) return null

  const places = new Uint16Array(16)
  const codes = new Uint16Array(16)
  for (let length = 1; length < 15; length++) {
    places[length + 1] = (places[length] as number) + (counts[length] as number)
    codes[length + 1] = ((codes[length] as number) + (counts[length] as number)) << 1
  }
  const meanings = new Int32Array(used)
  const short = new Int32Array(1 << tableBits)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] as number
    if (length === 0) continue
    const meaning = (meaningOf[symbol] as number) | length
    meanings[(places[length] as number)++] = meaning
    const code = (codes[length] as number)++
    if (length > tableBits) continue
    for (let bits = reversed(code, length); bits < short.length; bits += 1 << length) short[bits] = meaning
  }
  return { short, counts, meanings }
}

/** The meaning of the code that begins `bits`, of any length; 0 where there is none. */
export function walk({ counts, meanings }: CodeTable, bits: number): number {
  let code = 0
  let first = 0
  let place = 0
  for (let length = 1; length < 16; length++) {
    code |= (bits >>> (length - 1)) & 1
    const count = counts[length] as number
    if (code - count < first) return meanings[place + code - first] as number
    place += count
    first = (first + count) << 1
    code <<= 1
  }
  return 0
}

/** Says whether a code stands for a literal, a length or the end of the block. */
export function isMeaningful(meaning: number): boolean {
  return meaning !== 0 && (meaning & isNothing) === 0
}

function reversed(code: number, length: number): number {
  let turned = 0
  for (let bit = 0; bit < length; bit++) turned |= ((code >>> bit) & 1) << (length - 1 - bit)
  return turned
}

/** Literals 0–255, the end of the block, lengths 257–285 (RFC 1951, 3.2.5); 286 and 287 take part in the fixed code and mean nothing. */
export const literalMeanings = meaningsOf(288, (symbol) => {
  if (symbol < 256) return symbol << 8
  if (symbol === 256) return isBlockEnd
  if (symbol > 285) return isNothing
  if (symbol === 285) return isLength | (258 << 8)
  const extra = symbol < 265 ? 0 : (symbol - 261) >> 2
  const base = symbol < 265 ? symbol - 254 : ((4 + ((symbol - 261) & 3)) << extra) + 3
  return isLength | (base << 8) | (extra << 4)
})

/** Distances 0–29; 30 and 31 take part in the fixed code and mean nothing. */
export const distanceMeanings = meaningsOf(32, (symbol) => {
  if (symbol > 29) return isNothing
  const extra = symbol < 4 ? 0 : (symbol >> 1) - 1
  const base = symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << extra) + 1
  return (base << 8) | (extra << 4)
})

/** Code lengths 0–18 of the code that packs the two others. */
export const lengthMeanings = meaningsOf(19, (symbol) => symbol << 8)

function meaningsOf(symbols: number, meaning: (symbol: number) => number): Int32Array {
  return Int32Array.from({ length: symbols }, (_, symbol) => meaning(symbol))
}
