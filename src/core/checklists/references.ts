/**
 * Where frameworks ask for what a control tests. `crosswalk.json` holds numbers only, which are facts: those of the CIS AWS
 * Foundations Benchmark by version, and those of NIST SP 800-53 (revisions 4 and 5) that public mappings of the same tests name, down
 * to the control enhancement. Titles of the benchmarks are licensed and not in the product.
 */
import crosswalk from './crosswalk.json' with { type: 'json' }

export interface Reference {
  /** "CIS AWS Foundations 3.0" */
  readonly framework: string
  /** As text: 1.10 is not 1.1. */
  readonly ids: readonly string[]
}

interface CrosswalkEntry {
  readonly cis?: Readonly<Record<string, readonly string[]>>
  readonly nistRevision4?: readonly string[]
  readonly nistRevision5?: readonly string[]
}

const entries: Readonly<Record<string, CrosswalkEntry>> = crosswalk

/** The references of a control, `ROOT-01`, CIS first, by version; none where no framework asks for it. */
export function referencesOf(control: string): readonly Reference[] {
  const entry = Object.hasOwn(entries, control) ? entries[control] : undefined
  if (!entry) return []
  const cis = Object.entries(entry.cis ?? {})
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([version, ids]) => ({ framework: `CIS AWS Foundations ${version}`, ids }))
  return [
    ...cis,
    ...(entry.nistRevision5 ? [{ framework: 'NIST SP 800-53 r5', ids: entry.nistRevision5 }] : []),
    ...(entry.nistRevision4 ? [{ framework: 'NIST SP 800-53 r4', ids: entry.nistRevision4 }] : [])
  ]
}
