/** UNU-05: whether users are left that cannot sign in by any credential of the report. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly created_at: number | null
  readonly password_enabled: Flag | null
  readonly active_keys: number
  readonly active_certificates: number
}

export default automatedCheck<Row>({
  id: 'users-without-credentials',
  control: 'UNU-05',
  topic: 'tidy',
  severity: 'low',
  scope: 'account',
  criterion: 'Every IAM user has a credential that it is there to use.',
  effect: 'Left-over users keep their permissions and come back to life with one new key.',
  recommendation: 'Delete users without credentials, or note what else they are there for.',
  remediation: {
    console: 'IAM → Users → the user → Delete.',
    cli: 'aws iam delete-user --user-name USER, after its policies and groups are taken away.',
    terraform: 'Remove aws_iam_user with force_destroy = true.'
  },
  procedure: [
    'Take the users without password, active access key and active signing certificate.',
    'Obtain SSH public keys and service-specific credentials of these users: the report does not list them.',
    'Judge whether the user is left over or waits to be used.'
  ],
  needs: ['credential-report'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'password_enabled', title: 'Console password', type: 'boolean' },
    { key: 'active_keys', title: 'Active keys', type: 'integer' },
    { key: 'active_certificates', title: 'Active certificates', type: 'integer' },
    { key: 'created_at', title: 'User created', type: 'time' }
  ],
  population: `
    select
      arn as resource,
      user_name,
      created_at,
      password_enabled,
      coalesce(key_1_active, 0) + coalesce(key_2_active, 0) as active_keys,
      coalesce(cert_1_active, 0) + coalesce(cert_2_active, 0) as active_certificates,
      source_id,
      line,
      path
    from credential
    where account_id = :account and is_root = 0`,
  whenEmpty: 'The account has no IAM user.',
  test({ user_name, password_enabled, active_keys, active_certificates }) {
    const held = [
      ...(password_enabled === 1 ? ['a console password'] : []),
      ...(active_keys > 0 ? ['an active access key'] : []),
      ...(active_certificates > 0 ? ['an active signing certificate'] : [])
    ]
    if (held.length > 0) return pass(`User ${user_name} has ${held.join(' and ')}.`)
    return needsReview(
      `User ${user_name} has no password, no active access key and no active certificate; SSH keys and service-specific credentials are not in the report.`
    )
  }
})
