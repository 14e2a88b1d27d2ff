/** FED-02: whether people sign in through a directory and take roles, and IAM users are the exception. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly users: number
  readonly console_users: number
  /** Users of whom the report does not say whether they have a password. */
  readonly unknown_users: number
  /** JSON list of the console users' names. */
  readonly names: string
}

export default automatedCheck<Row>({
  id: 'federated-people',
  control: 'FED-02',
  topic: 'federation',
  severity: 'medium',
  scope: 'account',
  criterion:
    'People sign in through IAM Identity Center or federation; console users are kept for emergencies only.',
  effect: 'Accounts kept by hand outlive the people they belong to, and each has a password of its own.',
  recommendation:
    'Move people to IAM Identity Center or the company directory, and keep at most two sealed emergency users.',
  remediation: {
    console:
      'IAM Identity Center → Users and Groups → assign permission sets; then IAM → Users → remove console access.',
    cli: 'aws sso-admin create-account-assignment for people, then aws iam delete-login-profile --user-name USER.',
    terraform:
      'aws_ssoadmin_permission_set and aws_ssoadmin_account_assignment; remove aws_iam_user_login_profile.'
  },
  procedure: [
    'Count the console users of the credential report; the root user is not one of them.',
    'Obtain the number of people with access, and see in FED-01 through which provider they sign in.',
    'For each console user that stays inspect the approval, custody and last use.'
  ],
  limits: [
    'How many people have access through a provider is in no export of the account.',
    'A console user may be shared by several people.'
  ],
  sources: [
    'IAM User Guide: Security best practices in IAM',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report'],
  parameters: ['maxConsoleUsers'],
  columns: [
    { key: 'users', title: 'IAM users', type: 'integer' },
    { key: 'console_users', title: 'With a console password', type: 'integer' },
    { key: 'unknown_users', title: 'Not known', type: 'integer' }
  ],
  population: `
    select
      account_id as resource,
      sum(is_root = 0) as users,
      coalesce(sum(is_root = 0 and password_enabled = 1), 0) as console_users,
      sum(is_root = 0 and password_enabled is null) as unknown_users,
      json_group_array(user_name order by user_name)
        filter (where is_root = 0 and password_enabled = 1) as names,
      min(source_id) as source_id,
      min(line) as line,
      min(path) as path
    from credential
    where account_id = :account
    group by account_id`,
  whenEmpty: 'The credential report lists nobody, not even the root user.',
  test({ users, console_users, unknown_users, names }, { account, parameters }) {
    const limit = parameters.maxConsoleUsers
    const found = `${console_users} of ${count(users, 'IAM user')} of account ${account} ${console_users === 1 ? 'has' : 'have'} a console password`
    if (console_users > limit)
      return exception(`${found}, the limit is ${limit}: ${list(JSON.parse(names) as string[])}.`)
    if (console_users + unknown_users > limit)
      return needsReview(`${found}; of ${unknown_users} the report does not say.`)
    return pass(`${found}, the limit is ${limit}.`)
  }
})
