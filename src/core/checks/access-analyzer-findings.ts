/** AA-02: whether findings of Access Analyzer are open. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { analyzersWatching, hasFindings } from './basis/analyzer.ts'
import { dayOf } from './basis/age.ts'
import {
  leavesRegionsOut,
  otherRegions,
  regionalMembers,
  regionName,
  type RegionRow
} from './basis/region.ts'

interface Row extends RegionRow {
  readonly kind: 'finding' | 'analyzer' | 'regions'
  /** The resource of a finding, the name of an analyzer. */
  readonly subject: string
  readonly finding_type: string | null
  readonly status: string
  readonly is_public: Flag | null
  readonly principal: string | null
  readonly updated_at: number | null
  /** Of an analyzer: whether its findings were received. */
  readonly is_answered: Flag
}

export default automatedCheck<Row>({
  id: 'access-analyzer-findings',
  control: 'AA-02',
  topic: 'access-analyzer',
  severity: 'medium',
  scope: 'account',
  criterion: 'Access Analyzer has no active finding on the account.',
  effect: 'Access from outside, or rights that nobody uses, are known to AWS and have been left as they are.',
  recommendation:
    'Take away the access that each finding shows, or archive it with a rule that names the resource and the reason.',
  remediation: {
    console: 'IAM → Access Analyzer → Findings → the finding: remove the access, or Archive.',
    cli: 'aws accessanalyzer update-findings --analyzer-arn ARN --ids ID --status ARCHIVED, once the access is known to be meant.',
    terraform:
      'Correct the policy of the resource; aws_accessanalyzer_archive_rule for access that is meant to be.'
  },
  procedure: [
    'Take the findings of every analyzer that looks at the account; that of the organization lies in the account of the delegated administrator.',
    'For each active finding ask whether the access is meant, who approved it, and why it is not archived.',
    'For findings of public access that were archived see the archive rule and its reason; AA-06 lists the rules.'
  ],
  limits: [
    'An analyzer sees the kinds of resources it supports, in its own region.',
    "Findings are those of the export's day; a new one may be there since."
  ],
  sources: [
    'IAM User Guide: Using AWS Identity and Access Management Access Analyzer',
    'Access Analyzer API Reference: ListFindingsV2'
  ],
  needs: [['analyzer-findings', 'analyzers']],
  wants: ['organization-accounts', 'organization'],
  parameters: [],
  columns: [
    { key: 'kind', title: 'Kind', type: 'text' },
    { key: 'subject', title: 'Subject', type: 'text' },
    { key: 'finding_type', title: 'Finding', type: 'text' },
    { key: 'status', title: 'Status', type: 'text' },
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'is_public', title: 'Public', type: 'boolean' },
    { key: 'principal', title: 'Principal', type: 'text' },
    { key: 'updated_at', title: 'Updated', type: 'time' }
  ],
  population: `
    with ${analyzersWatching},
    ${regionalMembers(['analyzers'], ['access_analyzer'])}
    select
      coalesce(nullif(finding.resource, ''), :account) || '#' || finding.id as resource,
      'finding' as kind,
      coalesce(nullif(finding.resource, ''), :account) as subject,
      finding.finding_type,
      finding.status,
      finding.region,
      finding.is_public,
      finding.principal,
      finding.updated_at,
      1 as is_answered,
      '[]' as seen,
      '[]' as enabled,
      finding.source_id,
      finding.line,
      finding.path
    from access_analyzer_finding as finding
    where finding.account_id = :account
    union all
    select
      analyzer.arn,
      'analyzer',
      analyzer.name,
      null,
      analyzer.status,
      analyzer.region,
      null,
      null,
      null,
      ${hasFindings},
      '[]',
      '[]',
      analyzer.source_id,
      analyzer.line,
      analyzer.path
    from analyzer
    where analyzer.status = 'ACTIVE'
    union all
    select
      member.resource,
      'regions',
      '',
      null,
      '',
      member.region,
      null,
      null,
      null,
      0,
      member.seen,
      member.enabled,
      member.source_id,
      member.line,
      member.path
    from member
    where ${leavesRegionsOut}`,
  whenEmpty: 'No analyzer looks at the account; see AA-01.',
  test(row, { account }) {
    if (row.region === null) return otherRegions(row, account, 'aws accessanalyzer list-analyzers')
    if (row.kind === 'analyzer') {
      const analyzer = `Analyzer ${row.subject} in ${regionName(row.region)}`
      return row.is_answered === 1
        ? pass(`${analyzer}: its findings were received.`)
        : needsReview(
            `${analyzer}: its findings were not received whole; ask for aws accessanalyzer list-findings-v2 --analyzer-arn ${row.resource}.`
          )
    }
    const toWhom = row.principal === null ? '' : ` to ${row.principal.slice(0, 200)}`
    const found = `${row.finding_type ?? 'A finding'} on ${row.subject}${row.is_public === 1 ? ', open to the public' : toWhom}`
    const since = row.updated_at === null ? '' : ` (${dayOf(row.updated_at)})`
    if (row.status === 'ACTIVE') return exception(`${found} is active${since}.`)
    return row.status === 'ARCHIVED' && row.is_public === 1
      ? needsReview(`${found} was archived${since}; judge whether the public is meant to have access.`)
      : pass(`${found} is ${row.status.toLowerCase()}${since}.`)
  }
})
