/** Repeatable choices: the same number gives the same file again. */

export interface Random {
  /** From 0 up to 1, without it. */
  (): number
}

/** mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number below `limit`. */
export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit)
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[below(random, from.length)] as T
}

export function isLucky(random: Random, chance: number): boolean {
  return random() < chance
}
