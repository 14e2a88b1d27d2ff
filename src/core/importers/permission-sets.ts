/** Reads the permission sets of Identity Center: all of them by ARN, or one with its name and how long a session lasts. */
import type { Importer, Outline, Reading, SavedError } from './importer.ts'
import { accountOption } from './reading/account-id.ts'
import { secondsOfDuration } from './reading/duration.ts'
import { BadMember, recordOf, requiredText, spell, textOf, timeOf, type Member } from './reading/fields.ts'
import { accountIdIn, lastOfName } from './reading/ids-in-name.ts'
import { coverAnswer, permissionSetId, permissionSetOf, refuseAnswer } from './reading/identity-center.ts'
import { readJson } from './reading/read-json.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'permission-sets',
  title: 'Permission sets',
  family: 'identity-center',
  scope: 'organization',
  required: false,
  parts: [''],
  answersWhole: (key) => key === '',
  command: 'aws sso-admin list-permission-sets --instance-arn <instance ARN> --output json',
  operations: ['ListPermissionSets', 'DescribePermissionSet', 'ListPermissionSetsProvisionedToAccount'],
  recognises: (outline) =>
    keysBelow(outline, 'PermissionSets')?.size === 0 ||
    keysBelow(outline, 'PermissionSet')?.has('PermissionSetArn') === true,
  read
}

export default importer

/**
 * `list-permission-sets` gives ARNs alone. So does `list-permission-sets-provisioned-to-account`, for one account that stands in the
 * command or the file's name: such a file says which permission sets reach the account, and not how many there are.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    refuseAnswer(outline.error, importer, reading, refusedOf(outline.error, reading))
    return
  }
  const isForAccount = isAskedForAccount(reading)
  const account = isForAccount ? accountAsked(reading) : null
  const described: string[] = []
  reading.count('permission sets', 0)
  const json = readJson(chunks, outline, reading, {
    lists: {
      PermissionSets(member) {
        stateListed(member, account, reading)
      }
    },
    values: {
      PermissionSet(member) {
        described.push(stateDescribed(member, reading))
      }
    }
  })
  for (const arn of described)
    reading.covers('', `set ${permissionSetId(arn)}`, json.stateOf('PermissionSet'))
  if (!json.keys.has('PermissionSets')) return
  if (!isForAccount) {
    reading.covers('', '', json.stateOf('PermissionSets'))
    return
  }
  if (account === null)
    reading.note({
      level: 'warning',
      sentence:
        'The permission sets of one account are listed, and nothing says of which: name the file after the account, as provisioned-to-account.111122223333.json.'
    })
  coverAnswer(reading, account === null ? null : `account ${account}`, json.stateOf('PermissionSets'))
}

function isAskedForAccount(reading: Reading): boolean {
  return (
    reading.option('account-id') !== null ||
    /provisioned-?_?to-?_?account/i.test(lastOfName(reading.name).base)
  )
}

function accountAsked(reading: Reading): string | null {
  return accountOption(reading) ?? accountIdIn(reading.name)
}

function refusedOf({ operation }: SavedError, reading: Reading): string | null {
  if (operation === 'ListPermissionSets') return ''
  if (operation === 'DescribePermissionSet') {
    const set = permissionSetOf(reading)
    return set === null ? null : `set ${permissionSetId(set)}`
  }
  const account = accountAsked(reading)
  return account === null ? null : `account ${account}`
}

function stateListed({ value, line, path }: Member, account: string | null, reading: Reading): void {
  if (typeof value !== 'string' || value === '')
    throw new BadMember(`An ARN was expected, found ${spell(value)}; the permission set was left out.`)
  reading.fact('permission_set', {
    account_id: '',
    arn: value,
    name: null,
    description: null,
    session_seconds: null,
    relay_state: null,
    created_at: null,
    line,
    path
  })
  if (account !== null)
    reading.fact('permission_set_account', {
      account_id: '',
      permission_set_arn: value,
      target_account_id: account,
      line,
      path
    })
  reading.count('permission sets')
}

/** Answers its ARN. */
function stateDescribed(member: Member, reading: Reading): string {
  const set = recordOf(member.value)
  const arn = requiredText(set, 'PermissionSetArn')
  const duration = textOf(set, 'SessionDuration')
  const seconds = duration === null ? null : secondsOfDuration(duration)
  if (duration !== null && seconds === null)
    member.doubt(
      `\`SessionDuration\` must be a length of time as PT8H, found ${spell(duration)}; it counts as not known.`
    )
  reading.fact('permission_set', {
    account_id: '',
    arn,
    name: requiredText(set, 'Name'),
    description: textOf(set, 'Description'),
    session_seconds: seconds,
    relay_state: textOf(set, 'RelayState'),
    created_at: timeOf(set, 'CreatedDate', member),
    line: member.line,
    path: member.path
  })
  reading.count('permission sets')
  return arn
}
