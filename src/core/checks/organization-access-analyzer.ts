/** AA-05: whether an analyzer takes the whole organization as its zone of trust. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { standingAnswers } from './basis/answer.ts'
import { analyzerAsJson, analyzerNamed, analyzersOf } from './basis/analyzer.ts'
import { delegationOf } from './basis/delegation.ts'
import { regionsOf } from './basis/region.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly organization_id: string
  /** JSON list of `Analyzer` of type ORGANIZATION. */
  readonly analyzers: string
  readonly analyzer_count: number
  /** JSON list of the accounts that may hold one: the management account and those that administer Access Analyzer. */
  readonly holders: string
  /** JSON list of `{ account, region }`: where a whole list of analyzers was received. */
  readonly answered: string
}

export default automatedCheck<Row>({
  id: 'organization-access-analyzer',
  control: 'AA-05',
  topic: 'access-analyzer',
  severity: 'low',
  scope: 'organization',
  criterion: 'An analyzer of external access takes the organization as its zone of trust.',
  effect:
    'Analyzers of single accounts report all access between accounts of the client, and real strangers drown in it.',
  recommendation:
    'Make an analyzer of type ORGANIZATION in each region from the account that administers Access Analyzer.',
  remediation: {
    console:
      'IAM → Access Analyzer → Settings → Delegated administrator; then, in that account, Create analyzer → Current organization.',
    cli: 'aws organizations register-delegated-administrator --service-principal access-analyzer.amazonaws.com --account-id ACCOUNT_ID; then aws accessanalyzer create-analyzer --analyzer-name NAME --type ORGANIZATION.',
    terraform:
      'The analyzer-baseline module of AWS Secure Baseline makes one of type ORGANIZATION with account_type = "master"; else aws_accessanalyzer_analyzer with type = "ORGANIZATION".'
  },
  procedure: [
    'Take the analyzers of the management account and of the delegated administrator of access-analyzer.amazonaws.com, in every region.',
    'See that one of type ORGANIZATION is ACTIVE, and in which regions.',
    'Ask who reads its findings.'
  ],
  limits: [
    'The lists of the management account and of delegated administrators are looked at, no others.',
    'Regions and accounts that no export speaks of are named, and not judged.'
  ],
  sources: ['IAM User Guide: Using AWS Identity and Access Management Access Analyzer'],
  needs: ['organization', 'analyzers'],
  wants: ['delegated-administrators', 'delegated-services', 'organization-accounts'],
  parameters: [],
  columns: [
    { key: 'organization_id', title: 'Organization', type: 'text' },
    { key: 'analyzer_count', title: 'Analyzers of the organization', type: 'integer' }
  ],
  population: `
    with ${delegationOf('access-analyzer.amazonaws.com')},
    holder as (
      select :account as id
      union
      select id from administrator
    ),
    analyzer as (
      select arn, name, account_id as owner, region, type, status, unused_access_days
      from access_analyzer
      where type = 'ORGANIZATION'
        and (account_id in (select id from holder) or account_id in (select id from org_account))
    )
    select
      delegation.resource,
      delegation.organization_id,
      (select json_group_array(${analyzerAsJson} order by owner, region, name) from analyzer) as analyzers,
      (select count(*) from analyzer) as analyzer_count,
      (select json_group_array(id order by id) from holder) as holders,
      (
        select json_group_array(json_object('account', coverage.account_id, 'region', coverage.part))
        from ${standingAnswers}
        where source.kind = 'analyzers' and coverage.state in ('complete', 'last-page')
      ) as answered,
      delegation.source_id,
      delegation.line,
      delegation.path
    from delegation`,
  whenEmpty: 'The account manages no organization.',
  test(row) {
    const analyzers = analyzersOf(row)
    const active = analyzers.filter(({ status }) => status === 'ACTIVE')
    if (active.length > 0)
      return pass(`Organization ${row.organization_id} is looked at by ${list(active.map(analyzerNamed))}.`)
    if (analyzers.length > 0)
      return exception(
        `Of organization ${row.organization_id}, ${list(analyzers.map(analyzerNamed))} is not active.`
      )
    const answered = JSON.parse(row.answered) as { account: string; region: string }[]
    const open = (JSON.parse(row.holders) as string[]).filter((holder) => {
      const regions = answered.filter(({ account }) => account === holder).map(({ region }) => region)
      return regions.length === 0 || regionsOf(regions, []).missing.length > 0
    })
    return open.length === 0
      ? exception(`No analyzer looks at organization ${row.organization_id} as a whole.`)
      : needsReview(
          `No analyzer in the exports looks at organization ${row.organization_id} as a whole; they do not speak of every region of ${list(open)}. Ask for aws accessanalyzer list-analyzers in each.`
        )
  }
})
