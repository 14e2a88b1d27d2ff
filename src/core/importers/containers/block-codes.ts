/** Reads the two codes that a deflated block is written in: the fixed ones, or those packed before it (RFC 1951, 3.2.6 and 3.2.7). */
import {
  codeTable,
  distanceMeanings,
  lengthMeanings,
  literalMeanings,
  walk,
  type CodeTable
} from './code-table.ts'
import { take, type State } from './inflate-state.ts'
import { damaged } from './refusal.ts'

export interface Codes {
  readonly literals: CodeTable
  readonly distances: CodeTable
}

let fixed: Codes | null = null

export function fixedCodes(): Codes | null {
  if (fixed) return fixed
  const lengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280)
  const literals = codeTable(lengths, literalMeanings)
  const distances = codeTable(new Uint8Array(32).fill(5), distanceMeanings)
  fixed = literals && distances && { literals, distances }
  return fixed
}

/** The order in which the lengths of the code for lengths are written. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** null where the block packs no codes. */
export function packedCodes(state: State): Codes | null {
  const literalCount = take(state, 5) + 257
  const distanceCount = take(state, 5) + 1
  const lengthCount = take(state, 4) + 4
  if (literalCount > 286 || distanceCount > 30) return null
  const ofLengths = new Uint8Array(19)
  for (const place of lengthOrder.slice(0, lengthCount)) ofLengths[place] = take(state, 3)
  const code = codeTable(ofLengths, lengthMeanings)
  if (!code || code.meanings.length < 2) return null

  const lengths = new Uint8Array(literalCount + distanceCount)
  for (let n = 0; n < lengths.length;) {
    const length = takeLength(state, code)
    if (length < 16) {
      lengths[n++] = length
      continue
    }
    if (length === 16 && n === 0) return null
    const repeated = length === 16 ? (lengths[n - 1] as number) : 0
    const times =
      length === 16 ? 3 + take(state, 2) : length === 17 ? 3 + take(state, 3) : 11 + take(state, 7)
    if (n + times > lengths.length) return null
    lengths.fill(repeated, n, n + times)
    n += times
  }
  if (lengths[256] === 0) return null
  const literals = codeTable(lengths.subarray(0, literalCount), literalMeanings)
  const distances = codeTable(lengths.subarray(literalCount), distanceMeanings)
  return literals && distances && { literals, distances }
}

/** Codes for lengths are at most seven bits long. */
function takeLength(state: State, code: CodeTable): number {
  let bits = 0
  for (let count = 0; count < 7;) {
    bits |= take(state, 1) << count++
    const meaning = walk(code, bits)
    if (meaning !== 0 && (meaning & 15) === count) return meaning >> 8
  }
  throw damaged(state.what)
}
