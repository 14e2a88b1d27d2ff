/** Reads who has which permission set in which account: the assignments of Identity Center. */
import { isAccountId } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { accountOption } from './reading/account-id.ts'
import { BadMember, recordOf, requiredText, spell, textOf, type Member } from './reading/fields.ts'
import { accountIdIn, lastOfName } from './reading/ids-in-name.ts'
import {
  coverAnswer,
  identityIn,
  permissionSetId,
  permissionSetOf,
  refuseAnswer
} from './reading/identity-center.ts'
import { readJson } from './reading/read-json.ts'
import { keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'account-assignments',
  title: 'Account assignments',
  family: 'identity-center',
  scope: 'organization',
  required: false,
  parts: [''],
  answersWhole: (key) => !key.startsWith('principal '),
  command:
    'aws sso-admin list-account-assignments --instance-arn <instance ARN> --account-id <account id> --permission-set-arn <permission set ARN> --output json',
  operations: ['ListAccountAssignments', 'ListAccountAssignmentsForPrincipal'],
  recognises: (outline) => {
    const assignment = keysBelow(outline, 'AccountAssignments')
    return assignment !== undefined && (assignment.size === 0 || assignment.has('PrincipalId'))
  },
  read
}

export default importer

/**
 * One call answers for one account and permission set; an empty answer names neither. `list-account-assignments-for-principal` answers
 * for one user or group across all accounts.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const isForPrincipal = isAskedForPrincipal(outline, reading)
  const asked = isForPrincipal ? principalAsked(reading) : pairAsked(reading)
  if (outline.error) {
    refuseAnswer(outline.error, importer, reading, asked)
    return
  }
  const pairs = new Set<string>()
  reading.count('assignments', 0)
  const json = readJson(chunks, outline, reading, {
    lists: {
      AccountAssignments(member) {
        pairs.add(stateAssignment(member, reading))
      }
    }
  })
  const state = json.stateOf('AccountAssignments')
  if (isForPrincipal) coverAnswer(reading, asked, state)
  else if (pairs.size > 0) for (const pair of pairs) reading.covers('', pair, state)
  else {
    if (asked === null)
      reading.note({
        level: 'warning',
        sentence:
          'The list of assignments is empty, and nothing says of which account and permission set: name the file as permission-sets/ps-…/account-assignments/111122223333.json, or import it with its collection manifest.'
      })
    coverAnswer(reading, asked, state)
  }
}

/** Answers the account and permission set it is about. */
function stateAssignment(member: Member, reading: Reading): string {
  const assignment = recordOf(member.value)
  const account = textOf(assignment, 'AccountId') ?? accountAsked(reading)
  if (account === null || !isAccountId(account))
    throw new BadMember(
      `\`AccountId\` must be an account id of 12 digits, found ${spell(account)}; the assignment was left out.`
    )
  const set = requiredText(assignment, 'PermissionSetArn')
  reading.fact('account_assignment', {
    account_id: account,
    permission_set_arn: set,
    principal_type: requiredText(assignment, 'PrincipalType'),
    principal_id: requiredText(assignment, 'PrincipalId'),
    line: member.line,
    path: member.path
  })
  reading.count('assignments')
  return pairOf(account, set)
}

function pairOf(account: string, permissionSet: string): string {
  return `${account} ${permissionSetId(permissionSet)}`
}

function accountAsked(reading: Reading): string | null {
  return accountOption(reading) ?? accountIdIn(reading.name)
}

function pairAsked(reading: Reading): string | null {
  const account = accountAsked(reading)
  const set = permissionSetOf(reading)
  return account === null || set === null ? null : pairOf(account, set)
}

function isAskedForPrincipal({ error }: Outline, reading: Reading): boolean {
  return (
    error?.operation === 'ListAccountAssignmentsForPrincipal' ||
    reading.option('principal-id') !== null ||
    /for-?_?principal/i.test(lastOfName(reading.name).base)
  )
}

function principalAsked(reading: Reading): string | null {
  const principal = reading.option('principal-id') ?? identityIn(reading.name)
  return principal === null ? null : `principal ${principal}`
}
