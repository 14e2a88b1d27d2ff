/** Whether a policy document makes its holder an administrator: every action on every resource, or a way to get there. */
import { exception, needsReview, pass, type Verdict } from '../check.ts'
import { list } from './sentence.ts'

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
}

/** SQL for `AdministratorColumns` of the document whose id the expression gives. */
export function administratorColumns(document: string): string {
  const allows = `policy_statement where document_id = ${document} and effect = 'Allow'`
  const everything = 'covers_all_actions = 1 and uses_not_action = 0'
  const everywhere = 'covers_all_resources = 1 and uses_not_resource = 0'
  const always = "coalesce(condition, '{}') = '{}'"
  return `
      ${document} as document_id,
      (select problem from policy_document where id = ${document}) as document_problem,
      (
        select count(*) from ${allows} and ${everything} and ${everywhere} and ${always}
      ) as full_statements,
      (
        select json_group_array(condition) from ${allows} and ${everything} and ${everywhere} and not ${always}
      ) as full_conditions,
      (
        select count(*) from ${allows} and ${everything} and uses_not_resource = 1
      ) as nearly_full_statements,
      (
        select count(*)
        from ${allows} and uses_not_action = 0 and ${everywhere} and ${always}
          and exists (select 1 from json_each(actions) where lower(value) in ('iam:*', 'iam:**'))
      ) as iam_statements`
}

/** SQL: whether a document allows every action on every resource without a condition. */
export function allowsEverything(document: string): string {
  return `exists (
          select 1
          from policy_statement
          where document_id = ${document}
            and effect = 'Allow'
            and covers_all_actions = 1
            and uses_not_action = 0
            and covers_all_resources = 1
            and uses_not_resource = 0
            and coalesce(condition, '{}') = '{}'
        )`
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
  if (row.full_statements > 0) return exception(`${subject} allows every action on every resource.`)
  if (row.document_problem !== null)
    return needsReview(`${subject}: its document could not be read as a policy (${row.document_problem}).`)
  const conditions = JSON.parse(row.full_conditions) as string[]
  if (conditions.length > 0)
    return needsReview(
      `${subject} allows every action on every resource under a condition (conditional administrator): ${list(conditions)}.`
    )
  if (row.nearly_full_statements > 0)
    return needsReview(`${subject} allows every action on all resources but those it names (NotResource).`)
  if (row.iam_statements > 0)
    return needsReview(
      `${subject} allows every action of IAM on every resource, so its holder can become administrator.`
    )
  return pass(`${subject} does not allow every action on every resource.`)
}
