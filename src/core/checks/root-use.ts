/** ROOT-04: whether the root user was used lately. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'
import { noRootUser, reportedRootUser, type RootUserRow } from './basis/root-user.ts'

export default automatedCheck<RootUserRow>({
  id: 'root-use',
  control: 'ROOT-04',
  topic: 'root',
  severity: 'high',
  scope: 'account',
  criterion: 'The root user was not used in the period looked at.',
  effect:
    'Work done as root cannot be limited by policy nor traced to a person, and each use exposes the credentials.',
  recommendation:
    'Do everyday and administrative work with roles, keep root for the few tasks that need it, and record each use with its reason.',
  remediation: {
    console:
      'Give administrators a role through IAM Identity Center or federation, and lock the root credentials away; the tasks that need root are listed in the IAM user guide.',
    cli: 'To see what was done: aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root.',
    terraform:
      'Alarm on each use: aws_cloudwatch_log_metric_filter on userIdentity.type = "Root" with an aws_cloudwatch_metric_alarm.'
  },
  procedure: [
    'Take the newest of the root password use and the use of both root access keys from the credential report.',
    'For a use inside the period, obtain the reason, the approval and the CloudTrail events of the session.',
    'Compare with the report of the month before: any use since then is explained.'
  ],
  limits: [
    'Only the last use of each credential is known, not how often it was used or for what.',
    'Sessions that were given through central root access (AssumeRoot) are no use of a root credential and do not show.',
    'A sign-in or a call reaches the report some minutes later, and the report itself may be four hours old.'
  ],
  sources: [
    'IAM User Guide: Root user best practices for your AWS account',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report.root'],
  parameters: ['rootUseDays'],
  columns: [
    { key: 'password_last_used_at', title: 'Password last used', type: 'time' },
    { key: 'key_1_last_used_at', title: 'Key 1 last used', type: 'time' },
    { key: 'key_2_last_used_at', title: 'Key 2 last used', type: 'time' }
  ],
  population: reportedRootUser,
  whenEmpty: noRootUser,
  test(row, { account, asOf, parameters }) {
    const uses = [
      { what: 'signed in', at: row.password_last_used_at },
      { what: 'used access key 1', at: row.key_1_last_used_at },
      { what: 'used access key 2', at: row.key_2_last_used_at }
    ].flatMap(({ what, at }) => (at === null ? [] : [{ what, at }]))
    const last = uses.reduce<(typeof uses)[number] | null>(
      (newest, use) => (newest === null || use.at > newest.at ? use : newest),
      null
    )
    const age = last === null ? null : daysBetween(last.at, asOf)
    if (last !== null && age !== null && age <= parameters.rootUseDays)
      return exception(
        `Root user of ${account} ${last.what} on ${dayOf(last.at)}, ${days(age)} before the report (limit ${days(parameters.rootUseDays)}).`
      )
    const isSaid =
      row.password_last_used_at !== null ||
      row.password_last_used_absence === 'N/A' ||
      row.password_last_used_absence === 'no_information' ||
      row.password_enabled === 0
    if (!isSaid)
      return needsReview(
        `The credential report of ${account} does not say when the root password was last used.`
      )
    return pass(
      last === null
        ? `Root user of ${account} has no recorded use.`
        : `Root user of ${account} last ${last.what} on ${dayOf(last.at)}, ${days(age ?? 0)} before the report.`
    )
  }
})
