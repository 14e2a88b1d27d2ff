/** ORG-05: whether service control policies keep member accounts from undoing what protects them. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import {
  bindingOf,
  deniesAction,
  deniesRootUser,
  type Effect,
  type MemberAccount,
  type ServiceControlPolicy,
  type Strength
} from './basis/guardrail.ts'
import { ancestry, hasKnownTargets, isActiveAccount, organization } from './basis/organization.ts'
import { list } from './basis/sentence.ts'

interface Guardrail {
  readonly id: string
  /** Begins the sentence. */
  readonly title: string
  readonly effects: readonly Effect[]
  /** An open guardrail is an exception; the others are for judgement, because other means can stand in. */
  readonly decides: boolean
}

const guardrails: readonly Guardrail[] = [
  guardrail('leave-organization', 'Leaving the organization', ['organizations:LeaveOrganization'], true),
  guardrail('cloudtrail', 'Stopping or deleting a trail', [
    'cloudtrail:StopLogging',
    'cloudtrail:DeleteTrail'
  ]),
  guardrail('config', 'Stopping the configuration recorder', ['config:StopConfigurationRecorder']),
  guardrail('guardduty', 'Deleting a GuardDuty detector', ['guardduty:DeleteDetector']),
  guardrail('security-hub', 'Disabling Security Hub', ['securityhub:DisableSecurityHub']),
  guardrail('access-analyzer', 'Deleting an access analyzer', ['access-analyzer:DeleteAnalyzer']),
  guardrail('iam-users', 'Creating IAM users and access keys', ['iam:CreateUser', 'iam:CreateAccessKey']),
  { id: 'root-user', title: 'Everything the root user does', effects: [deniesRootUser], decides: false }
]

interface Row extends MemberRow {
  readonly guardrail: string
  readonly is_enabled: Flag
  /** JSON lists of `ServiceControlPolicy` and `MemberAccount`. */
  readonly policies: string
  readonly members: string
  readonly member_count: number
  readonly has_targets: Flag
}

export default automatedCheck<Row>({
  id: 'organization-guardrails',
  control: 'ORG-05',
  topic: 'organization',
  severity: 'high',
  scope: 'organization',
  criterion:
    'Service control policies keep member accounts from leaving the organization and from switching off what watches them.',
  effect:
    'An administrator of a member account, or whoever became one, takes the account out of the organization or blinds its logs.',
  recommendation:
    'Attach a service control policy at the root that denies leaving the organization and stopping logging, detection and analysis services.',
  remediation: {
    console:
      'AWS Organizations → Policies → Service control policies → Create policy with Deny for organizations:LeaveOrganization, then attach it to the root.',
    cli: 'aws organizations create-policy --type SERVICE_CONTROL_POLICY --content file://GUARDRAILS.json --name guardrails --description TEXT, then aws organizations attach-policy --policy-id POLICY_ID --target-id ROOT_ID.',
    terraform:
      'aws_organizations_policy with the Deny statements and aws_organizations_policy_attachment to the root.'
  },
  procedure: [
    'For each guardrail follow every active member account up to the root and read the policies attached on the way.',
    'Leaving the organization must be denied everywhere; for the other guardrails judge what stands in for a missing one.',
    'For a denial under a condition see which roles are exempt and who may take them.',
    'Ask for the guardrails no action shows: deletion of the log archive, its keys, and the emergency roles. The management account is never bound.'
  ],
  needs: [
    'organization',
    'organization-roots',
    'organization-accounts',
    'organization-policies.SERVICE_CONTROL_POLICY'
  ],
  wants: ['organization-policy', 'policy-targets', 'organization-parents', 'organizational-units'],
  parameters: [],
  columns: [
    { key: 'guardrail', title: 'Guardrail', type: 'text' },
    { key: 'member_count', title: 'Active members', type: 'integer' },
    { key: 'is_enabled', title: 'Policies enabled', type: 'boolean' }
  ],
  population: `
    with recursive ${organization}, ${ancestry},
    guardrail as (
      ${guardrails.map(({ id }) => `select '${id}' as id`).join(' union all ')}
    ),
    policy as (
      select
        org_policy.name,
        org_policy.document_id is not null and policy_document.problem is null as is_read,
        json((
          select json_group_array(target_id)
          from org_policy_target
          where policy_id = org_policy.id
        )) as targets,
        ${hasKnownTargets('org_policy.id')} as targets_known,
        json((
          select json_group_array(
            json_object(
              'actions', json(actions),
              'uses_not_action', uses_not_action,
              'covers_all_actions', covers_all_actions,
              'everywhere', covers_all_resources = 1 and uses_not_resource = 0,
              'condition', json(condition)
            )
            order by n
          )
          from policy_statement
          where document_id = org_policy.document_id and effect = 'Deny'
        )) as denies
      from org_policy
      left join policy_document on policy_document.id = org_policy.document_id
      where org_policy.type = 'SERVICE_CONTROL_POLICY' and org_policy.id <> 'p-FullAWSAccess'
    ),
    member as (
      select
        account.id,
        account.name,
        json((
          select json_group_array(target_id)
          from ancestry
          where ancestry.account_id = account.id
        )) as path,
        exists (
          select 1
          from ancestry
          join org_root on org_root.id = ancestry.target_id
          where ancestry.account_id = account.id
        ) as is_placed
      from org_account as account
      where ${isActiveAccount} and account.id not in (select management_id from organization)
    ),
    picture as materialized (
      select
        exists (
          select 1 from org_policy_type
          where type = 'SERVICE_CONTROL_POLICY' and status = 'ENABLED'
        ) as is_enabled,
        (
          select json_group_array(
            json_object(
              'name', name,
              'is_read', is_read,
              'targets', json(targets),
              'targets_known', targets_known,
              'denies', json(denies)
            )
            order by name
          )
          from policy
        ) as policies,
        (
          select json_group_array(
            json_object('id', id, 'name', name, 'path', json(path), 'is_placed', is_placed)
            order by id
          )
          from member
        ) as members,
        (select count(*) from member) as member_count,
        (
          select json_array(json_object('id', '', 'name', '', 'path', json_group_array(id), 'is_placed', 1))
          from org_root
        ) as roots,
        exists (select 1 from org_policy_target) as has_targets
    )
    select
      organization.arn || '#' || guardrail.id as resource,
      guardrail.id as guardrail,
      picture.is_enabled,
      picture.policies,
      case picture.member_count when 0 then picture.roots else picture.members end as members,
      picture.member_count,
      picture.has_targets,
      organization.source_id,
      organization.line,
      organization.path
    from organization
    cross join guardrail
    cross join picture`,
  whenEmpty: 'The account manages no organization.',
  test(row, { coverageOf }) {
    const { title, effects, decides } = guardrailOf(row.guardrail)
    if (row.is_enabled === 0) {
      const found = `${title} is denied to no member account: service control policies are not enabled.`
      return decides ? exception(found) : needsReview(found)
    }
    if (row.has_targets === 0)
      return needsReview(
        `${title}: no export says what the service control policies are attached to; ask for aws organizations list-targets-for-policy of each.`
      )
    const policies = JSON.parse(row.policies) as ServiceControlPolicy[]
    const members = JSON.parse(row.members) as MemberAccount[]
    const byStrength = Map.groupBy(members, (member) => bindingOf(member, effects, policies))
    const whom = (strength: Strength) => audience(byStrength.get(strength) ?? [], row.member_count)

    if (byStrength.has('open')) {
      const found = `${title} is not denied to ${whom('open')}.`
      const isWhole = ['organization-accounts', 'organization-policies.SERVICE_CONTROL_POLICY'].every(
        (need) => coverageOf(need) === 'complete'
      )
      return decides && isWhole ? exception(found) : needsReview(`${found} Judge what stands in for it.`)
    }
    if (byStrength.has('unknown'))
      return needsReview(
        `${title} cannot be decided for ${whom('unknown')}: a policy's document, its targets or the place of the account were not received. Ask for aws organizations describe-policy and list-targets-for-policy of each policy, and list-parents of each account.`
      )
    if (byStrength.has('conditional'))
      return needsReview(
        `${title} is denied under a condition to ${whom('conditional')}; judge who is exempt.`
      )
    return pass(`${title} is denied to ${whom('denied')}.`)
  }
})

function guardrail(id: string, title: string, actions: readonly string[], decides = false): Guardrail {
  return { id, title, effects: actions.map(deniesAction), decides }
}

function guardrailOf(id: string): Guardrail {
  const found = guardrails.find((one) => one.id === id)
  if (!found) throw new Error(`There is no guardrail ${id}`)
  return found
}

/** "2 of 5 member accounts (111122223333 and 444455556666)"; without members, accounts yet to come. */
function audience(accounts: readonly MemberAccount[], total: number): string {
  if (total === 0) return 'accounts that join (the organization has no active member account)'
  const members = total === 1 ? 'member account' : 'member accounts'
  return `${accounts.length} of ${total} ${members} (${list(accounts.map(({ id }) => id))})`
}
