/** POL-09: whether people and services hold the same policy. */
import { nameOfArn } from '../iam/arn.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly policy_name: string
  /** JSON lists of ARNs. */
  readonly people: string
  readonly services: string
  readonly people_count: number
  readonly service_count: number
}

export default automatedCheck<Row>({
  id: 'shared-policies',
  control: 'POL-09',
  topic: 'managed',
  severity: 'info',
  scope: 'account',
  criterion: 'No customer managed policy is held by people and by roles of services.',
  effect:
    'A right added for a machine reaches people, and one added for people reaches whoever breaks into the machine.',
  recommendation: 'Write a policy for each of the two, so that each can be narrowed to its task.',
  remediation: {
    console:
      'IAM → Policies → the policy → Entities attached: copy the policy, attach the copy to one side and detach the first.',
    cli: 'aws iam list-entities-for-policy, aws iam create-policy, aws iam attach-role-policy, aws iam detach-role-policy.',
    terraform: 'Give aws_iam_policy_attachment of users and groups another policy than that of the roles.'
  },
  procedure: [
    'Take the attached customer managed policies with users and groups on one side, and roles that services take on the other.',
    'For policies held by both judge whether both need all of it.'
  ],
  limits: ['Roles that a service and people may both take count as roles of services.'],
  sources: ['IAM User Guide: Security best practices in IAM'],
  needs: [
    'account-authorization-details.policies',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'people_count', title: 'Users and groups', type: 'integer' },
    { key: 'service_count', title: 'Roles of services', type: 'integer' }
  ],
  population: `
    with of_people as materialized (
      select policy_arn, json_group_array(principal_arn order by principal_arn) as arns, count(*) as n
      from iam_attachment
      where account_id = :account and principal_kind in ('user', 'group')
      group by policy_arn
    ),
    of_services as materialized (
      select
        attachment.policy_arn, json_group_array(attachment.principal_arn order by attachment.principal_arn) as arns, count(*) as n
      from iam_attachment as attachment
      join iam_role as role on role.account_id = attachment.account_id and role.arn = attachment.principal_arn
      where attachment.account_id = :account
        and attachment.principal_kind = 'role'
        and exists (
          select 1 from statement_principal where document_id = role.trust_document_id and type = 'service'
        )
      group by attachment.policy_arn
    )
    select
      policy.arn as resource,
      policy.name as policy_name,
      coalesce(of_people.arns, '[]') as people,
      coalesce(of_services.arns, '[]') as services,
      coalesce(of_people.n, 0) as people_count,
      coalesce(of_services.n, 0) as service_count,
      policy.source_id,
      policy.line,
      policy.path
    from iam_policy as policy
    left join of_people on of_people.policy_arn = policy.arn
    left join of_services on of_services.policy_arn = policy.arn
    where policy.account_id = :account
      and policy.is_aws_managed = 0
      and (of_people.n is not null or of_services.n is not null)`,
  whenEmpty: 'No customer managed policy is attached to a user, a group or the role of a service.',
  test({ policy_name, people, services, people_count, service_count }) {
    if (people_count === 0) return pass(`Policy ${policy_name} is held by roles of services only.`)
    if (service_count === 0) return pass(`Policy ${policy_name} is held by users and groups only.`)
    const names = (arns: string) => list((JSON.parse(arns) as string[]).map(nameOfArn))
    return needsReview(
      `Policy ${policy_name} is held by ${names(people)} and by the service roles ${names(services)}.`
    )
  }
})
