/** Who holds which policy documents: attached, written into the principal, or through the groups of a user. */
import { sharing, type SharedTable } from './shared-table.ts'

/** SQL: a query of the ids of all documents a principal holds; the expression gives its ARN. */
export function documentsHeldBy(principal: string): string {
  return `
            select document_id
            from iam_inline_policy
            where account_id = :account and principal_arn = ${principal}
            union all
            select policy.document_id
            from iam_attachment as attachment
            cross join iam_policy as policy
              on policy.account_id = attachment.account_id and policy.arn = attachment.policy_arn
            where attachment.account_id = :account and attachment.principal_arn = ${principal}
            union all
            select inline_policy.document_id
            from iam_membership as membership
            cross join iam_group as grouping
              on grouping.account_id = membership.account_id and grouping.name = membership.group_name collate nocase
            cross join iam_inline_policy as inline_policy
              on inline_policy.account_id = grouping.account_id and inline_policy.principal_arn = grouping.arn
            where membership.account_id = :account and membership.user_arn = ${principal}
            union all
            select policy.document_id
            from iam_membership as membership
            cross join iam_group as grouping
              on grouping.account_id = membership.account_id and grouping.name = membership.group_name collate nocase
            cross join iam_attachment as attachment
              on attachment.account_id = grouping.account_id and attachment.principal_arn = grouping.arn
            cross join iam_policy as policy
              on policy.account_id = attachment.account_id and policy.arn = attachment.policy_arn
            where membership.account_id = :account and membership.user_arn = ${principal}`
}

/**
 * CTE `held`: users, groups and roles with those of the documents they hold that the query answers (one column, `document_id`), with
 * the policy's name; CTE `reached`: the same and users through their groups, with the group's name.
 */
export function holdings(documents: string): string {
  return `
    wanted as materialized (${documents}),
    wanted_policy as materialized (
      select arn, name, document_id
      from iam_policy
      where account_id = :account and document_id in (select document_id from wanted)
    ),
    held as materialized (
      select attachment.principal_arn, wanted_policy.document_id, wanted_policy.name as policy_name
      from iam_attachment as attachment
      join wanted_policy on wanted_policy.arn = attachment.policy_arn
      where attachment.account_id = :account
      union all
      select principal_arn, document_id, name
      from iam_inline_policy
      where account_id = :account and document_id in (select document_id from wanted)
    ),
    ${inherited('inherited', 'held', ['document_id', 'policy_name'])},
    reached as materialized (
      select principal_arn, document_id, policy_name, null as group_name
      from held
      union all
      select principal_arn, document_id, policy_name, group_name
      from inherited
    )`
}

/** CTE of what users have through their groups, with `group_name`, out of a CTE of holders by `principal_arn`. */
export function inherited(name: string, holders: string, columns: readonly string[]): string {
  const listed = (table: string) => columns.map((column) => `${table}.${column}`).join(', ')
  return `of_group_in_${name} as materialized (
      select grouping.name collate nocase as group_name, ${listed(holders)}
      from ${holders}
      join iam_group as grouping on grouping.account_id = :account and grouping.arn = ${holders}.principal_arn
    ),
    ${name} as (
      select membership.user_arn as principal_arn, ${listed(`of_group_in_${name}`)}, of_group_in_${name}.group_name
      from iam_membership as membership
      join of_group_in_${name} on of_group_in_${name}.group_name = membership.group_name
      where membership.account_id = :account
    )`
}

/** A query of the documents of all policies of the account, some of them twice; for `in`. */
export const documentsOfAccount = `
        select document_id from iam_policy where account_id = :account and document_id is not null
        union all
        select document_id from iam_inline_policy where account_id = :account`

/** Principals with the names of the policies and groups of theirs that the export does not describe. */
function undescribedTable(name: string, isAsked: string): SharedTable {
  return {
    name,
    columns: 'principal_arn primary key, names',
    query: `
      with known_policy as materialized (
        select arn from iam_policy where account_id = :account and document_id is not null
      ),
      known_group as materialized (
        select name collate nocase as name from iam_group where account_id = :account
      ),
      undescribed_policy as materialized (
        select principal_arn, policy_name
        from iam_attachment
        where account_id = :account and policy_arn not in (select arn from known_policy) and ${isAsked}
      ),
      ${inherited('undescribed_of_group', 'undescribed_policy', ['policy_name'])}
      select principal_arn, json_group_array(distinct name order by name) as names
      from (
        select principal_arn, policy_name as name from undescribed_policy
        union all
        select principal_arn, policy_name from undescribed_of_group
        union all
        select user_arn, 'group ' || group_name
        from iam_membership
        where account_id = :account and group_name not in (select name from known_group)
      )
      group by principal_arn`
  }
}

export const undescribedOfClient = undescribedTable(
  'undescribed_of_client',
  "policy_arn not glob 'arn:*:iam::aws:policy/*'"
)
export const undescribedOfAll = undescribedTable('undescribed_of_all', 'true')

/**
 * CTE `undescribed`: principals with the names of the policies and groups of theirs that the export does not describe; of policies
 * those of the client, or those of AWS too.
 */
export function undescribedHoldings(whose: 'client' | 'all' = 'client'): string {
  const table = whose === 'client' ? undescribedOfClient : undescribedOfAll
  return `${sharing(table)},
    undescribed as (select * from ${table.name})`
}
