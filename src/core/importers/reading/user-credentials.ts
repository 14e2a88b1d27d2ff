/** Reads the lists IAM gives of one user's credentials, and tells for which users a file answers. */
import type { Coverage, Importer, Outline, Reading, SavedError } from '../importer.ts'
import { recordOf, textOf, type JsonRecord, type Member } from './fields.ts'
import { readJson } from './read-json.ts'
import { accountOfRefusal, noteRefusal } from './refusal.ts'
import { userOf } from './subject-in-name.ts'

/** Whose a credential is; '' where neither the file nor its name says. */
export interface Owner {
  readonly account: string
  readonly user: string
}

/** A list of credentials as one call answers it. */
export interface CredentialList {
  /** `AccessKeyMetadata` */
  readonly key: string
  /** `access keys` */
  readonly nouns: string
  /** The account an ARN in the record names, of the kinds that have one. */
  readonly accountOf?: (record: JsonRecord) => string | null
  /** Checks a record, throwing `BadMember`, and answers how to state it once its owner is known. */
  readonly stater: (record: JsonRecord, member: Member) => (owner: Owner) => void
}

/**
 * Every record names its user; a list that is empty says of whom in the command or the file's name alone. A credential without an
 * ARN belongs to the account of those beside it that have one, else to the one known from outside.
 */
export function readUserCredentials(
  chunks: Iterable<Uint8Array>,
  outline: Outline,
  reading: Reading,
  importer: Pick<Importer, 'command'>,
  list: CredentialList
): void {
  if (outline.error) {
    refuseForUser(outline.error, reading, importer)
    return
  }
  const owners = new Map<string, Owner>()
  const waiting: ((account: string) => void)[] = []
  const lists = { all: 0, empty: 0 }
  let accountMet: string | null = null
  let membersOfList = 0

  function settle(owner: Owner): void {
    owners.set(`${owner.account}/${owner.user}`, owner)
  }

  const json = readJson(chunks, outline, reading, {
    lists: {
      [list.key](member) {
        membersOfList++
        const record = recordOf(member.value)
        const named = textOf(record, 'UserName')
        const state = list.stater(record, member)
        const user = named ?? userOf(reading) ?? ''
        const stateIn = (account: string): void => {
          settle({ account, user })
          state({ account, user })
        }
        accountMet ??= list.accountOf?.(record) ?? null
        const account = list.accountOf?.(record) ?? accountMet
        if (account !== null) stateIn(account)
        else if (list.accountOf === undefined) stateIn(reading.accountHint ?? '')
        else waiting.push(stateIn)
        reading.count(list.nouns)
      }
    },
    documentEnds() {
      lists.all++
      if (membersOfList === 0) lists.empty++
      membersOfList = 0
    }
  })
  const account = accountMet ?? reading.accountHint ?? ''
  for (const stateIn of waiting) stateIn(account)
  reading.count(list.nouns, 0)
  if (lists.empty > 0) {
    const user = userOfEmpty(lists, reading)
    if (user !== null) settle({ account, user })
  }
  coverUsers([...owners.values()], reading, json.stateOf(list.key))
}

/** The user of a refused call stands in its message, the command or the file's name. */
export function refuseForUser(
  error: SavedError,
  reading: Reading,
  importer: Pick<Importer, 'command'>
): void {
  const user = userInMessage(error.message) ?? userOf(reading) ?? ''
  noteRefusal(error, importer, reading, accountOfRefusal(error, reading), [user])
}

/** "… on resource: user ada because …", "Login Profile for User ada cannot be found.", "The user with name ada cannot be found." */
export function userInMessage(message: string): string | null {
  return (
    /\b(?:on resource: user|for User|user with name) ([\w+=,.@-]{1,64})(?: |$)/.exec(message)?.[1] ?? null
  )
}

/** Where no user is known the file answers for itself alone, so that two such files stand side by side. */
function coverUsers(owners: readonly Owner[], reading: Reading, state: Coverage): void {
  for (const { account, user } of owners)
    if (user === '') reading.covers(account, reading.name, 'partial')
    else reading.covers(account, user, state)
  if (owners.some(({ user }) => user === ''))
    noteWithoutUser(reading, 'Some entries do not say to which user they belong')
}

function userOfEmpty(
  lists: { readonly all: number; readonly empty: number },
  reading: Reading
): string | null {
  if (lists.all === 1) {
    const user = userOf(reading)
    if (user === null) noteWithoutUser(reading, 'The list is empty and does not say of which user')
    return user
  }
  reading.note({
    level: 'warning',
    sentence: `${lists.empty} of the ${lists.all} lists in the file are empty, and nothing says of which users: ask for each user's list in a file of its own, in a folder users/<user name>/.`
  })
  return null
}

function noteWithoutUser(reading: Reading, what: string): void {
  reading.note({
    level: 'warning',
    sentence: `${what}: put the file into a folder named after the user, users/<user name>/, or import it with its collection manifest.`
  })
}
