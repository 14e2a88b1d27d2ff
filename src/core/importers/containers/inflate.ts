/** Unpacks deflated bytes (RFC 1951) in pieces of bounded size, and stops exactly where the packed bytes end. */
import { fixedCodes, packedCodes, type Codes } from './block-codes.ts'
import type { Bytes } from './bytes.ts'
import { isBlockEnd, isLength, isMeaningful, tableBits, walk } from './code-table.ts'
import {
  align,
  endOf,
  letGo,
  piece,
  reach,
  refill,
  startOf,
  step,
  take,
  type State
} from './inflate-state.ts'
import { damaged, endsEarly } from './refusal.ts'

/**
 * Takes at most `packed` bytes and leaves those behind the end of the stream where they are. The pieces are the receiver's own. Throws
 * `UnreadableSource` naming `what` where the bytes are damaged or end early.
 */
export function* inflate(bytes: Bytes, packed: number, what: string): Generator<Uint8Array> {
  const state = startOf(bytes, packed, what)
  try {
    yield* unpack(state)
  } finally {
    letGo(state)
  }
}

function* unpack(state: State): Generator<Uint8Array> {
  const { what } = state
  let isLast = false
  while (!isLast) {
    isLast = take(state, 1) === 1
    const form = take(state, 2)
    const copied = form === 0 ? storedLength(state) : 0
    const codes = form === 0 ? null : form === 1 ? fixedCodes() : form === 2 ? packedCodes(state) : null
    if (form !== 0 && codes === null) throw damaged(what)
    let left = copied
    for (let isDone = false; !isDone;) {
      if (codes === null) {
        left -= copyStored(state, left)
        isDone = left === 0
      } else isDone = decode(state, codes)
      if (state.out >= reach + piece) yield handOut(state)
    }
  }
  const rest = handOut(state)
  endOf(state)
  if (rest.length > 0) yield rest
}

function storedLength(state: State): number {
  align(state)
  const length = take(state, 16)
  if ((take(state, 16) ^ length) !== 0xffff) throw damaged(state.what)
  return length
}

/** Answers how many bytes it copied. */
function copyStored(state: State, length: number): number {
  if (length === 0) return 0
  if (state.at >= state.stop - step) refill(state)
  const count = Math.min(length, state.stop - state.at, reach + piece - state.out)
  if (count <= 0) throw endsEarly(state.what)
  state.window.set(state.input.subarray(state.at, state.at + count), state.out)
  state.at += count
  state.out += count
  return count
}

/** Decodes until the block ends (true) or a piece is full (false). */
function decode(state: State, { literals, distances }: Codes): boolean {
  const { input, window } = state
  const mask = (1 << tableBits) - 1
  const shortLiterals = literals.short
  const shortDistances = distances.short
  const full = reach + piece
  let { at, hold, bits, out } = state
  let last = state.stop - step
  let isDone = false

  while (out < full) {
    if (at >= last) {
      state.at = at
      state.bits = bits
      refill(state)
      at = state.at
      // Behind the end the zeros are read one step at a time, so that too many are noticed.
      last = state.isEnd ? Math.max(at, state.stop - step) + 1 : state.stop - step
    }
    if (bits < 15) {
      hold |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << bits
      at += 2
      bits += 16
    }
    let meaning = shortLiterals[hold & mask] as number
    if (meaning === 0) meaning = walk(literals, hold)
    const length = meaning & 15
    hold >>>= length
    bits -= length
    if (meaning < isLength && meaning !== 0) {
      window[out++] = meaning >> 8
      continue
    }
    if (!isMeaningful(meaning)) throw damaged(state.what)
    if (meaning === (isBlockEnd | length)) {
      isDone = true
      break
    }
    let extra = (meaning >> 4) & 15
    if (bits < extra) {
      hold |= (input[at++] as number) << bits
      bits += 8
    }
    const count = ((meaning >> 8) & 0xffff) + (hold & ((1 << extra) - 1))
    hold >>>= extra
    bits -= extra
    if (bits < 15) {
      hold |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << bits
      at += 2
      bits += 16
    }
    meaning = shortDistances[hold & mask] as number
    if (meaning === 0) meaning = walk(distances, hold)
    if (!isMeaningful(meaning)) throw damaged(state.what)
    hold >>>= meaning & 15
    bits -= meaning & 15
    extra = (meaning >> 4) & 15
    if (bits < extra) {
      hold |= ((input[at] as number) | ((input[at + 1] as number) << 8)) << bits
      at += 2
      bits += 16
    }
    const distance = (meaning >> 8) + (hold & ((1 << extra) - 1))
    hold >>>= extra
    bits -= extra
    if (distance > out) throw damaged(state.what)
    for (const stop = out + count; out < stop; out++) window[out] = window[out - distance] as number
  }
  state.at = at
  state.hold = hold
  state.bits = bits
  state.out = out
  return isDone
}

/** What was unpacked since the last time; keeps in the window what copies may still reach. */
function handOut(state: State): Uint8Array {
  const { window, from, out } = state
  const fresh = window.slice(from, out)
  if (out >= reach + piece) {
    window.copyWithin(0, out - reach, out)
    state.out = reach
  }
  state.from = state.out
  return fresh
}
