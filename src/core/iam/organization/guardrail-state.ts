/** What the ceiling over an account makes of a guardrail, and which policy decides it. */
import type { GuardrailState } from '../../../shared/vocabulary.ts'
import { actionNumber, resourcesOf as typesOf } from '../actions/known-actions.ts'
import { answersOf } from './alike.ts'
import { decide, rank, type Decider, type Decision, type Strength } from './decide.ts'
import { sensitiveRootActions, type Guardrail } from './guardrails.ts'
import type { Ceiling, Organization } from './organization.ts'
import type { ControlRequest, Limit } from './reach.ts'
import { regionsOf, regionsOfAction } from './regions.ts'
import { anyoneIn, inRegion, principalOf, rootUserOf, type Requester } from './requester.ts'

export interface GuardrailVerdict {
  readonly guardrail: Guardrail
  readonly state: GuardrailState
  readonly by: Decider | null
  readonly limits: readonly Limit[]
  /** Actions or Regions that are open; empty where the state is `open` for lack of any policy in force. */
  readonly open: readonly string[]
  /** Actions or Regions that are denied, also under exceptions. */
  readonly closed: readonly string[]
}

/** `requester` is anyone in the account, or the root user where the guardrail is about it, unless given. */
export function guardrailState(
  organization: Organization,
  ceiling: Ceiling,
  guardrail: Guardrail,
  requester: Requester = requesterOf(organization, ceiling, guardrail)
): GuardrailVerdict {
  const none = { guardrail, by: null, limits: [], open: [], closed: [] }
  if (ceiling.binding === 'exempt') return { ...none, state: 'exempt' }
  if (ceiling.binding === 'off') return { ...none, state: 'open' }
  if (ceiling.binding === 'unknown') return { ...none, state: 'unknown' }
  if (guardrail.byRegion) return regionState(organization, ceiling, guardrail, requester)
  const decisions = guardrail.actions.map((action) => ({
    name: action,
    decision: decideAnywhere(
      organization,
      ceiling,
      requestOf(organization, ceiling, guardrail, action, requester)
    )
  }))
  return verdictOf(guardrail, decisions, weakest(decisions.map(({ decision }) => decision)))
}

/** Whether the ceiling stops one principal, a user or a role, from what a guardrail forbids. */
export function guardrailFor(
  organization: Organization,
  ceiling: Ceiling,
  guardrail: Guardrail,
  principalArn: string
): GuardrailVerdict {
  return guardrailState(
    organization,
    ceiling,
    guardrail,
    principalOf(organization, ceiling.account.id, principalArn)
  )
}

/** A denial in some Regions alone is no denial of the action: the Region in which the least is denied decides. */
function decideAnywhere({ partition }: Organization, ceiling: Ceiling, request: ControlRequest): Decision {
  const decision = decide(ceiling, request)
  const isByRegion = decision.limits.some(
    (limit) => limit.kind === 'condition' && limit.key.toLowerCase() === 'aws:requestedregion'
  )
  if (decision.strength !== 'conditional' || !isByRegion) return decision
  const regions = regionsOfAction(request.action, partition)
  return weakest(decideInEach(regions, ceiling, request).map(({ decision }) => decision))
}

/**
 * A Region is closed where a service that no policy names is denied in it, so what global services are exempt does not matter; where
 * only some services are denied there and not elsewhere, starting instances stands for them. One closed Region makes the guardrail.
 */
function regionState(
  organization: Organization,
  ceiling: Ceiling,
  guardrail: Guardrail,
  requester: Requester
): GuardrailVerdict {
  const [any, some] = guardrail.actions.map((action) =>
    decideInEach(regionsOf(organization.partition), ceiling, {
      ...requestOf(organization, ceiling, guardrail, action, requester),
      resources: []
    })
  )
  const whole = any ?? []
  const part = (some ?? []).map(({ name, decision }) => ({ name, decision: asPart(decision) }))
  const differs = part.some(({ decision }) => decision.strength === 'open')
  const isOpen = whole.every(({ decision }) => decision.strength === 'open')
  const decisions = isOpen && differs ? part : whole
  return verdictOf(guardrail, decisions, strongest(decisions.map(({ decision }) => decision)))
}

/** Regions that no condition tells apart share a decision. */
function decideInEach(
  regions: readonly string[],
  ceiling: Ceiling,
  request: ControlRequest
): readonly { readonly name: string; readonly decision: Decision }[] {
  const decided = new Map<string, Decision>()
  return regions.map((name) => {
    const requester = inRegion(request.requester, name)
    const alike = answersOf(ceiling, ['aws:requestedregion'], requester.every)
    let decision = decided.get(alike)
    if (!decision) decided.set(alike, (decision = decide(ceiling, { ...request, requester })))
    return { name, decision }
  })
}

/** Where some services alone are denied, the statement's list is the exception. */
function asPart(decision: Decision): Decision {
  const statement = decision.by?.statement
  if (decision.strength !== 'denied' || !statement) return decision
  return {
    strength: 'conditional',
    by: decision.by,
    limits: [{ kind: 'actions', patterns: statement.actions, isNegated: statement.uses_not_action === 1 }]
  }
}

function verdictOf(
  guardrail: Guardrail,
  decisions: readonly { readonly name: string; readonly decision: Decision }[],
  decisive: Decision
): GuardrailVerdict {
  const named = (...strengths: readonly Strength[]) =>
    decisions.filter(({ decision }) => strengths.includes(decision.strength)).map(({ name }) => name)
  return {
    guardrail,
    state: decisive.strength,
    by: decisive.by,
    limits: decisive.limits,
    open: named('open'),
    closed: named('denied', 'conditional')
  }
}

function requestOf(
  organization: Organization,
  ceiling: Ceiling,
  guardrail: Guardrail,
  action: string,
  requester: Requester
): ControlRequest {
  return {
    action,
    sensitive: sensitiveRootActions,
    ...resourcesOf(organization, ceiling.account.id, guardrail, action),
    isNamedByPolicy: guardrail.protects === 'named-by-policy',
    requester
  }
}

/** Log buckets and keys are the real ones where trails name them; of the rest one that no policy names stands for all of its kind. */
function resourcesOf(
  { partition, logBuckets, logKeys }: Organization,
  account: string,
  { protects }: Guardrail,
  action: string
): Pick<ControlRequest, 'resources' | 'areAll'> {
  if (protects === 'logs') {
    const own = action.startsWith('s3:') ? logBuckets : logKeys.filter((key) => key.includes(`:${account}:`))
    if (own.length > 0) return { resources: own, areAll: true }
  }
  return {
    resources:
      action === '*' ? [`arn:${partition}:q0x::${account}:q0x`] : unnamedOf(action, partition, account)
  }
}

/** An ARN of each type of resource the action works on; none where AWS knows no resource for it but `*`. */
function unnamedOf(action: string, partition: string, account: string): readonly string[] {
  const known = actionNumber(action)
  if (known === undefined) return []
  return typesOf(known).map(({ arn }) =>
    arn
      .replace('${Partition}', partition)
      .replace('${Account}', account)
      .replace('${Region}', 'q0-x-1')
      .replaceAll(/\$\{[A-Za-z]+\}/g, 'q0x')
  )
}

function requesterOf(organization: Organization, { account }: Ceiling, { who }: Guardrail): Requester {
  return who === 'root-user' ? rootUserOf(organization, account.id) : anyoneIn(organization, account.id)
}

function weakest(decisions: readonly Decision[]): Decision {
  return decisions.reduce((worst, one) => (rank(one.strength) < rank(worst.strength) ? one : worst))
}

function strongest(decisions: readonly Decision[]): Decision {
  return decisions.reduce((best, one) => (rank(one.strength) > rank(best.strength) ? one : best))
}
