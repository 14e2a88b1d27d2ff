/** An organization as its exports show it: the tree, the control policies on it, and what is not known of either. */
import type { StatementFact } from '../facts.ts'

/** The policy types written in IAM's language that set a ceiling over accounts. */
export type ControlPolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'

export type ControlStatement = Omit<StatementFact, 'principals'>

export interface ControlPolicy {
  readonly id: string
  readonly arn: string
  readonly name: string
  readonly type: ControlPolicyType
  /** The number of its document; null where it was not received. */
  readonly document: number | null
  /** Whether its document was received and every statement of it can be read. */
  readonly isRead: boolean
  readonly statements: readonly ControlStatement[]
  /** Roots, units and accounts it is attached to, as far as exports say. */
  readonly targets: readonly string[]
  /** Whether `list-targets-for-policy` was answered whole for it. */
  readonly targetsKnown: boolean
}

export interface OrganizationNode {
  readonly id: string
  readonly name: string
  readonly kind: 'root' | 'unit' | 'account'
  readonly parent: string | null
  /** An account's status; null for roots and units. */
  readonly status: string | null
  /** A root's policy types with their status, `ENABLED` or `PENDING_…`; null for the others, and where `list-roots` was not received. */
  readonly types: Readonly<Record<string, string>> | null
}

export interface Organization {
  /** `o-…`; null where no export names it. */
  readonly id: string | null
  readonly partition: string
  /** Management accounts, which no control policy binds. */
  readonly management: ReadonlySet<string>
  readonly nodes: ReadonlyMap<string, OrganizationNode>
  readonly policies: readonly ControlPolicy[]
  /** Keys that `list-policies` (`<type>`) and `list-policies-for-target` (`<target> <type>`) answered whole. */
  readonly answered: ReadonlySet<string>
  /** ARNs of the buckets and keys that trails of the organization write to. */
  readonly logBuckets: readonly string[]
  readonly logKeys: readonly string[]
}

/** A root, unit or account on the way to an account, with what is attached there. */
export interface Level {
  readonly node: OrganizationNode
  readonly policies: readonly ControlPolicy[]
  /** Policies that may be attached here too, because no export says what they are attached to. */
  readonly perhaps: readonly ControlPolicy[]
  /** Whether no policy can be attached here besides these. */
  readonly isListed: boolean
}

/** How far the control policies of one type bind an account. */
export interface Ceiling {
  readonly account: OrganizationNode
  readonly binding: Binding
  /** From the root, or from where the exports lose the way, down to the account. */
  readonly levels: readonly Level[]
  /** What no export shows, a sentence each. */
  readonly gaps: readonly string[]
}

/** `exempt`: a management account · `off`: the policy type is not enabled · `unknown`: see the gaps. */
export type Binding = 'bound' | 'exempt' | 'off' | 'unknown'

/** The policies AWS attaches to everything when a type is enabled; they allow everything (Organizations User Guide, "SCP evaluation"). */
const allowsAll: Readonly<Record<string, ControlPolicyType>> = {
  'p-FullAWSAccess': 'SERVICE_CONTROL_POLICY',
  'p-RCPFullAWSAccess': 'RESOURCE_CONTROL_POLICY'
}

export function isFullAccess(policyId: string): boolean {
  return Object.hasOwn(allowsAll, policyId)
}

/** The type of a policy that is known by its id alone, whether or not it was exported. */
export function typeOfFullAccess(policyId: string): ControlPolicyType | null {
  return isFullAccess(policyId) ? (allowsAll[policyId] ?? null) : null
}

export const fullAccessStatement: ControlStatement = {
  n: 0,
  sid: null,
  effect: 'Allow',
  actions: ['*'],
  uses_not_action: 0,
  resources: ['*'],
  uses_not_resource: 0,
  condition: null,
  covers_all_actions: 1,
  covers_all_resources: 1
}

const ceilings = new WeakMap<Organization, Map<string, Ceiling>>()

/** The ceiling that policies of a type put over an account; an account that no export lists is placed nowhere. */
export function ceilingOf(organization: Organization, accountId: string, type: ControlPolicyType): Ceiling {
  let known = ceilings.get(organization)
  if (!known) ceilings.set(organization, (known = new Map<string, Ceiling>()))
  const key = `${accountId} ${type}`
  let ceiling = known.get(key)
  if (!ceiling) known.set(key, (ceiling = findCeiling(organization, accountId, type)))
  return ceiling
}

function findCeiling(organization: Organization, accountId: string, type: ControlPolicyType): Ceiling {
  const account = organization.nodes.get(accountId) ?? unlisted(accountId)
  const path = pathTo(organization, account)
  const levels = path.map((node) => levelOf(organization, node, type))
  const root = path[0]?.kind === 'root' ? path[0] : null
  const gaps = gapsOf(account, root, levels, type)
  return { account, binding: bindingOf(organization, account, root, type), levels, gaps }
}

/** `o-…/r-…/ou-…/` as `aws:PrincipalOrgPaths` holds it; null where the way to the root is not exported. */
export function pathOf(organization: Organization, accountId: string): string | null {
  const account = organization.nodes.get(accountId)
  if (!account || organization.id === null) return null
  const path = pathTo(organization, account)
  if (path[0]?.kind !== 'root') return null
  return `${[organization.id, ...path.slice(0, -1).map(({ id }) => id)].join('/')}/`
}

/** A node and all above it, the highest first. */
export function pathTo(organization: Organization, node: OrganizationNode): readonly OrganizationNode[] {
  const path = [node]
  for (let above = parentOf(organization, node); above && !path.includes(above);)
    above = parentOf(organization, (path.unshift(above), above))
  return path
}

/** The accounts that control policies can bind: active ones but management accounts. */
export function membersOf(organization: Organization): readonly OrganizationNode[] {
  return [...organization.nodes.values()].filter(
    ({ id, kind, status }) => kind === 'account' && status === 'ACTIVE' && !organization.management.has(id)
  )
}

function parentOf(organization: Organization, { parent }: OrganizationNode): OrganizationNode | undefined {
  return parent === null ? undefined : organization.nodes.get(parent)
}

function levelOf(organization: Organization, node: OrganizationNode, type: ControlPolicyType): Level {
  const ofType = organization.policies.filter((policy) => policy.type === type)
  const isAnswered = organization.answered.has(`${node.id} ${type}`)
  return {
    node,
    policies: ofType.filter(({ targets }) => targets.includes(node.id)),
    perhaps: isAnswered
      ? []
      : ofType.filter(({ targets, targetsKnown }) => !targetsKnown && !targets.includes(node.id)),
    isListed: isAnswered || organization.answered.has(type)
  }
}

function bindingOf(
  organization: Organization,
  account: OrganizationNode,
  root: OrganizationNode | null,
  type: ControlPolicyType
): Binding {
  if (organization.management.has(account.id)) return 'exempt'
  if (account.kind === 'account' && account.status !== 'ACTIVE') return 'unknown'
  const roots = root ? [root] : [...organization.nodes.values()].filter(({ kind }) => kind === 'root')
  if (roots.length === 0 || roots.some(({ types }) => types === null)) return 'unknown'
  // Where every root says the same, an account that is placed nowhere is bound the same.
  return roots.every(({ types }) => types?.[type] !== 'ENABLED') ? 'off' : 'bound'
}

function gapsOf(
  account: OrganizationNode,
  root: OrganizationNode | null,
  levels: readonly Level[],
  type: ControlPolicyType
): readonly string[] {
  return [
    ...gapsOfPlace(account, root),
    ...(levels.some(({ isListed }) => !isListed)
      ? [`The list of policies of type ${type} is incomplete; ask for aws organizations list-policies.`]
      : []),
    ...[...new Set(levels.flatMap(({ perhaps }) => perhaps))].map(
      ({ name, id }) =>
        `What policy ${name} is attached to was not received; ask for aws organizations list-targets-for-policy --policy-id ${id}.`
    ),
    ...[...new Set(levels.flatMap(({ policies }) => policies))]
      .filter(({ isRead }) => !isRead)
      .map(
        ({ name, id }) =>
          `The document of policy ${name} was not received or cannot be read whole; ask for aws organizations describe-policy --policy-id ${id}.`
      )
  ]
}

function gapsOfPlace(
  { id, kind, status }: OrganizationNode,
  root: OrganizationNode | null
): readonly string[] {
  const gaps: string[] = []
  if (kind === 'account' && status === null)
    gaps.push(`Account ${id} is not among the accounts exported; ask for aws organizations list-accounts.`)
  if (status !== null && status !== 'ACTIVE') gaps.push(`Account ${id} has the status ${status}.`)
  if (!root)
    gaps.push(
      `The exports do not lead from account ${id} to the root; ask for aws organizations list-parents --child-id ${id}.`
    )
  else if (root.types === null)
    gaps.push('Which policy types are enabled was not received; ask for aws organizations list-roots.')
  return gaps
}

function unlisted(id: string): OrganizationNode {
  return { id, name: '', kind: 'account', parent: null, status: null, types: null }
}
