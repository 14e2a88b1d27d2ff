/** ORG-03: whether service control policies are on and reach every member account. */
import { ceilingOf, isFullAccess } from '../iam/organization/organization.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { isActiveAccount, organization } from './basis/organization.ts'
import { organizationPicture, readOrganization } from './basis/organization-picture.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly kind: 'root' | 'account'
  readonly id: string
  readonly name: string
  /** For `readOrganization`. */
  readonly organization: string
}

export default automatedCheck<Row>({
  id: 'organization-service-control-policies',
  control: 'ORG-03',
  topic: 'organization',
  severity: 'medium',
  scope: 'organization',
  criterion:
    'Service control policies are enabled, and one besides FullAWSAccess applies to every member account.',
  effect: 'Administrators of a member account, and intruders in their place, meet no limit.',
  recommendation:
    'Enable service control policies and attach at least the guardrails every account needs at the root or its units.',
  remediation: {
    console:
      'AWS Organizations → Policies → Service control policies → Enable, then create and attach policies.',
    cli: 'aws organizations enable-policy-type --root-id ROOT_ID --policy-type SERVICE_CONTROL_POLICY; aws organizations attach-policy --policy-id POLICY_ID --target-id TARGET_ID.',
    terraform:
      'aws_organizations_organization with enabled_policy_types = ["SERVICE_CONTROL_POLICY"], aws_organizations_policy and aws_organizations_policy_attachment.'
  },
  procedure: [
    'See in list-roots that the policy type is ENABLED.',
    'Follow each active member account up to the root and collect the policies attached on the way.',
    'The management account is never bound by a service control policy; it should hold no workloads.'
  ],
  limits: [
    'What the policies deny is tested by ORG-05; here it counts that one is attached.',
    'The management account is bound by no service control policy.'
  ],
  sources: ['AWS Organizations User Guide: Service control policies (SCPs)'],
  needs: [
    'organization',
    'organization-roots',
    'organization-accounts',
    'organization-policies.SERVICE_CONTROL_POLICY'
  ],
  wants: ['policy-targets', 'organization-parents', 'organizational-units'],
  parameters: [],
  columns: [
    { key: 'kind', title: 'Kind', type: 'text' },
    { key: 'name', title: 'Name', type: 'text' }
  ],
  population: `
    with ${organization}, ${organizationPicture}
    select
      root.arn as resource,
      'root' as kind,
      root.id,
      root.name,
      picture.organization,
      root.source_id,
      root.line,
      root.path
    from org_root as root
    cross join picture
    union all
    select
      account.id,
      'account',
      account.id,
      account.name,
      picture.organization,
      account.source_id,
      account.line,
      account.path
    from org_account as account
    cross join picture
    where ${isActiveAccount} and account.id not in (select management_id from organization)`,
  whenEmpty: 'The organization has no root.',
  test({ resource, kind, id, name, organization }) {
    const picture = readOrganization(organization)
    const { binding, levels, gaps } = ceilingOf(picture, id, 'SERVICE_CONTROL_POLICY')
    if (kind === 'root') {
      if (binding === 'off')
        return exception(`Service control policies are not enabled on root ${name} (${resource}).`)
      return binding === 'bound'
        ? pass(`Service control policies are enabled on root ${name}.`)
        : needsReview(`Whether service control policies are enabled on root ${name} is not exported.`)
    }
    const subject = `account ${resource} (${name})`
    if (binding === 'off')
      return exception(`No service control policy applies to ${subject}: the type is not enabled.`)
    const attached = levels.flatMap(({ policies }) => policies).filter((one) => !isFullAccess(one.id))
    const names = [...new Set(attached.map((policy) => policy.name))].sort()
    if (names.length > 0) return pass(`Account ${resource} (${name}) is bound by ${list(names)}.`)
    return gaps.length > 0
      ? needsReview(`The exports show no service control policy that binds ${subject}. ${gaps.join(' ')}`)
      : exception(`Account ${resource} (${name}) is bound by no service control policy but FullAWSAccess.`)
  }
})
