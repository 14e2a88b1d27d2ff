/** Whether a control policy limits anyone: where it is attached, whom that reaches, and which of its statements do something. */
import { contradictionIn } from './contradiction.ts'
import {
  pathTo,
  type ControlPolicy,
  type ControlStatement,
  type Level,
  type Organization,
  type OrganizationNode
} from './organization.ts'

/** `bites`: a statement limits somebody · `idle`: none can · `unknown`: the exports do not tell. */
export interface PolicyEffect {
  readonly state: 'bites' | 'idle' | 'repeated' | 'unknown'
  /** Why, as the rest of a sentence that begins with the policy: "is attached to nothing". */
  readonly because: string
  /** Statements that do nothing, by their number, with the reason in the same form. */
  readonly idle: ReadonlyMap<number, string>
  /** Active member accounts below its targets. */
  readonly accounts: number
}

export function effectOf(organization: Organization, policy: ControlPolicy): PolicyEffect {
  const targets = policy.targets.flatMap((id) => organization.nodes.get(id) ?? [])
  const below = accountsBelow(organization, policy.targets)
  const accounts = below.filter(({ id, status }) => status === 'ACTIVE' && !organization.management.has(id))
  const idle = new Map<number, string>()
  const found = (state: PolicyEffect['state'], because: string): PolicyEffect => ({
    state,
    because,
    idle,
    accounts: accounts.length
  })

  const roots = [...organization.nodes.values()].filter(({ kind }) => kind === 'root')
  if (roots.length > 0 && roots.every(({ types }) => types !== null && types[policy.type] !== 'ENABLED'))
    return found('idle', 'limits nobody, because its type is not enabled')
  if (policy.targets.length === 0)
    return policy.targetsKnown
      ? found('idle', 'is attached to nothing')
      : found('unknown', 'may be attached somewhere: no export says what it is attached to')
  if (policy.targetsKnown && policy.targets.every((id) => organization.management.has(id)))
    return found('idle', 'is attached to the management account alone, which it never binds')
  if (!policy.isRead)
    return found('unknown', 'cannot be judged: its document was not received or cannot be read whole')

  for (const statement of policy.statements) {
    const reason = idleReason(organization, policy, statement)
    if (reason !== null) idle.set(statement.n, reason)
  }
  const [first] = policy.statements
  if (!first) return found('idle', 'has no statement')
  const working = policy.statements.filter(({ n }) => !idle.has(n))
  if (working.length === 0)
    return found(
      'idle',
      policy.statements.length === 1
        ? `limits nobody: ${idle.get(first.n) ?? ''}`
        : `limits nobody by any of its ${policy.statements.length} statements: ${[...new Set(idle.values())].join('; ')}`
    )
  const repeated = working.map((statement) => repeatedBy(organization, policy, statement, targets))
  const [above] = repeated
  if (above && repeated.every((one) => one !== null))
    return found('repeated', `adds nothing: policy ${above.name} above it denies the same`)
  return found('bites', limitsInWords(accounts.length))
}

function limitsInWords(accounts: number): string {
  if (accounts === 0) return 'limits accounts below its targets, of which the exports show no active one'
  return `limits ${accounts} active member ${accounts === 1 ? 'account' : 'accounts'}`
}

/** Whether a level surely allows nothing at all, which denies everything below it. */
export function allowsNothing({ policies, perhaps, isListed }: Level): boolean {
  const mayAllow = ({ isRead, statements }: ControlPolicy) =>
    !isRead || statements.some(({ effect }) => effect === 'Allow')
  return isListed && !policies.some(mayAllow) && !perhaps.some(mayAllow)
}

function idleReason(
  organization: Organization,
  policy: ControlPolicy,
  { effect, condition }: ControlStatement
): string | null {
  const contradiction = contradictionIn(condition)
  if (contradiction !== null) return `its condition ${contradiction}`
  // At a target no export shows, the Allow may be all there is.
  if (effect === 'Deny' || !policy.targetsKnown) return null
  const besides = policy.targets.map((target) => allowingAll(organization, policy, target))
  const [other] = besides
  return other && besides.every((one) => one !== null)
    ? `it allows what ${other.name} beside it allows anyway`
    : null
}

/** Another policy at the target that allows everything: allows at one level add up (Organizations User Guide, "SCP evaluation"). */
function allowingAll(
  { policies }: Organization,
  policy: ControlPolicy,
  target: string
): ControlPolicy | null {
  return (
    policies.find(
      ({ id, type, targets, statements }) =>
        id !== policy.id &&
        type === policy.type &&
        targets.includes(target) &&
        statements.some(
          (one) =>
            one.effect === 'Allow' &&
            one.covers_all_actions === 1 &&
            one.covers_all_resources === 1 &&
            one.condition === null
        )
    ) ?? null
  )
}

/** The policy above every target that holds the same Deny; null where one target has none. */
function repeatedBy(
  organization: Organization,
  policy: ControlPolicy,
  statement: ControlStatement,
  targets: readonly OrganizationNode[]
): ControlPolicy | null {
  if (statement.effect !== 'Deny' || !policy.targetsKnown) return null
  if (targets.length === 0 || targets.length < policy.targets.length) return null
  const written = writtenForm(statement)
  let found: ControlPolicy | null = null
  for (const target of targets) {
    const above = new Set(
      pathTo(organization, target)
        .slice(0, -1)
        .map(({ id }) => id)
    )
    const twin = organization.policies.find(
      ({ id, type, targets: places, statements }) =>
        id !== policy.id &&
        type === policy.type &&
        places.some((place) => above.has(place)) &&
        statements.some((one) => writtenForm(one) === written)
    )
    if (!twin) return null
    found ??= twin
  }
  return found
}

function writtenForm(statement: ControlStatement): string {
  return JSON.stringify([
    statement.effect,
    statement.uses_not_action,
    statement.actions.map((action) => action.toLowerCase()).sort(),
    statement.uses_not_resource,
    [...statement.resources].sort(),
    statement.condition
  ])
}

function accountsBelow(organization: Organization, targets: readonly string[]): readonly OrganizationNode[] {
  const reached = new Set(targets)
  return [...organization.nodes.values()].filter(
    (node) => node.kind === 'account' && pathTo(organization, node).some(({ id }) => reached.has(id))
  )
}
