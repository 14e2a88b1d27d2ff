/** AA-01: whether an analyzer looks for access from outside in every region. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  analyzerAsJson,
  analyzerNamed,
  analyzersOf,
  analyzersWatching,
  hasForeignAnalyzer,
  isOfExternalAccess
} from './basis/analyzer.ts'
import { otherRegions, regionalMembers, regionName, type RegionRow } from './basis/region.ts'
import { list } from './basis/sentence.ts'

interface Row extends RegionRow {
  /** JSON list of `Analyzer` of external access in the region. */
  readonly analyzers: string
  readonly analyzer_count: number
  /** 1 where an analyzer looks at an organization that the account may be in. */
  readonly is_doubtful: Flag
}

export default automatedCheck<Row>({
  id: 'access-analyzers',
  control: 'AA-01',
  topic: 'access-analyzer',
  severity: 'low',
  scope: 'account',
  criterion: 'An analyzer of external access is active in every region that is enabled in the account.',
  effect: 'A bucket, role or key that is opened to strangers is noticed by them first.',
  recommendation:
    'Make an analyzer with the organization as zone of trust in every region, from the account of the security team.',
  remediation: {
    console: 'IAM → Access Analyzer, in each region → Create analyzer → External access analysis.',
    cli: 'aws accessanalyzer create-analyzer --analyzer-name NAME --type ORGANIZATION --region REGION from the delegated administrator, or --type ACCOUNT.',
    terraform:
      'The analyzer-baseline module of AWS Secure Baseline with analyzer_baseline_enabled = true and the region in target_regions, or aws_accessanalyzer_analyzer.'
  },
  procedure: [
    'Take the list of analyzers of each enabled region: type ACCOUNT or ORGANIZATION, status ACTIVE.',
    'An analyzer of the organization stands in the list of the delegated administrator alone and counts for every member.',
    'Analyzers of unused or internal access do not look for access from outside.'
  ],
  limits: [
    'Whether anybody reads the findings is tested by AA-02.',
    'Regions and accounts that no export speaks of are named, and not judged.'
  ],
  sources: ['IAM User Guide: Using AWS Identity and Access Management Access Analyzer'],
  needs: ['analyzers'],
  wants: ['organization-accounts', 'organization'],
  parameters: [],
  columns: [
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'analyzer_count', title: 'Analyzers of external access', type: 'integer' }
  ],
  population: `
    with ${analyzersWatching},
    ${regionalMembers(
      ['analyzers'],
      ['access_analyzer'],
      `select 2 as rank, region, source_id, line, path
        from analyzer
        where owner <> :account and type = 'ORGANIZATION' and status = 'ACTIVE'
        union all`
    )},
    external as (
      select arn, name, owner, region, type, status, unused_access_days
      from analyzer
      where ${isOfExternalAccess}
    )
    select
      member.resource,
      member.region,
      member.seen,
      member.enabled,
      (
        select json_group_array(${analyzerAsJson} order by owner, name)
        from external
        where external.region = member.region
      ) as analyzers,
      (select count(*) from external where external.region = member.region) as analyzer_count,
      ${hasForeignAnalyzer('member.region')} as is_doubtful,
      member.source_id,
      member.line,
      member.path
    from member`,
  whenEmpty: 'No export of Access Analyzer speaks of any region.',
  test(row, { account }) {
    if (row.region === null) return otherRegions(row, account, 'aws accessanalyzer list-analyzers')
    const where = regionName(row.region)
    const analyzers = analyzersOf(row)
    const active = analyzers.filter(({ status }) => status === 'ACTIVE')
    if (active.length > 0)
      return pass(
        `External access to ${account} in ${where} is looked for by ${list(active.map(analyzerNamed))}.`
      )
    if (row.is_doubtful === 1)
      return needsReview(
        `In ${where} an analyzer looks at an organization; whether ${account} is in it no export says. Ask for aws organizations list-accounts.`
      )
    return analyzers.length === 0
      ? exception(`No analyzer looks for external access to ${account} in ${where}.`)
      : exception(
          `External access to ${account} in ${where} is not looked for: ${list(analyzers.map((analyzer) => `${analyzerNamed(analyzer)} is ${analyzer.status.toLowerCase() || 'in no known state'}`))}.`
        )
  }
})
