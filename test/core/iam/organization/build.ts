/** Organizations made by hand for tests of the ceiling: a root, units and accounts in a line, policies by document. */
import {
  fullAccessStatement,
  type ControlPolicy,
  type ControlPolicyType,
  type ControlStatement,
  type Organization,
  type OrganizationNode
} from '../../../../src/core/iam/organization/organization.ts'
import { readPolicyDocument } from '../../../../src/core/iam/policy-document.ts'

export const member = '444455556666'
export const management = '111122223333'

export interface Built {
  readonly policies?: readonly ControlPolicy[]
  readonly nodes?: readonly OrganizationNode[]
  readonly answered?: readonly string[] | undefined
  readonly logBuckets?: readonly string[]
}

/** Root `r-1`, unit `ou-1` and the member account below each other; both policy types enabled and listed whole. */
export function organizationOf({
  policies = [],
  nodes = line,
  answered = whole,
  logBuckets = []
}: Built): Organization {
  return {
    id: 'o-exampleorg1',
    partition: 'aws',
    management: new Set([management]),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    policies,
    answered: new Set(answered),
    logBuckets,
    logKeys: []
  }
}

export const whole = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']

export const root: OrganizationNode = {
  id: 'r-1',
  name: 'Root',
  kind: 'root',
  parent: null,
  status: null,
  types: { SERVICE_CONTROL_POLICY: 'ENABLED', RESOURCE_CONTROL_POLICY: 'ENABLED' }
}
export const unit: OrganizationNode = {
  id: 'ou-1',
  name: 'Workloads',
  kind: 'unit',
  parent: 'r-1',
  status: null,
  types: null
}
export const account: OrganizationNode = {
  id: member,
  name: 'production',
  kind: 'account',
  parent: 'ou-1',
  status: 'ACTIVE',
  types: null
}
export const line = [root, unit, account, { ...account, id: management, parent: 'r-1' }]
export const levels = ['r-1', 'ou-1', member]

/** FullAWSAccess on every level, or on those given. */
export function fullAccess(
  targets: readonly string[] = [...levels, management],
  type: ControlPolicyType = 'SERVICE_CONTROL_POLICY'
): ControlPolicy {
  const name = type === 'SERVICE_CONTROL_POLICY' ? 'FullAWSAccess' : 'RCPFullAWSAccess'
  return { ...policy([], targets, { name }), id: `p-${name}`, type, statements: [fullAccessStatement] }
}

/** Statements as a policy writes them; null for a document that was not received. */
export function policy(
  statements: readonly object[] | null,
  targets: readonly string[],
  given: Partial<ControlPolicy> = {}
): ControlPolicy {
  const name = given.name ?? 'Guardrails'
  return {
    id: `p-${name}`,
    arn: `arn:aws:organizations::${management}:policy/o-exampleorg1/service_control_policy/p-${name}`,
    name,
    type: 'SERVICE_CONTROL_POLICY',
    document: null,
    isRead: statements !== null,
    statements: statements === null ? [] : read(statements),
    targets,
    targetsKnown: true,
    ...given
  }
}

export function deny(
  action: string | readonly string[],
  condition?: object,
  resource: unknown = '*'
): object {
  return { Effect: 'Deny', Action: action, Resource: resource, Condition: condition }
}

export function allow(
  action: string | readonly string[],
  condition?: object,
  resource: unknown = '*'
): object {
  return { Effect: 'Allow', Action: action, Resource: resource, Condition: condition }
}

function read(statements: readonly object[]): readonly ControlStatement[] {
  return readPolicyDocument(JSON.stringify({ Statement: statements })).statements
}
