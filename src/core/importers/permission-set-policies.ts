/** Reads what a permission set allows: its inline policy, its managed policies, its references to policies of the accounts, its boundary. */
import type { FactTables } from '../iam/facts.ts'
import { nameOfArn } from '../iam/arn.ts'
import type { Importer, Outline, Reading, SavedError } from './importer.ts'
import { documentOf, recordIn, recordOf, requiredText, textOf } from './reading/fields.ts'
import type { JsonRecord, Member } from './reading/fields.ts'
import {
  coverAnswer,
  noteAbsence,
  noteWithoutPermissionSet,
  permissionSetId,
  permissionSetOf,
  refuseAnswer
} from './reading/identity-center.ts'
import { readJson } from './reading/read-json.ts'
import { hasKey, hasOnlyKeys } from './reading/top-keys.ts'

type Policy = FactTables['permission_set_policy']
type Kind = Policy['kind']

/** The calls that answer with a policy of each kind, and the key of their answer. */
const calls = {
  inline: {
    key: 'InlinePolicy',
    operation: 'GetInlinePolicyForPermissionSet',
    command: 'get-inline-policy-for-permission-set'
  },
  'aws-managed': {
    key: 'AttachedManagedPolicies',
    operation: 'ListManagedPoliciesInPermissionSet',
    command: 'list-managed-policies-in-permission-set'
  },
  'customer-managed': {
    key: 'CustomerManagedPolicyReferences',
    operation: 'ListCustomerManagedPolicyReferencesInPermissionSet',
    command: 'list-customer-managed-policy-references-in-permission-set'
  },
  boundary: {
    key: 'PermissionsBoundary',
    operation: 'GetPermissionsBoundaryForPermissionSet',
    command: 'get-permissions-boundary-for-permission-set'
  }
} as const satisfies Readonly<Record<Kind, { key: string; operation: string; command: string }>>

const kinds = Object.keys(calls) as Kind[]

const importer: Importer = {
  kind: 'permission-set-policies',
  title: 'Policies of permission sets',
  family: 'identity-center',
  scope: 'organization',
  required: false,
  parts: [''],
  command: commandFor('aws-managed'),
  operations: kinds.map((kind) => calls[kind].operation),
  recognises: (outline) => {
    const keys = kinds.map((kind) => calls[kind].key)
    return keys.some((key) => hasKey(outline, key)) && hasOnlyKeys(outline, keys)
  },
  read
}

export default importer

/** None of the four answers names its permission set. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  const set = permissionSetOf(reading)
  if (outline.error) {
    readSavedError(outline.error, set, reading)
    return
  }
  const state = (
    policy: Pick<Policy, 'kind' | 'name' | 'policy_arn' | 'document_id'>,
    member: Member
  ): void => {
    reading.fact('permission_set_policy', {
      account_id: '',
      permission_set_arn: set ?? '',
      ...policy,
      line: member.line,
      path: member.path
    })
    reading.count('policies')
  }
  reading.count('policies', 0)
  const json = readJson(chunks, outline, reading, {
    values: {
      InlinePolicy(member) {
        const text = documentOf({ InlinePolicy: member.value }, 'InlinePolicy')
        if (text !== null)
          state({ kind: 'inline', name: '', policy_arn: null, document_id: reading.document(text) }, member)
      },
      PermissionsBoundary(member) {
        const boundary = recordOf(member.value)
        const arn = textOf(boundary, 'ManagedPolicyArn')
        const reference = recordIn(boundary, 'CustomerManagedPolicyReference')
        const name = reference
          ? nameWithPath(reference)
          : nameOfArn(requiredText(boundary, 'ManagedPolicyArn'))
        state({ kind: 'boundary', name, policy_arn: arn, document_id: null }, member)
      }
    },
    lists: {
      AttachedManagedPolicies(member) {
        const policy = recordOf(member.value)
        const arn = requiredText(policy, 'Arn')
        const name = textOf(policy, 'Name') ?? nameOfArn(arn)
        state({ kind: 'aws-managed', name, policy_arn: arn, document_id: null }, member)
      },
      CustomerManagedPolicyReferences(member) {
        const name = nameWithPath(recordOf(member.value))
        state({ kind: 'customer-managed', name, policy_arn: null, document_id: null }, member)
      }
    }
  })
  if (set === null) noteWithoutPermissionSet(reading)
  for (const kind of kinds) {
    const { key } = calls[kind]
    if (json.keys.has(key)) coverAnswer(reading, answerAbout(kind, set), json.stateOf(key))
  }
}

/** A reference means the policy of this path and name in every account the permission set reaches: `team/Deploy`. */
function nameWithPath(reference: JsonRecord): string {
  const path = textOf(reference, 'Path') ?? '/'
  return `${path}${requiredText(reference, 'Name')}`.replace(/^\/+/, '')
}

function answerAbout(kind: Kind, set: string | null): string | null {
  return set === null ? null : `${kind} of ${permissionSetId(set)}`
}

/** A permission set without a boundary is answered by an error. */
function readSavedError(error: SavedError, set: string | null, reading: Reading): void {
  const kind = kinds.find((candidate) => calls[candidate].operation === error.operation) ?? 'inline'
  const key = answerAbout(kind, set)
  if (set === null) noteWithoutPermissionSet(reading)
  if (kind === 'boundary' && error.code === 'ResourceNotFoundException') {
    reading.count('policies', 0)
    noteAbsence(reading, 'AWS answered that the permission set has no permissions boundary.', key)
  } else refuseAnswer(error, { command: commandFor(kind) }, reading, key)
}

function commandFor(kind: Kind): string {
  return `aws sso-admin ${calls[kind].command} --instance-arn <instance ARN> --permission-set-arn <permission set ARN> --output json`
}
