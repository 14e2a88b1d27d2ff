/** What is known of an OIDC provider that roles trust: whether all its customers share one issuer, and what its claims tell. */
import type { ClaimRule, Reach } from './oidc-claim.ts'

export interface OidcProvider {
  readonly name: string
  /** The issuer as it stands in the provider's ARN, without `https://`. */
  readonly issuer: RegExp
  /** What a statement that tests no claim lets in. */
  readonly untested: { readonly reach: Reach; readonly who: string }
  /** By claim, in lower case, as STS offers it for conditions. */
  readonly claims: Readonly<Record<string, ClaimRule>>
  /** A claim that tells guests from identities that signed in, and its value for those. */
  readonly signedIn?: { readonly claim: string; readonly value: string }
  /** Whether a trust policy should name the audience; not where AWS itself takes tokens for the client's application alone. */
  readonly audience: 'tested' | 'not-needed'
  readonly source: string
}

/** A provider whose customers share the issuer, so that a claim must say whose token it is. */
export function shared(
  name: string,
  issuer: RegExp,
  who: string,
  claims: OidcProvider['claims'],
  source: string,
  audience: OidcProvider['audience'] = 'tested'
): OidcProvider {
  return { name, issuer, untested: { reach: 'anyone', who }, claims, audience, source }
}

/** A provider whose issuer belongs to one customer; without a test of the claims all that the customer runs there is let in. */
export function ofOneCustomer(
  name: string,
  issuer: RegExp,
  who: string,
  claims: OidcProvider['claims'],
  source: string
): OidcProvider {
  return { name, issuer, untested: { reach: 'tenant', who }, claims, audience: 'tested', source }
}

/** The issuer a federated principal stands for; null where it is a SAML provider. */
export function issuerOf(principal: string): string | null {
  const at = principal.indexOf(':oidc-provider/')
  if (at >= 0) return principal.slice(at + ':oidc-provider/'.length)
  return principal.startsWith('arn:') ? null : principal
}
