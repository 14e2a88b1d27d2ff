/** Lists inside the sentences of a verdict, kept short enough to read. */

const shownAtMost = 5

/** "a, b and c"; beyond five the rest is counted: "a, b, c, d, e and 12 more". */
export function list(words: readonly string[]): string {
  const shown = words.length > shownAtMost + 1 ? words.slice(0, shownAtMost) : words
  const rest = words.length - shown.length
  const parts = rest > 0 ? [...shown, `${rest} more`] : [...shown]
  const last = parts.pop() ?? ''
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
}

/** "1 group", "3 groups". */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`
}
