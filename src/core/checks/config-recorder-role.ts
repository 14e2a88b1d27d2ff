/** CFG-02: whether AWS Config acts with the role that AWS keeps for it. */
import { parseArn } from '../iam/arn.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  leavesRegionsOut,
  otherRegions,
  regionalMembers,
  regionName,
  type RegionRow
} from './basis/region.ts'

interface Row extends RegionRow {
  readonly name: string
  readonly role_arn: string | null
}

export default automatedCheck<Row>({
  id: 'config-recorder-role',
  control: 'CFG-02',
  topic: 'detection',
  severity: 'medium',
  scope: 'account',
  criterion: 'Every recorder of AWS Config uses its service-linked role.',
  effect:
    'A role of the client lacks rights for new types of resources, or has more than it needs and can be changed.',
  recommendation: 'Let each recorder use AWSServiceRoleForConfig, and delete the role it used before.',
  remediation: {
    console: 'AWS Config → Settings → Edit → Use an existing AWS Config service-linked role.',
    cli: 'aws configservice put-configuration-recorder --configuration-recorder name=default,roleARN=arn:aws:iam::ACCOUNT_ID:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig.',
    terraform:
      'The config-baseline module of AWS Secure Baseline makes the role config_iam_role_name; instead role_arn of aws_config_configuration_recorder with aws_iam_service_linked_role for config.amazonaws.com.'
  },
  procedure: [
    'Read roleARN of each recorder.',
    'For another role see its policies and who may change them, and whether it can read every type that is recorded.'
  ],
  limits: ['What another role may read is not weighed; types it cannot read are recorded incompletely.'],
  sources: ['AWS Config Developer Guide: Using service-linked roles for AWS Config'],
  needs: ['config-recorders'],
  parameters: [],
  columns: [
    { key: 'name', title: 'Recorder', type: 'text' },
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'role_arn', title: 'Role', type: 'text' }
  ],
  population: `
    with ${regionalMembers(['config-recorders'], ['config_recorder'])}
    select
      :account || '/' || case region when '' then 'region not named' else region end || '#' || name as resource,
      name,
      region,
      role_arn,
      '[]' as seen,
      '[]' as enabled,
      source_id,
      line,
      path
    from config_recorder
    where account_id = :account
    union all
    select resource, null, region, null, seen, enabled, source_id, line, path
    from member
    where ${leavesRegionsOut}`,
  whenEmpty: 'AWS Config has no recorder in any region of the account.',
  test(row, { account }) {
    const { name, region, role_arn } = row
    if (region === null)
      return otherRegions(row, account, 'aws configservice describe-configuration-recorders')
    const recorder = `Recorder ${name} in ${regionName(region)}`
    if (role_arn === null) return needsReview(`${recorder}: the export does not name its role.`)
    return parseArn(role_arn)?.resource ===
      'role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig'
      ? pass(`${recorder} uses the service-linked role.`)
      : exception(`${recorder} uses ${role_arn}, not the service-linked role.`)
  }
})
