/** The policy documents a client writes, wherever they are used, in SQL, and how a sentence names one. */
import { nameOfArn } from '../../iam/arn.ts'
import type { PrincipalKind } from '../../iam/facts.ts'
import { nameOfInlinePolicy } from './inline-policy.ts'
import { isOwnPrincipal, isOwnRole } from './role.ts'
import { sharing, type SharedTable } from './shared-table.ts'

/** What a document is used for, which decides what it must hold: an identity policy names no principal, a trust policy no resource. */
export const policyUses = ['managed', 'inline', 'trust', 'resource', 'organization'] as const
export type PolicyUse = (typeof policyUses)[number]

export interface WrittenPolicyColumns {
  readonly policy_name: string
  readonly used_as: PolicyUse
  /** Whose inline policy it is. */
  readonly principal_arn: string | null
  readonly principal_kind: PrincipalKind | null
  /** null where the export does not carry the document. */
  readonly document_id: number | null
}

const selects: Readonly<Record<PolicyUse, string>> = {
  managed: `
      select
        arn as resource, name as policy_name, 'managed' as used_as, null as principal_arn, null as principal_kind,
        document_id, source_id, line, path
      from iam_policy
      where account_id = :account and is_aws_managed = 0`,
  inline: `
      select
        principal_arn || '#' || name as resource, name as policy_name, 'inline' as used_as, principal_arn, principal_kind,
        document_id, source_id, line, path
      from iam_inline_policy
      where account_id = :account and ${isOwnPrincipal('principal_arn')}`,
  trust: `
      select
        arn as resource, name as policy_name, 'trust' as used_as, null as principal_arn, null as principal_kind,
        trust_document_id as document_id, source_id, line, path
      from iam_role
      where account_id = :account and ${isOwnRole}`,
  resource: `
      select
        resource, service || ' ' || resource as policy_name, 'resource' as used_as, null as principal_arn,
        null as principal_kind, document_id, source_id, line, path
      from resource_policy
      where account_id = :account and document_id is not null`,
  organization: `
      select
        arn as resource, name as policy_name, 'organization' as used_as, null as principal_arn, null as principal_kind,
        document_id, source_id, line, path
      from org_policy
      where account_id = :account
        and is_aws_managed = 0
        and type in ('SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY')`
}

/** Policies the client writes, of all uses, with the rules their form breaks: ',duplicate-sid,empty,'; null where it breaks none. */
export const clientPolicy: SharedTable = {
  name: 'client_policy',
  columns:
    'resource, policy_name, used_as, principal_arn, principal_kind, document_id, source_id, line, path, broken_rules',
  query: `
      select
        *,
        (
          select ',' || group_concat(distinct rule) || ','
          from document_lint
          where document_id = policy.document_id
        ) as broken_rules
      from (${policyUses.map((use) => selects[use]).join('\n      union all')}
      ) as policy`
}

/**
 * CTE `written_policy` with `WrittenPolicyColumns` and the place: default versions of customer managed policies, inline policies, trust policies but
 * those AWS keeps, and policies of resources and of the organization as far as they were received.
 */
export function writtenPolicies(uses: readonly PolicyUse[] = policyUses): string {
  return `${sharing(clientPolicy)},
    written_policy as (
      select * from client_policy where used_as in (${uses.map((use) => `'${use}'`).join(', ')})
    )`
}

/** The exports that hold such policies; those of resources and of the organization are used where there. */
export function needsOf(uses: readonly PolicyUse[] = policyUses): {
  readonly needs: readonly string[]
  readonly wants: readonly string[]
} {
  const has = (...wanted: readonly PolicyUse[]) => wanted.some((use) => uses.includes(use))
  return {
    needs: [
      ...(has('managed') ? ['account-authorization-details.policies'] : []),
      ...(has('inline')
        ? ['account-authorization-details.users', 'account-authorization-details.groups']
        : []),
      ...(has('inline', 'trust') ? ['account-authorization-details.roles'] : [])
    ],
    wants: [
      ...(has('resource') ? ['resource-policies'] : []),
      ...(has('organization') ? ['organization-policies'] : [])
    ]
  }
}

/** "Policy deploy", "Inline policy deploy of role worker", "The trust policy of role worker" */
export function nameOfPolicy({
  policy_name,
  used_as,
  principal_arn,
  principal_kind
}: WrittenPolicyColumns): string {
  switch (used_as) {
    case 'inline':
      return principal_arn === null || principal_kind === null
        ? `Inline policy ${policy_name}`
        : nameOfInlinePolicy({ policy_name, principal_arn, principal_kind })
    case 'trust':
      return `The trust policy of role ${nameOfArn(policy_name)}`
    case 'resource':
      return `The policy of ${policy_name}`
    case 'organization':
      return `Organization policy ${policy_name}`
    case 'managed':
      return `Policy ${policy_name}`
  }
}
