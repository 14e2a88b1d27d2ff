/** Reads the account authorization details: every user, group, role and managed policy with its documents, also page by page. */
import type { FactTable, FactTables } from '../iam/facts.ts'
import { isAwsManagedArn } from '../iam/arn.ts'
import type { Coverage, Importer, Outline, Reading } from './importer.ts'
import {
  readGroup,
  readPolicy,
  readRole,
  readUser,
  type ManagedPolicy
} from './reading/authorization-members.ts'
import type { Member } from './reading/fields.ts'
import { lastOfName } from './reading/ids-in-name.ts'
import { readJson, type JsonExport } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'

const lists = ['UserDetailList', 'GroupDetailList', 'RoleDetailList'] as const
type Part = 'users' | 'groups' | 'roles' | 'policies' | 'aws-policies'

const importer: Importer = {
  kind: 'account-authorization-details',
  title: 'Account authorization details',
  family: 'identities',
  scope: 'account',
  required: true,
  parts: ['users', 'groups', 'roles', 'policies', 'aws-policies'] satisfies Part[],
  command: 'aws iam get-account-authorization-details --output json',
  operations: ['GetAccountAuthorizationDetails'],
  recognises: ({ form, keys }) =>
    form === 'json' &&
    (lists.some((key) => keys.has(key) || keys.has(key.charAt(0).toLowerCase() + key.slice(1))) ||
      keys.get('Policies')?.has('PolicyVersionList') === true),
  read
}

export default importer

type Counts = Record<Part, number>

/** What the members of one account told beside their facts. */
interface Found {
  readonly counts: Counts
  /** Policies that are attached or bound something, and those that stand in the file. */
  readonly attached: Set<string>
  readonly policies: Set<string>
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), importer.parts)
    return
  }
  const accounts = new Map<string, Found>()
  const seen = new Set<string>()
  let repeated = 0
  /** AWS's own policies, until the accounts of their document are known, or at the end those of the file. */
  let ownless: ManagedPolicy[] = []
  const ofNoDocument: ManagedPolicy[] = []
  let accountsOfDocument = new Set<string>()

  const principals =
    (part: Part, readMember: typeof readUser) =>
    (member: Member): void => {
      const { account, arn, policies } = whole(reading, (details) => readMember(member, details))
      const found = foundOf(account)
      for (const policy of policies) found.attached.add(policy)
      countOnce(arn, found.counts, part)
    }

  const json = readJson(chunks, outline, reading, {
    lists: {
      UserDetailList: principals('users', readUser),
      GroupDetailList: principals('groups', readGroup),
      RoleDetailList: principals('roles', readRole),
      Policies(member) {
        const policy = whole(reading, (details) => readPolicy(member, details))
        if (policy.account === null) {
          ownless.push(policy)
          return
        }
        const found = foundOf(policy.account)
        found.policies.add(policy.arn)
        statePolicy(policy, policy.account, reading)
        countOnce(policy.arn, found.counts, 'policies')
      }
    },
    documentEnds() {
      for (const account of accountsOfDocument) stateAwsPolicies(ownless, account)
      if (accountsOfDocument.size === 0) ofNoDocument.push(...ownless)
      ownless = []
      accountsOfDocument = new Set()
    }
  })

  if (accounts.size === 0) foundOf(reading.accountHint ?? '')
  for (const account of accounts.keys()) stateAwsPolicies(ofNoDocument, account)
  if (repeated > 0)
    reading.note({
      level: 'warning',
      sentence: `${repeated} entries stand more than once in the file; of each, the last one counts.`
    })
  count([...accounts.values()], reading)
  cover(json, accounts, reading)

  function foundOf(account: string): Found {
    let found = accounts.get(account)
    if (!found) {
      found = {
        counts: { users: 0, groups: 0, roles: 0, policies: 0, 'aws-policies': 0 },
        attached: new Set(),
        policies: new Set()
      }
      accounts.set(account, found)
    }
    accountsOfDocument.add(account)
    return found
  }

  function countOnce(arn: string, counts: Counts, part: Part): void {
    if (seen.has(arn)) repeated++
    else counts[part]++
    seen.add(arn)
  }

  function stateAwsPolicies(policies: readonly ManagedPolicy[], account: string): void {
    const found = foundOf(account)
    for (const policy of policies) {
      if (!found.policies.has(policy.arn)) found.counts['aws-policies']++
      found.policies.add(policy.arn)
      statePolicy(policy, account, reading)
    }
  }
}

/** States the facts of a member once all of it could be read. */
function whole<T>(reading: Reading, read: (details: Pick<Reading, 'fact' | 'document'>) => T): T {
  const facts: [FactTable, FactTables[FactTable]][] = []
  const result = read({
    document: (text) => reading.document(text),
    fact: (table, row) => facts.push([table, row])
  })
  for (const [table, row] of facts) reading.fact(table, row)
  return result
}

function statePolicy({ policy, versions }: ManagedPolicy, account: string, reading: Reading): void {
  reading.fact('iam_policy', { account_id: account, ...policy })
  for (const version of versions) reading.fact('iam_policy_version', { account_id: account, ...version })
}

function count(found: readonly Found[], reading: Reading): void {
  const sum = (part: Part): number => found.reduce((total, { counts }) => total + counts[part], 0)
  reading.count('users', sum('users'))
  reading.count('groups', sum('groups'))
  reading.count('roles', sum('roles'))
  reading.count('policies', sum('policies'))
  reading.count('AWS policies', Math.max(0, ...found.map(({ counts }) => counts['aws-policies'])))
}

const keyOfPart: Readonly<Record<Part, string>> = {
  users: 'UserDetailList',
  groups: 'GroupDetailList',
  roles: 'RoleDetailList',
  policies: 'Policies',
  'aws-policies': 'Policies'
}

function cover(json: JsonExport, accounts: ReadonlyMap<string, Found>, reading: Reading): void {
  const stated = new Map<Part, Coverage>()
  for (const part of Object.keys(keyOfPart) as Part[])
    if (json.keys.has(keyOfPart[part])) stated.set(part, json.stateOf(keyOfPart[part]))
  const isPage = json.pages !== 'complete'
  if (json.pages === 'page')
    reading.note({
      level: 'info',
      sentence:
        'More pages follow this one (`IsTruncated`, `Marker` or `NextToken`); without them the export is incomplete.'
    })
  for (const [account, found] of accounts) {
    const states = new Map(stated)
    if (!isPage) dropFiltered(states, found, account, reading)
    for (const [part, state] of states) reading.covers(account, part, state)
    if (!isPage && states.has('policies')) noteMissingDocuments(found, account, reading)
  }
}

/**
 * With `--filter` the lists not asked for stand empty in the file, which is not the same as none in the account. A whole export
 * has roles (AWS makes two in every account) and the AWS policies attached to them; where it has not, empty lists answer nothing.
 */
function dropFiltered(
  states: Map<Part, Coverage>,
  { counts, attached }: Found,
  account: string,
  reading: Reading
): void {
  if (counts.roles > 0 && counts.policies + counts['aws-policies'] > 0) {
    const arns = [...attached]
    if (counts['aws-policies'] === 0 && arns.some(isAwsManagedArn)) states.delete('aws-policies')
    if (counts.policies === 0 && arns.some((arn) => !isAwsManagedArn(arn))) states.delete('policies')
    return
  }
  const empty = [...states.keys()].filter((part) => counts[part] === 0)
  const isAllEmpty = Object.values(counts).every((n) => n === 0)
  const asked = isAllEmpty ? filterIn(reading.name) : null
  for (const part of empty) if (part !== asked) states.delete(part)
  if (isAllEmpty && asked === null)
    reading.note({
      level: 'warning',
      sentence: `All lists of the file are empty, which they are in no account: it answers nothing. Ask for \`${importer.command}\` without --filter.`
    })
  else if (!isAllEmpty && empty.length > 0)
    reading.note({
      level: 'info',
      sentence: `The file does not hold all of account ${account === '' ? 'it comes from' : account}, as with --filter: its empty lists (${empty.join(', ')}) are taken as not exported.`
    })
}

/** The word given to `--filter`, where the file is named after it: `gaad-Group.json`. */
function filterIn(name: string): Part | null {
  const words = lastOfName(name)
    .base.toLowerCase()
    .split(/[^a-z]+/)
  const parts: Readonly<Record<string, Part>> = {
    user: 'users',
    group: 'groups',
    role: 'roles',
    localmanagedpolicy: 'policies',
    awsmanagedpolicy: 'aws-policies'
  }
  const word = words.findLast((candidate) => Object.hasOwn(parts, candidate))
  return word === undefined ? null : (parts[word] ?? null)
}

function noteMissingDocuments({ attached, policies }: Found, account: string, reading: Reading): void {
  const missing = [...attached].filter((arn) => !policies.has(arn)).sort()
  if (missing.length === 0) return
  const named = missing.slice(0, 5).join(', ')
  reading.note({
    level: 'info',
    sentence: `${missing.length} managed policies attached in ${account}, or bounding what is, are not in this file (${named}${missing.length > 5 ? ', …' : ''}); what they allow is not known from it.`
  })
}
