/** UNU-08: whether groups are left without members. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { count } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly group_name: string
  readonly members: number
  readonly created_at: number | null
}

export default automatedCheck<Row>({
  id: 'empty-groups',
  control: 'UNU-08',
  topic: 'tidy',
  severity: 'low',
  scope: 'account',
  criterion: 'Every group has a member.',
  effect: 'An empty group keeps its policies ready for whoever is put into it unnoticed.',
  recommendation: 'Delete groups without members, or note what they are kept for.',
  remediation: {
    console: 'IAM → User groups → the group → Delete.',
    cli: 'aws iam delete-group --group-name GROUP, after its policies are taken away.',
    terraform: 'Remove aws_iam_group and its attachments.'
  },
  procedure: [
    'Compare the groups of the export with the groups of each user.',
    'For empty groups look at what they allow and ask whether they are still wanted.'
  ],
  limits: ['A group may be filled by a program only while it runs; the export is one moment.'],
  sources: [
    'IAM API Reference: GetAccountAuthorizationDetails',
    'IAM User Guide: Security best practices in IAM'
  ],
  needs: ['account-authorization-details.groups', 'account-authorization-details.users'],
  parameters: [],
  columns: [
    { key: 'group_name', title: 'Group', type: 'text' },
    { key: 'members', title: 'Members', type: 'integer' },
    { key: 'created_at', title: 'Created', type: 'time' }
  ],
  population: `
    select
      grouping.arn as resource,
      grouping.name as group_name,
      coalesce(membership.members, 0) as members,
      grouping.created_at,
      grouping.source_id,
      grouping.line,
      grouping.path
    from iam_group as grouping
    left join (
      select group_name, count(*) as members
      from iam_membership
      where account_id = :account
      group by group_name
    ) as membership on membership.group_name = grouping.name
    where grouping.account_id = :account`,
  whenEmpty: 'The account has no group.',
  test({ group_name, members }, { coverageOf }) {
    if (members > 0) return pass(`Group ${group_name} has ${count(members, 'member')}.`)
    return coverageOf('account-authorization-details.users') === 'complete'
      ? exception(`Group ${group_name} has no member.`)
      : needsReview(
          `Group ${group_name} has no member among the users received; the list of users is incomplete.`
        )
  }
})
