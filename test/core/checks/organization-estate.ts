/** An organization in the facts: root, one unit, one member in it, and what its control policies need to be judged. */
import { account, allow, type Estate } from './database.ts'

export const rootArn = `arn:aws:organizations::${account}:root/o-exampleorg1/r-abcd`
export const organizationArn = `arn:aws:organizations::${account}:organization/o-exampleorg1`
export const unitId = 'ou-abcd-11111111'
export const memberId = '444455556666'

/** Management account and one member in a unit below the root; policies on, listed whole, FullAWSAccess on every level. */
export function organization(estate: Estate): void {
  estate.fact('org_organization', {})
  estate.fact('org_root', {})
  estate.fact('org_policy_type', {})
  estate.fact('org_unit', {})
  estate.fact('org_account', { id: account, name: 'management' })
  estate.fact('org_account', {})
  estate.fact('org_parent', { child_id: account, parent_id: 'r-abcd' })
  estate.fact('org_parent', {})
  estate.fact('org_parent', { child_id: unitId, parent_id: 'r-abcd' })
  estate.answers('organization-policies', 'SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY')
  fullAccess(estate, 'SERVICE_CONTROL_POLICY')
}

/** RCPFullAWSAccess or FullAWSAccess on every level. */
export function fullAccess(estate: Estate, type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'): void {
  const name = type === 'SERVICE_CONTROL_POLICY' ? 'FullAWSAccess' : 'RCPFullAWSAccess'
  const id = `p-${name}`
  estate.fact('org_policy', { id, name, type, is_aws_managed: 1, document_id: estate.document(allow('*')) })
  for (const target_id of ['r-abcd', unitId, memberId, account])
    estate.fact('org_policy_target', { policy_id: id, target_id })
  estate.answers('policy-targets', id)
}

interface Options {
  readonly id?: string
  readonly name?: string
  readonly type?: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'
}

/** A policy on one target; on `nothing`, as its targets say; with targets `unknown`. A document of null was not received. */
export function attached(
  estate: Estate,
  document: unknown,
  target = 'r-abcd',
  { id = 'p-guardrail', name = 'Guardrails', type = 'SERVICE_CONTROL_POLICY' }: Options = {}
): void {
  estate.fact('org_policy', {
    id,
    name,
    type,
    arn: `arn:aws:organizations::${account}:policy/o-exampleorg1/service_control_policy/${id}`,
    document_id: document === null ? null : estate.document(document)
  })
  if (target === 'unknown') return
  if (target !== 'nothing') estate.fact('org_policy_target', { policy_id: id, target_id: target })
  estate.answers('policy-targets', id)
}

export function deny(action: string | readonly string[], condition?: object, resource = '*'): object {
  return { Statement: [{ Effect: 'Deny', Action: action, Resource: resource, Condition: condition }] }
}
