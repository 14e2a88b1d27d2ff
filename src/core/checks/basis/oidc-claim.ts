/** How far a claim of an OIDC token narrows who may take a role, by the value a trust policy asks for. */
import { hasWildcard } from '../../iam/glob.ts'

/**
 * How many a condition lets in, widest first: `anyone` at the provider · `unclear`, where the value's form is not one the provider's
 * guide describes · `tenant`, one customer or a part of what it runs · `workload`, what the value names.
 */
export const reaches = ['anyone', 'unclear', 'tenant', 'workload'] as const
export type Reach = (typeof reaches)[number]

/** How far a value of a claim reaches, as a pattern or as it stands. */
export type ClaimRule = (value: string) => Reach

/**
 * A claim whose value says in its beginning whose it is: what stands before the first wildcard decides. A value without wildcard that
 * is of another form cannot be judged.
 */
export function bySubject(tenant: RegExp, workload: RegExp): ClaimRule {
  return (value) => {
    const beginning = value.split(/[*?]/)[0] ?? ''
    if (workload.test(beginning)) return 'workload'
    if (tenant.test(beginning)) return 'tenant'
    return beginning === value ? 'unclear' : 'anyone'
  }
}

/** A claim that is an id: it tells something only where it is spelled out. */
export function exactly(reach: Reach): ClaimRule {
  return (value) => (hasWildcard(value) || value === '' ? 'anyone' : reach)
}

/** `system:serviceaccount:NAMESPACE:NAME`: a namespace or a name alone narrows, neither lets every pod in. */
export function serviceAccount(value: string): Reach {
  const [system, kind, namespace = '', ...name] = value.split(':')
  if (system !== 'system' || kind !== 'serviceaccount') return hasWildcard(value) ? 'anyone' : 'unclear'
  const isNamed = [namespace, name.join(':')].map((part) => part !== '' && !hasWildcard(part))
  if (isNamed.every(Boolean)) return 'workload'
  return isNamed.some(Boolean) ? 'tenant' : 'anyone'
}

/** Matches no value: of such a claim none narrows so far. */
export const nothing = /(?!)/
