/** UNU-04: whether users hold active access keys that were never used. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  accessKeyColumns,
  activeAccessKeys,
  activityUnknown,
  nameOfKey,
  type AccessKeyRow
} from './basis/access-key.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'

export default automatedCheck<AccessKeyRow>({
  id: 'access-keys-never-used',
  control: 'UNU-04',
  topic: 'tidy',
  severity: 'medium',
  scope: 'account',
  criterion: 'No active access key lies unused since it was made.',
  effect: 'A key made and forgotten stays valid wherever its secret was written down.',
  recommendation: 'Delete keys that were never used; make a new one when it is needed.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials → Access keys: deactivate, then delete the key.',
    cli: 'aws iam delete-access-key --user-name USER --access-key-id KEY_ID.',
    terraform: 'Remove aws_iam_access_key.'
  },
  procedure: [
    'Take the active keys without any recorded use; AWS records the use of keys since April 2015.',
    'Leave out keys within the days of grace: they may be for a change-over that is going on.',
    'Ask who has the secret and where it is stored.'
  ],
  limits: [
    'AWS records the use of keys since 22 April 2015; an earlier one looks like none.',
    'A sign-in or a call reaches the report some minutes later, and the report itself may be four hours old.'
  ],
  sources: [
    'IAM User Guide: Find unused AWS credentials',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report'],
  parameters: ['newKeyGraceDays'],
  columns: accessKeyColumns,
  population: activeAccessKeys,
  whenEmpty: 'No IAM user has an active access key.',
  test(row, { asOf, parameters }) {
    if (row.active === null) return activityUnknown(row)
    if (row.last_used_at !== null)
      return pass(`${nameOfKey(row)} is in use, last on ${dayOf(row.last_used_at)}.`)
    const since = row.rotated_at ?? row.user_created_at
    if (since === null)
      return needsReview(`${nameOfKey(row)} was never used, but the credential report has no date for it.`)
    const age = daysBetween(since, asOf)
    const found = `${nameOfKey(row)} was made on ${dayOf(since)}, ${days(age)} before the report, and never used`
    return age > parameters.newKeyGraceDays
      ? exception(`${found}; the grace for a new key is ${days(parameters.newKeyGraceDays)}.`)
      : pass(`${found}; it is within the grace of ${days(parameters.newKeyGraceDays)}.`)
  }
})
