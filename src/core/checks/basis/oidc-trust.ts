/** Judges whose tokens of an OIDC provider a trust statement accepts. */
import { comparisonOf, failsWhereAbsent, isChosen } from '../../iam/condition.ts'
import { hasWildcard } from '../../iam/glob.ts'
import { readConditions, type ConditionClause } from '../../iam/statements/read-conditions.ts'
import { providerOf } from './known-oidc-providers.ts'
import { reaches, type Reach } from './oidc-claim.ts'
import type { OidcProvider } from './oidc-provider.ts'
import { list } from './sentence.ts'
import type { PrincipalStatement } from './statement.ts'

export interface OidcFinding {
  readonly provider: OidcProvider
  /** `nobody`: the statement can never be met. */
  readonly reach: Reach | 'nobody'
  /** The end of a sentence that begins with the role: what lets them in, or keeps them out. */
  readonly because: string
  /** Whether a token for another application than AWS is accepted as far as the statement says. */
  readonly acceptsAnyAudience: boolean
  /** Whether identities that did not sign in are accepted. */
  readonly acceptsGuests: boolean
}

/** A clause about a claim of the provider's tokens, with how far it reaches. */
interface TestedClaim {
  readonly clause: ConditionClause
  /** Of the values that can match at all; `nobody` where none can. */
  readonly reach: Reach | 'nobody'
}

/** What a statement accepts of the provider whose issuer it trusts. */
export function judgeOidc({ condition }: PrincipalStatement, issuer: string): OidcFinding {
  const provider = providerOf(issuer)
  const clauses = readConditions(condition)
  const audiences = clauses.filter((clause) => claimOf(clause, issuer) === 'aud')
  const tested = clauses.flatMap((clause) => testedClaim(clause, issuer, provider))
  const sound = tested.filter(({ clause }) => failsWhereAbsent(clause))
  const impossible =
    sound.find(({ reach }) => reach === 'nobody')?.clause ??
    clauses.find((clause) => isOfAnotherIssuer(clause, issuer)) ??
    audiences.find((clause) => failsWhereAbsent(clause) && isLiteralWildcard(clause))
  const finding = {
    provider,
    acceptsAnyAudience: provider.audience === 'tested' && !audiences.some(namesAudience),
    acceptsGuests:
      provider.signedIn !== undefined && !clauses.some((clause) => asksForSignIn(clause, issuer, provider))
  }
  if (impossible) return { ...finding, reach: 'nobody', because: whyNobody(impossible, issuer) }

  const reach = narrowest([provider.untested.reach, ...sound.map((claim) => claim.reach)])
  return { ...finding, reach, because: whyReached(reach, tested, issuer, provider) }
}

/** The claim a clause is about, in lower case; a key of AWS's own keeps its prefix: `sts:rolesessionname`. */
function claimOf({ key }: ConditionClause, issuer: string): string {
  const prefix = `${issuer.toLowerCase()}:`
  return key.startsWith(prefix) ? key.slice(prefix.length) : key
}

function testedClaim(
  clause: ConditionClause,
  issuer: string,
  provider: OidcProvider
): readonly TestedClaim[] {
  const claim = claimOf(clause, issuer)
  const rule = Object.hasOwn(provider.claims, claim) ? provider.claims[claim] : undefined
  const comparison = comparisonOf(clause)
  if (rule === undefined || comparison === null || clause.values.length === 0) return []
  // StringEquals takes a wildcard for the character itself, which no claim holds (AWS IAM guide, condition operators).
  const matching = clause.values.filter((value) => comparison === 'pattern' || !hasWildcard(value))
  return [{ clause, reach: matching.length === 0 ? 'nobody' : widest(matching.map(rule)) }]
}

function namesAudience(clause: ConditionClause): boolean {
  return (
    comparisonOf(clause) !== null &&
    failsWhereAbsent(clause) &&
    clause.values.length > 0 &&
    clause.values.every(isChosen)
  )
}

function asksForSignIn(clause: ConditionClause, issuer: string, { signedIn }: OidcProvider): boolean {
  return (
    signedIn !== undefined &&
    claimOf(clause, issuer) === signedIn.claim &&
    comparisonOf(clause) !== null &&
    failsWhereAbsent(clause) &&
    clause.values.every((value) => value === signedIn.value)
  )
}

function isLiteralWildcard(clause: ConditionClause): boolean {
  return comparisonOf(clause) === 'whole' && clause.values.length > 0 && clause.values.every(hasWildcard)
}

/** A claim of one provider is never in a token of another, so that asking for it shuts everybody out. */
function isOfAnotherIssuer(clause: ConditionClause, issuer: string): boolean {
  const host = clause.key.split(/[:/]/)[0] ?? ''
  return (
    host.includes('.') &&
    !clause.key.startsWith(`${issuer.toLowerCase()}:`) &&
    failsWhereAbsent(clause) &&
    comparisonOf(clause) !== null
  )
}

function whyNobody({ written_key, values, ...clause }: ConditionClause, issuer: string): string {
  return isOfAnotherIssuer({ written_key, values, ...clause }, issuer)
    ? `it asks for ${written_key}, which no token of ${issuer} carries`
    : `StringEquals takes ${list(values)} of ${written_key} as it stands, wildcards and all; StringLike was meant`
}

function whyReached(
  reach: Reach,
  tested: readonly TestedClaim[],
  issuer: string,
  { claims }: OidcProvider
): string {
  const optional = tested.filter(({ clause }) => !failsWhereAbsent(clause))
  if (reach !== 'workload' && optional.length > 0)
    return `it tests ${list(keysOf(optional))} with an operator that a token without the claim meets too (IfExists or ForAllValues)`
  if (tested.length === 0) {
    const wanted = Object.keys(claims).map((claim) => (claim.includes(':') ? claim : `${issuer}:${claim}`))
    return `it tests ${wanted.length === 1 ? `no ${wanted[0]}` : `neither ${wanted[0]} nor another claim of whose token it is`}`
  }
  const deciding = tested.filter((claim) => claim.reach === reach)
  const shown = deciding.length > 0 ? deciding : tested
  return `it accepts ${list(shown.flatMap(({ clause }) => clause.values))} of ${list(keysOf(shown))}`
}

function keysOf(tested: readonly TestedClaim[]): readonly string[] {
  return [...new Set(tested.map(({ clause }) => clause.written_key))]
}

function widest(found: readonly Reach[]): Reach {
  return reaches.find((reach) => found.includes(reach)) ?? 'anyone'
}

function narrowest(found: readonly (Reach | 'nobody')[]): Reach {
  return reaches.findLast((reach) => found.includes(reach)) ?? 'anyone'
}
