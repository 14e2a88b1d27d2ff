/**
 * The shelf of frameworks. Numbers are facts: those of the CIS benchmarks by version, of Security Hub (AWS page "Foundational Security
 * Best Practices standard"), and those of the others that public mappings of the same tests name. Each file says which requirements it
 * lists; one that no check tests stays listed, so that the gap is seen.
 */
import type { Framework, Requirement } from './framework.ts'
import { uncovered } from './uncovered.ts'

const files = import.meta.glob<Framework>('./frameworks/*.json', { eager: true, import: 'default' })

/** The order in which references and checklists are shown. */
const order = [
  'cis-1.2',
  'cis-1.4',
  'cis-1.5',
  'cis-2.0',
  'cis-3.0',
  'cis-4.0',
  'cis-5.0',
  'cis-6.0',
  'cis-7.0',
  'aws-fsbp',
  'nist-800-53-r5',
  'nist-800-53-r4',
  'nist-csf-1.1',
  'nist-csf-2.0',
  'pci-dss-3.2.1',
  'pci-dss-4.0',
  'soc-2',
  'iso-27001-2013',
  'iso-27001-2022',
  'hipaa-security'
]

export const frameworks: readonly Framework[] = Object.values(files).sort(
  (a, b) => order.indexOf(a.id) - order.indexOf(b.id)
)

export function frameworkOf(id: string): Framework | undefined {
  return frameworks.find((framework) => framework.id === id)
}

/** The controls that test a requirement: those it names, a number without a check by the control that covers it. */
export function controlsTesting({ controls }: Requirement): readonly string[] {
  return [...new Set(controls.map((control) => coveringOf(control) ?? control))]
}

function coveringOf(control: string): string | null {
  return Object.hasOwn(uncovered, control) ? (uncovered[control]?.coveredBy ?? null) : null
}
