/** AA-04: whether an analyzer shows who within the organization reaches the resources that matter most. */
import { automatedCheck, needsReview, pass } from './check.ts'
import {
  accountWatchedFor,
  analyzerNamed,
  analyzersOf,
  whereSought,
  type WatchedAccountRow
} from './basis/analyzer.ts'
import { list } from './basis/sentence.ts'

export default automatedCheck<WatchedAccountRow>({
  id: 'internal-access-analyzer',
  control: 'AA-04',
  topic: 'access-analyzer',
  severity: 'info',
  scope: 'account',
  criterion: 'An analyzer shows which principals of the organization reach its critical resources.',
  effect: 'Who may read the most valuable data is guessed from many policies, and guessed wrong.',
  recommendation:
    'Make an analyzer of internal access for the buckets, tables and databases that hold the most valuable data; AWS charges by resource.',
  remediation: {
    console: 'IAM → Access Analyzer → Create analyzer → Internal access analysis, and choose the resources.',
    cli: 'aws accessanalyzer create-analyzer --analyzer-name NAME --type ORGANIZATION_INTERNAL_ACCESS --configuration file://RESOURCES.json.',
    terraform:
      'AWS Secure Baseline makes none; aws_accessanalyzer_analyzer with type = "ORGANIZATION_INTERNAL_ACCESS".'
  },
  procedure: [
    'Look in the lists of analyzers of all regions for a type that ends in INTERNAL_ACCESS, and read which resources it looks at.',
    'Compare them with the register of critical data.',
    'Without one ask how the client knows who reaches that data, and judge the answer.'
  ],
  limits: [
    'Which resources matter most is known to the client alone.',
    'Regions and accounts that no export speaks of are named, and not judged.'
  ],
  sources: ['IAM User Guide: Using AWS Identity and Access Management Access Analyzer'],
  needs: ['analyzers'],
  wants: ['organization-accounts', 'organization'],
  parameters: [],
  columns: [{ key: 'analyzer_count', title: 'Analyzers', type: 'integer' }],
  population: accountWatchedFor('INTERNAL_ACCESS'),
  whenEmpty: 'No export of Access Analyzer speaks of the account.',
  test(row, { account }) {
    const active = analyzersOf(row).filter(({ status }) => status === 'ACTIVE')
    return active.length > 0
      ? pass(
          `Access within the organization to resources of ${account} is shown by ${list(active.map(analyzerNamed))}.`
        )
      : needsReview(
          `No analyzer in ${whereSought(row).found} shows access within the organization to resources of ${account}; judge whether the data there asks for one.`
        )
  }
})
