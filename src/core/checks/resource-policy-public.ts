/** RES-01: whether a bucket, key, topic or other resource is open to just anyone. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { placeOfAnswers } from './basis/answered.ts'
import { opennessOf, shutsOut, type Openness } from './basis/openness.ts'
import {
  documentColumns,
  policiesByService,
  receivedPolicies,
  resourceDocuments,
  type ResourcePolicyColumns
} from './basis/resource-policy.ts'
import { list } from './basis/sentence.ts'
import { decidedBy, type PrincipalStatement } from './basis/statement.ts'

interface Row extends MemberRow, ResourcePolicyColumns {
  /** 1 for the member that stands for what was not received. */
  readonly is_gap: Flag
  readonly by_service: string | null
  /** Regions of external access analyzers, comma-separated. */
  readonly analyzer_regions: string | null
  /** AWS's own verdict on a bucket's policy. */
  readonly aws_says_public: Flag | null
  /** 1 where a public access block of the bucket or the account keeps public policies, or public lists, from taking effect. */
  readonly restricts_policy: Flag
  readonly ignores_acls: Flag
  /** `READ to AllUsers`, comma-separated. */
  readonly public_grants: string | null
  readonly active_findings: number
  readonly archived_findings: number
}

/** Buckets go by their names, as their other exports have them. */
const bucketOfFinding = `case
        when resource glob 'arn:*:s3:::*' then substr(resource, instr(resource, ':s3:::') + 6)
        else resource
      end`

export default automatedCheck<Row>({
  id: 'resource-policy-public',
  control: 'RES-01',
  topic: 'exposure',
  severity: 'high',
  scope: 'account',
  criterion: 'No resource can be used by just anyone through its policy or access list.',
  effect:
    'Anyone with an AWS account, or anyone at all, reads the bucket, uses the key or sends to the queue.',
  recommendation:
    'Name the principals of each resource policy, or limit them to the organization, and block public access to S3 for the account.',
  remediation: {
    console:
      'S3 → Block Public Access settings for this account → Edit; for other resources the policy editor of the service.',
    cli: 'aws s3control put-public-access-block --account-id ACCOUNT --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true; for other resources the command that sets the policy.',
    terraform:
      'The s3-baseline module of AWS Secure Baseline with s3_baseline_enabled, s3_block_public_policy and s3_restrict_public_buckets = true; else aws_s3_account_public_access_block, and principals in aws_iam_policy_document.'
  },
  procedure: [
    'Take the resource policies received: principal * in any form and Allow with NotPrincipal, without a condition that limits who.',
    'Add public access lists of buckets, the verdict of AWS on bucket policies, and public findings of IAM Access Analyzer.',
    'For resources open under a network or blocked elsewhere judge what stands between them and strangers.',
    'Ask which services and regions hold resources with policies, and obtain the findings of every region.'
  ],
  limits: [
    'Kinds of resources whose policies are not exported are seen only through findings of IAM Access Analyzer.',
    'Resource control policies and endpoint policies are not weighed.'
  ],
  sources: [
    'IAM User Guide: AWS JSON policy elements: Principal',
    'Amazon S3 User Guide: Blocking public access to your Amazon S3 storage'
  ],
  needs: [['resource-policies', 'analyzer-findings']],
  wants: ['public-access-block', 'bucket-policy-status', 'bucket-acl', 'analyzers'],
  parameters: [],
  columns: [
    { key: 'service', title: 'Service', type: 'text' },
    { key: 'aws_says_public', title: 'Public by AWS', type: 'boolean' },
    { key: 'restricts_policy', title: 'Public policy blocked', type: 'boolean' },
    { key: 'public_grants', title: 'Public access list', type: 'text' },
    { key: 'active_findings', title: 'Public findings', type: 'integer' }
  ],
  population: `
    with ${resourceDocuments},
    ${placeOfAnswers('place', ['resource-policies', 'analyzer-findings'])},
    public_finding as materialized (
      select ${bucketOfFinding} as resource, id, status, resource_type, source_id, line, path
      from access_analyzer_finding
      where account_id = :account
        and finding_type = 'ExternalAccess'
        and is_public = 1
        and status in ('ACTIVE', 'ARCHIVED')
        and resource_type <> 'AWS::IAM::Role'
    ),
    public_grant as materialized (
      select
        resource, permission || ' to ' || substr(grantee, instr(grantee, '/global/') + 8) as grant_of,
        source_id, line, path
      from resource_grant
      where account_id = :account and service = 's3' and grantee glob '*/groups/global/*Users'
    ),
    block as materialized (
      select
        resource,
        max(ignores_public_acls) as ignores,
        max(restricts_public_buckets) as restricts,
        max(policy_is_public) as policy_is_public
      from public_access
      where account_id = :account
      group by resource
    ),
    evidence as (
      select resource, 1 as rank, source_id, line, path from resource_document
      union all
      select resource, 2, source_id, line, path from public_finding
      union all
      select resource, 3, source_id, line, path from public_grant
      union all
      select resource, 4, source_id, line, path
      from public_access
      where account_id = :account and resource <> ''
    ),
    thing as materialized (
      select resource, min(rank) as rank, source_id, line, path
      from evidence
      group by resource
    ),
    finding_count as materialized (
      select
        resource,
        min(resource_type) as resource_type,
        count(distinct case status when 'ACTIVE' then id end) as active,
        count(distinct case status when 'ARCHIVED' then id end) as archived
      from public_finding
      group by resource
    ),
    grant_list as materialized (
      select resource, group_concat(distinct grant_of) as grants from public_grant group by resource
    )
    select
      thing.resource,
      0 as is_gap,
      coalesce(
        resource_document.service,
        case when block.resource is not null or grant_list.resource is not null then 's3' end,
        finding_count.resource_type,
        ''
      ) as service,
      ${documentColumns('resource_document.document_id')},
      block.policy_is_public as aws_says_public,
      case
        when coalesce(resource_document.service, 's3') = 's3'
          then max(coalesce(block.restricts, 0), coalesce(own.restricts, 0))
        else 0
      end as restricts_policy,
      max(coalesce(block.ignores, 0), coalesce(own.ignores, 0)) as ignores_acls,
      grant_list.grants as public_grants,
      coalesce(finding_count.active, 0) as active_findings,
      coalesce(finding_count.archived, 0) as archived_findings,
      null as by_service,
      null as analyzer_regions,
      thing.source_id,
      thing.line,
      thing.path
    from thing
    left join resource_document on resource_document.resource = thing.resource
    left join block on block.resource = thing.resource
    left join block as own on own.resource = ''
    left join grant_list on grant_list.resource = thing.resource
    left join finding_count on finding_count.resource = thing.resource
    union all
    select
      :account, 1, '', null, null, '[]', null, 0, 0, null, 0, 0,
      ${policiesByService},
      (
        select group_concat(distinct region)
        from access_analyzer
        where account_id = :account and type in ('ACCOUNT', 'ORGANIZATION') and status = 'ACTIVE'
      ),
      place.source_id,
      place.line,
      place.path
    from place`,
  whenEmpty: 'The exports hold no resource policy and no finding.',
  test(row) {
    if (row.is_gap === 1) return needsReview(gapSentence(row))
    const statements = JSON.parse(row.statements) as PrincipalStatement[]
    const openness = new Set(statements.map(opennessOf))
    const by = (...kinds: readonly Openness[]) =>
      decidedBy(
        row.document_id,
        statements.filter((statement) => kinds.some((kind) => kind === opennessOf(statement)))
      )
    const isShut = statements.some(shutsOut)
    const subject = `Resource ${row.resource}`
    const open = [
      ...(openness.has('open') ? ['its policy names any principal'] : []),
      ...(row.aws_says_public === 1 ? ['AWS counts its policy as public'] : [])
    ]
    const listed =
      row.public_grants === null ? [] : [`its access list gives ${list(row.public_grants.split(','))}`]
    const effective = [
      ...(row.restricts_policy === 0 && !isShut && row.aws_says_public !== 0 ? open : []),
      ...(row.ignores_acls === 0 ? listed : []),
      ...(row.active_findings > 0 ? ['IAM Access Analyzer finds it public'] : [])
    ]
    if (effective.length > 0)
      return exception(`${subject} is open to anyone: ${list(effective)}.`, by('open'))

    const doubts = [
      ...open.map((way) => `${way}, ${isShut ? 'which a denial limits' : whyIdle(row)}`),
      ...(openness.has('weak') ? ['its policy names any principal of a network or through a service'] : []),
      ...listed.map((way) => `${way}, which the public access block ignores`),
      ...(row.archived_findings > 0 ? ['a public finding of IAM Access Analyzer was archived'] : []),
      ...(row.document_problem === null ? [] : [`its policy cannot be relied on (${row.document_problem})`])
    ]
    if (doubts.length > 0)
      return needsReview(`${subject}: ${list(doubts)}; judge who can use it.`, by('open', 'weak'))
    if (row.document_id === null) return pass(`${subject} has no policy that opens it.`)
    return openness.has('limited')
      ? pass(`${subject} names any principal under conditions that limit who.`, by('limited'))
      : pass(`${subject} names who may use it.`)
  }
})

function whyIdle({ restricts_policy }: Row): string {
  return restricts_policy === 1
    ? 'which a public access block keeps from taking effect'
    : 'and AWS does not count it as public'
}

function gapSentence({ by_service, analyzer_regions }: Row): string {
  const findings =
    analyzer_regions === null
      ? 'no external access analyzer was seen'
      : `external access analyzers were seen in ${list(analyzer_regions.split(','))}`
  return `${receivedPolicies(by_service)}; ${findings}. What resources of other services and regions allow is not in the files.`
}
