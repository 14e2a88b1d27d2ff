/** Policies of resources in SQL, and the sentence that says of how many they were received. */
import { statementsOf } from './statement.ts'
import { list } from './sentence.ts'

/** What of a resource its policy says; `document_id` is null where AWS answered that it has none. */
export interface ResourcePolicyColumns {
  readonly service: string
  readonly document_id: number | null
  readonly document_problem: string | null
  /** JSON list of `PrincipalStatement`. */
  readonly statements: string
}

/** CTE `resource_document`: one row a resource of the account, the policy before the answer that there is none. */
export const resourceDocuments = `
    resource_document as materialized (
      select resource, service, document_id, source_id, line, path
      from (
        select
          resource, service, document_id, source_id, line, path,
          row_number() over (partition by resource order by document_id is null, source_id desc, line desc) as place
        from resource_policy
        where account_id = :account and service <> 'organizations'
      )
      where place = 1
    )`

/** SQL for the last three of `ResourcePolicyColumns`. */
export function documentColumns(document: string): string {
  return `
      ${document} as document_id,
      (select problem from policy_document where id = ${document}) as document_problem,
      ${statementsOf(document)} as statements`
}

/** SQL for the resources answered by service, `kms 7, s3 5`; null where there is none. */
export const policiesByService = `(
        select group_concat(service || ' ' || n, ', ' order by service)
        from (select coalesce(nullif(service, ''), 'other') as service, count(*) as n from resource_document group by 1)
      )`

/** "Policies of resources were received by service: kms 7 and s3 5" */
export function receivedPolicies(byService: string | null): string {
  return byService === null
    ? 'No policy of a resource was received'
    : `Policies of resources were received by service: ${list(byService.split(', '))}`
}
