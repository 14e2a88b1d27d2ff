/** Identity policies as the explorer lists them: managed ones of the client and of AWS by their default version, and inline ones. */
import { nameOfArn } from '../../iam/arn.ts'
import type { Reader } from '../../store/database.ts'

export const policyTypes = { customer: 'Customer managed', aws: 'AWS managed', inline: 'Inline' } as const
export type PolicyType = keyof typeof policyTypes

export interface PolicyOwner {
  readonly account_id: string
  readonly arn: string
  readonly resource: string
  readonly name: string
  readonly type: PolicyType
  /** null where the export does not carry the document. */
  readonly document_id: number | null
  readonly attachment_count: number | null
  readonly boundary_usage_count: number | null
  readonly default_version: string | null
  readonly created_at: number | null
  readonly updated_at: number | null
  readonly source_id: number
  readonly line: number
  readonly path: string | null
}

/** In the order of their names. */
export function policyOwners(db: Reader): readonly PolicyOwner[] {
  return db.all<PolicyOwner>(
    `select account_id, arn, arn as resource, name, case is_aws_managed when 1 then 'aws' else 'customer' end as type,
       document_id, attachment_count, boundary_usage_count, default_version, created_at, updated_at, source_id, line, path
     from iam_policy
     union all
     select account_id, principal_arn, principal_arn || '#' || name, name, 'inline', document_id, null, null, null, null, null,
       source_id, line, path
     from iam_inline_policy
     order by name collate nocase, account_id, resource`
  )
}

/** "role worker", of an inline policy's principal; '' for a managed policy. */
export function holderOf({ type, arn }: Pick<PolicyOwner, 'type' | 'arn'>): string {
  if (type !== 'inline') return ''
  const [, kind = 'principal'] = /:(user|group|role)\//.exec(arn) ?? []
  return `${kind} ${nameOfArn(arn)}`
}
