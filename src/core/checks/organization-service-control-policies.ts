/** ORG-03: whether service control policies are on and reach every member account. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { ancestry, hasKnownTargets, isActiveAccount, organization } from './basis/organization.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly kind: 'root' | 'account'
  readonly name: string
  /** 1 where the policy type is enabled on a root. */
  readonly is_enabled: Flag
  /** 1 where the exported tree leads from the account to a root. */
  readonly is_placed: Flag
  /** Service control policies of which no export says what they are attached to. */
  readonly unknown_targets: number
  /** Service control policies but FullAWSAccess on the way to the account, comma-separated. */
  readonly policies: string | null
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
    { key: 'name', title: 'Name', type: 'text' },
    { key: 'is_enabled', title: 'Enabled', type: 'boolean' },
    { key: 'policies', title: 'Policies', type: 'text' }
  ],
  population: `
    with recursive ${organization}, ${ancestry},
    enabled as (
      select root_id from org_policy_type where type = 'SERVICE_CONTROL_POLICY' and status = 'ENABLED'
    ),
    binding as (
      select ancestry.account_id, policy.id, min(policy.name) as name
      from ancestry
      join org_policy_target as target on target.target_id = ancestry.target_id
      join org_policy as policy on policy.id = target.policy_id
      where policy.type = 'SERVICE_CONTROL_POLICY' and policy.id <> 'p-FullAWSAccess'
      group by ancestry.account_id, policy.id
    ),
    unattached as materialized (
      select count(*) as n
      from org_policy as policy
      where policy.type = 'SERVICE_CONTROL_POLICY'
        and policy.id <> 'p-FullAWSAccess'
        and not ${hasKnownTargets('policy.id')}
    )
    select
      root.arn as resource,
      'root' as kind,
      root.name,
      exists (select 1 from enabled where root_id = root.id) as is_enabled,
      1 as is_placed,
      0 as unknown_targets,
      null as policies,
      root.source_id,
      root.line,
      root.path
    from org_root as root
    union all
    select
      account.id,
      'account',
      account.name,
      exists (select 1 from enabled),
      exists (
        select 1
        from ancestry
        join org_root as root on root.id = ancestry.target_id
        where ancestry.account_id = account.id
      ),
      (select n from unattached),
      (
        select group_concat(name, ', ' order by name)
        from binding
        where binding.account_id = account.id
      ),
      account.source_id,
      account.line,
      account.path
    from org_account as account
    where ${isActiveAccount} and account.id not in (select management_id from organization)`,
  whenEmpty: 'The organization has no root.',
  test({ resource, kind, name, is_enabled, is_placed, unknown_targets, policies }, { coverageOf }) {
    if (kind === 'root')
      return is_enabled === 1
        ? pass(`Service control policies are enabled on root ${name}.`)
        : exception(`Service control policies are not enabled on root ${name} (${resource}).`)
    if (is_enabled === 0)
      return exception(
        `No service control policy applies to account ${resource} (${name}): the type is not enabled.`
      )
    if (policies !== null)
      return pass(`Account ${resource} (${name}) is bound by ${list(policies.split(', '))}.`)
    if (is_placed === 0)
      return needsReview(
        `The exports do not lead from account ${resource} (${name}) to the root; ask for: aws organizations list-parents --child-id ${resource}.`
      )
    if (unknown_targets > 0 || coverageOf('organization-policies.SERVICE_CONTROL_POLICY') !== 'complete')
      return needsReview(
        `Account ${resource} (${name}) is bound by no policy received; the list of policies or their targets is incomplete.`
      )
    return exception(`Account ${resource} (${name}) is bound by no service control policy but FullAWSAccess.`)
  }
})
