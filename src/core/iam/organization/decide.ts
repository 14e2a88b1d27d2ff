/** What the ceiling over an account does to a request: denied, denied but for exceptions, open, or not to be told. */
import type { Ceiling, ControlPolicy, ControlStatement, Level } from './organization.ts'
import { reachOf, type ControlRequest, type Limit, type Reach } from './reach.ts'

/** Weakest first. */
export const strengths = ['open', 'unknown', 'conditional', 'denied'] as const
export type Strength = (typeof strengths)[number]

/** What decides: a Deny statement, or, with `statement` null, a level where no policy allows the action. */
export interface Decider {
  readonly level: Level
  readonly policy: ControlPolicy | null
  readonly statement: ControlStatement | null
}

export interface Decision {
  readonly strength: Strength
  readonly by: Decider | null
  /** How far `by` reaches where it does not reach everything. */
  readonly limits: readonly Limit[]
}

/**
 * A Deny at any level denies. Besides, every level must allow: what no policy attached there allows is denied (Organizations User
 * Guide, "SCP evaluation"). What is denied stays so whatever else is attached; that something is missing is only said where no export
 * can show it.
 */
export function decide(ceiling: Ceiling, request: ControlRequest): Decision {
  const decisions = ceiling.levels.flatMap((level) => [
    ...denialsAt(level, request),
    ...lackAt(level, request)
  ])
  const best = decisions.reduce<Decision | null>(
    (strongest, decision) => (strongest && !isStronger(decision, strongest) ? strongest : decision),
    null
  )
  if (best && best.strength !== 'open') return best
  const isOpenEnd = ceiling.levels[0]?.node.kind !== 'root'
  return { strength: isOpenEnd || mayDeny(ceiling, request) ? 'unknown' : 'open', by: null, limits: [] }
}

/** What several statements of one policy deny together is read by each alone. */
function denialsAt(level: Level, request: ControlRequest): readonly Decision[] {
  return level.policies.flatMap((policy) =>
    reaches(policy, 'Deny', request)
      .filter(({ reach }) => reach.extent !== 'none')
      .map(({ statement, reach }) => ({
        strength: reach.extent === 'all' ? ('denied' as const) : ('conditional' as const),
        by: { level, policy, statement },
        limits: reach.limits
      }))
  )
}

function lackAt(level: Level, request: ControlRequest): readonly Decision[] {
  const allowing = level.policies.flatMap((policy) =>
    reaches(policy, 'Allow', request).map((found) => ({ policy, ...found }))
  )
  if (allowing.some(({ reach }) => reach.extent === 'all')) return []
  const mayAllow =
    !level.isListed ||
    level.policies.some(({ isRead }) => !isRead) ||
    level.perhaps.some(
      (policy) =>
        !policy.isRead || reaches(policy, 'Allow', request).some(({ reach }) => reach.extent !== 'none')
    )
  if (mayAllow) return [{ strength: 'unknown', by: null, limits: [] }]
  const partly = allowing.find(({ reach }) => reach.extent === 'some')
  return [
    partly
      ? {
          strength: 'conditional',
          by: { level, policy: partly.policy, statement: partly.statement },
          limits: partly.reach.limits
        }
      : { strength: 'denied', by: { level, policy: null, statement: null }, limits: [] }
  ]
}

/** Whether what no export shows could deny the request. */
function mayDeny({ levels }: Ceiling, request: ControlRequest): boolean {
  return levels.some(
    ({ isListed, policies, perhaps }) =>
      !isListed ||
      policies.some(({ isRead }) => !isRead) ||
      perhaps.some(
        (policy) =>
          !policy.isRead || reaches(policy, 'Deny', request).some(({ reach }) => reach.extent !== 'none')
      )
  )
}

function reaches(
  { statements }: ControlPolicy,
  effect: 'Allow' | 'Deny',
  request: ControlRequest
): readonly { readonly statement: ControlStatement; readonly reach: Reach }[] {
  return statements
    .filter((statement) => statement.effect === effect)
    .map((statement) => ({ statement, reach: reachOf(statement, request) }))
}

/** Among denials with exceptions, one that reaches every resource says more than one of some, and fewer limits more than many. */
function isStronger(a: Decision, b: Decision): boolean {
  if (a.strength !== b.strength) return rank(a.strength) > rank(b.strength)
  return weight(a.limits) < weight(b.limits)
}

function weight(limits: readonly Limit[]): number {
  return limits.length + (limits.some(({ kind }) => kind !== 'condition') ? 100 : 0)
}

export function rank(strength: Strength): number {
  return strengths.indexOf(strength)
}
