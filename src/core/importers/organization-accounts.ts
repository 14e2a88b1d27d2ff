/** Reads the accounts of an organization, all of them or those below one parent. */
import type { Importer, Outline, Reading } from './importer.ts'
import { readAccountId } from './reading/account-id.ts'
import { BadMember, listOf, recordOf, spell, textOf, timeOf, type Member } from './reading/fields.ts'
import { parentIdIn, lastOfName } from './reading/ids-in-name.ts'
import { managementAccount, parentInPath, readError, stateParent } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'organization-accounts',
  title: 'Organization accounts',
  family: 'organization',
  scope: 'organization',
  required: true,
  parts: [''],
  command: 'aws organizations list-accounts --output json',
  operations: ['ListAccounts', 'ListAccountsForParent'],
  recognises: ({ form, keys }) => {
    const account = form === 'json' ? keys.get('Accounts') : undefined
    return account !== undefined && (account.size === 0 || (account.has('Id') && account.has('Arn')))
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
 * `list-accounts-for-parent` answers in the same form for one parent, whose id stands in the file's name alone
 * (`accounts-for-parent/r-ab12.json`): such a file places its accounts and says nothing about how many there are in all.
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (readError(outline, importer, reading, outline.error?.operation === 'ListAccounts' ? [''] : [])) return
  const accounts: Account[] = []
  const json = readJson(chunks, outline, reading, {
    lists: {
      Accounts(member) {
        accounts.push(accountOf(member, reading))
      }
    }
  })
  const { folder, base } = lastOfName(reading.name)
  const parent = parentIdIn(reading.name)
  const isForParent = parent !== null || /for-?_?parent/i.test(base) || /for-?_?parent/i.test(folder)
  const management = managementAccount(accounts.map((account) => account.arn))

  for (const account of accounts) stateAccount(account, management, parent, reading)
  reading.count('accounts', accounts.length)
  if (isForParent) {
    if (parent === null) noteWithoutParent(reading)
    return
  }
  if (accounts.length === 0)
    reading.note({
      level: 'warning',
      sentence: `The list of accounts is empty, which it is in no organization. Ask for \`${importer.command}\` again.`
    })
  reading.covers(management, '', accounts.length === 0 ? 'partial' : json.stateOf('Accounts'))
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
    joinedAt: timeOf(record, 'JoinedTimestamp', member),
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
