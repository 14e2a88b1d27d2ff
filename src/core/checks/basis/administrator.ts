/** Whether a policy document makes its holder an administrator: every action on every resource, or a way to get there. */
import type { BroadStatement } from '../../iam/statements/document-power.ts'
import { exception, needsReview, pass, type Verdict } from '../check.ts'
import { list } from './sentence.ts'
import { decidedBy } from './statement.ts'
import { isUnread } from './unread-document.ts'

export interface AdministratorColumns {
  /** null where the export does not carry the document. */
  readonly document_id: number | null
  readonly document_problem: string | null
  /** Statements that allow every action on every resource without a condition. */
  readonly full_statements: number
  /** JSON list of the conditions under which a statement allows that. */
  readonly full_conditions: string
  /** Statements that allow every action on all but some resources. */
  readonly nearly_full_statements: number
  /** Statements that allow all of IAM on every resource without a condition. */
  readonly iam_statements: number
  /** JSON list of `BroadStatement`: the statements counted above. */
  readonly broad_statements: string
}

/** SQL for `AdministratorColumns` of the document whose id the expression gives. */
export function administratorColumns(document: string): string {
  const power = (column: string, absent: string) =>
    `coalesce((select ${column} from document_power where document_id = ${document}), ${absent}) as ${column}`
  return `
      ${document} as document_id,
      (select problem from policy_document where id = ${document}) as document_problem,
      ${power('full_statements', '0')},
      ${power('full_conditions', "'[]'")},
      ${power('nearly_full_statements', '0')},
      ${power('iam_statements', '0')},
      ${power('broad_statements', "'[]'")}`
}

/** SQL over `AdministratorColumns`: whether a policy may be anything but in order to `judgeAdministrator`. */
export const mayAdminister = `broad_statements <> '[]' or ${isUnread('document_id')}`

/** SQL: whether a document allows every action on every resource without a condition. */
export function allowsEverything(document: string): string {
  return `exists (select 1 from document_power where document_id = ${document} and full_statements > 0)`
}

/** SQL: whether a role or user itself holds AdministratorAccess or a policy that allows everything; groups are not looked at. */
export function holdsEverything(principal: { readonly account: string; readonly arn: string }): string {
  return `(
        exists (
          select 1
          from iam_attachment as attachment
          left join iam_policy as policy
            on policy.account_id = attachment.account_id and policy.arn = attachment.policy_arn
          where attachment.account_id = ${principal.account}
            and attachment.principal_arn = ${principal.arn}
            and (${isAdministratorAccess('attachment.policy_arn')} or ${allowsEverything('policy.document_id')})
        )
        or exists (
          select 1
          from iam_inline_policy as inline_policy
          where inline_policy.account_id = ${principal.account}
            and inline_policy.principal_arn = ${principal.arn}
            and ${allowsEverything('inline_policy.document_id')}
        )
      )`
}

/** SQL for how many customer managed policies a principal holds whose documents the export does not carry. */
export function policiesUnread(principal: { readonly account: string; readonly arn: string }): string {
  return `(
        select count(*)
        from iam_attachment as attachment
        left join iam_policy as policy
          on policy.account_id = attachment.account_id and policy.arn = attachment.policy_arn
        where attachment.account_id = ${principal.account}
          and attachment.principal_arn = ${principal.arn}
          and attachment.policy_arn not glob 'arn:*:iam::aws:policy/*'
          and policy.document_id is null
      )`
}

/** A CTE with the names of the account's groups that hold AdministratorAccess; a user's groups are spelled in any case. */
export const administratorGroups = `
    administrator_group as materialized (
      select grouping.name collate nocase as group_name
      from iam_group as grouping
      where grouping.account_id = :account
        and exists (
          select 1
          from iam_attachment
          where account_id = :account
            and principal_arn = grouping.arn
            and ${isAdministratorAccess('policy_arn')}
        )
    )`

/** AdministratorAccess in every partition, known by its ARN whether or not the export carries its document. */
export function isAdministratorAccess(column: string): string {
  return `${column} glob 'arn:*:iam::aws:policy/AdministratorAccess'`
}

/**
 * Judges a policy; `subject` begins the sentence: "Inline policy p of user ada". A statement under a condition is no unconditional
 * administrator, so a person must judge the condition.
 */
export function judgeAdministrator(row: AdministratorColumns, subject: string): Verdict {
  if (row.document_id === null)
    return needsReview(
      `${subject}: the export does not carry its document; ask for aws iam get-policy-version.`
    )
  const by = (way: BroadStatement['way']) =>
    decidedBy(
      row.document_id,
      (JSON.parse(row.broad_statements) as BroadStatement[]).filter((statement) => statement.way === way)
    )
  if (row.full_statements > 0)
    return exception(`${subject} allows every action on every resource.`, by('full'))
  if (row.document_problem !== null)
    return needsReview(`${subject}: its document could not be read as a policy (${row.document_problem}).`)
  const conditions = JSON.parse(row.full_conditions) as string[]
  if (conditions.length > 0)
    return needsReview(
      `${subject} allows every action on every resource under a condition (conditional administrator): ${list(conditions)}.`,
      by('conditional')
    )
  if (row.nearly_full_statements > 0)
    return needsReview(
      `${subject} allows every action on all resources but those it names (NotResource).`,
      by('nearly-full')
    )
  if (row.iam_statements > 0)
    return needsReview(
      `${subject} allows every action of IAM on every resource, so its holder can become administrator.`,
      by('iam')
    )
  return pass(`${subject} does not allow every action on every resource.`)
}
