/** MFA-09: whether virtual MFA devices are left that belong to nobody. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { isRootArn, nameOfArn } from '../iam/arn.ts'

interface Row extends MemberRow {
  readonly user_arn: string | null
  /** 1 where the credential report lists the user. */
  readonly is_reported: Flag
}

export default automatedCheck<Row>({
  id: 'unassigned-mfa-devices',
  control: 'MFA-09',
  topic: 'mfa',
  severity: 'low',
  scope: 'account',
  criterion: 'Every virtual MFA device belongs to a user.',
  effect: 'A device made and never assigned is a secret someone may have copied, ready to be assigned.',
  recommendation: 'Delete virtual devices that belong to nobody.',
  remediation: {
    console: 'The console does not show unassigned devices; use the command.',
    cli: 'aws iam list-virtual-mfa-devices --assignment-status Unassigned, then aws iam delete-virtual-mfa-device --serial-number ARN.',
    terraform: 'Remove aws_iam_virtual_mfa_device resources that nobody uses.'
  },
  procedure: [
    'See that the list was asked for with --assignment-status Any, the default: with Assigned it leaves out what is tested here.',
    'Take the devices without a user, and those of users that the credential report does not list.',
    'The name of a device says nothing of whom it belongs to.'
  ],
  limits: [
    'Hardware tokens and passkeys exist only with a user and are in no list of unassigned devices.',
    'A list that was asked for with --assignment-status Assigned looks the same and holds none.'
  ],
  sources: ['IAM API Reference: ListVirtualMFADevices'],
  needs: ['virtual-mfa-devices'],
  wants: ['credential-report'],
  parameters: [],
  columns: [
    { key: 'user_arn', title: 'Belongs to', type: 'text' },
    { key: 'enabled_at', title: 'Enabled', type: 'time' }
  ],
  population: `
    select
      device.serial as resource,
      device.user_arn,
      device.enabled_at,
      exists (
        select 1 from credential where account_id = :account and arn = device.user_arn
      ) as is_reported,
      device.source_id,
      device.line,
      device.path
    from virtual_mfa_device as device
    where device.account_id = :account`,
  whenEmpty: 'The account has no virtual MFA device.',
  test({ resource, user_arn, is_reported }, { coverageOf }) {
    if (user_arn === null)
      return needsReview(`Virtual MFA device ${resource} belongs to nobody; judge why it was made.`)
    const owner = isRootArn(user_arn) ? 'the root user' : `user ${nameOfArn(user_arn)}`
    return is_reported === 0 && coverageOf('credential-report') === 'complete'
      ? needsReview(
          `Virtual MFA device ${resource} belongs to ${owner}, whom the credential report does not list.`
        )
      : pass(`Virtual MFA device ${resource} belongs to ${owner}.`)
  }
})
