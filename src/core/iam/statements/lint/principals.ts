/** Whether the principals a statement names are of a form AWS knows (IAM JSON policy elements: Principal, NotPrincipal). */
import { isAccountId, parseArn } from '../../arn.ts'
import { hasWildcard } from '../../glob.ts'
import { readPrincipals } from '../../principal.ts'
import { allows, element, quote, type Lint, type LintedDocument } from './lint.ts'

/** Identity providers that are no resource of an account (IAM User Guide: Using web identity federation). */
const openProviders = new Set([
  'cognito-identity.amazonaws.com',
  'accounts.google.com',
  'graph.facebook.com',
  'www.amazon.com'
])

/** Rules `not-principal-allow`, `unknown-principal` and `odd-service-principal`. */
export function* lintPrincipals({ statements }: LintedDocument): Generator<Lint> {
  for (const statement of statements) {
    const { n, name, elements } = statement
    if (element(elements, 'NotPrincipal') !== undefined && allows(statement))
      yield {
        rule: 'not-principal-allow',
        n,
        detail: `${name} allows with NotPrincipal, which is everyone but those it names`
      }
    for (const [key, negated] of [
      ['Principal', 0],
      ['NotPrincipal', 1]
    ] as const) {
      const value = element(elements, key)
      if (value === undefined || value === '') continue
      const { principals, problem } = readPrincipals(value, negated)
      if (problem !== null) yield { rule: 'unknown-principal', n, detail: `${name}: ${problem}` }
      for (const { type, value: principal } of principals) {
        const why = principal === '' ? null : problemOf(type, principal)
        if (why !== null)
          yield {
            rule: type === 'service' ? 'odd-service-principal' : 'unknown-principal',
            n,
            detail: `${name} names the principal ${quote(principal)}: ${why}`
          }
      }
    }
  }
}

function problemOf(type: string, principal: string): string | null {
  switch (type) {
    case 'aws':
      return problemOfAccountPrincipal(principal)
    case 'federated':
      return openProviders.has(principal) || isProvider(principal) ? null : 'it is no identity provider'
    case 'service':
      return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/.test(principal) ||
        /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:amazon\.com|aws\.internal|amazonaws\.eu|api\.aws)$/.test(principal)
        ? null
        : 'services are named as SERVICE.amazonaws.com'
    default:
      return null
  }
}

/** Ids that stay behind when a user or role is deleted are a form of its own. */
function problemOfAccountPrincipal(principal: string): string | null {
  if (isAccountId(principal) || /^A[A-Z]{3}[A-Z0-9]{12,}$/.test(principal)) return null
  const arn = parseArn(principal)
  if (arn === null) return 'it is neither *, an account, an ARN nor an id'
  if (hasWildcard(principal)) return 'a principal takes no wildcard but * alone'
  if (!isAccountId(arn.account)) return `${quote(arn.account)} is no account of twelve digits`
  const kind = arn.resource.split('/')[0] ?? ''
  const isKnown =
    arn.service === 'iam'
      ? arn.resource === 'root' || ((kind === 'user' || kind === 'role') && arn.resource.includes('/'))
      : arn.service === 'sts' && (kind === 'assumed-role' || kind === 'federated-user' || kind === 'self')
  if (isKnown || (arn.service === 'iam' && kind === 'oidc-provider')) return null
  if (arn.service === 'cloudfront') return null
  return kind === 'group' ? 'a group is no principal' : 'it is no user, role, session or account'
}

function isProvider(principal: string): boolean {
  const arn = parseArn(principal)
  return arn?.service === 'iam' && /^(?:saml|oidc)-provider\/./.test(arn.resource) && !hasWildcard(principal)
}
