/** Says of one statement what it reaches, so that checks can ask by query: its action patterns, grants by service and level, sensitive actions. */
import {
  accessLevels,
  actionCount,
  actionNumber,
  actionsMatching,
  knownService,
  levelOf,
  resourcesOf,
  serviceOfAction,
  type AccessLevel,
  type KnownService
} from '../actions/known-actions.ts'
import { sensitiveActions } from '../actions/sensitive-actions.ts'
import { hasWildcard } from '../glob.ts'
import { reachOf, type Reach } from './resource-reach.ts'

export interface AnalysedStatement {
  readonly actions: readonly string[]
  readonly uses_not_action: 0 | 1
  /** None in a trust policy. */
  readonly resources: readonly string[]
  readonly uses_not_resource: 0 | 1
  readonly covers_all_resources: 0 | 1
}

/** One pattern of the Action or NotAction list. */
export interface ActionPattern {
  readonly pattern: string
  /** The prefix before the colon in lower case; '*' where it has a wildcard or none is written. */
  readonly service: string
  /** `every`: `*`; `service`: all of one service; `some`: a wildcard of less; `one`: a name; `unlisted`: nothing known matches. */
  readonly form: 'every' | 'service' | 'some' | 'one' | 'unlisted'
  readonly is_known_service: 0 | 1
  /** How many known actions it reaches. */
  readonly actions: number
  /** How many of them can be about the statement's resources. */
  readonly applicable: number
}

/** What a statement says of one service at one access level. */
export interface Grant {
  readonly service: string
  readonly level: AccessLevel
  /** How many actions it reaches that can be about its resources. */
  readonly actions: number
  /** How many such actions the service has. */
  readonly of_actions: number
  /** How many of those reached could be limited to resources and are not. */
  readonly everywhere: number
}

/** A sensitive action a statement reaches. */
export interface SensitiveReach {
  readonly action: string
  readonly reach: Exclude<Reach, 'none'>
}

export interface StatementAnalysis {
  readonly patterns: readonly ActionPattern[]
  readonly grants: readonly Grant[]
  readonly sensitive: readonly SensitiveReach[]
}

const sensitiveNumbers: () => ReadonlyMap<number, string> = once(
  () =>
    new Map(
      [...sensitiveActions.keys()].flatMap((name) => {
        const action = actionNumber(name)
        return action === undefined ? [] : [[action, name] as const]
      })
    )
)

/** Analyses a statement. One without resources, as trust policies have, grants nothing by itself and has patterns alone. */
export function analyseStatement(statement: AnalysedStatement): StatementAnalysis {
  const hasResources = statement.resources.length > 0
  const reachOfAction = hasResources ? reaching(statement) : () => 'all' as const
  const patterns = statement.actions.map((pattern) => describePattern(pattern, reachOfAction))
  if (!hasResources) return { patterns, grants: [], sensitive: [] }

  const grants = new Map<number, { -readonly [K in keyof Grant]: Grant[K] }>()
  const sensitive: SensitiveReach[] = []
  for (const action of actionsOf(statement)) {
    const reach = reachOfAction(action)
    if (reach === 'none') continue
    const service = serviceOfAction(action)
    const level = levelOf(action)
    const key = service.first * accessLevels.length + accessLevels.indexOf(level)
    let grant = grants.get(key)
    if (!grant) {
      grant = {
        service: service.prefix,
        level,
        actions: 0,
        of_actions: actionsAt(service, level),
        everywhere: 0
      }
      grants.set(key, grant)
    }
    grant.actions++
    if (reach !== 'some' && resourcesOf(action).length > 0) grant.everywhere++
    const name = sensitiveNumbers().get(action)
    if (name !== undefined) sensitive.push({ action: name, reach })
  }
  return { patterns, grants: [...grants.values()], sensitive }
}

/** The numbers of the actions a statement speaks of, each once. */
export function actionsOf(
  statement: Pick<AnalysedStatement, 'actions' | 'uses_not_action'>
): Iterable<number> {
  if (statement.uses_not_action === 0) {
    const [first, ...others] = statement.actions.map(actionsMatching)
    return others.length === 0
      ? (first ?? [])
      : new Set([first ?? [], ...others].flatMap((found) => [...found]))
  }
  const listed = new Uint8Array(actionCount())
  for (const pattern of statement.actions) for (const action of actionsMatching(pattern)) listed[action] = 1
  const found: number[] = []
  for (let action = 0; action < listed.length; action++) if (listed[action] === 0) found.push(action)
  return found
}

function describePattern(pattern: string, reachOfAction: (action: number) => Reach): ActionPattern {
  const found = actionsMatching(pattern)
  const colon = pattern.indexOf(':')
  const prefix = pattern.slice(0, Math.max(colon, 0)).toLowerCase()
  const isOpen = prefix === '' || hasWildcard(prefix)
  const service = isOpen ? undefined : knownService(prefix)
  let applicable = 0
  for (const action of found) if (reachOfAction(action) !== 'none') applicable++
  return {
    pattern,
    service: isOpen ? '*' : prefix,
    form: formOf(pattern, found.length, service && service.end - service.first),
    is_known_service: isOpen || service ? 1 : 0,
    actions: found.length,
    applicable
  }
}

function formOf(pattern: string, found: number, ofService: number | undefined): ActionPattern['form'] {
  if (found === actionCount()) return 'every'
  if (/^[^:*?]+:\*+$/.test(pattern) || (hasWildcard(pattern) && found === ofService)) return 'service'
  if (found === 0) return 'unlisted'
  return hasWildcard(pattern) ? 'some' : 'one'
}

/** Most actions of a service work on the same few lists of types, so the reach is kept by list. */
function reaching(statement: AnalysedStatement): (action: number) => Reach {
  if (statement.uses_not_resource === 1) return () => 'some'
  if (statement.covers_all_resources === 1) return () => 'all'
  const known = new Map<string, Reach>()
  return (action) => {
    const types = resourcesOf(action)
    const key = types.map(({ arn, isRequired }) => `${arn}${isRequired ? '!' : ''}`).join(' ')
    let reach = known.get(key)
    if (reach === undefined) known.set(key, (reach = reachOf(statement, types)))
    return reach
  }
}

const counts = new Map<KnownService, readonly number[]>()

function actionsAt(service: KnownService, level: AccessLevel): number {
  let ofService = counts.get(service)
  if (!ofService) {
    const levels = Array.from({ length: service.end - service.first }, (_, at) => levelOf(service.first + at))
    ofService = accessLevels.map((one) => levels.filter((other) => other === one).length)
    counts.set(service, ofService)
  }
  return ofService[accessLevels.indexOf(level)] ?? 0
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
