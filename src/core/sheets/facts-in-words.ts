/** Facts as cells show them: seconds as ISO-8601 text, flags as yes and no, lists as sentences show them. */

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

/** Seconds as hours, to one decimal. */
export function hoursOf(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds / 360) / 10
}

/** The texts of a JSON list that a fact holds. */
export function textsOf(list: string | null): readonly string[] {
  return list === null ? [] : (JSON.parse(list) as readonly unknown[]).map(asText)
}

/** A JSON object that a fact holds, as "AWS: 111122223333, Service: ec2.amazonaws.com"; null where it is empty. */
export function pairsOf(object: string | null): string | null {
  if (object === null) return null
  const pairs = Object.entries(JSON.parse(object) as Readonly<Record<string, unknown>>)
  return pairs.length === 0 ? null : pairs.map(([key, value]) => `${key}: ${asText(value)}`).join(', ')
}

/** The first names of a list and how many more there are; null for none. */
export function firstOf(names: readonly string[], most: number, separator = ', '): string | null {
  if (names.length === 0) return null
  const left = names.length - most
  return [...names.slice(0, most), ...(left > 0 ? [`and ${left.toLocaleString('en')} more`] : [])].join(
    separator
  )
}

/** At most so many characters, with a mark where some were cut off. */
export function cutTo(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** The name at the end of an ARN: `arn:…:user/division/ada` is `ada`. */
export function nameInArn(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1)
}

/** The account an ARN names; null where it names none. */
export function accountInArn(arn: string): string | null {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? null
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
