/** Reads the accounts of an organization: all of them, those below one parent, or one alone. */
import type { Importer, Outline, Reading, SavedError } from './importer.ts'
import { accountOption } from './reading/account-id.ts'
import { readAccountId } from './reading/account-id.ts'
import { BadMember, listOf, recordOf, spell, textOf, timeOf, type Member } from './reading/fields.ts'
import { accountIdIn, lastOfName, parentIdIn } from './reading/ids-in-name.ts'
import { coverKeys, managementAccount, parentInPath, readError, stateParent } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'organization-accounts',
  title: 'Organization accounts',
  family: 'organization',
  scope: 'organization',
  required: true,
  parts: [''],
  answersWhole: (key) => key === '',
  command: 'aws organizations list-accounts --output json',
  operations: ['ListAccounts', 'ListAccountsForParent', 'DescribeAccount'],
  recognises: ({ form, keys }) => {
    if (form !== 'json') return false
    const listed = keys.get('Accounts')
    const described = keys.get('Account')
    return (
      (listed !== undefined && (listed.size === 0 || (listed.has('Id') && listed.has('Arn')))) ||
      (described !== undefined && described.has('Id') && described.has('Arn'))
    )
  },
  read
}

export default importer

interface Account {
  readonly member: Member
  readonly id: string
  readonly arn: string
  readonly name: string
  readonly email: string
  readonly status: string
  readonly joinedAt: number | null
  readonly parent: string | null
}

/**
 * `list-accounts-for-parent` answers in the same form for one parent, whose id stands in the command or the file's name alone
 * (`accounts-for-parent/r-ab12.json`): such a file places its accounts and says nothing about how many there are in all.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    readError(outline, importer, reading, refusedOf(outline.error, reading))
    return
  }
  const listed: Account[] = []
  const described: Account[] = []
  const json = readJson(chunks, outline, reading, {
    lists: {
      Accounts(member) {
        listed.push(accountOf(member, reading))
      }
    },
    values: {
      Account(member) {
        described.push(accountOf(member, reading))
      }
    }
  })
  const parent = json.keys.has('Accounts') ? parentAsked(reading) : null
  const management = managementAccount([...listed, ...described].map((account) => account.arn))
  for (const account of listed) stateAccount(account, management, parent, reading)
  for (const account of described) stateAccount(account, management, null, reading)
  reading.count('accounts', listed.length + described.length)

  for (const { id } of described) reading.covers('', id, json.stateOf('Account'))
  if (!json.keys.has('Accounts')) return
  if (parent !== null || isNamedForParent(reading.name)) {
    if (parent === null) noteWithoutParent(reading)
    coverKeys(reading, parent === null ? [] : [parent], json.stateOf('Accounts'))
    return
  }
  if (listed.length === 0)
    reading.note({
      level: 'warning',
      sentence: `The list of accounts is empty, which it is in no organization. Ask for \`${importer.command}\` again.`
    })
  reading.covers('', '', listed.length === 0 ? 'partial' : json.stateOf('Accounts'))
}

function parentAsked(reading: Reading): string | null {
  return reading.option('parent-id') ?? parentIdIn(reading.name)
}

function isNamedForParent(name: string): boolean {
  const { folder, base } = lastOfName(name)
  return /for-?_?parent/i.test(base) || /for-?_?parent/i.test(folder)
}

/** A call for one parent or account that was refused says nothing of the list of all. */
function refusedOf({ operation }: SavedError, reading: Reading): readonly string[] {
  if (operation === 'ListAccounts') return ['']
  const asked =
    operation === 'DescribeAccount'
      ? (accountOption(reading) ?? accountIdIn(reading.name))
      : parentAsked(reading)
  return asked === null ? [] : [asked]
}

/** `State` has taken the place of `Status` and is the finer of both; older clients write `Status` alone (API reference). */
function accountOf(member: Member, reading: Reading): Account {
  const record = recordOf(member.value)
  const id = readAccountId(record['Id'])
  if (id === null)
    throw new BadMember(
      `\`Id\` must be an account id of 12 digits, found ${spell(record['Id'])}; the entry was left out.`
    )
  if (id.isPadded)
    reading.note({
      level: 'warning',
      sentence: `\`Id\` had lost its leading zeros, as numbers do; it was taken as ${id.id}.`,
      line: member.line,
      path: member.path
    })
  const paths = listOf(record, 'Paths').filter((path) => typeof path === 'string')
  return {
    member,
    id: id.id,
    arn: textOf(record, 'Arn') ?? '',
    name: textOf(record, 'Name') ?? '',
    email: textOf(record, 'Email') ?? '',
    status: textOf(record, 'State') ?? textOf(record, 'Status') ?? '',
    // AWS's own example of `describe-account` spells it `JoinedTimeStamp`.
    joinedAt: timeOf(record, 'JoinedTimestamp', member) ?? timeOf(record, 'JoinedTimeStamp', member),
    parent: paths.map((path) => parentInPath(path, id.id)).find((parent) => parent !== null) ?? null
  }
}

function stateAccount(
  account: Account,
  management: string,
  parentInName: string | null,
  reading: Reading
): void {
  const { id, arn, name, email, status, joinedAt, member } = account
  const place = { line: member.line, path: member.path }
  reading.fact('org_account', {
    account_id: management,
    id,
    arn,
    name,
    email,
    status,
    joined_at: joinedAt,
    ...place
  })
  const parent = account.parent ?? parentInName
  if (parent !== null) stateParent(reading, management, id, parent, place)
}

function noteWithoutParent(reading: Reading): void {
  reading.note({
    level: 'warning',
    sentence:
      "The accounts of one parent are listed, and neither the file nor its name says of which: name the file after the parent's id (r-… or ou-…)."
  })
}
