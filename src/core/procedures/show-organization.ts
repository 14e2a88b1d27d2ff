/** Shows the organization: its tree, the matrix of accounts and guardrails, its control policies, and how much each ceiling leaves. */
import type {
  CeilingView,
  ControlPolicyView,
  OrganizationView,
  TreeNode
} from '../../shared/records/organization.ts'
import { actionDataLabel } from '../iam/actions/action-data.ts'
import { ceilingKey } from '../iam/organization/ceiling-key.ts'
import { sizeOf, wholeSize, type CeilingSize } from '../iam/organization/ceiling-size.ts'
import {
  ceilingOf,
  isFullAccess,
  type Ceiling,
  type ControlPolicy,
  type Organization
} from '../iam/organization/organization.ts'
import { effectOf } from '../iam/organization/policy-effect.ts'
import {
  guardrailHeads,
  guardrailRows,
  inTreeOrder,
  organizationOf,
  type PlacedNode
} from './organization.ts'
import { procedure } from './procedure.ts'

export default procedure('organization.show', ({ db, recall }): OrganizationView =>
  recall('organization.show', () => viewOf(organizationOf(db)))
)

function viewOf(organization: Organization): OrganizationView {
  const placed = inTreeOrder(organization)
  const tree = placed.map((one) => treeNode(organization, one))
  const policies = organization.policies.filter(({ id }) => !isFullAccess(id))
  const count = (type: ControlPolicy['type']) => policies.filter((policy) => policy.type === type).length
  return {
    id: organization.id,
    accounts: tree.filter(({ kind }) => kind === 'account').length,
    units: tree.filter(({ kind }) => kind === 'unit').length,
    serviceControlPolicies: count('SERVICE_CONTROL_POLICY'),
    resourceControlPolicies: count('RESOURCE_CONTROL_POLICY'),
    incomplete: tree.filter(({ gaps }) => gaps.length > 0).length,
    tree,
    guardrails: guardrailHeads,
    rows: guardrailRows(organization),
    policies: policies.map((policy) => policyView(organization, policy)),
    ceilings: ceilingViews(organization, placed),
    whole: { ...wholeSize(), label: actionDataLabel() }
  }
}

function treeNode(organization: Organization, { node, depth }: PlacedNode): TreeNode {
  const { binding, gaps, levels } = ceilingOf(organization, node.id, 'SERVICE_CONTROL_POLICY')
  const own = levels.at(-1)
  return {
    id: node.id,
    name: node.name || node.id,
    kind: node.kind,
    parent: node.parent,
    depth,
    policies: organization.policies.filter(
      ({ id, targets }) => !isFullAccess(id) && targets.includes(node.id)
    ).length,
    isManagement: organization.management.has(node.id),
    status: node.status,
    // An account that is closed is not judged, whatever is missing.
    gaps: binding === 'exempt' || !own || (node.status !== null && node.status !== 'ACTIVE') ? [] : gaps
  }
}

function policyView(organization: Organization, policy: ControlPolicy): ControlPolicyView {
  const { state, because, idle, accounts } = effectOf(organization, policy)
  return {
    id: policy.id,
    name: policy.name,
    type: policy.type,
    targets: policy.targets.map((id) => {
      const node = organization.nodes.get(id)
      return { id, name: node?.name || id, kind: node?.kind ?? null }
    }),
    targetsKnown: policy.targetsKnown,
    statements: policy.document === null ? null : policy.statements.length,
    denies: policy.statements.filter(({ effect }) => effect === 'Deny').length,
    effect: state,
    because,
    accounts,
    document: policy.document,
    idleStatements: [...idle.keys()]
  }
}

function ceilingViews(organization: Organization, placed: readonly PlacedNode[]): readonly CeilingView[] {
  const sizes = new Map<string, CeilingSize | null>()
  return placed
    .filter(({ node }) => node.kind === 'account')
    .map(({ node }) => {
      const ceiling = ceilingOf(organization, node.id, 'SERVICE_CONTROL_POLICY')
      const key = ceilingKey(organization, ceiling)
      const left = sizes.has(key) ? (sizes.get(key) ?? null) : sizeOf(organization, ceiling)
      sizes.set(key, left)
      return { account: node.id, name: node.name, binding: ceiling.binding, denies: deniesOf(ceiling), left }
    })
}

/** Where nothing binds, nothing counts. */
function deniesOf({ binding, levels }: Ceiling): CeilingView['denies'] {
  const denies = { root: 0, unit: 0, account: 0 }
  if (binding === 'exempt' || binding === 'off') return denies
  for (const { node, policies } of levels)
    denies[node.kind] += policies
      .flatMap(({ statements }) => statements)
      .filter(({ effect }) => effect === 'Deny').length
  return denies
}
