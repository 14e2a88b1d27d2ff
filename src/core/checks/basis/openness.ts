/** How open a statement of a resource policy is that names every principal. */
import { readTrustCondition } from '../../iam/condition.ts'
import { isForAnyone, type PrincipalStatement } from './statement.ts'

/** `open`: to just anyone · `weak`: to whoever comes from a network or through a service · `limited`: to accounts, organizations or resources. */
export type Openness = 'open' | 'weak' | 'limited'

/** null for a statement that allows nothing, or whose principals are named. */
export function opennessOf(statement: PrincipalStatement): Openness | null {
  if (statement.effect !== 'Allow' || !isForAnyone(statement)) return null
  const { limiting, idle } = readTrustCondition(statement.condition)
  if (limiting.length === 0) return idle.some(isOf(throughService)) ? 'weak' : 'open'
  return limiting.every(isOf(fromNetwork)) ? 'weak' : 'limited'
}

/** Whether a statement denies everyone but some callers, which may close what another one opens; denying plain HTTP does not. */
export function shutsOut(statement: PrincipalStatement): boolean {
  if (statement.effect !== 'Deny' || !isForAnyone(statement)) return false
  return Object.values(statement.condition ?? {}).some(
    (block) => typeof block === 'object' && block !== null && Object.keys(block).some(isOf(aboutCaller))
  )
}

const fromNetwork = new Set(['aws:sourceip', 'aws:vpcsourceip'])
const throughService = new Set(['aws:principalisawsservice', 'aws:viaawsservice', 'aws:principalservicename'])
const aboutCaller = new Set([
  ...fromNetwork,
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:userid',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce'
])

function isOf(keys: ReadonlySet<string>): (key: string) => boolean {
  return (key) => keys.has(key.toLowerCase())
}
