/** Matches IAM's patterns: `*` stands for any run of characters, `?` for one; nothing else is special. */

/** Whether a pattern matches a whole text; case-sensitive. In time proportional to both lengths at worst multiplied, never more. */
export function globMatches(pattern: string, text: string): boolean {
  let p = 0
  let t = 0
  let afterStar = -1
  let retryFrom = 0
  while (t < text.length) {
    const wanted = pattern[p]
    if (wanted === '*') {
      afterStar = ++p
      retryFrom = t
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[t])) {
      p++
      t++
    } else if (afterStar >= 0) {
      p = afterStar
      t = ++retryFrom
    } else {
      return false
    }
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

/** Whether a pattern has a wildcard at all. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?')
}
