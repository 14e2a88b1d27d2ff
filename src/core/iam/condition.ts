/** Judges whether the condition of a trust statement limits who may use it, or only looks as if it did. */
import { parseArn, isAccountId } from './arn.ts'
import { hasWildcard } from './glob.ts'

export interface TrustCondition {
  /** Condition keys that limit who may use the statement, as spelled in the policy; one is enough. */
  readonly limiting: readonly string[]
  /** Condition keys that are there and leave anyone free to meet them. */
  readonly idle: readonly string[]
}

/**
 * Every operator and key of a condition must hold, so one key that ties the caller to an organization, an account, a network or a
 * secret agreed on is enough. What does not count: exclusions (`StringNotEquals`), `…IfExists` and `ForAllValues` on keys a caller
 * may lack, values that are all wildcard, networks that are the whole internet, and keys a caller chooses freely.
 * Keys are compared without case, values as they are (AWS IAM guide, condition operators).
 */
export function readTrustCondition(condition: Readonly<Record<string, unknown>> | null): TrustCondition {
  const limiting: string[] = []
  const idle: string[] = []
  for (const [operator, block] of Object.entries(condition ?? {})) {
    if (typeof block !== 'object' || block === null) continue
    for (const [key, value] of Object.entries(block))
      (isLimiting(operator, key, valuesOf(value)) ? limiting : idle).push(key)
  }
  return { limiting: [...new Set(limiting)], idle: [...new Set(idle)] }
}

/** Whether a condition limits who may use a trust statement. */
export function limitsWho(condition: Readonly<Record<string, unknown>> | null): boolean {
  return readTrustCondition(condition).limiting.length > 0
}

type ValueRule = (value: string, isPattern: boolean) => boolean

/** Keys every request carries, so that `…IfExists` on them is no way around. */
const alwaysPresent = new Set(['aws:principalarn', 'aws:principalaccount', 'aws:sourceip'])

const rules: Readonly<Record<string, ValueRule>> = {
  'aws:principalorgid': isOrganization,
  'aws:principalorgpaths': isOrganizationPath,
  'aws:principalaccount': isAccount,
  'aws:principalarn': namesAccount,
  'aws:sourceorgid': isOrganization,
  'aws:sourceorgpaths': isOrganizationPath,
  'aws:sourceaccount': isAccount,
  'aws:sourcearn': namesAccount,
  'aws:sourceowner': isAccount,
  'aws:userid': isUniqueId,
  'aws:sourceip': isNetwork,
  'aws:vpcsourceip': isNetwork,
  'aws:sourcevpc': isExact,
  'aws:sourcevpce': isExact,
  'aws:sourcevpcarn': namesAccount,
  'aws:federatedprovider': isExact,
  'sts:externalid': isChosen,
  'kms:calleraccount': isAccount,
  's3:dataaccesspointaccount': isAccount,
  's3:dataaccesspointarn': namesAccount
}

/** Claims of a signed token, by the end of their key: `accounts.google.com:sub`, `saml:sub`. */
const claimRules: Readonly<Record<string, ValueRule>> = {
  sub: isSubject,
  oaud: isChosen,
  app_id: isChosen,
  user_id: isChosen,
  namequalifier: isChosen,
  doc: isChosen,
  iss: isChosen,
  job_workflow_ref: isSubject,
  repository: isChosen,
  repository_id: isChosen,
  repository_owner: isChosen,
  repository_owner_id: isChosen,
  project_path: isSubject,
  namespace_path: isSubject
}

/** Issuers that put one audience into everybody's tokens: their `aud` tells nothing of the caller. */
const sharedAudiences = new Set([
  'token.actions.githubusercontent.com',
  'gitlab.com',
  'app.terraform.io',
  'oidc.circleci.com',
  'saml'
])

function isLimiting(operator: string, key: string, values: readonly string[]): boolean {
  const wanted = key.toLowerCase()
  const { name, isIfExists, isForAll } = operatorOf(operator)
  if ((isIfExists || isForAll) && !alwaysPresent.has(wanted)) return false
  const isPattern = name === 'stringlike' || name.startsWith('arn')
  if (!isPattern && !['stringequals', 'stringequalsignorecase', 'ipaddress'].includes(name)) return false
  if (name === 'arnnotequals' || name === 'arnnotlike') return false
  const rule = ruleOf(wanted)
  return rule !== null && values.length > 0 && values.every((value) => rule(value, isPattern))
}

function operatorOf(operator: string): {
  readonly name: string
  readonly isIfExists: boolean
  readonly isForAll: boolean
} {
  const [set = '', plain] = operator.toLowerCase().split(':')
  const name = plain ?? set
  return {
    name: name.replace(/ifexists$/, ''),
    isIfExists: name.endsWith('ifexists'),
    isForAll: plain !== undefined && set === 'forallvalues'
  }
}

function ruleOf(key: string): ValueRule | null {
  if (Object.hasOwn(rules, key)) return rules[key] ?? null
  const at = key.lastIndexOf(':')
  const [issuer, claim] = [key.slice(0, at), key.slice(at + 1)]
  if (at < 1 || issuer === 'aws' || issuer === 'sts' || issuer === 'iam') return null
  if (claim === 'aud') return sharedAudiences.has(issuer) ? null : isChosen
  return Object.hasOwn(claimRules, claim) ? (claimRules[claim] ?? null) : null
}

function isOrganization(value: string): boolean {
  return /^o-[a-z0-9]{10,32}$/.test(value) || isOwn(value, 'OrgID')
}

function isOrganizationPath(value: string): boolean {
  return /^o-[a-z0-9]{10,32}\//.test(value) || isOwn(value, 'OrgPaths')
}

function isAccount(value: string): boolean {
  return isAccountId(value) || isOwn(value, 'Account')
}

/** A variable that stands for the resource's own organization or account ties the caller to it. */
function isOwn(value: string, what: 'OrgID' | 'OrgPaths' | 'Account'): boolean {
  return value === `\${aws:Resource${what}}`
}

/** An ARN whose account is spelled out; a pattern over all accounts is met by anyone who names a role alike. */
function namesAccount(value: string): boolean {
  const arn = parseArn(value)
  return arn !== null && (isAccountId(arn.account) || isBucket(arn.service, arn.resource))
}

/** Bucket names are unique in a partition and their ARNs carry no account. */
function isBucket(service: string, resource: string): boolean {
  return service === 's3' && !hasWildcard(resource.split('/')[0] ?? '')
}

/** `AROA…:session`: the id of one user or role, whatever follows. */
function isUniqueId(value: string): boolean {
  return /^(AROA|AIDA)[A-Z0-9]{12,}/.test(value) || isAccountId(value)
}

function isExact(value: string, isPattern: boolean): boolean {
  return value !== '' && !value.includes('${') && !(isPattern && hasWildcard(value)) && value !== '*'
}

/** Something agreed on or issued: at least four characters that are no wildcard stand in it. */
function isChosen(value: string): boolean {
  return !value.includes('${') && value.replaceAll(/[*?]/g, '').length >= 4
}

/** A token's subject: `repo:*` is everybody's repository, `repo:owner/*` is one owner's. */
function isSubject(value: string): boolean {
  if (value.includes('${')) return false
  const beforeWildcard = value.split(/[*?]/)[0] ?? ''
  const afterKind = beforeWildcard.includes(':')
    ? beforeWildcard.slice(beforeWildcard.indexOf(':') + 1)
    : beforeWildcard
  return afterKind !== ''
}

/** A range of addresses that is not a large part of the internet. */
function isNetwork(value: string): boolean {
  const [address = '', prefix] = value.split('/')
  const isV6 = address.includes(':')
  const bits = prefix === undefined ? (isV6 ? 128 : 32) : Number(prefix)
  return /^[0-9a-fA-F.:]+$/.test(address) && Number.isInteger(bits) && bits >= (isV6 ? 16 : 8)
}

function valuesOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).map((one) =>
    typeof one === 'string' ? one : typeof one === 'number' ? String(one) : ''
  )
}
