/** The policies the client can edit and somebody holds: attached customer managed policies by their default version, and inline policies. */
import type { PrincipalKind } from '../../iam/facts.ts'
import type { ColumnView } from '../../../shared/records/workbook.ts'
import { needsReview, type MemberRow, type Need, type Verdict } from '../check.ts'
import { holdersOf } from './holder.ts'
import { nameOfInlinePolicy } from './inline-policy.ts'
import { isOwnPrincipal } from './role.ts'
import { sharing, type SharedTable } from './shared-table.ts'
import { isUnread } from './unread-document.ts'

export interface PolicyRow extends MemberRow {
  readonly policy_name: string
  /** The principal an inline policy is written into; null for managed policies. */
  readonly principal_arn: string | null
  readonly principal_kind: PrincipalKind | null
  readonly attachments: number
  /** JSON list of the ARNs of the users, groups and roles that hold it; '[]' where nothing of the policy is notable. */
  readonly holders: string
  /** 1 where a user or a group is among them. */
  readonly is_held_by_people: 0 | 1
  /** null where the export does not carry the document. */
  readonly document_id: number | null
  readonly document_problem: string | null
}

/** What every check of these policies needs. */
export const policyNeeds: readonly Need[] = [
  'account-authorization-details.policies',
  'account-authorization-details.users',
  'account-authorization-details.groups',
  'account-authorization-details.roles'
]

export const policyColumns: readonly ColumnView[] = [
  { key: 'policy_name', title: 'Policy', type: 'text' },
  { key: 'principal_arn', title: 'Inline policy of', type: 'text' },
  { key: 'attachments', title: 'Attachments', type: 'integer' }
]

export const noPolicyInUse = 'No customer managed policy is attached, and no principal has an inline policy.'

/** How the population was taken, for a procedure. */
export const policiesTaken =
  'Take the attached customer managed policies by their default version and all inline policies; those IAM Identity Center keeps and AWS managed policies are left out.'

/** Steps by which a policy of either kind is edited. */
export const policyRemediation = {
  console: (change: string) =>
    `IAM → Policies → the policy → Edit, or the principal → Permissions → the inline policy: ${change}`,
  cli: 'aws iam create-policy-version --policy-arn ARN --policy-document file://POLICY.json --set-as-default; for inline policies aws iam put-role-policy, put-group-policy or put-user-policy.'
} as const

/** SQL: the ARNs of who holds `policy`, a JSON list. */
export const holdersOfPolicy = `(
        case
          when policy.principal_arn is not null then json_array(policy.principal_arn)
          else (
            select json_group_array(principal_arn order by principal_arn)
            from iam_attachment indexed by iam_attachment_of_policy
            where account_id = :account and policy_arn = policy.resource
          )
        end
      )`

/** What a check asks of the policies in use. */
export interface PolicyQuestion {
  /** SQL over `document`, a row of `policyInUse`: whether there is anything in it to look at closer; most have nothing. */
  readonly notable: string
  /** JSON lists by column name, SQL over `policy`, as `policy.document_id`; '[]' for policies that are not notable. */
  readonly columns: Readonly<Record<string, string>>
}

/** SQL: an aggregate over the attachments of `managed`. */
function attachmentsOf(aggregate: string): string {
  return `(select ${aggregate} from iam_attachment where account_id = :account and policy_arn = managed.arn)`
}

const membersInUse = `
      select
        managed.arn as resource,
        managed.name as policy_name,
        null as principal_arn,
        null as principal_kind,
        max(coalesce(managed.attachment_count, 0), ${attachmentsOf('count(*)')}) as attachments,
        coalesce(${attachmentsOf("max(principal_kind <> 'role')")}, 1) as is_held_by_people,
        managed.document_id,
        managed.source_id,
        managed.line,
        managed.path
      from iam_policy as managed
      where managed.account_id = :account
        and managed.is_aws_managed = 0
        and (managed.attachment_count > 0 or ${attachmentsOf('count(*)')} > 0)
      union all
      select
        policy_arn,
        min(policy_name),
        null,
        null,
        count(*),
        max(principal_kind <> 'role'),
        null,
        min(source_id),
        min(line),
        min(path)
      from iam_attachment as attachment
      where account_id = :account
        and policy_arn not glob 'arn:*:iam::aws:policy/*'
        and not exists (select 1 from iam_policy where account_id = :account and arn = attachment.policy_arn)
      group by policy_arn
      union all
      select
        principal_arn || '#' || name,
        name,
        principal_arn,
        principal_kind,
        1,
        principal_kind <> 'role',
        document_id,
        source_id,
        line,
        path
      from iam_inline_policy
      where account_id = :account and ${isOwnPrincipal('principal_arn')}`

/**
 * The policies in use, with two things most checks ask of their documents first: at which access levels they allow something on
 * every resource, and which sensitive actions they reach on all resources or all of an account, as ',read,write,'.
 */
export const policyInUse: SharedTable = {
  name: 'policy_in_use',
  columns: `resource, policy_name, principal_arn, principal_kind, attachments, is_held_by_people, document_id, source_id,
    line, path, broad_levels, wide_actions`,
  query: `
      select
        *,
        (
          select ',' || group_concat(distinct level) || ','
          from statement_grant
          where document_id = policy.document_id and everywhere > 0
        ) as broad_levels,
        (
          select ',' || group_concat(distinct action) || ','
          from statement_reach
          where document_id = policy.document_id and reach <> 'some'
        ) as wide_actions
      from (${membersInUse}) as policy`
}

/**
 * A query of `PolicyRow` with more columns. Managed policies whose description the export does not carry are members too, without a
 * document.
 */
export function policiesInUse({ notable, columns }: PolicyQuestion): string {
  const looked = Object.entries({ holders: holdersOfPolicy, ...columns }).map(
    ([name, column]) => `
      case when policy.is_notable then ${column} else '[]' end as ${name}`
  )
  return `
    with ${sharing(policyInUse)},
    notable as materialized (
      select document.document_id
      from policy_in_use as document
      where ${notable}
    ),
    policy as (
      select *, document_id in (select document_id from notable) as is_notable from policy_in_use
    )
    select
      policy.resource,
      policy.policy_name,
      policy.principal_arn,
      policy.principal_kind,
      policy.attachments,
      policy.is_held_by_people,
      policy.document_id,
      policy.is_notable,
      (select problem from policy_document where id = policy.document_id) as document_problem,${looked.join(',')},
      policy.source_id,
      policy.line,
      policy.path
    from policy`
}

/** The same policies, to be counted. */
export const policiesInUseCounted = `
    with ${sharing(policyInUse)}
    select source_id from policy_in_use`

/** Policies of which something is notable or unread: `suspects` of a check whose exceptions are all notable. */
export const notableOrUnread = `is_notable = 1 or ${isUnread('document_id')}`

/** "Policy deploy", "Inline policy adhoc of user ada" */
export function nameOfPolicy({ policy_name, principal_arn, principal_kind }: PolicyRow): string {
  return principal_arn !== null && principal_kind !== null
    ? nameOfInlinePolicy({ policy_name, principal_arn, principal_kind })
    : `Policy ${policy_name}`
}

/** " Attached to role a and user b." after the sentence on a managed policy; an inline policy names its holder already. */
export function heldBy({ principal_arn, holders, attachments }: PolicyRow): string {
  return principal_arn === null ? ` ${holdersOf(JSON.parse(holders) as string[], attachments)}` : ''
}

/** The verdict where the document is not there; null where it is. */
export function withoutDocument(row: PolicyRow): Verdict | null {
  return row.document_id === null
    ? needsReview(
        `${nameOfPolicy(row)}: the export does not carry its document; ask for aws iam get-policy-version.`
      )
    : null
}

/** The verdict where nothing was found in a document of which not all could be read; null where all was. */
export function unreadDocument(row: PolicyRow): Verdict | null {
  return row.document_problem === null
    ? null
    : needsReview(
        `${nameOfPolicy(row)}: its document could not be read as a policy (${row.document_problem}).`
      )
}
