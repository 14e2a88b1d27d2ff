/** Which accounts administer a service for the organization besides its management account. */
import type { Flag } from '../../iam/facts.ts'
import { exception, needsReview, type MemberRow, type Verdict } from '../check.ts'
import { hasWholeAnswer } from './answer.ts'
import { organization } from './organization.ts'
import { list } from './sentence.ts'

export interface DelegationRow extends MemberRow {
  readonly organization_id: string
  /** JSON list of the accounts that administer the service, without the management account. */
  readonly administrators: string
  /** JSON list of delegated administrators of which no export says for what. */
  readonly unasked: string
  /** 1 where AWS answered with the administrators of this service alone. */
  readonly is_answered: Flag
  /** Of any service. */
  readonly delegated: number
}

/** CTEs `organization` and `delegation`, with one row for the organization that the account manages; columns of `DelegationRow`. */
export function delegationOf(...services: readonly string[]): string {
  const named = services.map((service) => `'${service}'`).join(', ')
  return `${organization},
    administrator as (
      select id from org_delegated_service where service in (${named}) and id <> ''
      union
      select listed.id
      from org_delegated_administrator as listed
      join source_coverage as coverage on coverage.source_id = listed.source_id
      where coverage.part in (${named})
    ),
    delegation as (
      select
        organization.arn as resource,
        organization.id as organization_id,
        (
          select json_group_array(id order by id) from administrator where id <> organization.management_id
        ) as administrators,
        (
          select json_group_array(listed.id order by listed.id)
          from org_delegated_administrator as listed
          where listed.id not in (select id from administrator)
            and not ${hasWholeAnswer('delegated-services', "''", 'listed.id')}
        ) as unasked,
        ${hasWholeAnswer('delegated-administrators', "''", named)} as is_answered,
        (select count(*) from org_delegated_administrator) as delegated,
        organization.source_id,
        organization.line,
        organization.path
      from organization
    )`
}

/** The columns of `DelegationRow`. */
export const delegationColumns = [
  'resource',
  'organization_id',
  'administrators',
  'unasked',
  'is_answered',
  'delegated',
  'source_id',
  'line',
  'path'
]
  .map((column) => `delegation.${column}`)
  .join(', ')

export function administratorsOf({ administrators }: DelegationRow): readonly string[] {
  return JSON.parse(administrators) as string[]
}

/** The verdict where no administrator of the service is known; `listIsWhole` tells whether all delegated administrators are. */
export function withoutAdministrator(row: DelegationRow, service: string, listIsWhole: boolean): Verdict {
  const found = `No account besides the management account administers ${service} for organization ${row.organization_id}`
  const unasked = JSON.parse(row.unasked) as string[]
  if (row.is_answered === 1 || (listIsWhole && unasked.length === 0)) return exception(`${found}.`)
  return unasked.length > 0
    ? needsReview(
        `${found} as far as the exports show; for ${list(unasked)} ask for aws organizations list-delegated-services-for-account.`
      )
    : needsReview(`${found} in the lists received, which are incomplete.`)
}
