/** Draws a sample so that anybody can draw it again: what chance decides follows from the seed and the keys alone. */
import { createHash } from 'node:crypto'

/** The rows with the lowest ranks, SHA-256 of seed and key; `keys` in any order. */
export function drawRandom(keys: readonly string[], size: number, seed: string): readonly string[] {
  return keys
    .map((key) => ({ key, rank: sha256(seed + key) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0))
    .slice(0, size)
    .map(({ key }) => key)
}

/** Every so many of the sorted keys, from a start within the first interval that the seed decides. */
export function drawSystematic(keys: readonly string[], size: number, seed: string): readonly string[] {
  const sorted = sortedKeys(keys)
  const drawn = Math.min(size, sorted.length)
  const interval = sorted.length / drawn
  const start = fractionOf(seed) * interval
  return Array.from({ length: drawn }, (_, n) => sorted[Math.floor(start + n * interval)] ?? '')
}

/** SHA-256 over the sorted keys, a line each: equal for equal populations, whatever their order. */
export function hashOfKeys(keys: readonly string[]): string {
  return sha256(sortedKeys(keys).join('\n'))
}

/** By code unit: the same on every machine and in every language. */
function sortedKeys(keys: readonly string[]): string[] {
  return keys.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))
}

/** From 0 up to, and not, 1: the first 48 bits of the seed's hash. */
function fractionOf(seed: string): number {
  return Number.parseInt(sha256(seed).slice(0, 12), 16) / 2 ** 48
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
