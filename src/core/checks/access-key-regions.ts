/** KEY-07: whether a key was last used in a region where nothing else of the account works. */
import { automatedCheck, needsReview, pass } from './check.ts'
import {
  accessKeyColumns,
  activeAccessKeys,
  activityUnknown,
  nameOfKey,
  type AccessKeyRow
} from './basis/access-key.ts'
import { dayOf } from './basis/age.ts'
import { list } from './basis/sentence.ts'

interface Row extends AccessKeyRow {
  /** JSON list of `RegionOfWork`, the key's own user left out. */
  readonly regions: string
}

interface RegionOfWork {
  readonly region: string
  /** How many roles and users of the account were last seen there. */
  readonly others: number
}

/** Services whose calls are counted in one region of the partition, wherever they are made (AWS General Reference, endpoints). */
const globalServices = new Set([
  'budgets',
  'ce',
  'cloudfront',
  'cur',
  'globalaccelerator',
  'health',
  'iam',
  'organizations',
  'route53',
  'route53domains',
  'shield',
  'sts',
  'support',
  'waf'
])
const globalRegions = new Set(['us-east-1', 'us-gov-west-1', 'cn-north-1', 'cn-northwest-1'])

export default automatedCheck<Row>({
  id: 'access-key-regions',
  control: 'KEY-07',
  topic: 'keys',
  severity: 'low',
  scope: 'account',
  criterion: 'Active access keys were last used in regions where the account works.',
  effect: 'A stolen key is often first used in a region nobody looks at.',
  recommendation:
    'Find out who used the key there; deactivate it where nobody did, and deny unused regions by a service control policy.',
  remediation: {
    console:
      'CloudTrail → Event history in that region → Access key id; IAM → Users → the user → deactivate the key.',
    cli: 'aws cloudtrail lookup-events --region REGION --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=ID; aws iam update-access-key --status Inactive.',
    terraform: 'A service control policy with a condition on aws:RequestedRegion in aws_organizations_policy.'
  },
  procedure: [
    'Take the active keys with the region of their last use, and the regions where roles and other users of the account were last seen.',
    'A region nobody else works in is for judgement, and so is a key where nothing else shows a region.',
    'Services that answer from one region, as iam and sts, say nothing of where the caller works.',
    'Compare with the regions the client approved.'
  ],
  needs: ['credential-report'],
  wants: ['account-authorization-details.roles'],
  parameters: [],
  columns: accessKeyColumns,
  population: `
    with seen as materialized (
      select arn, key_1_last_used_region as region from credential where account_id = :account and is_root = 0
      union
      select arn, key_2_last_used_region from credential where account_id = :account and is_root = 0
      union
      select arn, last_used_region from iam_role where account_id = :account
    ),
    region_of_work as materialized (
      select region, count(distinct arn) as principals
      from seen
      where coalesce(region, 'N/A') <> 'N/A'
      group by region
    ),
    active_key as materialized (${activeAccessKeys})
    select
      active_key.*,
      (select principals from region_of_work where region = active_key.last_used_region) as principals_there,
      (
        select json_group_array(
          json_object('region', region_of_work.region, 'others', region_of_work.principals - (own.arn is not null))
          order by region_of_work.region
        )
        from region_of_work
        left join seen as own
          on own.region = region_of_work.region
          and own.arn = substr(active_key.resource, 1, length(active_key.resource) - length('#access-key-1'))
        where region_of_work.principals > (own.arn is not null)
      ) as regions
    from active_key`,
  suspects: 'active is null or principals_there = 1',
  whenEmpty: 'No IAM user has an active access key.',
  limits: [
    'The credential report names the last region alone; earlier use shows in the trail.',
    'No list of approved regions is part of the engagement; the comparison is with what else works in the account.'
  ],
  sources: [
    'IAM User Guide: Get credential reports for your AWS account, access_key_1_last_used_region',
    'AWS General Reference: Service endpoints and quotas'
  ],
  test(row) {
    if (row.active === null) return activityUnknown(row)
    const { last_used_at, last_used_region: region, last_used_service: service } = row
    if (last_used_at === null) return pass(`${nameOfKey(row)} has no recorded use.`)
    const used = `${nameOfKey(row)} was last used in`
    if (region === null || region === 'N/A')
      return pass(
        `${nameOfKey(row)} was last used with ${service ?? 'a service'}, for which no region is kept.`
      )
    if (service !== null && globalServices.has(service.toLowerCase()) && globalRegions.has(region))
      return pass(`${used} ${region} with ${service}, which answers from there wherever the caller works.`)
    const regions = JSON.parse(row.regions) as RegionOfWork[]
    const others = regions.find((candidate) => candidate.region === region)?.others ?? 0
    if (others > 0)
      return pass(
        `${used} ${region}, as ${others === 1 ? 'was 1 other principal' : `were ${others} other principals`} of the account.`
      )
    const when = `with ${service ?? 'a service not named'} on ${dayOf(last_used_at)}`
    return needsReview(
      regions.length === 0
        ? `${used} ${region} ${when}; nothing else of the account shows where it works.`
        : `${used} ${region} ${when}, where nothing else of the account was seen; it works in ${list(regions.map((one) => one.region))}.`
    )
  }
})
