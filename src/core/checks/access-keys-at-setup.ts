/** KEY-03: whether console users were given an access key with the user and never used it. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  accessKeyColumns,
  activeAccessKeys,
  activityUnknown,
  nameOfKey,
  type AccessKeyRow
} from './basis/access-key.ts'
import { dayOf } from './basis/age.ts'

/** A key made within a day of its user was made by setting the user up. */
const setupSeconds = 86_400

export default automatedCheck<AccessKeyRow>({
  id: 'access-keys-at-setup',
  control: 'KEY-03',
  topic: 'keys',
  severity: 'medium',
  scope: 'account',
  criterion: 'No console user holds an unused access key that was made together with the user.',
  effect: 'Keys made by habit lie about in mails and notes, valid and watched by nobody.',
  recommendation: 'Delete the unused keys, and make a key only when its user asks for one and says what for.',
  remediation: {
    console:
      'IAM → Users → the user → Security credentials → Access keys: deactivate, then delete the unused key.',
    cli: 'aws iam delete-access-key --user-name USER --access-key-id KEY_ID.',
    terraform: 'Do not declare aws_iam_access_key beside aws_iam_user_login_profile.'
  },
  procedure: [
    'Take the active keys of users with a console password.',
    'Compare the date of the key with the date the user was made, and see whether it was ever used.',
    'Ask how users are set up and whether the procedure still makes a key each time.'
  ],
  limits: [
    'A key made within a day of its user counts as made with it; the report has no other sign of that.'
  ],
  sources: [
    'IAM User Guide: Manage access keys for IAM users',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report'],
  parameters: [],
  columns: [...accessKeyColumns, { key: 'user_created_at', title: 'User created', type: 'time' }],
  population: `${activeAccessKeys} and coalesce(password_enabled, 1) = 1`,
  whenEmpty: 'No IAM user has both a console password and an active access key.',
  test(row) {
    if (row.active === null) return activityUnknown(row)
    if (row.last_used_at !== null)
      return pass(`${nameOfKey(row)} is in use, last on ${dayOf(row.last_used_at)}.`)
    if (row.rotated_at === null || row.user_created_at === null)
      return needsReview(
        `${nameOfKey(row)} was never used, but the credential report does not say when key and user were made.`
      )
    if (row.rotated_at - row.user_created_at >= setupSeconds)
      return pass(`${nameOfKey(row)} was made on ${dayOf(row.rotated_at)}, after the user was set up.`)
    if (row.password_enabled === null)
      return needsReview(
        `${nameOfKey(row)} was made with the user and never used; the credential report does not say whether the user has a password.`
      )
    return exception(`${nameOfKey(row)} was made with the user on ${dayOf(row.rotated_at)} and never used.`)
  }
})
