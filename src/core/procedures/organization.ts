/** The organization of the open period and what its ceiling does to every account, read once and kept until facts change. */
import { ceilingKey } from '../iam/organization/ceiling-key.ts'
import { guardrailState, type GuardrailVerdict } from '../iam/organization/guardrail-state.ts'
import { guardrails } from '../iam/organization/guardrails.ts'
import { ceilingOf, type Organization, type OrganizationNode } from '../iam/organization/organization.ts'
import { limitInWords, statementInWords } from '../iam/organization/words.ts'
import { organizationPicture, readOrganization } from '../checks/basis/organization-picture.ts'
import type { GuardrailCell, GuardrailHead, GuardrailRow } from '../../shared/records/organization.ts'
import type { Reader } from '../store/database.ts'

export function organizationOf(db: Reader): Organization {
  const text = db.get<{ readonly organization: string }>(
    `with ${organizationPicture} select organization from picture`
  )?.organization
  if (text === undefined) throw new Error('The picture of the organization has no row')
  return readOrganization(text)
}

export const guardrailHeads: readonly GuardrailHead[] = guardrails.map(({ id, title, short, control }) => ({
  id,
  title,
  short,
  control
}))

/** The accounts in the order of the tree with every guardrail. */
export function guardrailRows(organization: Organization): readonly GuardrailRow[] {
  const known = new Map<string, readonly GuardrailCell[]>()
  return inTreeOrder(organization)
    .filter(({ node }) => node.kind === 'account')
    .map(({ node }) => {
      const ceiling = ceilingOf(organization, node.id, 'SERVICE_CONTROL_POLICY')
      const key = ceilingKey(organization, ceiling)
      const cells =
        known.get(key) ??
        guardrails.map((guardrail) => cellOf(guardrailState(organization, ceiling, guardrail)))
      known.set(key, cells)
      return { account: node.id, name: node.name, cells }
    })
}

export function cellOf({ state, by, limits }: GuardrailVerdict): GuardrailCell {
  return {
    state,
    level: by?.level.node.kind ?? null,
    policy: by?.policy?.name ?? null,
    policyId: by?.policy?.id ?? null,
    statement: by?.statement ? statementInWords(by.statement) : null,
    exceptions: limits.map(limitInWords).join(' and ')
  }
}

export interface PlacedNode {
  readonly node: OrganizationNode
  readonly depth: number
}

/** Depth first: accounts of a level before its units, both by name; what is placed nowhere stands last. */
export function inTreeOrder({ nodes }: Organization): readonly PlacedNode[] {
  const children = Map.groupBy(nodes.values(), ({ parent }) => parent)
  const placed: PlacedNode[] = []
  const seen = new Set<string>()
  const place = (node: OrganizationNode, depth: number): void => {
    if (seen.has(node.id)) return
    seen.add(node.id)
    placed.push({ node, depth })
    for (const child of [...(children.get(node.id) ?? [])].sort(byKindAndName)) place(child, depth + 1)
  }
  for (const node of [...nodes.values()].sort(byKindAndName)) if (node.kind === 'root') place(node, 0)
  for (const node of [...nodes.values()].sort(byKindAndName)) place(node, 0)
  return placed
}

function byKindAndName(a: OrganizationNode, b: OrganizationNode): number {
  if (a.kind !== b.kind) return a.kind === 'account' ? -1 : b.kind === 'account' ? 1 : 0
  return a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1)
}
