/** KEY-05: whether inactive access keys were left behind. */
import { automatedCheck, exception, pass } from './check.ts'
import {
  accessKeyColumns,
  accessKeys,
  activityUnknown,
  nameOfKey,
  type AccessKeyRow
} from './basis/access-key.ts'
import { dayOf } from './basis/age.ts'

export default automatedCheck<AccessKeyRow>({
  id: 'inactive-access-keys',
  control: 'KEY-05',
  topic: 'keys',
  severity: 'low',
  scope: 'account',
  criterion: 'No inactive access key is left on a user.',
  effect: 'An inactive key works again the moment someone with rights to the user activates it.',
  recommendation: 'Delete inactive keys once the change-over they were kept for is done.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials → Access keys → Actions → Delete.',
    cli: 'aws iam delete-access-key --user-name USER --access-key-id KEY_ID.',
    terraform: 'Remove aws_iam_access_key with status = "Inactive".'
  },
  procedure: [
    'Take every key of the credential report that has a date of rotation; those not active were left behind.',
    'Ask whether a change-over is going on; the report does not say since when a key is inactive.'
  ],
  limits: [
    'The report does not say since when a key is inactive.',
    'A key that was deleted leaves no trace.'
  ],
  sources: [
    'IAM User Guide: Manage access keys for IAM users',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report'],
  parameters: [],
  columns: accessKeyColumns,
  population: accessKeys,
  whenEmpty: 'No IAM user has an access key.',
  test(row) {
    if (row.active === 1) return pass(`${nameOfKey(row)} is active.`)
    if (row.active === null) return activityUnknown(row)
    const made = row.rotated_at === null ? '' : `, made on ${dayOf(row.rotated_at)},`
    return exception(`${nameOfKey(row)}${made} is inactive and still there.`)
  }
})
