/** CT-05: whether the public can reach the bucket with the log files. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { list } from './basis/sentence.ts'
import { trailBuckets } from './basis/trail-bucket.ts'
import { noOwnTrail, unlistedTrails } from './basis/trail.ts'

interface Row extends MemberRow {
  /** null in the row about trails that no export lists. */
  readonly trails: string | null
  readonly seen: string
  readonly enabled: string
  /** AWS's own verdict; null where not exported. */
  readonly policy_is_public: Flag | null
  /** Of the bucket, else of the account that the bucket was exported from. */
  readonly ignores_public_acls: Flag | null
  readonly restricts_public_buckets: Flag | null
  readonly has_acl: Flag
  /** Groups of anybody that the access control list names, comma-separated. */
  readonly public_grants: string | null
}

export default automatedCheck<Row>({
  id: 'trail-bucket-public',
  control: 'CT-05',
  topic: 'logging',
  severity: 'critical',
  scope: 'account',
  criterion: 'No bucket with the log files of a trail is open to the public.',
  effect: 'Strangers read who does what in the account, from where and with which keys.',
  recommendation:
    'Block public access for the bucket and for its account, and keep the log bucket in an account of its own.',
  remediation: {
    console: 'S3 → the bucket → Permissions → Block public access → Edit: Block all public access.',
    cli: 'aws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true.',
    terraform:
      'The secure-bucket module of AWS Secure Baseline blocks it, and s3_baseline_enabled = true the account; else aws_s3_bucket_public_access_block.'
  },
  procedure: [
    'Take the bucket of each trail; it may belong to another account, whose exports then tell.',
    'See in its policy status, its access control list and its public access block that neither policy nor list opens it.',
    'Read in the policy of the bucket which accounts may read it.'
  ],
  limits: [
    "Accounts that the bucket's policy names are not weighed; only the public is.",
    'A bucket in an account whose exports were not received stays open to judgement.',
    'Access points of the bucket have policies of their own, which are not looked at here.'
  ],
  sources: [
    'Amazon S3 User Guide: Blocking public access to your Amazon S3 storage',
    'CloudTrail User Guide: Amazon S3 bucket policy for CloudTrail'
  ],
  needs: ['trails', ['public-access-block', 'bucket-policy-status', 'bucket-acl']],
  wants: ['trail-status', 'public-access-block', 'bucket-policy-status', 'bucket-acl'],
  parameters: [],
  columns: [
    { key: 'trails', title: 'Trails', type: 'text' },
    { key: 'policy_is_public', title: 'Policy is public', type: 'boolean' },
    { key: 'public_grants', title: 'Public grants', type: 'text' },
    { key: 'ignores_public_acls', title: 'Ignores public lists', type: 'boolean' },
    { key: 'restricts_public_buckets', title: 'Restricts public policy', type: 'boolean' }
  ],
  population: `
    with ${trailBuckets},
    access as (
      select
        bucket.name,
        max(setting.policy_is_public) as policy_is_public,
        max(setting.ignores_public_acls) as ignores_public_acls,
        max(setting.restricts_public_buckets) as restricts_public_buckets
      from bucket
      join public_access as setting on setting.resource = bucket.name
      group by bucket.name
    ),
    owner as materialized (
      select bucket.name, setting.account_id
      from bucket
      join public_access as setting on setting.resource = bucket.name
      union
      select bucket.name, acl.account_id
      from bucket
      join resource_grant as acl on acl.service = 's3' and acl.resource = bucket.name
    ),
    of_account as (
      select
        owner.name,
        max(setting.ignores_public_acls) as ignores_public_acls,
        max(setting.restricts_public_buckets) as restricts_public_buckets
      from owner
      join public_access as setting on setting.account_id = owner.account_id and setting.resource = ''
      group by owner.name
    )
    select
      bucket.name as resource,
      bucket.trails,
      access.policy_is_public,
      max(coalesce(access.ignores_public_acls, of_account.ignores_public_acls), coalesce(of_account.ignores_public_acls, 0))
        as ignores_public_acls,
      max(
        coalesce(access.restricts_public_buckets, of_account.restricts_public_buckets),
        coalesce(of_account.restricts_public_buckets, 0)
      ) as restricts_public_buckets,
      exists (
        select 1 from resource_grant where service = 's3' and resource = bucket.name
      ) as has_acl,
      (
        select group_concat(distinct substr(grantee, instr(grantee, '/global/') + 8))
        from resource_grant
        where service = 's3' and resource = bucket.name and grantee glob '*/groups/global/A*Users'
      ) as public_grants,
      '[]' as seen,
      '[]' as enabled,
      bucket.source_id,
      bucket.line,
      bucket.path
    from bucket
    left join access on access.name = bucket.name
    left join of_account on of_account.name = bucket.name
    union all
    select resource, null, null, null, null, 0, null, seen, enabled, source_id, line, path
    from own
    where name is null`,
  whenEmpty: noOwnTrail,
  test(row, { account }) {
    if (row.trails === null) return unlistedTrails(row, account)
    const bucket = `Bucket ${row.resource} of trail ${row.trails}`
    const isOpenByList = row.public_grants !== null && row.ignores_public_acls !== 1
    const isOpenByPolicy = row.policy_is_public === 1 && row.restricts_public_buckets !== 1
    if (isOpenByList || isOpenByPolicy)
      return exception(
        `${bucket} is open to the public by ${list([
          ...(isOpenByPolicy ? ['its policy'] : []),
          ...(isOpenByList ? [`its access control list (${row.public_grants})`] : [])
        ])}.`
      )
    const unknown = [
      ...(row.policy_is_public === null && row.restricts_public_buckets !== 1
        ? ['aws s3api get-bucket-policy-status']
        : []),
      ...(row.has_acl === 0 && row.ignores_public_acls !== 1 ? ['aws s3api get-bucket-acl'] : [])
    ]
    if (unknown.length > 0)
      return needsReview(
        `${bucket}: the exports do not show that it is closed to the public; ask for aws s3api get-public-access-block, or ${list(unknown)}, from the account that owns it.`
      )
    return row.policy_is_public === 1 || row.public_grants !== null
      ? pass(`${bucket} would be open to the public, and its public access block keeps it closed.`)
      : pass(`${bucket} is closed to the public.`)
  }
})
