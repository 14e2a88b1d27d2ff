/** UNU-02: whether active access keys are left that nothing uses. */
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
  id: 'unused-access-keys',
  control: 'UNU-02',
  topic: 'tidy',
  severity: 'medium',
  scope: 'account',
  criterion: 'Every active access key was used within the period allowed.',
  effect: 'A key nothing uses serves only whoever finds it.',
  recommendation: 'Deactivate keys that were not used for 45 days, and delete them once nothing breaks.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials → Access keys → Actions → Deactivate.',
    cli: 'aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive, later aws iam delete-access-key.',
    terraform: 'Set status = "Inactive" on aws_iam_access_key, then remove it.'
  },
  procedure: [
    'Take every active key of the credential report, key 1 and key 2 each by itself.',
    'Count days from the last use to the date of the report; where there is none, from the last rotation.',
    'Ask what a key was for before it is deleted; jobs that run once a year are the usual surprise.'
  ],
  limits: [
    'Only the last use of a key is known; a single call keeps it in use.',
    'AWS records the use of keys since 22 April 2015.',
    'A sign-in or a call reaches the report some minutes later, and the report itself may be four hours old.'
  ],
  sources: [
    'IAM User Guide: Find unused AWS credentials',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report'],
  parameters: ['unusedCredentialDays'],
  columns: accessKeyColumns,
  population: activeAccessKeys,
  whenEmpty: 'No IAM user has an active access key.',
  test(row, { asOf, parameters }) {
    if (row.active === null) return activityUnknown(row)
    const since = row.last_used_at ?? row.rotated_at ?? row.user_created_at
    if (since === null)
      return needsReview(`${nameOfKey(row)} is active, but the credential report has no date for it.`)
    const age = daysBetween(since, asOf)
    const found =
      row.last_used_at === null
        ? `${nameOfKey(row)} was never used and was made ${days(age)} before the report (${dayOf(since)})`
        : `${nameOfKey(row)} was last used ${days(age)} before the report (${dayOf(since)})`
    return age >= parameters.unusedCredentialDays
      ? exception(`${found}; unused from ${days(parameters.unusedCredentialDays)} on.`)
      : pass(`${found}.`)
  }
})
