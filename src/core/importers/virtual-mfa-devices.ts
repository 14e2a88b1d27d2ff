/** Reads the virtual MFA devices of an account and whom each belongs to: the way to tell that root's MFA is virtual. */
import { accountOfArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { recordIn, recordOf, requiredText, textOf, timeOf } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'

const importer: Importer = {
  kind: 'virtual-mfa-devices',
  title: 'Virtual MFA devices',
  family: 'identities',
  scope: 'account',
  required: true,
  parts: [''],
  command: 'aws iam list-virtual-mfa-devices --assignment-status Any --output json',
  operations: ['ListVirtualMFADevices'],
  recognises: ({ form, keys }) => form === 'json' && keys.has('VirtualMFADevices'),
  read
}

export default importer

/** A device's serial is an ARN of its account; a device without `User` is assigned to nobody. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), importer.parts)
    return
  }
  const accounts = new Set<string>()
  const json = readJson(chunks, outline, reading, {
    lists: {
      VirtualMFADevices(member) {
        const device = recordOf(member.value)
        const serial = requiredText(device, 'SerialNumber')
        const user = recordIn(device, 'User')
        const userArn = user && textOf(user, 'Arn')
        const account =
          accountOfArn(serial) ?? (userArn && accountOfArn(userArn)) ?? reading.accountHint ?? ''
        accounts.add(account)
        reading.count('devices')
        reading.fact('virtual_mfa_device', {
          account_id: account,
          serial,
          user_arn: userArn,
          enabled_at: timeOf(device, 'EnableDate', member),
          line: member.line,
          path: member.path
        })
      }
    }
  })
  if (accounts.size === 0) accounts.add(reading.accountHint ?? '')
  reading.count('devices', 0)
  for (const account of accounts) reading.covers(account, '', json.stateOf('VirtualMFADevices'))
}
