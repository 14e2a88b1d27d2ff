/** ORG-06: whether resource control policies are on and used. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly root_name: string
  /** null where the root does not list the type. */
  readonly type_status: string | null
  /** Attached policies but RCPFullAWSAccess, comma-separated. */
  readonly policies: string | null
}

export default automatedCheck<Row>({
  id: 'organization-resource-control-policies',
  control: 'ORG-06',
  topic: 'organization',
  severity: 'medium',
  scope: 'organization',
  criterion: 'Resource control policies are enabled, and one besides RCPFullAWSAccess is attached.',
  effect:
    'A bucket, key, secret or role opened to strangers by mistake stays open; nothing above the account stops it.',
  recommendation:
    'Enable resource control policies and attach one that keeps principals outside the organization from S3, KMS, SQS, Secrets Manager and STS.',
  remediation: {
    console:
      'AWS Organizations → Policies → Resource control policies → Enable, then create and attach a policy.',
    cli: 'aws organizations enable-policy-type --root-id ROOT_ID --policy-type RESOURCE_CONTROL_POLICY.',
    terraform:
      'aws_organizations_organization with enabled_policy_types = ["RESOURCE_CONTROL_POLICY"] and aws_organizations_policy with type = "RESOURCE_CONTROL_POLICY".'
  },
  procedure: [
    'See in list-roots that the policy type is ENABLED.',
    'Read the policies that are attached: is access limited to the organization (aws:PrincipalOrgID) and to services of AWS?',
    'See which accounts and services the policies leave out.'
  ],
  needs: ['organization-roots'],
  wants: ['organization-policies.RESOURCE_CONTROL_POLICY', 'policy-targets'],
  parameters: [],
  columns: [
    { key: 'root_name', title: 'Root', type: 'text' },
    { key: 'type_status', title: 'Status', type: 'text' },
    { key: 'policies', title: 'Policies attached', type: 'text' }
  ],
  population: `
    select
      root.arn as resource,
      root.name as root_name,
      (
        select status
        from org_policy_type
        where root_id = root.id and type = 'RESOURCE_CONTROL_POLICY'
      ) as type_status,
      (
        select group_concat(distinct policy.name)
        from org_policy as policy
        join org_policy_target as target on target.policy_id = policy.id
        where policy.type = 'RESOURCE_CONTROL_POLICY' and policy.id <> 'p-RCPFullAWSAccess'
      ) as policies,
      root.source_id,
      root.line,
      root.path
    from org_root as root`,
  whenEmpty: 'The organization has no root.',
  test({ root_name, type_status, policies }) {
    if (type_status !== 'ENABLED')
      return exception(
        `Resource control policies are not enabled on root ${root_name}${type_status === null ? '' : ` (${type_status})`}.`
      )
    return policies === null
      ? needsReview(
          `Resource control policies are enabled on root ${root_name}, but the exports show none attached besides RCPFullAWSAccess.`
        )
      : pass(`Resource control policies are enabled on root ${root_name}: ${list(policies.split(','))}.`)
  }
})
