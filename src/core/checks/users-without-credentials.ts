/** UNU-05: whether users are left that cannot sign in by any credential. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { answered } from './basis/answered.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly created_at: number | null
  readonly password_enabled: Flag | null
  readonly active_keys: number
  readonly active_certificates: number
  readonly ssh_keys: number
  readonly service_credentials: number
  /** 1 where the user's lists of both were received whole. */
  readonly is_listed: Flag
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
    'Take SSH public keys and service-specific credentials of these users from their own lists: the report does not hold them.',
    'Judge whether the user is left over or waits to be used.'
  ],
  limits: [
    'SSH keys and credentials for single services are seen only where their lists were received for the user.'
  ],
  sources: [
    'IAM User Guide: Generate credential reports for your AWS account',
    'IAM User Guide: Find unused AWS credentials'
  ],
  needs: ['credential-report'],
  wants: ['ssh-public-keys', 'service-specific-credentials'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'password_enabled', title: 'Console password', type: 'boolean' },
    { key: 'active_keys', title: 'Active keys', type: 'integer' },
    { key: 'active_certificates', title: 'Active certificates', type: 'integer' },
    { key: 'ssh_keys', title: 'Active SSH keys', type: 'integer' },
    { key: 'service_credentials', title: 'Active service credentials', type: 'integer' },
    { key: 'created_at', title: 'User created', type: 'time' }
  ],
  population: `
    with ${answered('ssh_lists', 'ssh-public-keys')},
    ${answered('service_lists', 'service-specific-credentials')},
    ssh as materialized (
      select user_name, count(*) as n
      from ssh_public_key
      where account_id = :account and status = 'Active'
      group by user_name
    ),
    service as materialized (
      select user_name, count(*) as n
      from service_specific_credential
      where account_id = :account and status = 'Active'
      group by user_name
    )
    select
      report.arn as resource,
      report.user_name,
      report.created_at,
      report.password_enabled,
      coalesce(report.key_1_active, 0) + coalesce(report.key_2_active, 0) as active_keys,
      coalesce(report.cert_1_active, 0) + coalesce(report.cert_2_active, 0) as active_certificates,
      coalesce(ssh.n, 0) as ssh_keys,
      coalesce(service.n, 0) as service_credentials,
      report.user_name in (select part from ssh_lists)
        and report.user_name in (select part from service_lists) as is_listed,
      report.source_id,
      report.line,
      report.path
    from credential as report
    left join ssh on ssh.user_name = report.user_name
    left join service on service.user_name = report.user_name
    where report.account_id = :account and report.is_root = 0`,
  suspects: `coalesce(password_enabled, 0) = 0
    and active_keys = 0
    and active_certificates = 0
    and ssh_keys = 0
    and service_credentials = 0`,
  whenEmpty: 'The account has no IAM user.',
  test(row) {
    const { user_name } = row
    const held = [
      ...(row.password_enabled === 1 ? ['a console password'] : []),
      ...(row.active_keys > 0 ? ['an active access key'] : []),
      ...(row.active_certificates > 0 ? ['an active signing certificate'] : []),
      ...(row.ssh_keys > 0 ? ['an active SSH key'] : []),
      ...(row.service_credentials > 0 ? ['an active service-specific credential'] : [])
    ]
    if (held.length > 0) return pass(`User ${user_name} has ${list(held)}.`)
    return needsReview(
      row.is_listed === 1
        ? `User ${user_name} has no credential of any kind; judge what the user is there for.`
        : `User ${user_name} has no password, no active access key and no active certificate; SSH keys and service-specific credentials are not in the report.`
    )
  }
})
