/** Permission sets of IAM Identity Center in SQL: what each allows by its exports and by the roles it makes in the accounts. */
import { allowsEverything, holdsEverything, isAdministratorAccess } from './administrator.ts'
import { answered } from './answered.ts'
import { isReservedRole, permissionSetOfRole } from './reserved-role.ts'

/** SQL for the id `ps-…` of a permission set: files that a folder names after it know the id alone, others the ARN. */
export function permissionSetId(column: string): string {
  return `case when instr(${column}, '/ps-') > 0 then substr(${column}, instr(${column}, '/ps-') + 1) else ${column} end`
}

/** CTE `reserved_role`: the roles of permission sets in all accounts, by the name of the set. */
export const reservedRoles = `
    reserved_role as materialized (
      select
        role.arn,
        role.account_id,
        ${permissionSetOfRole('role')} as set_name,
        role.created_at,
        role.last_used_known,
        role.last_used_at,
        ${holdsEverything({ account: 'role.account_id', arn: 'role.arn' })} as is_administrator,
        role.source_id,
        role.line,
        role.path
      from iam_role as role
      where ${isReservedRole('role')}
    )`

/**
 * CTE `set_power`: permission sets by id with the ways in which each allows everything (JSON list of sentence parts) and how many of
 * its lists of policies were not received. Needs `reservedRoles` before it.
 */
export const setPowers = `
    ${answered('policies_answered', 'permission-set-policies', "''")},
    set_policy as materialized (
      select ${permissionSetId('permission_set_arn')} as set_id, kind, name, policy_arn, document_id
      from permission_set_policy
      where permission_set_arn <> ''
    ),
    set_way as materialized (
      select set_id, 'AdministratorAccess' as way
      from set_policy
      where kind = 'aws-managed' and ${isAdministratorAccess('policy_arn')}
      union
      select set_id, 'its inline policy'
      from set_policy
      where kind = 'inline' and ${allowsEverything('set_policy.document_id')}
      union
      select set_policy.set_id, 'customer policy ' || set_policy.name
      from set_policy
      join iam_policy as policy
        on policy.is_aws_managed = 0 and ltrim(policy.iam_path || policy.name, '/') = set_policy.name
      where set_policy.kind = 'customer-managed' and ${allowsEverything('policy.document_id')}
    ),
    role_power as materialized (
      select set_name, max(is_administrator) as is_administrator, count(distinct account_id) as accounts
      from reserved_role
      group by set_name
    ),
    set_power as materialized (
      select
        permission_set.arn,
        ${permissionSetId('permission_set.arn')} as set_id,
        coalesce(permission_set.name, ${permissionSetId('permission_set.arn')}) as set_name,
        permission_set.session_seconds,
        permission_set.created_at,
        (
          select json_group_array(way order by way)
          from set_way
          where set_way.set_id = ${permissionSetId('permission_set.arn')}
        ) as ways,
        role_power.is_administrator as role_is_administrator,
        coalesce(role_power.accounts, 0) as role_accounts,
        3 - (
          select count(*)
          from policies_answered
          where part in (
            'inline of ' || ${permissionSetId('permission_set.arn')},
            'aws-managed of ' || ${permissionSetId('permission_set.arn')},
            'customer-managed of ' || ${permissionSetId('permission_set.arn')}
          )
        ) as lists_missing,
        permission_set.source_id,
        permission_set.line,
        permission_set.path
      from permission_set
      left join role_power on role_power.set_name = permission_set.name
    )`

export interface SetPowerColumns {
  readonly set_name: string
  /** JSON list. */
  readonly ways: string
  /** null where no account's authorization details show a role of the set. */
  readonly role_is_administrator: 0 | 1 | null
  readonly lists_missing: number
}

/** Whether a permission set allows everything; null where neither its own exports nor a role of it was received. */
export function isAdministratorSet(row: SetPowerColumns): boolean | null {
  if ((JSON.parse(row.ways) as string[]).length > 0 || row.role_is_administrator === 1) return true
  return row.lists_missing > 0 && row.role_is_administrator === null ? null : false
}
