/** Judges whether the condition of a trust statement limits who may use it, or only looks as if it did. */
import { parseArn, isAccountId } from './arn.ts'
import { hasWildcard } from './glob.ts'
import { readConditions, type ConditionClause } from './statements/read-conditions.ts'

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
  const clauses = readConditions(condition)
  const keysWhere = (limits: boolean) => [
    ...new Set(
      clauses.filter((clause) => isLimiting(clause) === limits).map(({ written_key }) => written_key)
    )
  ]
  return { limiting: keysWhere(true), idle: keysWhere(false) }
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

function isLimiting(clause: ConditionClause): boolean {
  if (!failsWhereAbsent(clause) && !alwaysPresent.has(clause.key)) return false
  const comparison = comparisonOf(clause)
  const rule = ruleOf(clause.key)
  if (comparison === null || rule === null) return false
  return clause.values.length > 0 && clause.values.every((value) => rule(value, comparison === 'pattern'))
}

/** Whether a call without the key does not meet the clause; `…IfExists` and `ForAllValues` are met by it. */
export function failsWhereAbsent({ quantifier, if_exists }: ConditionClause): boolean {
  return if_exists === 0 && quantifier !== 'forallvalues'
}

/**
 * How a clause compares texts for being alike; null for exclusions, numbers, dates and `Null`. `ArnEquals` takes wildcards just as
 * `ArnLike` does (AWS IAM guide, condition operators).
 */
export function comparisonOf({ operator }: ConditionClause): 'whole' | 'pattern' | null {
  if (['stringlike', 'arnlike', 'arnequals'].includes(operator)) return 'pattern'
  return ['stringequals', 'stringequalsignorecase', 'ipaddress'].includes(operator) ? 'whole' : null
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
export function isChosen(value: string): boolean {
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
