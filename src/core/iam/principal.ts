/** Reads whom a statement names, in every form `Principal` and `NotPrincipal` may take. */
import { accountOfArn, isAccountId } from './arn.ts'
import type { Flag, PrincipalFact } from './facts.ts'

export interface Principals {
  readonly principals: readonly PrincipalFact[]
  /** What of the element is not a principal; null where all of it is. */
  readonly problem: string | null
}

/**
 * `"*"` and `{"AWS": "*"}` are anyone; a bare account id and an account's root ARN are the account; `AIDA…` and `AROA…` are the
 * ids that stay behind when a user or role is deleted (AWS IAM guide, principal element).
 */
export function readPrincipals(element: unknown, negated: Flag): Principals {
  if (typeof element === 'string') return collect([['AWS', element]], negated)
  if (typeof element !== 'object' || element === null || Array.isArray(element))
    return { principals: [], problem: 'its principal is neither a text nor an object' }
  return collect(Object.entries(element), negated)
}

const types: ReadonlyMap<string, PrincipalFact['type']> = new Map([
  ['aws', 'aws'],
  ['*', 'any'],
  ['service', 'service'],
  ['federated', 'federated'],
  ['canonicaluser', 'canonical']
] as const)

function collect(entries: readonly (readonly [string, unknown])[], negated: Flag): Principals {
  const principals: PrincipalFact[] = []
  let problem: string | null = null
  for (const [kind, values] of entries) {
    const type = types.get(kind.toLowerCase())
    if (type === undefined) {
      problem ??= `it names a principal of the unknown type "${kind}"`
      continue
    }
    for (const value of Array.isArray(values) ? (values as unknown[]) : [values]) {
      if (typeof value === 'string') principals.push(principalOf(type, value, negated))
      else problem ??= 'it names a principal that is not a text'
    }
  }
  return { principals, problem }
}

function principalOf(type: PrincipalFact['type'], value: string, negated: Flag): PrincipalFact {
  if (type === 'any' || (type === 'aws' && value === '*'))
    return { type: 'any', negated, value: '*', account_id: null }
  return { type, negated, value, account_id: isAccountId(value) ? value : accountOfArn(value) }
}
