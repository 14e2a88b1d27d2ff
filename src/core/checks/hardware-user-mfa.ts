/** MFA-04: whether console users have a hardware token or passkey and not only an app. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { answered } from './basis/answered.ts'
import { passwordUnknown } from './basis/console-user.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly password_enabled: Flag | null
  readonly mfa_active: Flag | null
  /** JSON lists of serials. */
  readonly strong: string
  readonly virtual: string
  /** 1 where the user's own list of devices was received whole. */
  readonly is_listed: Flag
}

export default automatedCheck<Row>({
  id: 'hardware-user-mfa',
  control: 'MFA-04',
  topic: 'mfa',
  severity: 'medium',
  scope: 'account',
  criterion: 'Every console user with MFA has a hardware token, security key or passkey, not only an app.',
  effect: 'The code of an app can be asked for on a false sign-in page and used at once.',
  recommendation: 'Give console users security keys or passkeys, administrators first.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials → Assign MFA device → Passkey or security key.',
    cli: 'Security keys and passkeys are registered in the console; a hardware token: aws iam enable-mfa-device --user-name USER --serial-number SERIAL --authentication-code1 CODE --authentication-code2 CODE.',
    terraform:
      'The AWS provider registers virtual devices only; record the registration of keys outside Terraform.'
  },
  procedure: [
    'Take the console users whom the credential report shows with MFA; those without are tested by MFA-01.',
    'Take the kind of each device from its serial: mfa/ is an app, u2f/ a key or passkey, a number without ARN a hardware token.',
    'Where only the list of virtual devices is there, a user who has none of them has a key or token; of the others ask for list-mfa-devices.'
  ],
  limits: [
    'A passkey that is synchronised between machines cannot be told from a security key.',
    'Serials tell the kind of device, not its make or who holds it.'
  ],
  sources: ['IAM User Guide: AWS Multi-factor authentication in IAM', 'IAM API Reference: ListMFADevices'],
  needs: ['credential-report', ['mfa-devices', 'virtual-mfa-devices']],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'mfa_active', title: 'MFA in the report', type: 'boolean' },
    { key: 'devices', title: 'Devices', type: 'text' },
    { key: 'is_listed', title: 'Own list received', type: 'boolean' }
  ],
  population: `
    with ${answered('lists', 'mfa-devices')},
    device as materialized (
      select user_name, serial, type
      from mfa_device
      where account_id = :account
      union
      select credential.user_name, virtual_mfa_device.serial, 'virtual'
      from virtual_mfa_device
      join credential
        on credential.account_id = virtual_mfa_device.account_id and credential.arn = virtual_mfa_device.user_arn
      where virtual_mfa_device.account_id = :account and credential.is_root = 0
    ),
    device_of_user as materialized (
      select
        user_name,
        json_group_array(serial order by serial) filter (where type <> 'virtual') as strong,
        json_group_array(serial order by serial) filter (where type = 'virtual') as virtual,
        group_concat(type || ' ' || serial, ', ' order by serial) as devices
      from device
      group by user_name
    )
    select
      report.arn as resource,
      report.user_name,
      report.password_enabled,
      report.mfa_active,
      coalesce(device_of_user.strong, '[]') as strong,
      coalesce(device_of_user.virtual, '[]') as virtual,
      device_of_user.devices,
      report.user_name in (select part from lists) as is_listed,
      report.source_id,
      report.line,
      report.path
    from credential as report
    left join device_of_user on device_of_user.user_name = report.user_name
    where report.account_id = :account
      and report.is_root = 0
      and coalesce(report.password_enabled, 1) = 1
      and coalesce(report.mfa_active, 1) = 1`,
  whenEmpty: 'No user with a console password has an MFA device.',
  test(row, { coverageOf }) {
    const { user_name, is_listed } = row
    if (row.password_enabled === null) return passwordUnknown(user_name)
    const strong = JSON.parse(row.strong) as string[]
    const virtual = JSON.parse(row.virtual) as string[]
    if (strong.length > 0) {
      const beside = virtual.length === 0 ? '' : `, and an app beside it (${list(virtual)})`
      return pass(`User ${user_name} has a hardware token, key or passkey (${list(strong)})${beside}.`)
    }
    if (row.mfa_active === null)
      return needsReview(`The credential report does not say whether user ${user_name} has MFA.`)
    if (virtual.length > 0)
      return is_listed === 1
        ? exception(`User ${user_name} has virtual MFA devices alone: ${list(virtual)}.`)
        : needsReview(
            `User ${user_name} has a virtual MFA device (${list(virtual)}); whether also another one, aws iam list-mfa-devices --user-name ${user_name} would say.`
          )
    if (is_listed === 1)
      return needsReview(
        `User ${user_name} has MFA by the credential report, and no device by the list: the two are not of the same time.`
      )
    return coverageOf('virtual-mfa-devices') === 'complete'
      ? pass(
          `User ${user_name} has MFA and none of the virtual devices, so a hardware token, key or passkey.`
        )
      : needsReview(
          `User ${user_name} has MFA of a kind no export shows; ask for: aws iam list-mfa-devices --user-name ${user_name}.`
        )
  }
})
