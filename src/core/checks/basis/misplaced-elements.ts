/** Elements a statement lacks, or must not have, for what its policy is used for (IAM User Guide: Grammar of the IAM JSON policy language). */

const namesPrincipal = `exists (
          select 1 from statement_principal where document_id = statement.document_id and n = statement.n
        )`

/** SQL: findings of `misplaced` on the statements of `policy.document_id`, as `policy.used_as` decides. */
export const misplacedElements = `
      select n, 'misplaced' as rule, 'statement ' || (n + 1) || problem as detail
      from (
        select
          statement.n,
          case
            when policy.used_as in ('managed', 'inline', 'organization') and statement.resources = '[]'
              then ' has no Resource'
            when policy.used_as in ('managed', 'inline') and ${namesPrincipal}
              then ' names a principal, which an identity policy must not'
            when policy.used_as = 'trust' and statement.resources <> '[]'
              then ' has a Resource, which a trust policy must not'
            when policy.used_as in ('trust', 'resource') and not ${namesPrincipal}
              then ' names no principal'
          end as problem
        from policy_statement as statement
        where statement.document_id = policy.document_id
      )
      where problem is not null`
