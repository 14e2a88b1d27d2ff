/** KEY-11: whether AWS has put a user in quarantine because a key of theirs was found in public. */
import { automatedCheck, exception, pass, type MemberRow } from './check.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly user_name: string
  /** Names of the policies, comma-separated; null where there is none. */
  readonly quarantine: string | null
  readonly active_keys: number | null
}

export default automatedCheck<Row>({
  id: 'quarantined-users',
  control: 'KEY-11',
  topic: 'keys',
  severity: 'critical',
  scope: 'account',
  criterion: 'AWS has put no user in quarantine for a key found in public.',
  effect: 'The key is known to strangers; the quarantine stops some of what they can do, not all.',
  recommendation:
    'Rotate and delete the keys of the user at once, look for what was done with them, then take off the quarantine.',
  remediation: {
    console:
      'IAM → Users → the user → Security credentials: make a new key, delete the old ones; then remove the quarantine policy.',
    cli: 'aws iam delete-access-key --user-name USER --access-key-id ID, then aws iam detach-user-policy --policy-arn arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3.',
    terraform: 'Replace aws_iam_access_key; the quarantine policy is attached by AWS outside Terraform.'
  },
  procedure: [
    'Look for AWSCompromisedKeyQuarantine, V2 and V3 among the attached policies of users, and for the older inline policy AWSExposedCredentialPolicy_DO_NOT_REMOVE.',
    'Ask for the case AWS opened, when the key was replaced, and what the trail shows of its use.'
  ],
  needs: ['account-authorization-details.users'],
  wants: ['credential-report'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'quarantine', title: 'Quarantine policies', type: 'text' },
    { key: 'active_keys', title: 'Active keys', type: 'integer' }
  ],
  population: `
    with quarantine as materialized (
      select principal_arn, policy_name as name
      from iam_attachment
      where account_id = :account and policy_arn glob 'arn:*:iam::aws:policy/AWSCompromisedKeyQuarantine*'
      union
      select principal_arn, name
      from iam_inline_policy
      where account_id = :account and name = 'AWSExposedCredentialPolicy_DO_NOT_REMOVE'
    )
    select
      user.arn as resource,
      user.name as user_name,
      (select group_concat(name, ', ' order by name) from quarantine where principal_arn = user.arn) as quarantine,
      report.key_1_active + report.key_2_active as active_keys,
      user.source_id,
      user.line,
      user.path
    from iam_user as user
    left join credential as report on report.account_id = user.account_id and report.arn = user.arn
    where user.account_id = :account`,
  suspects: 'quarantine is not null',
  whenEmpty: 'The account has no IAM user.',
  limits: [
    'AWS finds keys in some public places; that none was found is no proof that none is known.',
    'A quarantine that was taken off before the export is not seen.'
  ],
  sources: [
    'AWS Managed Policy Reference: AWSCompromisedKeyQuarantineV3',
    'AWS re:Post: How do I resolve a compromised access key (AWSCompromisedKeyQuarantine)'
  ],
  test({ user_name, quarantine, active_keys }) {
    if (quarantine === null) return pass(`User ${user_name} is not in quarantine.`)
    const keys =
      active_keys === null
        ? ''
        : `, and has ${active_keys === 1 ? '1 active access key' : `${active_keys} active access keys`}`
    return exception(
      `User ${user_name} is in quarantine: AWS has seen a key of theirs in public (${list(quarantine.split(', '))})${keys}.`
    )
  }
})
