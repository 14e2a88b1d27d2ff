/** KEY-01: whether active access keys are changed often enough. */
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
  id: 'access-key-age',
  control: 'KEY-01',
  topic: 'keys',
  severity: 'medium',
  scope: 'account',
  criterion: 'Every active access key is younger than the limit for its change.',
  effect: 'An old key has had years to leak into code, logs and laptops, and nobody would notice its use.',
  recommendation:
    'Replace keys of programs by roles; change the keys that must stay at least every 90 days, first making the new one, then deactivating the old.',
  remediation: {
    console:
      'IAM → Users → the user → Security credentials → Access keys → Create access key, then deactivate and delete the old one.',
    cli: 'aws iam create-access-key --user-name USER; after the change-over aws iam update-access-key --user-name USER --access-key-id OLD --status Inactive, then aws iam delete-access-key.',
    terraform:
      'Replace aws_iam_access_key (terraform apply -replace=ADDRESS), or drop it for an aws_iam_role that the workload takes.'
  },
  procedure: [
    'Take every active key of the credential report; the age counts from access_key_N_last_rotated to the date of the report.',
    'For the oldest keys ask what uses them and why a role does not do.',
    'See whether a written rule for changing keys exists and who watches it.'
  ],
  limits: ['The date is that of the last change of the key; who knows its secret is not recorded.'],
  sources: [
    'IAM User Guide: Manage access keys for IAM users',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report'],
  parameters: ['maxAccessKeyAgeDays'],
  columns: accessKeyColumns,
  population: activeAccessKeys,
  whenEmpty: 'No IAM user has an active access key.',
  test(row, { asOf, parameters }) {
    if (row.active === null) return activityUnknown(row)
    if (row.rotated_at === null)
      return needsReview(`${nameOfKey(row)} is active, but the credential report does not say since when.`)
    const age = daysBetween(row.rotated_at, asOf)
    const found = `${nameOfKey(row)} is ${days(age)} old (since ${dayOf(row.rotated_at)})`
    return age > parameters.maxAccessKeyAgeDays
      ? exception(`${found}, the limit is ${days(parameters.maxAccessKeyAgeDays)}.`)
      : pass(`${found}.`)
  }
})
