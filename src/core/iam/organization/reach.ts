/** How far one statement of a control policy reaches a request: not at all, under limits, or whole. */
import { statementCoversAction } from '../action-pattern.ts'
import { parseArn } from '../arn.ts'
import { globMatches } from '../glob.ts'
import { conditionHolds, entriesOf, entryHolds, type ConditionEntry } from './condition-holds.ts'
import type { ControlStatement } from './organization.ts'
import type { Requester } from './requester.ts'

/** What is asked: whether somebody may take an action. */
export interface ControlRequest {
  /** `*`: everything. */
  readonly action: string
  /** With `*`: actions that stand for the rest, where a statement lists some alone. */
  readonly sensitive?: readonly string[]
  /** ARNs that all must be reached; none where the action knows no resource but `*`. */
  readonly resources: readonly string[]
  /** Whether `resources` are all there are, and do not stand for others of their kind. */
  readonly areAll?: boolean
  /** Whether what must be reached are the resources the policy itself names. */
  readonly isNamedByPolicy?: boolean
  readonly requester: Requester
}

/** Why a statement does not reach a request whole. */
export type Limit =
  | ({ readonly kind: 'condition' } & ConditionEntry)
  /** It reaches these resources alone, or all but these. */
  | { readonly kind: 'resources'; readonly patterns: readonly string[]; readonly isNegated: boolean }
  /** It reaches these actions alone, or all but these. */
  | { readonly kind: 'actions'; readonly patterns: readonly string[]; readonly isNegated: boolean }

export interface Reach {
  readonly extent: 'none' | 'some' | 'all'
  readonly limits: readonly Limit[]
}

const nothing: Reach = { extent: 'none', limits: [] }
const whole: Reach = { extent: 'all', limits: [] }

export function reachOf(statement: ControlStatement, request: ControlRequest): Reach {
  const action = actionReach(statement, request)
  if (action.extent === 'none') return nothing
  const resource = resourceReach(statement, request)
  if (resource.extent === 'none') return nothing
  const condition = conditionReach(statement, request.requester)
  if (condition.extent === 'none') return nothing
  const parts = [action, resource, condition]
  return {
    extent: parts.every(({ extent }) => extent === 'all') ? 'all' : 'some',
    limits: parts.flatMap(({ limits }) => limits)
  }
}

const covered = new WeakMap<ControlStatement, Map<string, boolean>>()

/** Guardrails ask the same actions of the same statements for every account. */
function covers(statement: ControlStatement, action: string): boolean {
  let answers = covered.get(statement)
  if (!answers) covered.set(statement, (answers = new Map<string, boolean>()))
  let answer = answers.get(action)
  if (answer === undefined) answers.set(action, (answer = statementCoversAction(statement, action)))
  return answer
}

function actionReach(statement: ControlStatement, { action, sensitive = [] }: ControlRequest): Reach {
  if (action !== '*') return covers(statement, action) ? whole : nothing
  if (statement.covers_all_actions === 1) return whole
  const isNegated = statement.uses_not_action === 1
  const isListed = (one: string) => covers(statement, one)
  const isEnough = statement.effect === 'Allow' ? sensitive.some(isListed) : sensitive.every(isListed)
  return isNegated || isEnough
    ? { extent: 'some', limits: [{ kind: 'actions', patterns: statement.actions, isNegated }] }
    : nothing
}

function resourceReach(statement: ControlStatement, request: ControlRequest): Reach {
  const { resources, areAll = false, isNamedByPolicy = false } = request
  const isNegated = statement.uses_not_resource === 1
  if (statement.covers_all_resources === 1 && !isNegated) return whole
  const limits: readonly Limit[] = [{ kind: 'resources', patterns: statement.resources, isNegated }]
  const matched = resources.filter((one) => statement.resources.some((pattern) => globMatches(pattern, one)))
  if (isNegated) {
    if (statement.covers_all_resources === 1) return nothing
    return resources.length > 0 &&
      matched.length === 0 &&
      (areAll || !mayNameAny(statement.resources, resources))
      ? whole
      : { extent: 'some', limits }
  }
  if (resources.length === 0) return nothing
  if (matched.length === resources.length) return whole
  if (matched.length === 0 && (areAll || !mayNameAny(statement.resources, resources))) return nothing
  return { extent: isNamedByPolicy ? 'all' : 'some', limits }
}

/** Whether a pattern can stand for a resource of the service, account and type of one of these. */
function mayNameAny(patterns: readonly string[], resources: readonly string[]): boolean {
  const arns = resources.map(parseArn)
  return patterns.some((pattern) => {
    const named = parseArn(pattern)
    if (!named) return pattern.includes('*')
    return arns.some(
      (arn) =>
        arn &&
        globMatches(named.service, arn.service) &&
        globMatches(named.account, arn.account) &&
        mayBeOfType(named.resource, arn.resource)
    )
  })
}

/** `role/ops-*` names roles alone; `*` and `r*` may name anything that begins so. */
function mayBeOfType(pattern: string, resource: string): boolean {
  const type = /^[^/:]*[/:]/.exec(resource)?.[0]
  if (type === undefined) return true
  const beforeWildcard = pattern.split(/[*?]/)[0] ?? ''
  return beforeWildcard.startsWith(type) || type.startsWith(beforeWildcard)
}

/**
 * A Deny that no ordinary principal meets concerns only those it names. What an ordinary principal meets and another may not is the
 * exception from it.
 */
function conditionReach({ effect, condition }: ControlStatement, { ordinary, every }: Requester): Reach {
  const truth = conditionHolds(condition, every)
  if (truth === 'yes') return whole
  if (truth === 'no' || (effect === 'Deny' && conditionHolds(condition, ordinary) === 'no')) return nothing
  return {
    extent: 'some',
    limits: entriesOf(condition)
      .filter((entry) => entryHolds(entry, every) !== 'yes')
      .map((entry) => ({ kind: 'condition', ...entry }))
  }
}
