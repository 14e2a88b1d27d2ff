/** CT-10: whether one trail records all accounts of the organization. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { organization } from './basis/organization.ts'
import { list } from './basis/sentence.ts'
import { accountTrails, trailNamed, trailsOf } from './basis/trail.ts'

interface Row extends MemberRow {
  readonly organization_id: string
  /** JSON list of `Trail`, the account's own beside the organization's. */
  readonly trails: string
  /** JSON list of the ARNs of trails of the organization. */
  readonly of_organization: string
  readonly trail_count: number
}

export default automatedCheck<Row>({
  id: 'organization-trail',
  control: 'CT-10',
  topic: 'logging',
  severity: 'medium',
  scope: 'organization',
  criterion: 'A trail of the organization records all regions of all its accounts and is logging.',
  effect:
    'Each account decides for itself whether it is recorded, and its administrators can end the record.',
  recommendation:
    'Make one trail of the organization, with its bucket in an account for logs that nobody else administers.',
  remediation: {
    console:
      'CloudTrail of the management account → Trails → Create trail → Enable for all accounts in my organization.',
    cli: 'aws cloudtrail create-trail --name NAME --s3-bucket-name BUCKET --is-organization-trail --is-multi-region-trail, then aws cloudtrail start-logging --name NAME.',
    terraform:
      'AWS Secure Baseline with account_type = "master" and turn_off_organization_trail = false, or aws_cloudtrail with is_organization_trail = true.'
  },
  procedure: [
    'Take the trails of the management account, or of any member: a trail of the organization stands in every list.',
    'See that it is of all regions and logging, and that accounts which joined lately are in its bucket.',
    'See who administers the account of the bucket.'
  ],
  limits: [
    'Accounts that joined after the trail was made are taken in by AWS; their log files are not looked at.',
    'Where the trail lives in a delegated account its list must be among the files.'
  ],
  sources: ['CloudTrail User Guide: Creating a trail for an organization'],
  needs: ['organization', 'trails'],
  wants: ['trail-status'],
  parameters: [],
  columns: [
    { key: 'organization_id', title: 'Organization', type: 'text' },
    { key: 'trail_count', title: 'Trails of the account', type: 'integer' }
  ],
  population: `
    with ${organization}
    select
      organization.arn as resource,
      organization.id as organization_id,
      held.trails,
      (
        select json_group_array(arn) from trail where account_id = :account and is_organization = 1
      ) as of_organization,
      held.trail_count,
      held.source_id,
      held.line,
      held.path
    from organization
    join (${accountTrails}) as held`,
  whenEmpty: 'The account manages no organization, or no export lists its trails.',
  test(row, { coverageOf }) {
    const arns = JSON.parse(row.of_organization) as string[]
    const trails = trailsOf(row).filter(({ arn }) => arns.includes(arn))
    if (trails.length === 0) {
      const found = `Organization ${row.organization_id} has no trail of its own`
      return coverageOf('trails') === 'complete'
        ? exception(`${found}: none of ${row.trail_count} in the management account is of the organization.`)
        : needsReview(`${found} in the lists received.`)
    }
    const wide = trails.filter(({ is_multi_region }) => is_multi_region === 1)
    if (wide.length === 0)
      return exception(`${list(trails.map(trailNamed))} of the organization records one region alone.`)
    const logging = wide.filter(
      ({ is_logging, delivery_error }) => is_logging === 1 && delivery_error === null
    )
    if (logging.length > 0)
      return pass(
        `${list(logging.map(trailNamed))} records all accounts of organization ${row.organization_id}.`
      )
    return wide.some(({ is_logging }) => is_logging === null)
      ? needsReview(
          `${list(wide.map(trailNamed))} of the organization: no export says whether it is logging; ask for aws cloudtrail get-trail-status.`
        )
      : exception(`${list(wide.map(trailNamed))} of the organization is not logging or cannot deliver.`)
  }
})
