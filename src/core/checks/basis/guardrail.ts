/** How far service control policies deny an action to member accounts: who is bound, and how firmly. */
import { statementCoversAction } from '../../iam/action-pattern.ts'
import type { Flag } from '../../iam/facts.ts'

/** A Deny statement of a service control policy. */
export interface DenyStatement {
  readonly actions: readonly string[]
  readonly uses_not_action: Flag
  readonly covers_all_actions: Flag
  /** 1 where it reaches every resource. */
  readonly everywhere: Flag
  readonly condition: Readonly<Record<string, unknown>> | null
}

export interface ServiceControlPolicy {
  readonly name: string
  /** 0 where its document was not received or cannot be read. */
  readonly is_read: Flag
  readonly targets: readonly string[]
  /** 0 where no export says what it is attached to. */
  readonly targets_known: Flag
  readonly denies: readonly DenyStatement[]
}

export interface MemberAccount {
  readonly id: string
  readonly name: string
  /** The account and everything above it. */
  readonly path: readonly string[]
  /** 1 where the path ends at a root of the organization. */
  readonly is_placed: Flag
}

/** Weakest first. */
const strengths = ['open', 'unknown', 'conditional', 'denied'] as const
export type Strength = (typeof strengths)[number]

/** What a policy does to what a guardrail forbids, wherever it is attached. */
export type Effect = (policy: ServiceControlPolicy) => Exclude<Strength, 'unknown'>

/** The guardrail that denies an action: firmly on every resource, or only under a condition or on some resources. */
export function deniesAction(action: string): Effect {
  return ({ denies }) =>
    strongest(denies.filter((statement) => statementCoversAction(statement, action)).map(firmness))
}

/** The guardrail that denies everything to the root user of the account (Organizations guide, example policies). */
export const deniesRootUser: Effect = ({ denies }) =>
  strongest(
    denies
      .filter(({ covers_all_actions, everywhere }) => covers_all_actions === 1 && everywhere === 1)
      .map((statement) => (isForRootUser(statement.condition) ? 'denied' : firmness(statement)))
  )

/** How firmly a member account is bound by all effects of a guardrail together: its weakest one. */
export function bindingOf(
  account: MemberAccount,
  effects: readonly Effect[],
  policies: readonly ServiceControlPolicy[]
): Strength {
  return weakest(effects.map((effect) => strongestOn(account, effect, policies)))
}

function strongestOn(
  account: MemberAccount,
  effect: Effect,
  policies: readonly ServiceControlPolicy[]
): Strength {
  const found = policies.flatMap((policy): Strength[] => {
    if (policy.targets_known === 0)
      return policy.is_read === 0 || effect(policy) !== 'open' ? ['unknown'] : []
    if (!policy.targets.some((target) => account.path.includes(target))) return []
    return policy.is_read === 0 ? ['unknown', effect(policy)] : [effect(policy)]
  })
  const strength = strongest(found)
  return strength === 'open' && account.is_placed === 0 ? 'unknown' : strength
}

function firmness({ everywhere, condition }: DenyStatement): 'conditional' | 'denied' {
  return everywhere === 1 && (condition === null || Object.keys(condition).length === 0)
    ? 'denied'
    : 'conditional'
}

/** One condition on `aws:PrincipalArn` alone that only root users meet: `arn:aws:iam::*:root`. */
function isForRootUser(condition: DenyStatement['condition']): boolean {
  const [operator, ...otherOperators] = Object.entries(condition ?? {})
  if (!operator || otherOperators.length > 0) return false
  const [name, block] = operator
  if (!/^(String|Arn)(Like|Equals)$/i.test(name) || typeof block !== 'object' || block === null) return false
  const [key, ...otherKeys] = Object.entries(block)
  if (!key || otherKeys.length > 0 || key[0].toLowerCase() !== 'aws:principalarn') return false
  const values: unknown[] = Array.isArray(key[1]) ? key[1] : [key[1]]
  return values.some((value) => typeof value === 'string' && /^(arn:[^:]*:iam::)?\*:root$/.test(value))
}

function strongest<S extends Strength>(found: readonly S[]): S | 'open' {
  return found.reduce<S | 'open'>((best, strength) => (rank(strength) > rank(best) ? strength : best), 'open')
}

function weakest(found: readonly Strength[]): Strength {
  return found.reduce<Strength>(
    (worst, strength) => (rank(strength) < rank(worst) ? strength : worst),
    'denied'
  )
}

function rank(strength: Strength): number {
  return strengths.indexOf(strength)
}
