/** ROLE-10: whether instances get their credentials from a role. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { otherRegions, regionalMembers, type RegionRow } from './basis/region.ts'

interface Row extends RegionRow {
  readonly instance_id: string | null
  readonly state: string
  readonly profile_arn: string | null
}

export default automatedCheck<Row>({
  id: 'instance-profiles',
  control: 'ROLE-10',
  topic: 'roles',
  severity: 'medium',
  scope: 'account',
  criterion:
    'Instances of EC2 run with an instance profile, and so with the temporary credentials of a role.',
  effect:
    'A program on the instance that needs AWS is given a long-lived key, which ends up in files, images and backups.',
  recommendation:
    'Attach an instance profile with a narrow role to every instance that calls AWS, and delete keys left on it.',
  remediation: {
    console: 'EC2 → Instances → the instance → Actions → Security → Modify IAM role.',
    cli: 'aws ec2 associate-iam-instance-profile --instance-id ID --iam-instance-profile Name=PROFILE.',
    terraform: 'The iam_instance_profile argument of aws_instance.'
  },
  procedure: [
    'Take the instances of each enabled region that are not terminated, and the instance profile of each.',
    'For one without a profile have the owner say whether its programs call AWS, and with which credentials.'
  ],
  limits: [
    'Whether programs on an instance call AWS at all, and with which credentials, is not in the exports.',
    'Regions that no export speaks of are named, and not judged.'
  ],
  sources: ['Amazon EC2 User Guide: IAM roles for Amazon EC2'],
  needs: ['ec2-instances'],
  wants: ['enabled-regions'],
  parameters: [],
  columns: [
    { key: 'instance_id', title: 'Instance', type: 'text' },
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'state', title: 'State', type: 'text' },
    { key: 'profile_arn', title: 'Instance profile', type: 'text' }
  ],
  population: `
    with ${regionalMembers(['ec2-instances'], ['ec2_instance'])}
    select
      instance_id as resource,
      region,
      instance_id,
      state,
      profile_arn,
      '[]' as seen,
      '[]' as enabled,
      source_id,
      line,
      path
    from ec2_instance
    where account_id = :account and state <> 'terminated'
    union all
    select resource, null, null, '', null, seen, enabled, source_id, line, path
    from member
    where region is null`,
  whenEmpty: 'No export of EC2 speaks of any region.',
  test(row, { account }) {
    if (row.instance_id === null) return otherRegions(row, account, 'aws ec2 describe-instances')
    const instance = `Instance ${row.instance_id} (${row.state || 'of unknown state'}) in ${row.region ?? ''}`
    if (row.profile_arn !== null)
      return pass(
        `${instance} runs with instance profile ${row.profile_arn.slice(row.profile_arn.lastIndexOf('/') + 1)}.`
      )
    return row.state === 'running' || row.state === 'pending'
      ? exception(`${instance} runs without an instance profile.`)
      : needsReview(`${instance} has no instance profile and is not running; see what it is kept for.`)
  }
})
