/** AA-03: whether an analyzer looks for access that nobody uses. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  accountWatchedFor,
  analyzerNamed,
  analyzersOf,
  whereSought,
  type WatchedAccountRow
} from './basis/analyzer.ts'
import { days } from './basis/age.ts'
import { list } from './basis/sentence.ts'

export default automatedCheck<WatchedAccountRow>({
  id: 'unused-access-analyzer',
  control: 'AA-03',
  topic: 'access-analyzer',
  severity: 'low',
  scope: 'account',
  criterion: 'An analyzer reports roles, credentials and permissions that have not been used for a while.',
  effect: 'Rights that nobody needs stay until an intruder finds a use for them.',
  recommendation:
    'Make an analyzer of unused access for the organization that reports what was not used for 90 days.',
  remediation: {
    console: 'IAM → Access Analyzer → Create analyzer → Unused access analysis, tracking period 90 days.',
    cli: 'aws accessanalyzer create-analyzer --analyzer-name NAME --type ORGANIZATION_UNUSED_ACCESS --configuration unusedAccess={unusedAccessAge=90}.',
    terraform:
      'AWS Secure Baseline makes none; aws_accessanalyzer_analyzer with type = "ORGANIZATION_UNUSED_ACCESS" and unused_access_age = 90.'
  },
  procedure: [
    'Look in the lists of analyzers of all regions for a type that ends in UNUSED_ACCESS; one region is enough, because IAM is global.',
    'Read unusedAccessAge, and which accounts or tags the analysis leaves out.',
    'Where last-accessed reports are reviewed by hand instead, see a review of the period and conclude by hand.'
  ],
  limits: [
    'What the analyzer found is tested by AA-02.',
    'Regions and accounts that no export speaks of are named, and not judged.'
  ],
  sources: ['IAM User Guide: Using AWS Identity and Access Management Access Analyzer'],
  needs: ['analyzers'],
  wants: ['organization-accounts', 'organization'],
  parameters: ['unusedAccessDays'],
  columns: [{ key: 'analyzer_count', title: 'Analyzers', type: 'integer' }],
  population: accountWatchedFor('UNUSED_ACCESS'),
  whenEmpty: 'No export of Access Analyzer speaks of the account.',
  test(row, { account, parameters }) {
    const limit = parameters.unusedAccessDays
    const active = analyzersOf(row).filter(({ status }) => status === 'ACTIVE')
    const soon = active.filter(({ unused_access_days }) => (unused_access_days ?? Infinity) <= limit)
    if (soon.length > 0)
      return pass(
        `Access to ${account} that was not used for ${days(limit)} is reported by ${list(soon.map(analyzerNamed))}.`
      )
    const open = active.filter(({ unused_access_days }) => unused_access_days === null)
    if (open.length > 0)
      return needsReview(
        `${list(open.map(analyzerNamed))}: the export does not say after how many days access counts as unused.`
      )
    if (active.length > 0)
      return exception(
        `${list(active.map((analyzer) => `${analyzerNamed(analyzer)} reports access after ${days(analyzer.unused_access_days ?? 0)}`))}, the limit is ${days(limit)}.`
      )
    const { found, isEverywhere } = whereSought(row)
    return isEverywhere
      ? exception(`No analyzer reports unused access to ${account}.`)
      : needsReview(
          `No analyzer in ${found} reports unused access to ${account}, and one may be in a region that no export speaks of. Ask for aws accessanalyzer list-analyzers in each.`
        )
  }
})
