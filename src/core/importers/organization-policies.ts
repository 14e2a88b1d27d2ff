/** Reads the list of an organization's policies of one type, or of the policies attached to one target. */
import type { FactTables } from '../iam/facts.ts'
import type { Importer, Outline, Reading } from './importer.ts'
import { flagOf, recordOf, requiredText, textOf, type Member } from './reading/fields.ts'
import { lastOfName, policyTypeIn, targetIdIn } from './reading/ids-in-name.ts'
import { coverKeys, managementAccount, readError } from './reading/organization.ts'
import { readJson } from './reading/read-json.ts'

const importer: Importer = {
  kind: 'organization-policies',
  title: 'Organization policies',
  family: 'organization',
  scope: 'organization',
  required: true,
  parts: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'],
  command: 'aws organizations list-policies --filter <policy type> --output json',
  operations: ['ListPolicies', 'ListPoliciesForTarget'],
  answersWhole: (type) => importer.parts.includes(type),
  recognises: ({ form, keys }) => {
    const policy = form === 'json' ? keys.get('Policies') : undefined
    if (policy === undefined || ![...keys.keys()].every((key) => ownKeys.has(key))) return false
    return policy.size === 0 || (policy.has('Id') && policy.has('Type') && policy.has('AwsManaged'))
  },
  read
}

export default importer

const ownKeys = new Set(['Policies', 'NextToken', 'ResponseMetadata'])

type Policy = Omit<FactTables['org_policy'], 'account_id'>

/**
 * `list-policies-for-target` answers in the same form for one target, whose id stands in the command or the file's name alone
 * (`policies-for-target/ou-….json`): such a file attaches its policies and says nothing about how many there are in all.
 * An empty list says of what type it is there alone too (`RESOURCE_CONTROL_POLICY/list-policies.json`).
 */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (outline.error) {
    readListError(outline, reading)
    return
  }
  const policies: Policy[] = []
  const json = readJson(chunks, outline, reading, {
    lists: {
      Policies(member) {
        policies.push(policyOf(member))
      }
    }
  })
  const management = managementAccount(policies.map(({ arn }) => arn))
  for (const policy of policies) reading.fact('org_policy', { account_id: management, ...policy })
  reading.count('policies', policies.length)

  const types = new Set(policies.map(({ type }) => type))
  const typeAsked = askedType(reading)
  if (typeAsked !== null) types.add(typeAsked)
  const target = targetAsked(reading)
  if (target !== null || isNamedForTarget(reading.name)) {
    stateTargets(policies, target, management, reading)
    coverKeys(reading, target === null ? [] : answersAbout(target, types), json.stateOf('Policies'))
    return
  }
  coverKeys(reading, types, json.stateOf('Policies'))
  if (types.size === 0)
    reading.note({
      level: 'warning',
      sentence:
        'The list is empty, and neither the file nor its name says of which type of policy: name the file or its folder after the type, as RESOURCE_CONTROL_POLICY.'
    })
}

function askedType(reading: Reading): string | null {
  return reading.option('filter') ?? policyTypeIn(reading.name)
}

/** `list-policies` has no such option; a file named after a target is one of `list-policies-for-target` where it says so. */
function targetAsked(reading: Reading): string | null {
  return reading.option('target-id') ?? (isNamedForTarget(reading.name) ? targetIdIn(reading.name) : null)
}

/** A target is asked about one type of policy at a time. */
function answersAbout(target: string, types: ReadonlySet<string>): readonly string[] {
  return types.size === 0 ? [target] : [...types].map((type) => `${target} ${type}`)
}

/** The summary of a policy; its document comes with `describe-policy`. */
function policyOf(member: Member): Policy {
  const record = recordOf(member.value)
  return {
    id: requiredText(record, 'Id'),
    arn: textOf(record, 'Arn') ?? '',
    name: textOf(record, 'Name') ?? '',
    type: requiredText(record, 'Type'),
    is_aws_managed: flagOf(record, 'AwsManaged') ?? 0,
    document_id: null,
    content: null,
    line: member.line,
    path: member.path
  }
}

function stateTargets(
  policies: readonly Policy[],
  target: string | null,
  management: string,
  reading: Reading
): void {
  if (target === null) {
    reading.note({
      level: 'warning',
      sentence:
        "The policies of one target are listed, and the file's name does not say of which: name it after the target's id (an account, ou-… or r-…)."
    })
    return
  }
  for (const { id, line, path } of policies)
    reading.fact('org_policy_target', {
      account_id: management,
      policy_id: id,
      target_id: target,
      line,
      path
    })
}

function isNamedForTarget(name: string): boolean {
  const { folder, base } = lastOfName(name)
  return /for-?_?target/i.test(base) || (/for-?_?target/i.test(folder) && !/list-policies$/i.test(base))
}

/** `PolicyTypeNotEnabledException` is an answer: there are no policies of that type. The type stands in the command or the name alone. */
function readListError(outline: Outline, reading: Reading): void {
  const type = askedType(reading)
  const isForOneTarget = outline.error?.operation === 'ListPoliciesForTarget'
  if (outline.error?.code === 'PolicyTypeNotEnabledException' && !isForOneTarget) {
    reading.note({
      level: type === null ? 'warning' : 'info',
      sentence:
        type === null
          ? 'AWS answered that a policy type is not enabled; neither the file nor its name says which: name the file or its folder after the type, as RESOURCE_CONTROL_POLICY.'
          : `AWS answered that the policy type ${type} is not enabled in the organization.`
    })
    if (type !== null) reading.covers('', type, 'complete')
    return
  }
  readError(outline, importer, reading, isForOneTarget ? refusedTarget(reading, type) : refusedTypes(type))
}

function refusedTypes(type: string | null): readonly string[] {
  return type === null ? importer.parts : [type]
}

function refusedTarget(reading: Reading, type: string | null): readonly string[] {
  const target = reading.option('target-id') ?? targetIdIn(reading.name)
  return target === null ? [] : answersAbout(target, new Set(type === null ? [] : [type]))
}
