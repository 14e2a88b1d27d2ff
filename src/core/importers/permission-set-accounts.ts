/** Reads which accounts a permission set is provisioned to. */
import { isAccountId } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { BadMember, spell } from './reading/fields.ts'
import {
  coverAnswer,
  noteWithoutPermissionSet,
  permissionSetId,
  permissionSetOf,
  refuseAnswer
} from './reading/identity-center.ts'
import { readJson } from './reading/read-json.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'permission-set-accounts',
  title: 'Accounts of permission sets',
  family: 'identity-center',
  scope: 'organization',
  required: false,
  parts: [''],
  command:
    'aws sso-admin list-accounts-for-provisioned-permission-set --instance-arn <instance ARN> --permission-set-arn <permission set ARN> --output json',
  operations: ['ListAccountsForProvisionedPermissionSet'],
  recognises: (outline) => keysBelow(outline, 'AccountIds')?.size === 0,
  read
}

export default importer

/** The answer is a list of account ids and does not name its permission set. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const set = permissionSetOf(reading)
  const key = set === null ? null : permissionSetId(set)
  if (outline.error) {
    refuseAnswer(outline.error, importer, reading, key)
    return
  }
  reading.count('accounts', 0)
  const json = readJson(chunks, outline, reading, {
    lists: {
      AccountIds({ value, line, path }) {
        if (typeof value !== 'string' || !isAccountId(value))
          throw new BadMember(
            `An account id of 12 digits was expected, found ${spell(value)}; it was left out.`
          )
        reading.fact('permission_set_account', {
          account_id: '',
          permission_set_arn: set ?? '',
          target_account_id: value,
          line,
          path
        })
        reading.count('accounts')
      }
    }
  })
  if (set === null) noteWithoutPermissionSet(reading)
  coverAnswer(reading, key, json.stateOf('AccountIds'))
}
