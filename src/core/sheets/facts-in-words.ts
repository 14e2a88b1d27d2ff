/** Facts as cells show them: seconds as ISO-8601 text, flags as yes and no. */

/** null where the fact has none. */
export function timeOf(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString()
}

/** A date, or AWS's own word for its absence. */
export function timeOrAbsence(seconds: number | null, absence: string | null): string | null {
  return timeOf(seconds) ?? absence
}

/** SQLite's boolean in words; empty where the export does not say. */
export function yesOrNo(flag: number | null): string | null {
  if (flag === null) return null
  return flag === 1 ? 'Yes' : 'No'
}
