/** AWS's actions by number: services stand together, so that a set of actions is a list of numbers. */
import { globMatches, hasWildcard } from '../glob.ts'
import { actionData, type ServiceData } from './action-data.ts'

/** The access levels of the service authorization reference, weakest first. */
export const accessLevels = ['list', 'read', 'tagging', 'write', 'permissions'] as const
export type AccessLevel = (typeof accessLevels)[number]

export interface KnownService {
  readonly prefix: string
  readonly title: string
  /** Its actions are numbered from `first` up to and without `end`. */
  readonly first: number
  readonly end: number
  readonly data: ServiceData
}

/** A type of resource an action works on. */
export interface ActionResource {
  /** The form of its ARNs with variables: `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`. */
  readonly arn: string
  /** Whether every call of the action needs one. */
  readonly isRequired: boolean
}

interface Index {
  /** As AWS spells them, `iam:PassRole`. */
  readonly names: readonly string[]
  readonly lowerNames: readonly string[]
  readonly byName: ReadonlyMap<string, number>
  readonly levels: Uint8Array
  readonly services: readonly KnownService[]
  readonly byPrefix: ReadonlyMap<string, KnownService>
  readonly serviceAt: readonly KnownService[]
}

let built: Index | undefined

function index(): Index {
  return (built ??= build())
}

function build(): Index {
  const names: string[] = []
  const levels: number[] = []
  const serviceAt: KnownService[] = []
  const services = actionData().services.map((data): KnownService => {
    const first = names.length
    const service = { prefix: data.prefix, title: data.title, first, end: first + data.actions.length, data }
    for (const [name, level] of data.actions) {
      names.push(`${data.prefix}:${name}`)
      levels.push(level)
      serviceAt.push(service)
    }
    return service
  })
  const lowerNames = names.map((name) => name.toLowerCase())
  return {
    names,
    lowerNames,
    byName: new Map(lowerNames.map((name, at) => [name, at])),
    levels: Uint8Array.from(levels),
    services,
    byPrefix: new Map(services.map((service) => [service.prefix, service])),
    serviceAt
  }
}

/** How many actions are known. */
export function actionCount(): number {
  return index().names.length
}

/** All services, by prefix. */
export function knownServices(): readonly KnownService[] {
  return index().services
}

/** The service of a prefix in any spelling, `S3`; undefined where none is known. */
export function knownService(prefix: string): KnownService | undefined {
  return index().byPrefix.get(prefix.toLowerCase())
}

/** The number of an action in any spelling, `s3:getobject`; undefined where none is known. */
export function actionNumber(name: string): number | undefined {
  return index().byName.get(name.toLowerCase())
}

/** The name of an action as AWS spells it, `s3:GetObject`. */
export function actionName(action: number): string {
  const name = index().names[action]
  if (name === undefined) throw new Error(`There is no action ${action}`)
  return name
}

/** The service an action belongs to. */
export function serviceOfAction(action: number): KnownService {
  const service = index().serviceAt[action]
  if (service === undefined) throw new Error(`There is no action ${action}`)
  return service
}

/** The access level of an action; of one that also writes what it does beside, as tagging. */
export function levelOf(action: number): AccessLevel {
  return accessLevels[index().levels[action] ?? 0] ?? 'list'
}

/** The types of resource an action works on; none where only `*` reaches it. */
export function resourcesOf(action: number): readonly ActionResource[] {
  const { data, first } = serviceOfAction(action)
  const types = data.actions[action - first]?.[2] ?? []
  return types.flatMap((type) => {
    const arn = data.resources[type < 0 ? -1 - type : type]?.[1]
    return arn === undefined ? [] : [{ arn, isRequired: type >= 0 }]
  })
}

/** The condition keys of the service that an action is documented with, as AWS spells them, and their types. */
export function conditionKeysOf(action: number): readonly (readonly [key: string, type: string])[] {
  const { data, first } = serviceOfAction(action)
  const entry = data.actions[action - first]
  if (!entry) return []
  const ofTypes = entry[2].flatMap((type) => data.resources[type < 0 ? -1 - type : type]?.[2] ?? [])
  return [...new Set([...entry[3], ...ofTypes])].flatMap((at) => {
    const key = data.keys[at]
    return key ? [key] : []
  })
}

/** Patterns of one engagement are some ten thousand; a hostile file has more and is kept no longer than it is read. */
const mostPatterns = 50_000
const expansions = new Map<string, Uint16Array>()

/**
 * The actions a pattern reaches, in any spelling: `iam:*User*`, `*`, `s3:Get?bject`; none for one that matches nothing known.
 * (IAM JSON policy elements: Action.)
 */
export function actionsMatching(pattern: string): Uint16Array {
  const wanted = pattern.toLowerCase()
  const known = expansions.get(wanted)
  if (known) return known
  const found = Uint16Array.from(expand(wanted))
  if (expansions.size >= mostPatterns) expansions.clear()
  expansions.set(wanted, found)
  return found
}

function expand(pattern: string): readonly number[] {
  const { lowerNames, byName } = index()
  if (!hasWildcard(pattern)) {
    const action = byName.get(pattern)
    return action === undefined ? [] : [action]
  }
  const colon = pattern.indexOf(':')
  const prefix = pattern.slice(0, Math.max(colon, 0))
  const [first, end] =
    colon < 0 || hasWildcard(prefix)
      ? [0, lowerNames.length]
      : [knownService(prefix)?.first ?? 0, knownService(prefix)?.end ?? 0]
  const found: number[] = []
  for (let action = first; action < end; action++)
    if (pattern === '*' || globMatches(pattern, lowerNames[action] ?? '')) found.push(action)
  return found
}
