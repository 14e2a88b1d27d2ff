/** Who makes a request, as far as conditions of control policies can see. */
import { parseArn } from '../arn.ts'
import { globMatches } from '../glob.ts'
import { absent, known, unknown, type ContextValue, type RequestContext } from './condition-holds.ts'
import { pathOf, type Organization } from './organization.ts'

/** Whether a statement must hold for an ordinary principal, and for every one. */
export interface Requester {
  /** One that no policy names. */
  readonly ordinary: RequestContext
  /** Any at all, those that exceptions name included. */
  readonly every: RequestContext
}

/** Any user, role or root user of an account. */
export function anyoneIn(organization: Organization, accountId: string): Requester {
  const ofAccount = accountContext(organization, accountId)
  const principals = principalsOf(organization.partition, accountId)
  return {
    ordinary: withKey(ofAccount, 'aws:principalarn', principals.ordinary),
    every: withKey(ofAccount, 'aws:principalarn', principals.every)
  }
}

/** The root user of an account (`aws:PrincipalArn` ends with `:root`). */
export function rootUserOf(organization: Organization, accountId: string): Requester {
  const context = accountContext(organization, accountId)
  const own: Readonly<Record<string, ContextValue>> = {
    'aws:principalarn': known(`arn:${organization.partition}:iam::${accountId}:root`),
    'aws:principaltype': known('Account'),
    'aws:userid': known(accountId),
    'aws:username': absent
  }
  return sameFor((key) => own[key] ?? (key.startsWith('aws:principaltag/') ? absent : context(key)))
}

/** What `principalOf` of one account differs in. */
export const principalKeys = ['aws:principalarn', 'aws:principaltype'] as const

/** One user or role by its ARN; for sessions of a role `aws:PrincipalArn` is the role's (Global condition context keys). */
export function principalOf(organization: Organization, accountId: string, arn: string): Requester {
  const isUser = parseArn(arn)?.resource.startsWith('user/') === true
  const context = withKey(accountContext(organization, accountId), 'aws:principalarn', known(arn))
  return sameFor(withKey(context, 'aws:principaltype', known(isUser ? 'User' : 'AssumedRole')))
}

/** Someone outside the organization: of an account elsewhere, or anonymous. */
export function strangers(organization: Organization): readonly Requester[] {
  const elsewhere: Readonly<Record<string, ContextValue>> = {
    'aws:principalorgid': known('o-0000000000'),
    'aws:principalorgpaths': known('o-0000000000/r-0000/'),
    'aws:principalaccount': known('000000000000'),
    'aws:principalarn': known('arn:aws:iam::000000000000:role/q0x')
  }
  return [elsewhere, {}].map((who) =>
    sameFor((key) => {
      if (key === 'aws:principalisawsservice' || key === 'aws:viaawsservice') return known('false')
      if (key === 'aws:resourceorgid' && organization.id !== null) return known(organization.id)
      return who[key] ?? (/^aws:(principal|source)/.test(key) ? absent : unknown)
    })
  )
}

/** The same requester in a Region. */
export function inRegion({ ordinary, every }: Requester, region: string): Requester {
  const at = known(region)
  return {
    ordinary: withKey(ordinary, 'aws:requestedregion', at),
    every: withKey(every, 'aws:requestedregion', at)
  }
}

function accountContext(organization: Organization, accountId: string): RequestContext {
  const path = pathOf(organization, accountId)
  const own: Readonly<Record<string, ContextValue>> = {
    'aws:principalaccount': known(accountId),
    'aws:principalorgid': organization.id === null ? unknown : known(organization.id),
    'aws:principalorgpaths': path === null ? unknown : known(path),
    // Control policies bind no service of AWS itself.
    'aws:principalisawsservice': known('false')
  }
  return (key) => own[key] ?? unknown
}

/** Names that no policy was written for stand for all that are not named. */
function principalsOf(
  partition: string,
  account: string
): { readonly ordinary: ContextValue; readonly every: ContextValue } {
  const iam = `arn:${partition}:iam::${account}:`
  const unnamed = [`${iam}user/q0x`, `${iam}role/q0x`, `${iam}role/q0x/q0x`]
  const all = [...unnamed, `${iam}root`, `arn:${partition}:sts::${account}:federated-user/q0x`]
  return {
    ordinary: {
      is: 'one-of',
      all: (matches) => unnamed.every(matches),
      any: (matches) => unnamed.some(matches)
    },
    every: {
      is: 'one-of',
      all: (matches) => all.every(matches),
      any: (_, pattern) => mayName(pattern, partition, account)
    }
  }
}

/** Whether an ARN pattern can stand for a principal of the account; a text of fewer parts can stand for anything. */
function mayName(pattern: string, partition: string, account: string): boolean {
  const arn = parseArn(pattern)
  if (!arn) return true
  return (
    globMatches(arn.partition, partition) &&
    globMatches(arn.account, account) &&
    ['iam', 'sts'].some((service) => globMatches(arn.service, service))
  )
}

function withKey(context: RequestContext, key: string, value: ContextValue): RequestContext {
  return (asked) => (asked === key ? value : context(asked))
}

function sameFor(context: RequestContext): Requester {
  return { ordinary: context, every: context }
}
