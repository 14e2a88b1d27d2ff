/** Turns the users, groups, roles and policies of the account authorization details into facts. */
import { accountOfArn, isAwsManagedArn, nameOfArn } from '../../iam/arn.ts'
import type { FactTables, Place, PrincipalKind } from '../../iam/facts.ts'
import type { Reading } from '../importer.ts'
import {
  BadMember,
  documentOf,
  flagOf,
  listOf,
  numberOf,
  recordIn,
  recordOf,
  requiredText,
  spell,
  textOf,
  timeOf,
  type JsonRecord,
  type Member
} from './fields.ts'
import { readTags } from './principal-tags.ts'

type Details = Pick<Reading, 'fact' | 'document'>

/** What a member tells beside its facts. */
export interface Owner {
  readonly account: string
  readonly arn: string
  /** Managed policies the member is attached to or bounded by. */
  readonly policies: readonly string[]
}

/** `UserPolicyList` is absent where a user has no inline policy. */
export function readUser(member: Member, details: Details): Owner {
  const record = recordOf(member.value)
  const { account, arn } = principalOf(record)
  const boundary = boundaryOf(record)
  details.fact('iam_user', {
    account_id: account,
    arn,
    user_id: textOf(record, 'UserId') ?? '',
    name: textOf(record, 'UserName') ?? nameOfArn(arn),
    iam_path: textOf(record, 'Path') ?? '/',
    created_at: timeOf(record, 'CreateDate', member),
    boundary_arn: boundary,
    ...placeOf(member)
  })
  readTags(member, record, { account, arn, kind: 'user' }, details)
  for (const [n, group] of listOf(record, 'GroupList').entries()) {
    if (typeof group !== 'string')
      throw new BadMember(`\`GroupList\` must hold names, found ${spell(group)}; the entry was left out.`)
    details.fact('iam_membership', {
      account_id: account,
      user_arn: arn,
      group_name: group,
      ...placeOf(member, `GroupList[${n}]`)
    })
  }
  inlinePolicies(member, record, 'UserPolicyList', 'user', account, arn, details)
  const attached = attachments(member, record, 'user', account, arn, details)
  return { account, arn, policies: boundary === null ? attached : [...attached, boundary] }
}

export function readGroup(member: Member, details: Details): Owner {
  const record = recordOf(member.value)
  const { account, arn } = principalOf(record)
  details.fact('iam_group', {
    account_id: account,
    arn,
    group_id: textOf(record, 'GroupId') ?? '',
    name: textOf(record, 'GroupName') ?? nameOfArn(arn),
    iam_path: textOf(record, 'Path') ?? '/',
    created_at: timeOf(record, 'CreateDate', member),
    ...placeOf(member)
  })
  inlinePolicies(member, record, 'GroupPolicyList', 'group', account, arn, details)
  return { account, arn, policies: attachments(member, record, 'group', account, arn, details) }
}

/** `RoleLastUsed: {}` says that the role was not used in the 400 days IAM keeps; without the field nothing is known. */
export function readRole(member: Member, details: Details): Owner {
  const record = recordOf(member.value)
  const { account, arn } = principalOf(record)
  const boundary = boundaryOf(record)
  const trust = documentOf(record, 'AssumeRolePolicyDocument')
  const lastUsed = recordIn(record, 'RoleLastUsed')
  details.fact('iam_role', {
    account_id: account,
    arn,
    role_id: textOf(record, 'RoleId') ?? '',
    name: textOf(record, 'RoleName') ?? nameOfArn(arn),
    iam_path: textOf(record, 'Path') ?? '/',
    created_at: timeOf(record, 'CreateDate', member),
    trust_document_id: trust === null ? null : details.document(trust),
    boundary_arn: boundary,
    last_used_known: lastUsed === null ? 0 : 1,
    last_used_at: lastUsed && timeOf(lastUsed, 'LastUsedDate', member),
    last_used_region: lastUsed && textOf(lastUsed, 'Region'),
    instance_profiles: listOf(record, 'InstanceProfileList').length,
    ...placeOf(member)
  })
  readTags(member, record, { account, arn, kind: 'role' }, details)
  inlinePolicies(member, record, 'RolePolicyList', 'role', account, arn, details)
  const attached = attachments(member, record, 'role', account, arn, details)
  return { account, arn, policies: boundary === null ? attached : [...attached, boundary] }
}

type Owned<T> = Omit<T, 'account_id'>

/** A managed policy before it is known whose export it stands in: AWS's own policies carry no account. */
export interface ManagedPolicy {
  readonly arn: string
  /** null where AWS owns the policy. */
  readonly account: string | null
  readonly policy: Owned<FactTables['iam_policy']>
  readonly versions: readonly Owned<FactTables['iam_policy_version']>[]
}

/** The default version decides what a policy allows; the others are kept beside it. */
export function readPolicy(member: Member, details: Details): ManagedPolicy {
  const record = recordOf(member.value)
  const arn = requiredText(record, 'Arn')
  const isAwsManaged = isAwsManagedArn(arn)
  const account = isAwsManaged ? null : principalOf(record).account
  const defaultVersion = textOf(record, 'DefaultVersionId') ?? ''
  const versions: Owned<FactTables['iam_policy_version']>[] = []
  for (const [n, element] of listOf(record, 'PolicyVersionList').entries()) {
    const version = recordOf(element)
    const id = textOf(version, 'VersionId') ?? ''
    const document = documentOf(version, 'Document')
    if (document === null) continue
    versions.push({
      policy_arn: arn,
      version: id,
      is_default: flagOf(version, 'IsDefaultVersion') ?? (id === defaultVersion ? 1 : 0),
      document_id: details.document(document),
      created_at: timeOf(version, 'CreateDate', member),
      ...placeOf(member, `PolicyVersionList[${n}]`)
    })
  }
  const inForce =
    versions.find((version) => version.is_default === 1) ??
    versions.find((version) => version.version === defaultVersion)
  return {
    arn,
    account,
    versions,
    policy: {
      arn,
      policy_id: textOf(record, 'PolicyId') ?? '',
      name: textOf(record, 'PolicyName') ?? nameOfArn(arn),
      iam_path: textOf(record, 'Path') ?? '/',
      is_aws_managed: isAwsManaged ? 1 : 0,
      attachment_count: numberOf(record, 'AttachmentCount'),
      boundary_usage_count: numberOf(record, 'PermissionsBoundaryUsageCount'),
      default_version: defaultVersion === '' ? (inForce?.version ?? '') : defaultVersion,
      document_id: inForce?.document_id ?? null,
      created_at: timeOf(record, 'CreateDate', member),
      updated_at: timeOf(record, 'UpdateDate', member),
      ...placeOf(member)
    }
  }
}

function principalOf(record: JsonRecord): { readonly account: string; readonly arn: string } {
  const arn = requiredText(record, 'Arn')
  const account = accountOfArn(arn)
  if (account === null)
    throw new BadMember(`\`Arn\` must hold a 12-digit account, found ${spell(arn)}; the entry was left out.`)
  return { account, arn }
}

/** The type is written `Policy` or `PermissionsBoundaryPolicy`; the ARN alone counts. */
function boundaryOf(record: JsonRecord): string | null {
  const boundary = recordIn(record, 'PermissionsBoundary')
  return boundary && textOf(boundary, 'PermissionsBoundaryArn')
}

function inlinePolicies(
  member: Member,
  record: JsonRecord,
  key: string,
  kind: PrincipalKind,
  account: string,
  arn: string,
  details: Details
): void {
  for (const [n, element] of listOf(record, key).entries()) {
    const inline = recordOf(element)
    const document = documentOf(inline, 'PolicyDocument')
    if (document === null)
      throw new BadMember(`\`${key}[${n}]\` has no \`PolicyDocument\`; the entry was left out.`)
    details.fact('iam_inline_policy', {
      account_id: account,
      principal_arn: arn,
      principal_kind: kind,
      name: requiredText(inline, 'PolicyName'),
      document_id: details.document(document),
      ...placeOf(member, `${key}[${n}]`)
    })
  }
}

function attachments(
  member: Member,
  record: JsonRecord,
  kind: PrincipalKind,
  account: string,
  arn: string,
  details: Details
): readonly string[] {
  return listOf(record, 'AttachedManagedPolicies').map((element, n) => {
    const attached = recordOf(element)
    const policy = requiredText(attached, 'PolicyArn')
    details.fact('iam_attachment', {
      account_id: account,
      principal_arn: arn,
      principal_kind: kind,
      policy_arn: policy,
      policy_name: textOf(attached, 'PolicyName') ?? nameOfArn(policy),
      ...placeOf(member, `AttachedManagedPolicies[${n}]`)
    })
    return policy
  })
}

function placeOf(member: Member, below?: string): Place {
  return { line: member.line, path: below === undefined ? member.path : `${member.path}.${below}` }
}
