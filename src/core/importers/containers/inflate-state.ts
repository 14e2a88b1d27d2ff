/** Holds a deflated stream while it is unpacked: packed bytes taken as bits at one end, a window of unpacked ones at the other. */
import type { Bytes } from './bytes.ts'
import { endsEarly } from './refusal.ts'

/** How far back a copy may reach. */
export const reach = 32 << 10
/** Bytes handed out at once. */
export const piece = 64 << 10
const longestCopy = 258
/** Packed bytes held; a step of the decoder reads at most eight of them. */
const held = 64 << 10
export const step = 8

export interface State {
  readonly what: string
  readonly bytes: Bytes
  /** Packed bytes that may still be taken. */
  left: number
  readonly input: Uint8Array
  at: number
  stop: number
  isEnd: boolean
  /** Bits taken from the input and not yet used, the next one lowest. */
  hold: number
  bits: number
  readonly window: Uint8Array
  /** Where handing out goes on, and where the next byte is put. */
  from: number
  out: number
}

/** The room of the last stream: most entries are far smaller than it, and making it new takes longer than unpacking them. */
let spare: { readonly input: Uint8Array; readonly window: Uint8Array } | null = null

export function startOf(bytes: Bytes, packed: number, what: string): State {
  const room = spare
  spare = null
  return {
    what,
    bytes,
    left: packed,
    input: room?.input ?? new Uint8Array(held + 2 * step),
    at: 0,
    stop: 0,
    isEnd: false,
    hold: 0,
    bits: 0,
    window: room?.window ?? new Uint8Array(reach + piece + longestCopy),
    from: 0,
    out: 0
  }
}

/** Fills the input so that a step can be read; behind the end of the packed bytes stand zeros, which must not be used. */
export function refill(state: State): void {
  const { bytes, input } = state
  if (state.isEnd) {
    if (state.at - (state.bits >> 3) > state.stop) throw endsEarly(state.what)
    return
  }
  // Bytes already taken as bits stay, for `align`.
  const gone = Math.max(0, state.at - step)
  input.copyWithin(0, gone, state.stop)
  state.stop -= gone
  state.at -= gone
  while (state.stop - state.at < 2 * step) {
    const more = state.left === 0 ? null : bytes.some(Math.min(state.left, held - state.stop))
    if (more === null) {
      state.isEnd = true
      input.fill(0, state.stop, state.stop + 2 * step)
      return
    }
    input.set(more, state.stop)
    state.stop += more.length
    state.left -= more.length
  }
}

export function take(state: State, count: number): number {
  while (state.bits < count) {
    if (state.at >= state.stop - step) refill(state)
    state.hold |= (state.input[state.at++] as number) << state.bits
    state.bits += 8
  }
  const taken = state.hold & ((1 << count) - 1)
  state.hold >>>= count
  state.bits -= count
  if (state.isEnd && state.at - (state.bits >> 3) > state.stop) throw endsEarly(state.what)
  return taken
}

/** Puts back whole bytes that were taken as bits. */
export function align(state: State): void {
  state.at -= state.bits >> 3
  state.hold = 0
  state.bits = 0
}

/** Gives back what stands behind the end of the stream. */
export function endOf(state: State): void {
  align(state)
  if (state.at > state.stop) throw endsEarly(state.what)
  state.bytes.putBack(state.input.slice(state.at, state.stop))
}

/** Leaves the room of a stream to the next one. */
export function letGo({ input, window }: State): void {
  spare = { input, window }
}
