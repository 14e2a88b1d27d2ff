/** Reads the account's password policy, or AWS's answer that there is none. */
import type { Flag } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { UnreadableSource } from './importer.ts'
import { BadMember, flagOf, numberOf, recordOf, type JsonRecord, type Member } from './reading/fields.ts'
import { readJson } from './reading/read-json.ts'
import { accountOfRefusal, noteRefusal } from './reading/refusal.ts'

const importer: Importer = {
  kind: 'password-policy',
  title: 'Password policy',
  family: 'identities',
  scope: 'account',
  required: true,
  parts: [''],
  command: 'aws iam get-account-password-policy --output json',
  operations: ['GetAccountPasswordPolicy'],
  recognises: ({ form, keys }) =>
    form === 'json' && (keys.has('PasswordPolicy') || (keys.has('MinimumPasswordLength') && isBare(keys))),
  read
}

export default importer

/** Fields of a policy that carry its values; a field that is absent is not set. */
const fields = [
  'MinimumPasswordLength',
  'RequireSymbols',
  'RequireNumbers',
  'RequireUppercaseCharacters',
  'RequireLowercaseCharacters',
  'AllowUsersToChangePassword',
  'ExpirePasswords',
  'MaxPasswordAge',
  'PasswordReusePrevention',
  'HardExpiry'
] as const

function isBare(keys: ReadonlyMap<string, unknown>): boolean {
  return [...keys.keys()].every((key) => (fields as readonly string[]).includes(key))
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error?.code === 'NoSuchEntity') {
    noPolicy(outline.error.message, reading)
    return
  }
  if (outline.error) {
    noteRefusal(outline.error, importer, reading, accountOfRefusal(outline.error, reading), importer.parts)
    return
  }
  const account = reading.accountHint ?? ''
  const bare: Record<string, unknown> = {}
  const takeField =
    (field: string) =>
    (member: Member): void => {
      bare[field] = member.value
    }
  let isStated = false
  const json = readJson(chunks, outline, reading, {
    values: {
      ...Object.fromEntries(fields.map((field) => [field, takeField(field)])),
      PasswordPolicy(member) {
        statePolicy(recordOf(member.value), member, account, reading)
        isStated = true
      }
    }
  })
  if (!isStated && Object.keys(bare).length > 0) stateBare(bare, account, reading)
  reading.count('password policy')
  reading.covers(account, '', json.stateOf('PasswordPolicy'))
}

/** A policy without the object around it, as `--query PasswordPolicy` writes it. */
function stateBare(bare: JsonRecord, account: string, reading: Reading): void {
  try {
    statePolicy(bare, { line: 1, path: '' }, account, reading)
  } catch (error) {
    if (error instanceof BadMember) throw new UnreadableSource(error.message)
    throw error
  }
}

function statePolicy(
  policy: JsonRecord,
  { line, path }: Pick<Member, 'line' | 'path'>,
  account: string,
  reading: Reading
): void {
  if (!fields.some((field) => Object.hasOwn(policy, field)))
    throw new BadMember(
      'The `PasswordPolicy` of the file is empty, which is neither a policy nor the answer that there is none; ask for it again.'
    )
  const maxAge = numberOf(policy, 'MaxPasswordAge')
  reading.fact('password_policy', {
    account_id: account,
    is_set: 1,
    minimum_length: numberOf(policy, 'MinimumPasswordLength'),
    require_symbols: flagOf(policy, 'RequireSymbols'),
    require_numbers: flagOf(policy, 'RequireNumbers'),
    require_uppercase: flagOf(policy, 'RequireUppercaseCharacters'),
    require_lowercase: flagOf(policy, 'RequireLowercaseCharacters'),
    allow_change: flagOf(policy, 'AllowUsersToChangePassword'),
    expire_passwords: flagOf(policy, 'ExpirePasswords') ?? expires(maxAge),
    // 0 is how some tools write that passwords never expire.
    max_age_days: maxAge === 0 ? null : maxAge,
    reuse_prevention: numberOf(policy, 'PasswordReusePrevention'),
    hard_expiry: flagOf(policy, 'HardExpiry'),
    line,
    path: path === '' ? null : path
  })
}

/** `ExpirePasswords` follows from `MaxPasswordAge` (API reference, PasswordPolicy). */
function expires(maxAge: number | null): Flag {
  return maxAge !== null && maxAge > 0 ? 1 : 0
}

/** The message names the account: "The Password Policy with domain name 111122223333 cannot be found." */
function noPolicy(message: string, reading: Reading): void {
  const account = /domain name (\d{12})\b/.exec(message)?.[1] ?? reading.accountHint ?? ''
  reading.fact('password_policy', {
    account_id: account,
    is_set: 0,
    minimum_length: null,
    require_symbols: null,
    require_numbers: null,
    require_uppercase: null,
    require_lowercase: null,
    allow_change: null,
    expire_passwords: null,
    max_age_days: null,
    reuse_prevention: null,
    hard_expiry: null,
    line: 1,
    path: null
  })
  reading.note({
    level: 'info',
    sentence: 'AWS answered that the account has no password policy; the default of AWS applies.'
  })
  reading.covers(account, '', 'complete')
}
