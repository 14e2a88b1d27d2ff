/** The figures of two months side by side, each with what more of it means. */
import type { Direction, Metric } from '../../../shared/records/comparison.ts'
import type { Reader } from '../../store/database.ts'
import type { MemberKind, Population } from '../period/members.ts'
import { severityOf, type MonthResults } from './exceptions.ts'
import { openFindingsAt } from './open-findings.ts'

export interface Month {
  readonly label: string
  readonly results: MonthResults
  readonly population: Population
}

type Meaning = 'more-is-worse' | 'neither'

export function metricsOf(db: Reader, from: Month, to: Month): readonly Metric[] {
  const metric = (name: string, meaning: Meaning, count: (month: Month) => number | null): Metric => {
    const before = count(from)
    const after = count(to)
    return { name, from: before, to: after, direction: directionOf(meaning, before, after) }
  }
  return [
    metric('Exceptions', 'more-is-worse', ({ results }) => exceptionsIn(results)),
    metric('Critical and high exceptions', 'more-is-worse', ({ results }) => severeIn(results)),
    metric('Tests without a verdict', 'more-is-worse', ({ results }) => undecidedIn(results)),
    metric('Open findings', 'more-is-worse', ({ label }) => openFindingsAt(db, label)),
    metric('Users', 'neither', (month) => membersIn(month, 'user')),
    metric('Active access keys', 'more-is-worse', (month) =>
      membersIn(month, 'access-key', (detail) => detail.startsWith('active'))
    ),
    metric('Roles', 'neither', (month) => membersIn(month, 'role')),
    metric("Client's own policies", 'neither', (month) => membersIn(month, 'policy')),
    metric('Inline policies', 'more-is-worse', (month) => membersIn(month, 'inline-policy'))
  ]
}

function directionOf(meaning: Meaning, before: number | null, after: number | null): Direction {
  if (meaning === 'neither' || before === null || after === null || before === after) return 'neutral'
  return after > before ? 'worse' : 'better'
}

function exceptionsIn({ results }: MonthResults): number {
  return [...results.values()].reduce((sum, { exceptions }) => sum + exceptions, 0)
}

function severeIn({ results }: MonthResults): number {
  return [...results.values()]
    .filter(({ control }) => ['critical', 'high'].includes(severityOf(control)))
    .reduce((sum, { exceptions }) => sum + exceptions, 0)
}

function undecidedIn({ results }: MonthResults): number {
  return [...results.values()].filter(({ outcome }) => outcome === 'needs-review' || outcome === 'not-tested')
    .length
}

/** null where an account of the month was not named whole. */
function membersIn(
  { results, population }: Month,
  kind: MemberKind,
  isMeant: (detail: string) => boolean = () => true
): number | null {
  const accounts = new Set([...results.results.values()].map(({ account }) => account))
  if (accounts.size === 0 || [...accounts].some((account) => !population.isWhole(account, kind))) return null
  return population.members.filter((member) => member.kind === kind && isMeant(member.detail ?? '')).length
}
