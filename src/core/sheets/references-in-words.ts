/** Framework references of a control as one cell of text: each number with the versions that have it. */

const isCis = /^CIS\b/
const isNist = /^NIST SP 800-53\b/
const isOther = /^(?!CIS\b|NIST SP 800-53\b)/

interface Reference {
  readonly framework: string
  readonly ids: readonly string[]
}

/** "1.4 (1.4, 1.5, 2.0, 3.0); 1.3 (5.0)", the versions of CIS AWS Foundations in brackets. */
export function cisReferences(references: readonly Reference[]): string | null {
  return inWords(references, isCis)
}

/** The controls of NIST SP 800-53 without their enhancements, by the newest revision there is: "AC-2, IA-2 (r5)". */
export function nistControls(references: readonly Reference[]): string | null {
  const newest = references
    .filter(({ framework }) => isNist.test(framework))
    .reduce<Reference | null>((kept, each) => (kept && kept.framework > each.framework ? kept : each), null)
  if (!newest) return null
  const ids = [...new Set(newest.ids.map((id) => id.replace(/\(.*/, '')))]
  return inWords([{ framework: newest.framework, ids }], isNist)
}

/** Every control and enhancement: "AC-2(1), IA-2 (r4, r5)". */
export function nistReferences(references: readonly Reference[]): string | null {
  return inWords(references, isNist)
}

/** Every other framework, one a line: "PCI DSS 4.0: 8.3.6, 8.3.7". */
export function otherReferences(references: readonly Reference[]): string | null {
  const others = references.filter(({ framework }) => isOther.test(framework))
  if (others.length === 0) return null
  return others.map(({ framework, ids }) => `${framework}: ${ids.join(', ')}`).join('\n')
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
