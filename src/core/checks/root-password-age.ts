/** ROOT-07: how old the root password is. */
import { automatedCheck, needsReview, pass } from './check.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'
import { noRootUser, reportedRootUser, type RootUserRow } from './basis/root-user.ts'

export default automatedCheck<RootUserRow>({
  id: 'root-password-age',
  control: 'ROOT-07',
  topic: 'root',
  severity: 'low',
  scope: 'account',
  criterion: 'The root password was changed within the period the client set, or there is none.',
  effect: 'Everyone who once knew an old root password, leavers among them, may still know it.',
  recommendation:
    'Change the root password on a schedule and whenever a person who may know it leaves; keep it sealed with a log of who opened it.',
  remediation: {
    console:
      'Sign in as the root user and open the account menu → Security credentials → Update console password.',
    cli: 'The root password has no command. For a member account under central root management, remove it: aws sts assume-root with the task policy IAMDeleteRootUserCredentials, then aws iam delete-login-profile.',
    terraform: 'Terraform does not manage the root password; record each change in the custody log.'
  },
  procedure: [
    'Read password_last_changed of the root row in the credential report.',
    'Where the password is older than the limit, ask who has known it since and whether anyone of them left.',
    'Accept an old password only with strong custody: long, sealed, opened by two people, and logged.'
  ],
  limits: [
    'Who knows the password, and where it is kept, is in no export; ROOT-08 asks.',
    'Reports made before AWS kept the date say nothing of it.'
  ],
  sources: [
    'IAM User Guide: Generate credential reports for your AWS account',
    'IAM User Guide: Root user best practices for your AWS account'
  ],
  needs: ['credential-report.root'],
  parameters: ['rootPasswordAgeDays'],
  columns: [
    { key: 'password_enabled', title: 'Password', type: 'boolean' },
    { key: 'password_last_changed_at', title: 'Password changed', type: 'time' }
  ],
  population: reportedRootUser,
  whenEmpty: noRootUser,
  test(row, { account, asOf, parameters }) {
    if (row.password_enabled === 0) return pass(`Root user of ${account} has no password.`)
    if (row.password_last_changed_at === null)
      return needsReview(
        `The credential report of ${account} does not say when the root password was changed; ask the client for the custody log.`
      )
    const age = daysBetween(row.password_last_changed_at, asOf)
    const changed = `Root password of ${account} was changed on ${dayOf(row.password_last_changed_at)}, ${days(age)} before the report`
    if (age > parameters.rootPasswordAgeDays)
      return needsReview(
        `${changed} (limit ${days(parameters.rootPasswordAgeDays)}); judge its age together with its custody.`
      )
    return pass(`${changed}.`)
  }
})
