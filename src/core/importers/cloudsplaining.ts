/** Reads the results of Cloudsplaining as the risks it found in each policy; an inline policy is told by who holds it. */
import { accountOfArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { policyRisks, type Risk } from './reading/cloudsplaining-risks.ts'
import {
  flagOf,
  isRecord,
  recordIn,
  recordOf,
  textOf,
  type JsonRecord,
  type Member
} from './reading/fields.ts'
import { toolResults } from './reading/tool-results.ts'
import { walkJson, type Plan } from './reading/walk-json.ts'

const importer: Importer = {
  kind: 'cloudsplaining',
  title: 'Cloudsplaining results',
  family: 'corroboration',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'cloudsplaining scan, the file iam-results-….json beside its report',
  operations: [],
  recognises,
  read
}

export default importer

/** The principals come first, and those of a large account fill the head of the file: they too hold their policies by kind. */
function recognises({ form, keys, head }: Outline): boolean {
  return (
    form === 'json' &&
    keys.has('groups') &&
    [...keys.keys()].every((key) => principals.has(key) || policyLists.has(key) || besides.has(key)) &&
    ([...keys.keys()].some((key) => policyLists.has(key)) || /"inline_policies"\s*:\s*\{/.test(head))
  )
}

interface Policy {
  readonly id: string
  readonly name: string
  /** null for an inline policy. */
  readonly arn: string | null
  readonly isExcluded: boolean
  readonly risks: readonly Risk[]
  readonly line: number
  readonly path: string
}

/** Who holds an inline policy, and under which name: equal documents are one policy of the report. */
interface Holder {
  readonly arn: string
  readonly policy: string
}

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const results = toolResults(reading, 'Cloudsplaining')
  const policies: Policy[] = []
  const holders = new Map<string, Holder[]>()
  const accounts = new Set<string>()

  const state = walkJson(chunks, outline, reading, {
    enter(key) {
      if (principals.has(key))
        return each((_, { value }) => learnPrincipal(recordOf(value), holders, accounts))
      if (!policyLists.has(key)) return null
      return each((id, member) => {
        const policy = policyOf(id, member)
        if (policy.arn !== null) addAccount(policy.arn, accounts)
        policies.push(policy)
      })
    }
  })
  const [account = ''] = accounts.size === 1 ? accounts : []
  reading.count('policies', policies.length)
  for (const policy of policies)
    for (const { resource, name } of resourcesOf(policy, holders))
      for (const { check, title, severity, found, detail } of policy.risks)
        results.keep(
          {
            account: accountOfArn(resource) ?? account,
            region: '',
            check,
            title,
            status: policy.isExcluded ? 'suppressed' : 'fail',
            said: `${found} found${policy.isExcluded ? ', excluded' : ''}`,
            severity,
            resource,
            resourceType: policy.arn === null ? 'inline policy' : 'policy',
            detail: `${name}: ${detail}`,
            at: null
          },
          policy
        )
  results.about(account)
  results.cover(state)
}

const principals = new Set(['groups', 'users', 'roles'])
const besides = new Set(['exclusions', 'links'])
const policyLists = new Set([
  'inline_policies',
  'aws_managed_policies',
  'customer_managed_policies',
  'managed_policies'
])

function each(take: (id: string, member: Member) => void): Plan {
  return { enter: (id) => ({ take: (member) => take(id, member) }) }
}

function learnPrincipal(record: JsonRecord, holders: Map<string, Holder[]>, accounts: Set<string>): void {
  const arn = textOf(record, 'arn') ?? ''
  addAccount(arn, accounts)
  for (const [id, policy] of Object.entries(recordIn(record, 'inline_policies') ?? {})) {
    const name = isRecord(policy) ? textOf(policy, 'PolicyName') : policy
    const holder = { arn, policy: typeof name === 'string' ? name : id }
    const others = holders.get(id)
    if (others) others.push(holder)
    else holders.set(id, [holder])
  }
}

function addAccount(arn: string, accounts: Set<string>): void {
  const account = accountOfArn(arn)
  if (account !== null) accounts.add(account)
}

function policyOf(id: string, { value, line, path }: Member): Policy {
  const record = recordOf(value)
  return {
    id,
    name: textOf(record, 'PolicyName') ?? id,
    arn: textOf(record, 'Arn'),
    isExcluded: flagOf(record, 'is_excluded') === 1,
    risks: policyRisks(record),
    line,
    path
  }
}

/** An inline policy that no principal of the report holds keeps its own name. */
function resourcesOf(
  { id, arn, name }: Policy,
  holders: ReadonlyMap<string, readonly Holder[]>
): readonly { readonly resource: string; readonly name: string }[] {
  if (arn !== null) return [{ resource: arn, name }]
  const held = holders.get(id)?.map(({ arn, policy }) => ({ resource: `${arn}#${policy}`, name: policy }))
  return held ?? [{ resource: name, name }]
}
