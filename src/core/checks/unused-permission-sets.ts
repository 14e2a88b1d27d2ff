/** SSO-08: whether permission sets are provisioned and used at all. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'
import { answered } from './basis/answered.ts'
import { permissionSetId, reservedRoles } from './basis/permission-set.ts'
import { count } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly set_name: string
  /** Accounts it is provisioned to by the exports of IAM Identity Center. */
  readonly accounts: number
  /** 1 where the list of those accounts was received whole. */
  readonly is_answered: Flag
  /** Accounts whose authorization details show a role of the set. */
  readonly role_accounts: number
  readonly last_used_at: number | null
  readonly newest_role_at: number | null
  /** Roles of which the export does not carry RoleLastUsed. */
  readonly unknown_use: number
}

export default automatedCheck<Row>({
  id: 'unused-permission-sets',
  control: 'SSO-08',
  topic: 'identity-center',
  severity: 'low',
  scope: 'organization',
  criterion: 'Every permission set is provisioned to an account and used.',
  effect: 'Left-over sets are assigned again one day by someone who does not know what they allow.',
  recommendation: 'Delete permission sets that nobody has or uses.',
  remediation: {
    console: 'IAM Identity Center → Permission sets → the set → Delete, after its assignments are removed.',
    cli: 'aws sso-admin delete-account-assignment for each assignment, then aws sso-admin delete-permission-set --instance-arn ARN --permission-set-arn ARN.',
    terraform: 'Remove aws_ssoadmin_permission_set with its assignments and attachments.'
  },
  procedure: [
    'Take the accounts each permission set is provisioned to.',
    'Find its roles (AWSReservedSSO) in the authorization details of those accounts and take the latest use of any.',
    'For unused sets ask whether they are kept for emergencies.'
  ],
  limits: [
    'Use is taken from the roles of the set in the accounts whose authorization details were received.',
    'AWS keeps the last use of a role for 400 days.'
  ],
  sources: [
    'IAM Identity Center User Guide: Manage AWS accounts with permission sets',
    'IAM User Guide: Refine permissions in AWS using last accessed information'
  ],
  needs: ['permission-sets', ['permission-set-accounts', 'account-authorization-details.roles']],
  parameters: ['unusedRoleDays'],
  columns: [
    { key: 'set_name', title: 'Permission set', type: 'text' },
    { key: 'accounts', title: 'Accounts', type: 'integer' },
    { key: 'role_accounts', title: 'Accounts with a role seen', type: 'integer' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: `
    with ${reservedRoles},
    ${answered('accounts_answered', 'permission-set-accounts', "''")},
    provisioned as materialized (
      select ${permissionSetId('permission_set_arn')} as set_id, count(distinct target_account_id) as accounts
      from permission_set_account
      where permission_set_arn <> ''
      group by set_id
    ),
    use_by_name as materialized (
      select
        set_name,
        count(distinct account_id) as accounts,
        max(last_used_at) as last_used_at,
        max(created_at) as newest_role_at,
        sum(last_used_known = 0) as unknown_use
      from reserved_role
      group by set_name
    )
    select
      permission_set.arn as resource,
      coalesce(permission_set.name, ${permissionSetId('permission_set.arn')}) as set_name,
      coalesce(provisioned.accounts, 0) as accounts,
      ${permissionSetId('permission_set.arn')} in (select part from accounts_answered) as is_answered,
      coalesce(use_by_name.accounts, 0) as role_accounts,
      use_by_name.last_used_at,
      use_by_name.newest_role_at,
      coalesce(use_by_name.unknown_use, 0) as unknown_use,
      permission_set.source_id,
      permission_set.line,
      permission_set.path
    from permission_set
    left join provisioned on provisioned.set_id = ${permissionSetId('permission_set.arn')}
    left join use_by_name on use_by_name.set_name = permission_set.name`,
  whenEmpty: 'IAM Identity Center has no permission set.',
  test(row, { asOf, parameters }) {
    const { resource, set_name, accounts, is_answered, role_accounts, last_used_at, newest_role_at } = row
    const subject = `Permission set ${set_name}`
    const limit = parameters.unusedRoleDays
    if (last_used_at !== null) {
      const age = daysBetween(last_used_at, asOf)
      if (age <= limit)
        return pass(`${subject} was last used ${days(age)} before the export (${dayOf(last_used_at)}).`)
    } else if (newest_role_at !== null && daysBetween(newest_role_at, asOf) <= limit)
      return pass(`${subject} reached an account on ${dayOf(newest_role_at)} and may not be in use yet.`)
    if (accounts === 0 && role_accounts === 0)
      return is_answered === 1
        ? exception(`${subject} is provisioned to no account.`)
        : needsReview(
            `${subject}: no export says to which accounts it is provisioned; ask for: aws sso-admin list-accounts-for-provisioned-permission-set --permission-set-arn ${resource}.`
          )
    if (role_accounts === 0)
      return needsReview(
        `${subject} is provisioned to ${count(accounts, 'account')}, and no authorization details received show its role there; ask for those of ${accounts === 1 ? 'that account' : 'those accounts'}.`
      )
    const use =
      last_used_at === null
        ? 'has no recorded use'
        : `was last used ${days(daysBetween(last_used_at, asOf))} before the export (${dayOf(last_used_at)})`
    if (is_answered === 1 && role_accounts >= accounts && row.unknown_use === 0)
      return exception(`${subject} ${use} in ${count(accounts, 'account')}, the limit is ${days(limit)}.`)
    return needsReview(
      `${subject} ${use} in the ${count(role_accounts, 'account')} whose authorization details show its role${is_answered === 1 ? `, of ${accounts} it is provisioned to` : ''}; ask for those of the others.`
    )
  }
})
