/** KEY-02: whether users have more than one active access key. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { dayOf } from './basis/age.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly key_1_active: Flag | null
  readonly key_1_rotated_at: number | null
  readonly key_1_last_used_at: number | null
  readonly key_2_active: Flag | null
  readonly key_2_rotated_at: number | null
  readonly key_2_last_used_at: number | null
}

export default automatedCheck<Row>({
  id: 'access-key-count',
  control: 'KEY-02',
  topic: 'keys',
  severity: 'medium',
  scope: 'account',
  criterion: 'No user has two active access keys.',
  effect: 'A second key doubles what can leak, and the one nobody watches is found last.',
  recommendation: 'Keep one active key a user; a second one exists only for the days of a change-over.',
  remediation: {
    console:
      'IAM → Users → the user → Security credentials → Access keys: deactivate the key that is not needed, then delete it.',
    cli: 'aws iam get-access-key-last-used --access-key-id KEY_ID for both, then aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive.',
    terraform: 'Keep one aws_iam_access_key a user.'
  },
  procedure: [
    'Take the users of the credential report that have both keys active.',
    'Compare the dates: two keys during a change-over of a few days can be explained, other pairs cannot.',
    'For shared users ask who holds which key.'
  ],
  limits: ['The report does not say whether the two keys serve one program or two.'],
  sources: [
    'IAM User Guide: Manage access keys for IAM users',
    'IAM User Guide: Generate credential reports for your AWS account'
  ],
  needs: ['credential-report'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'key_1_active', title: 'Key 1 active', type: 'boolean' },
    { key: 'key_1_rotated_at', title: 'Key 1 rotated', type: 'time' },
    { key: 'key_1_last_used_at', title: 'Key 1 last used', type: 'time' },
    { key: 'key_2_active', title: 'Key 2 active', type: 'boolean' },
    { key: 'key_2_rotated_at', title: 'Key 2 rotated', type: 'time' },
    { key: 'key_2_last_used_at', title: 'Key 2 last used', type: 'time' }
  ],
  population: `
    select
      arn as resource,
      user_name,
      key_1_active,
      key_1_rotated_at,
      key_1_last_used_at,
      key_2_active,
      key_2_rotated_at,
      key_2_last_used_at,
      source_id,
      line,
      path
    from credential
    where account_id = :account and is_root = 0 and (coalesce(key_1_active, 1) = 1 or coalesce(key_2_active, 1) = 1)`,
  whenEmpty: 'No IAM user has an active access key.',
  test(row) {
    if (row.key_1_active === 0 || row.key_2_active === 0)
      return pass(`User ${row.user_name} has at most one active access key.`)
    if (row.key_1_active === null || row.key_2_active === null)
      return needsReview(
        `The credential report does not say which access keys of user ${row.user_name} are active.`
      )
    const since = [row.key_1_rotated_at, row.key_2_rotated_at]
      .map((at) => (at === null ? 'an unknown date' : dayOf(at)))
      .join(' and ')
    return exception(`User ${row.user_name} has two active access keys, since ${since}.`)
  }
})
