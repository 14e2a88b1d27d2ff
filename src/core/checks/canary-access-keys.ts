/** KEY-09: whether a key laid out as a canary was used. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  accessKeyColumns,
  accessKeys,
  activityUnknown,
  nameOfKey,
  type AccessKeyRow
} from './basis/access-key.ts'
import { dayOf } from './basis/age.ts'

interface Row extends AccessKeyRow {
  /** The tag that calls the user a canary, "canary=true". */
  readonly canary_tag: string | null
}

/** Names given to keys that nobody works with; "canary" alone also names a way to deploy. */
const certain = /honey|decoy|canary[-_. ]?(token|key|user|trap)/i
const certainTag = /^canary=(true|yes|1)?$/i

export default automatedCheck<Row>({
  id: 'canary-access-keys',
  control: 'KEY-09',
  topic: 'keys',
  severity: 'critical',
  scope: 'account',
  criterion: 'No access key laid out as a canary was used.',
  effect: 'Someone has read what nobody should read, and tries what they found.',
  recommendation:
    'Treat the use as an incident: find where the key lay and who read it, and look for what else was taken.',
  remediation: {
    console: 'CloudTrail → Event history → Access key id: see what was called from where.',
    cli: 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=ID in each region.',
    terraform: 'No matter of Terraform; after the incident replace the aws_iam_access_key.'
  },
  procedure: [
    'Take the keys of users whose name or tag says canary, honey or decoy.',
    'Any recorded use of such a key is an incident, unless the client tested it; ask for the date of the test.',
    'A user named canary for deployments is none: judge by what the user may do.'
  ],
  needs: ['credential-report'],
  wants: ['account-authorization-details.users'],
  parameters: [],
  columns: accessKeyColumns,
  population: `
    select *
    from (
      select
        key.*,
        (
          select min(tag.key || '=' || tag.value)
          from principal_tag as tag
          where tag.account_id = :account
            and tag.principal_arn = substr(key.resource, 1, length(key.resource) - length('#access-key-1'))
            and (tag.key || '=' || tag.value) like '%canary%'
        ) as canary_tag
      from (${accessKeys}) as key
    )
    where canary_tag is not null
      or user_name like '%canary%'
      or user_name like '%honey%'
      or user_name like '%decoy%'`,
  whenEmpty: 'No user with an access key is named or tagged as a canary.',
  limits: [
    'Canaries that neither name nor tag gives away are not known; ask the client for the list.',
    'The credential report names the last use alone.'
  ],
  sources: [
    'House rule; a key that nobody works with is used by nobody who should',
    'IAM User Guide: Get credential reports for your AWS account'
  ],
  test(row) {
    if (row.active === null) return activityUnknown(row)
    if (row.last_used_at === null) return pass(`${nameOfKey(row)}, a canary, has no recorded use.`)
    const use = `was used on ${dayOf(row.last_used_at)} with ${row.last_used_service ?? 'a service not named'} in ${row.last_used_region ?? 'a region not named'}`
    if (row.canary_tag !== null && (certainTag.test(row.canary_tag) || certain.test(row.canary_tag)))
      return exception(`${nameOfKey(row)}, tagged ${row.canary_tag}, ${use}.`)
    return certain.test(row.user_name)
      ? exception(`${nameOfKey(row)}, a canary by its name, ${use}.`)
      : needsReview(
          `${nameOfKey(row)} ${use}; judge whether its ${row.canary_tag === null ? 'name' : `tag ${row.canary_tag}`} means a canary.`
        )
  }
})
