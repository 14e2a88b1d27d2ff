/** LP-21: whether AWS managed policies are in use that AWS itself has replaced because of what they allow. */
import { automatedCheck, exception, pass, type MemberRow } from './check.ts'
import { holdersOf } from './basis/holder.ts'
import { replacedPolicies } from './basis/replaced-aws-policy.ts'

interface Row extends MemberRow {
  readonly policy_name: string
  readonly attachments: number
  /** JSON list of ARNs. */
  readonly holders: string
}

export default automatedCheck<Row>({
  id: 'replaced-aws-policies',
  control: 'LP-21',
  topic: 'least-privilege',
  severity: 'medium',
  scope: 'account',
  criterion: 'No AWS managed policy is attached that AWS has replaced because of what it allows.',
  effect:
    'The old policy allows what its name does not say, passing every role among it, and AWS mends it no more.',
  recommendation: 'Attach the policy AWS names in its place, or one of your own, and detach the old one.',
  remediation: {
    console:
      'IAM → Policies → the policy, marked as deprecated → Entities attached; attach the new one first, then detach.',
    cli: 'aws iam attach-role-policy with the new policy, then aws iam detach-role-policy; likewise for users and groups.',
    terraform: 'Change policy_arn of the attachment.'
  },
  procedure: [
    'Take the AWS managed policies attached to users, groups and roles, service-linked roles left out.',
    'A replaced policy that was detached cannot be attached again: try the new one first.',
    'AWS managed policies that allow everything are tested by LP-02.'
  ],
  needs: [
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'attachments', title: 'Attachments', type: 'integer' }
  ],
  population: `
    select
      policy_arn as resource,
      min(policy_name) as policy_name,
      count(*) as attachments,
      json_group_array(principal_arn order by principal_arn) as holders,
      min(source_id) as source_id,
      min(line) as line,
      min(path) as path
    from iam_attachment
    where account_id = :account
      and policy_arn glob 'arn:*:iam::aws:policy/*'
      and principal_arn not glob '*:role/aws-service-role/*'
    group by policy_arn`,
  whenEmpty: 'No AWS managed policy is attached.',
  limits: [
    'The list holds the replaced policies that matter most and ends with the release of this program; exports do not say which policies AWS has deprecated.',
    'A policy that AWS has not replaced may still allow too much.'
  ],
  sources: [
    'AWS Managed Policy Reference: Deprecated AWS managed policies',
    'Amazon ECS Developer Guide: Phased out AWS managed IAM policies for Amazon Elastic Container Service',
    'Amazon EMR Management Guide: Amazon EMR managed policies'
  ],
  test({ resource, policy_name, attachments, holders }) {
    const name = resource.slice(resource.indexOf(':policy/') + ':policy/'.length)
    const replaced = Object.hasOwn(replacedPolicies, name) ? replacedPolicies[name] : undefined
    return replaced
      ? exception(
          `AWS has replaced ${policy_name}, which ${replaced.allows}; in its place: ${replaced.instead}. ${holdersOf(JSON.parse(holders) as string[], attachments)}`
        )
      : pass(`${policy_name} is not among the policies AWS has replaced.`)
  }
})
