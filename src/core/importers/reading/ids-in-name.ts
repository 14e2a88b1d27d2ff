/** Finds ids of an organization in the name of a file, for the exports whose content does not say what was asked about. */

/** The last folder and the file's own name without its extensions, whichever slashes part them. */
export function lastOfName(name: string): { readonly folder: string; readonly base: string } {
  const segments = name.split(/[\\/]/)
  return {
    folder: segments.at(-2) ?? '',
    base: (segments.at(-1) ?? '').replace(/(?:\.(?:json|err|txt|csv|tsv|out|log))+$/i, '')
  }
}

/** A root `r-…` or an organizational unit `ou-…-…`. */
export function parentIdIn(name: string): string | null {
  return lastMatch(lastOfName(name).base, [organizationalUnit, root])
}

/** A root, an organizational unit or an account. */
export function targetIdIn(name: string): string | null {
  return lastMatch(lastOfName(name).base, [organizationalUnit, root, account])
}

/** An organizational unit or an account: what can have a parent. */
export function childIdIn(name: string): string | null {
  return lastMatch(lastOfName(name).base, [organizationalUnit, account])
}

/** An account. */
export function accountIdIn(name: string): string | null {
  return lastMatch(lastOfName(name).base, [account])
}

/** A policy `p-…`. */
export function policyIdIn(name: string): string | null {
  return lastMatch(lastOfName(name).base, [policy])
}

/** `RESOURCE_CONTROL_POLICY` and its kin, in the file's name or its folder. */
export function policyTypeIn(name: string): string | null {
  const { folder, base } = lastOfName(name)
  return lastMatch(base, [policyType]) ?? lastMatch(folder, [policyType])
}

// Ids as the AWS Organizations API reference gives their patterns; a letter or digit before them makes another word (`for-parent`).
const organizationalUnit = /(?<![A-Za-z0-9])ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}(?![0-9a-z])/g
const root = /(?<![A-Za-z0-9])r-[0-9a-z]{4,32}(?![0-9a-z])/g
const account = /(?<![A-Za-z0-9])\d{12}(?![A-Za-z0-9])/g
const policy = /(?<![A-Za-z0-9])p-[0-9A-Za-z_]{8,128}/g
const policyType = /(?<![A-Z])[A-Z0-9_]+_POLICY(?:_EC2)?(?![A-Z])/g

/** The last match of the first pattern that matches at all. */
function lastMatch(text: string, patterns: readonly RegExp[]): string | null {
  for (const pattern of patterns) {
    const found = [...text.matchAll(pattern)].at(-1)
    if (found) return found[0]
  }
  return null
}
