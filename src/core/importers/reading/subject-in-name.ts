/** Finds whom an answer of IAM is about where only the command or the file's name says so: a user, an access key, a principal. */
import { isAccountId } from '../../iam/arn.ts'
import type { Reading } from '../importer.ts'
import { lastOfName } from './ids-in-name.ts'

/** The user the command asked about, else the folder below `users/`; null where neither says. */
export function userOf(reading: Reading): string | null {
  return reading.option('user-name') ?? userInName(reading.name)
}

/** `accounts/111122223333/users/ada/list-mfa-devices.json` → `ada`. */
export function userInName(name: string): string | null {
  const segments = name.split(/[\\/]/)
  const at = segments.lastIndexOf('users')
  const user = at < 0 || at + 1 >= segments.length - 1 ? '' : unescaped(segments[at + 1] ?? '')
  return userName.test(user) ? user : null
}

/** The access key the command asked about, else the last id in the file's name; null where neither says. */
export function accessKeyIdOf(reading: Reading): string | null {
  return reading.option('access-key-id') ?? accessKeyIdIn(reading.name)
}

/** `access-key-last-used.AKIAIOSFODNN7EXAMPLE.json` → `AKIAIOSFODNN7EXAMPLE`. */
export function accessKeyIdIn(name: string): string | null {
  return lastOfName(name).base.match(accessKeyId)?.at(-1) ?? null
}

/**
 * The resource of IAM a file's name says its answer is about: a whole ARN with its colons and slashes as `%3A` and `%2F`, in the
 * file's name or a folder's, else `role%2Fteam%2Fdeploy` or `user_ada` as an ARN of the account. A page number and extensions may
 * follow. null where there is none, and for `role_team_deploy`: its underscores may stand for slashes or be part of the name.
 */
export function iamResourceIn(name: string, types: readonly string[], arnOf: ArnOf): string | null {
  const base = unescaped(lastOfName(name).base.replace(pageNumber, ''))
  const folders = name.split(/[\\/]/).slice(0, -1).map(unescaped)
  const resource = new RegExp(`^arn:aws[a-z-]{0,16}:iam::(?:\\d{12}|aws):(?:${types.join('|')})/.{1,600}$`)
  const arn = [...folders, base].findLast((segment) => resource.test(segment))
  if (arn !== undefined) return arn
  const [, type = '', separator = '', rest = ''] = /^([a-z-]{1,20})([_/])(.{1,600})$/.exec(base) ?? []
  if (!types.includes(type) || (separator === '_' && rest.includes('_'))) return null
  return arnOf(`${type}/${rest}`)
}

/** Puts a resource of IAM into the ARN of its account; null where the account is not known. */
export type ArnOf = (resource: string) => string | null

/** ARNs of an account whose answers name none: their partition follows from a region where one is known. */
export function arnsOf(account: string | null, reading: Reading): ArnOf {
  if (account === null || !isAccountId(account)) return () => null
  return (resource) => `arn:${partitionOf(reading.region)}:iam::${account}:${resource}`
}

/** User names have only these characters, and at most 64 of them (IAM user guide, quotas). */
const userName = /^[\w+=,.@-]{1,64}$/
const accessKeyId = /(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{12,124}(?![A-Za-z0-9])/g
const pageNumber = /\.\d{1,4}$/

function partitionOf(region: string | null): string {
  if (region?.startsWith('us-gov-') === true) return 'aws-us-gov'
  return region?.startsWith('cn-') === true ? 'aws-cn' : 'aws'
}

/** With its %-escapes undone; as it is where they are none. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
