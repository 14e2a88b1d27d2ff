/** MFA-10: whether administrators have a second MFA device for the day the first is lost. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { administratorGroups, isAdministratorAccess } from './basis/administrator.ts'
import { answered } from './basis/answered.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly password_enabled: Flag | null
  /** JSON list of serials. */
  readonly devices: string
  readonly is_listed: Flag
}

export default automatedCheck<Row>({
  id: 'administrator-mfa-devices',
  control: 'MFA-10',
  topic: 'mfa',
  severity: 'low',
  scope: 'account',
  criterion: 'Every administrator with a console password has two MFA devices.',
  effect: 'Where the only device is lost, someone takes MFA away in a hurry, and the way in stands open.',
  recommendation: 'Register a second key for each administrator and the root user, kept in another place.',
  remediation: {
    console:
      'IAM → Users → the user → Security credentials → Assign MFA device; up to eight devices are allowed.',
    cli: 'aws iam list-mfa-devices --user-name USER to see them; keys and passkeys are registered in the console.',
    terraform:
      'The AWS provider registers virtual devices only; record the registration of keys outside Terraform.'
  },
  procedure: [
    'Take the users with AdministratorAccess, attached or through a group, and the list of devices of each.',
    'Ask where the second device is kept.',
    'Ask to see the devices of the root user too: list-mfa-devices tells of them to the root user alone.'
  ],
  limits: [
    'Administrators are those with AdministratorAccess, attached or through a group; those by another policy are found by LP-01 and LP-03.',
    'The devices of the root user are shown to the root user alone.'
  ],
  sources: [
    'IAM User Guide: Multi-factor authentication for AWS account root user',
    'IAM API Reference: ListMFADevices'
  ],
  needs: [
    'mfa-devices',
    'credential-report',
    'account-authorization-details.users',
    'account-authorization-details.groups'
  ],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'device_count', title: 'MFA devices', type: 'integer' },
    { key: 'is_listed', title: 'Own list received', type: 'boolean' }
  ],
  population: `
    with ${administratorGroups},
    ${answered('lists', 'mfa-devices')},
    device_of_user as materialized (
      select user_name, json_group_array(distinct serial) as devices, count(distinct serial) as device_count
      from mfa_device
      where account_id = :account
      group by user_name
    )
    select
      user.arn as resource,
      user.name as user_name,
      report.password_enabled,
      coalesce(device_of_user.devices, '[]') as devices,
      coalesce(device_of_user.device_count, 0) as device_count,
      user.name in (select part from lists) as is_listed,
      user.source_id,
      user.line,
      user.path
    from iam_user as user
    left join credential as report on report.account_id = user.account_id and report.arn = user.arn
    left join device_of_user on device_of_user.user_name = user.name
    where user.account_id = :account
      and coalesce(report.password_enabled, 1) = 1
      and (
        exists (
          select 1
          from iam_attachment
          where account_id = user.account_id and principal_arn = user.arn and ${isAdministratorAccess('policy_arn')}
        )
        or exists (
          select 1
          from iam_membership
          where account_id = user.account_id
            and user_arn = user.arn
            and group_name in (select group_name from administrator_group)
        )
      )`,
  whenEmpty: 'No user with AdministratorAccess has a console password.',
  test({ user_name, devices, is_listed }) {
    const serials = JSON.parse(devices) as string[]
    const subject = `Administrator ${user_name}`
    if (serials.length > 1) return pass(`${subject} has ${count(serials.length, 'MFA device')}.`)
    if (is_listed === 0)
      return needsReview(
        `${subject}: the list of MFA devices was not received; ask for: aws iam list-mfa-devices --user-name ${user_name}.`
      )
    return needsReview(
      serials.length === 0
        ? `${subject} has no MFA device.`
        : `${subject} has one MFA device alone (${list(serials)}); ask what happens when it is lost.`
    )
  }
})
