/** Assignments of IAM Identity Center in SQL, and of which accounts and permission sets they were not received. */
import { answered } from './answered.ts'
import { permissionSetId } from './permission-set.ts'
import { count, list } from './sentence.ts'

/** CTE `assignment`: who has which permission set in which account, by names where the exports know them. */
export const assignments = `
    assignment as materialized (
      select
        assignment.permission_set_arn || '#' || assignment.account_id || '/' || assignment.principal_id as resource,
        assignment.account_id,
        ${permissionSetId('assignment.permission_set_arn')} as set_id,
        coalesce(permission_set.name, ${permissionSetId('assignment.permission_set_arn')}) as set_name,
        assignment.principal_type,
        assignment.principal_id,
        coalesce(nullif(identity_user.user_name, ''), nullif(identity_group.name, ''), assignment.principal_id) as principal_name,
        org_account.name as account_name,
        assignment.source_id,
        assignment.line,
        assignment.path
      from account_assignment as assignment
      left join permission_set on permission_set.arn = assignment.permission_set_arn
      left join identity_user on identity_user.user_id = assignment.principal_id and assignment.principal_type = 'USER'
      left join identity_group on identity_group.group_id = assignment.principal_id and assignment.principal_type = 'GROUP'
      left join org_account on org_account.id = assignment.account_id
    )`

/**
 * CTE `assignment_gap` of one row, or none where nothing is missing: pairs of account and permission set whose assignments were not
 * received, and permission sets of which no export says in which accounts they are. `account` limits it to one account.
 */
export function assignmentGap(account: string | null = null): string {
  const ofAccount = (column: string) => (account === null ? '' : `and ${column} = ${account}`)
  return `
    ${answered('pairs_answered', 'account-assignments', "''")},
    ${answered('accounts_answered', 'permission-set-accounts', "''")},
    ${answered('sets_answered', 'permission-sets', "''")},
    known_pair as materialized (
      select distinct target_account_id as account_id, ${permissionSetId('permission_set_arn')} as set_id
      from permission_set_account
      where permission_set_arn <> '' ${ofAccount('target_account_id')}
    ),
    missing_pair as materialized (
      select account_id || ' ' || set_id as pair
      from known_pair
      where account_id || ' ' || set_id not in (select part from pairs_answered)
    ),
    unplaced_set as materialized (
      select ${permissionSetId('arn')} as set_id
      from permission_set
      where ${permissionSetId('arn')} not in (select part from accounts_answered)
        ${account === null ? '' : `and not exists (select 1 from sets_answered where part = 'account ' || ${account})`}
    ),
    assignment_gap as (
      select
        (select count(*) from known_pair) as pairs,
        (select json_group_array(pair order by pair) from missing_pair) as missing,
        (select json_group_array(set_id order by set_id) from unplaced_set) as unplaced,
        (select count(*) from permission_set) as sets
      where exists (select 1 from missing_pair)
        or exists (select 1 from unplaced_set)
        or not exists (
          select 1 from sets_answered where part = ''${account === null ? '' : ` or part = 'account ' || ${account}`}
        )
    )`
}

export interface AssignmentGap {
  readonly pairs: number
  /** JSON lists: "111122223333 ps-…", and ids of permission sets. */
  readonly missing: string
  readonly unplaced: string
  readonly sets: number
}

/** The sentence that says what of the assignments was seen. */
export function gapSentence({ pairs, missing, unplaced, sets }: AssignmentGap): string {
  const without = JSON.parse(missing) as string[]
  const nowhere = JSON.parse(unplaced) as string[]
  if (without.length > 0)
    return `Assignments were received for ${pairs - without.length} of ${count(pairs, 'pair')} of account and permission set (not ${list(without)}); ask for: aws sso-admin list-account-assignments.`
  if (nowhere.length > 0)
    return `For ${nowhere.length} of ${count(sets, 'permission set')} (${list(nowhere)}) no export says in which accounts they are; ask for: aws sso-admin list-accounts-for-provisioned-permission-set.`
  return 'The list of all permission sets was not received; ask for: aws sso-admin list-permission-sets.'
}
