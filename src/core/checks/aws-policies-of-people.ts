/** POL-02: whether people hold policies of AWS, which AWS changes and the client cannot narrow. */
import { nameOfArn, parseArn } from '../iam/arn.ts'
import { automatedCheck, exception, pass, type MemberRow } from './check.ts'
import { signsPeopleIn } from './basis/people.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  /** JSON list of ARNs. */
  readonly policies: string
  /** How many users a group has; null for users and roles. */
  readonly members: number | null
}

/** AWS managed policies for job functions (IAM User Guide), beside those of the path `job-function`. */
const jobFunctions = new Set(['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess', 'SecurityAudit'])

/** Those for one's own password and keys (AWS Managed Policy Reference Guide). */
const ownCredentials = new Set([
  'IAMUserChangePassword',
  'IAMUserSSHKeys',
  'IAMSelfManageServiceSpecificCredentials'
])

export default automatedCheck<Row>({
  id: 'aws-policies-of-people',
  control: 'POL-02',
  topic: 'managed',
  severity: 'low',
  scope: 'account',
  criterion: 'People hold policies the client writes, or those AWS writes for job functions.',
  effect:
    'AWS policies of services allow more than a task needs, and AWS widens them without asking the client.',
  recommendation:
    'Copy what is needed into customer managed policies, narrowed to the resources of the client; keep AWS policies for job functions.',
  remediation: {
    console:
      'IAM → Policies → the AWS policy → JSON: copy, narrow, create a policy of your own, attach it and detach the other.',
    cli: 'aws iam create-policy, aws iam attach-group-policy, then aws iam detach-group-policy; likewise for users and roles.',
    terraform:
      'Replace the ARN of the AWS policy in aws_iam_group_policy_attachment by that of an aws_iam_policy.'
  },
  procedure: [
    'Take users, groups and roles that a SAML provider signs people in to, with the AWS managed policies attached to them.',
    "Policies for job functions and for one's own password and keys are allowed; those by which AWS quarantines leaked keys are not the client's.",
    'For exceptions compare what the policy allows with what the holders use.'
  ],
  limits: [
    'Whether a policy of AWS is too wide for its holders is not weighed; administrators are under least privilege.',
    'Roles that people take from another account or role are not known to be taken by people.'
  ],
  sources: [
    'IAM User Guide: Security best practices in IAM',
    'IAM User Guide: AWS managed policies for job functions'
  ],
  needs: [
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'policy_count', title: 'AWS policies', type: 'integer' },
    { key: 'members', title: 'Users in the group', type: 'integer' }
  ],
  population: `
    with person as (
      select arn, null as group_name, source_id, line, path from iam_user where account_id = :account
      union all
      select arn, name, source_id, line, path from iam_group where account_id = :account
      union all
      select arn, null, source_id, line, path
      from iam_role as candidate
      where account_id = :account and ${signsPeopleIn('candidate')}
    )
    select held.*, json_array_length(held.policies) as policy_count
    from (
    select
      person.arn as resource,
      (
        select json_group_array(policy_arn order by policy_arn)
        from iam_attachment
        where account_id = :account
          and principal_arn = person.arn
          and policy_arn glob 'arn:*:iam::aws:policy/*'
      ) as policies,
      case
        when person.group_name is not null then coalesce(membership.n, 0)
      end as members,
      person.source_id,
      person.line,
      person.path
    from person
    left join (
      select group_name, count(*) as n from iam_membership where account_id = :account group by group_name
    ) as membership on membership.group_name = person.group_name
    ) as held`,
  suspects: `exists (
    select 1
    from iam_attachment
    where account_id = :account
      and principal_arn = member.resource
      and policy_arn glob 'arn:*:iam::aws:policy/*'
  )`,
  whenEmpty: 'The account has no user, no group and no role that a SAML provider signs people in to.',
  test({ resource, policies, members }) {
    const kind = parseArn(resource)?.resource.split('/')[0] ?? 'principal'
    const subject = `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${nameOfArn(resource)}`
    const all = JSON.parse(policies) as readonly string[]
    if (all.length === 0) return pass(`${subject} holds no policy of AWS.`)
    const held = all.filter((arn) => !isForJob(arn)).map(nameOfArn)
    if (held.length === 0)
      return pass(`${subject} holds policies of AWS for job functions and own credentials only.`)
    if (members === 0) return pass(`${subject} holds ${list(held)} of AWS, but nobody is in the group.`)
    return exception(`${subject} holds ${list(held)}, which AWS writes and changes.`)
  }
})

/** What AWS attaches to users whose keys leaked is no choice of the client. */
function isForJob(arn: string): boolean {
  const name = nameOfArn(arn)
  return (
    arn.includes(':policy/job-function/') ||
    jobFunctions.has(name) ||
    ownCredentials.has(name) ||
    name.startsWith('AWSCompromisedKeyQuarantine')
  )
}
