/** Reads the list of an organization's policies of one type, or of the policies attached to one target. */
import type { FactTables } from '../iam/facts.ts'
import type { Coverage, Importer, Outline, Reading } from './importer.ts'
import { flagOf, recordOf, requiredText, textOf, type Member } from './reading/fields.ts'
import { lastOfName, policyTypeIn, targetIdIn } from './reading/ids-in-name.ts'
import { managementAccount, readError } from './reading/organization.ts'
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
 * `list-policies-for-target` answers in the same form for one target, whose id stands in the file's name alone
 * (`policies-for-target/ou-….json`): such a file attaches its policies and says nothing about how many there are in all.
 * An empty list says of what type it is in its name alone too (`RESOURCE_CONTROL_POLICY/list-policies.json`).
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

  if (isForTarget(reading.name)) {
    stateTargets(policies, management, reading)
    return
  }
  const types = new Set(policies.map(({ type }) => type))
  const typeInName = policyTypeIn(reading.name)
  if (typeInName !== null) types.add(typeInName)
  for (const type of types) coverType(management, type, json.stateOf('Policies'), reading)
  if (types.size === 0)
    reading.note({
      level: 'warning',
      sentence:
        'The list is empty, and neither the file nor its name says of which type of policy: name the file or its folder after the type, as RESOURCE_CONTROL_POLICY.'
    })
}

/** Types that no check asks for are read and answer nothing. */
function coverType(account: string, type: string, state: Coverage, reading: Reading): void {
  if (importer.parts.includes(type)) reading.covers(account, type, state)
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

function stateTargets(policies: readonly Policy[], management: string, reading: Reading): void {
  const target = targetIdIn(reading.name)
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

function isForTarget(name: string): boolean {
  const { folder, base } = lastOfName(name)
  return /for-?_?target/i.test(base) || (/for-?_?target/i.test(folder) && !/list-policies$/i.test(base))
}

/** `PolicyTypeNotEnabledException` is an answer: there are no policies of that type. The type stands in the name alone. */
function readListError(outline: Outline, reading: Reading): void {
  const type = policyTypeIn(reading.name)
  const isForOneTarget = outline.error?.operation === 'ListPoliciesForTarget'
  if (outline.error?.code === 'PolicyTypeNotEnabledException' && !isForOneTarget) {
    reading.note({
      level: type === null ? 'warning' : 'info',
      sentence:
        type === null
          ? 'AWS answered that a policy type is not enabled; neither the file nor its name says which: name the file or its folder after the type, as RESOURCE_CONTROL_POLICY.'
          : `AWS answered that the policy type ${type} is not enabled in the organization.`
    })
    if (type !== null) coverType('', type, 'complete', reading)
    return
  }
  readError(
    outline,
    importer,
    reading,
    isForOneTarget ? [] : importer.parts.filter((part) => type === null || part === type)
  )
}
