/** GRP-05: whether several groups give the same. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly group_name: string
  readonly policies: number
  readonly members: number
  /** JSON list of the names of other groups that hold the same. */
  readonly alike: string
}

export default automatedCheck<Row>({
  id: 'redundant-groups',
  control: 'GRP-05',
  topic: 'groups',
  severity: 'info',
  scope: 'account',
  criterion: 'No two groups hold the same policies.',
  effect: 'A right that is taken from one group stays in its double, and reviews cover the same twice.',
  recommendation: 'Keep one group for each duty, and move the members of its double there.',
  remediation: {
    console: 'IAM → User groups → the group to keep → Add users; then delete its double.',
    cli: 'aws iam add-user-to-group for each member, then aws iam delete-group.',
    terraform: 'Keep one aws_iam_group with its attachments and change aws_iam_group_membership.'
  },
  procedure: [
    'Compare the attached policies of groups, and their inline policies by what they say.',
    'Groups without any policy are not compared: permission boundaries of other systems may use their names.',
    'Ask whether groups that hold the same are for different duties that will part.'
  ],
  needs: ['account-authorization-details.groups', 'account-authorization-details.users'],
  parameters: [],
  columns: [
    { key: 'group_name', title: 'Group', type: 'text' },
    { key: 'policies', title: 'Policies', type: 'integer' },
    { key: 'members', title: 'Members', type: 'integer' }
  ],
  population: `
    with group_policy as materialized (
      select principal_arn, policy_arn as policy
      from iam_attachment
      where account_id = :account and principal_kind = 'group'
      union all
      select inline_policy.principal_arn, coalesce(shape.meaning, inline_policy.document_id)
      from iam_inline_policy as inline_policy
      left join document_shape as shape on shape.document_id = inline_policy.document_id
      where inline_policy.account_id = :account and inline_policy.principal_kind = 'group'
    ),
    given as materialized (
      select principal_arn, group_concat(policy, ' ' order by policy) as policies, count(*) as n
      from group_policy
      group by principal_arn
    ),
    member_count as materialized (
      select group_name, count(*) as members
      from iam_membership
      where account_id = :account
      group by group_name
    )
    select
      grouping.arn as resource,
      grouping.name as group_name,
      coalesce(given.n, 0) as policies,
      coalesce(member_count.members, 0) as members,
      (
        select json_group_array(other.name order by other.name)
        from given as same
        join iam_group as other on other.account_id = :account and other.arn = same.principal_arn
        where same.policies = given.policies and same.principal_arn <> given.principal_arn
      ) as alike,
      grouping.source_id,
      grouping.line,
      grouping.path
    from iam_group as grouping
    left join given on given.principal_arn = grouping.arn
    left join member_count on member_count.group_name = grouping.name
    where grouping.account_id = :account`,
  whenEmpty: 'The account has no group.',
  limits: [
    'Policies that say the same in other words, and managed policies with the same text, count as different.'
  ],
  sources: ['IAM User Guide: IAM user groups', 'House rule; AWS asks for no such comparison'],
  test({ group_name, policies, members, alike }) {
    const others = JSON.parse(alike) as string[]
    if (policies === 0) return pass(`Group ${group_name} holds no policy.`)
    return others.length === 0
      ? pass(`No other group holds the same ${count(policies, 'policy', 'policies')} as group ${group_name}.`)
      : needsReview(
          `Group ${group_name}, with ${count(members, 'member')}, holds the same ${count(policies, 'policy', 'policies')} as ${list(others)}.`
        )
  }
})
