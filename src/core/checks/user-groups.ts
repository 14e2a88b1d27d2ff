/** GRP-02: whether every user is in a group. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly user_name: string
  /** Comma-separated; null where the user is in none. */
  readonly groups: string | null
}

export default automatedCheck<Row>({
  id: 'user-groups',
  control: 'GRP-02',
  topic: 'groups',
  severity: 'low',
  scope: 'account',
  criterion: 'Every user is a member of a group.',
  effect: 'Users outside all groups escape reviews that go group by group.',
  recommendation: 'Put each user into the group of its duty; replace users of programs by roles.',
  remediation: {
    console: 'IAM → User groups → the group → Users → Add users.',
    cli: 'aws iam add-user-to-group --group-name GROUP --user-name USER.',
    terraform: 'aws_iam_user_group_membership for the user.'
  },
  procedure: [
    'Take the users whose list of groups is empty.',
    'Judge whether the user is a program, left over, or a person whose duty has no group.'
  ],
  limits: ['A user without a group may have been made for a program; nothing in the export says so.'],
  sources: ['IAM User Guide: Security best practices in IAM', 'IAM User Guide: IAM user groups'],
  needs: ['account-authorization-details.users'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'groups', title: 'Groups', type: 'text' }
  ],
  population: `
    select
      user.arn as resource,
      user.name as user_name,
      (
        select group_concat(group_name, ', ' order by group_name)
        from iam_membership
        where account_id = user.account_id and user_arn = user.arn
      ) as groups,
      user.source_id,
      user.line,
      user.path
    from iam_user as user
    where user.account_id = :account`,
  suspects: 'groups is null',
  whenEmpty: 'The account has no IAM user.',
  test({ user_name, groups }) {
    return groups === null
      ? needsReview(`User ${user_name} is in no group; judge why.`)
      : pass(`User ${user_name} is in ${list(groups.split(', '))}.`)
  }
})
