/** What is known of a condition key: its type, and whether a request may hold several values of it. */
import { actionsMatching, conditionKeysOf, knownService } from '../../actions/known-actions.ts'
import { hasWildcard } from '../../glob.ts'
import { actionData } from '../../actions/action-data.ts'
import { globalKeys } from './global-keys.ts'

/** As the service authorization reference writes them. */
export type KeyType =
  | 'String'
  | 'ARN'
  | 'Bool'
  | 'Numeric'
  | 'Date'
  | 'IPAddress'
  | 'ArrayOfString'
  | 'ArrayOfARN'
  | 'ArrayOfBool'
  | 'ArrayOfNumeric'

/** The type of a key in lower case; null where it is not known. Keys of federated sessions are texts. */
export function typeOfKey(key: string): KeyType | null {
  const slash = key.indexOf('/')
  const global = globalKeys.get(key) ?? (slash < 0 ? undefined : globalKeys.get(key.slice(0, slash + 1)))
  if (global) return global
  if (isFederatedKey(key)) return null
  return keysOfService(prefixOf(key)).find(({ matches }) => matches(key))?.type ?? null
}

/** Answers of a key in lower case whether the reference has it for one of these actions; a pattern over services reaches any. */
export function keysOfActions(patterns: readonly string[]): (key: string) => boolean {
  const carried = new Set<KnownKey>()
  const services = new Set<string>()
  for (const pattern of patterns) {
    const service = pattern.slice(0, Math.max(pattern.indexOf(':'), 0)).toLowerCase()
    if (service === '' || hasWildcard(service)) return () => true
    services.add(service)
    for (const action of actionsMatching(pattern))
      for (const [written, type] of conditionKeysOf(action)) carried.add(knownKey(written, type))
  }
  const known = [...carried]
  return (key) => {
    // Services share keys with those they grew from: `s3-outposts:…` is asked with `s3:…`.
    const family = `${prefixOf(key)}-`
    return (
      known.some(({ matches }) => matches(key)) || [...services].some((service) => service.startsWith(family))
    )
  }
}

/** Whether a key comes from the token or assertion of an identity provider: `token.actions.githubusercontent.com:sub`, `saml:aud`. */
export function isFederatedKey(key: string): boolean {
  const prefix = prefixOf(key)
  return prefix.includes('.') || federatedPrefixes().has(prefix)
}

/** What stands before the last colon; providers have none in their names, tags may. */
function prefixOf(key: string): string {
  return key.slice(0, Math.max(key.indexOf(':'), 0))
}

let prefixes: ReadonlySet<string> | undefined

function federatedPrefixes(): ReadonlySet<string> {
  return (prefixes ??= new Set(actionData().federatedKeys.map((key) => key.toLowerCase())))
}

interface KnownKey {
  readonly type: KeyType
  readonly matches: (key: string) => boolean
}

const byService = new Map<string, readonly KnownKey[]>()
const byKey = new Map<string, KnownKey>()

function keysOfService(prefix: string): readonly KnownKey[] {
  const service = knownService(prefix)
  if (!service) return []
  let keys = byService.get(service.prefix)
  if (!keys)
    byService.set(service.prefix, (keys = service.data.keys.map(([key, type]) => knownKey(key, type))))
  return keys
}

/** A variable in a key, or what is left open after a slash, stands for any text: `s3:ExistingObjectTag/<key>`, `sagemaker:ResourceTag/`. */
function knownKey(written: string, type: string): KnownKey {
  let known = byKey.get(written)
  if (!known) {
    const [head = '', ...rest] = written.toLowerCase().split(/\$\{[^}]*\}|<[^>]*>|(?<=\/)(?:tag-key)?$/)
    const tail = rest.at(-1)
    const matches =
      tail === undefined
        ? (key: string) => key === head
        : (key: string) =>
            key.length > head.length + tail.length && key.startsWith(head) && key.endsWith(tail)
    byKey.set(written, (known = { type: type as KeyType, matches }))
  }
  return known
}
