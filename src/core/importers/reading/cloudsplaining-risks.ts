/** Takes the risks Cloudsplaining found out of a policy of its results, in the shape of its older and of its newer versions. */
import { isRecord, listOf, spell, textOf, type JsonRecord } from './fields.ts'

export interface Risk {
  /** `PrivilegeEscalation`, as Cloudsplaining names it. */
  readonly check: string
  readonly title: string
  /** '' in results of versions that give none. */
  readonly severity: string
  readonly found: number
  /** What was found: actions, services, or the ways to more privileges with the actions of each. */
  readonly detail: string
}

/** The risks with at least one finding. Older versions list the findings, newer ones put them below `findings` with a severity. */
export function policyRisks(policy: JsonRecord): readonly Risk[] {
  return titles.flatMap(([check, title]) => {
    const given = Object.hasOwn(policy, check) ? policy[check] : null
    const isNewer = isRecord(given) && Object.hasOwn(given, 'findings')
    const findings = isNewer ? listOf(given, 'findings') : listOf(policy, check)
    if (findings.length === 0) return []
    const severity = isNewer ? (textOf(given, 'severity') ?? '') : ''
    return [{ check, title, severity, found: findings.length, detail: spelled(findings) }]
  })
}

const titles = [
  ['PrivilegeEscalation', 'Privilege escalation'],
  ['DataExfiltration', 'Data exfiltration'],
  ['ResourceExposure', 'Resource exposure'],
  ['ServiceWildcard', 'Service wildcard'],
  ['CredentialsExposure', 'Credentials exposure'],
  ['InfrastructureModification', 'Infrastructure modification']
] as const

/** More are counted, not spelled. */
const mostSpelled = 12

function spelled(findings: readonly unknown[]): string {
  const named = findings.slice(0, mostSpelled).map((finding) => {
    if (!isRecord(finding)) return typeof finding === 'string' ? finding : spell(finding)
    const actions = listOf(finding, 'actions').filter((action) => typeof action === 'string')
    return `${textOf(finding, 'type') ?? 'unnamed'} (${actions.slice(0, mostSpelled).join(', ')})`
  })
  const more = findings.length - named.length
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
