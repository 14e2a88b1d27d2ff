/** Framework references of a control as one cell of text: each number with the versions that have it. */

interface Reference {
  readonly framework: string
  readonly ids: readonly string[]
}

/** "1.4 (1.4, 1.5, 2.0, 3.0); 1.3 (5.0)", the versions of CIS AWS Foundations in brackets. */
export function cisReferences(references: readonly Reference[]): string | null {
  return inWords(references, /^CIS\b/)
}

/** "AC-2(1), IA-2 (r4, r5)" */
export function nistReferences(references: readonly Reference[]): string | null {
  return inWords(references, /^NIST\b/)
}

function inWords(references: readonly Reference[], framework: RegExp): string | null {
  const versionsOfIds = new Map<string, string[]>()
  for (const reference of references.filter((each) => framework.test(each.framework))) {
    const ids = reference.ids.join(', ')
    const version = reference.framework.split(' ').at(-1) ?? ''
    versionsOfIds.set(ids, [...(versionsOfIds.get(ids) ?? []), version])
  }
  if (versionsOfIds.size === 0) return null
  return [...versionsOfIds].map(([ids, versions]) => `${ids} (${versions.join(', ')})`).join('; ')
}
