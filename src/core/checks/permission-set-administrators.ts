/** SSO-02: which permission sets make administrators, and whether their names and policies say so. */
import { nameOfArn } from '../iam/arn.ts'
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { assignments } from './basis/assignment.ts'
import {
  isAdministratorSet,
  permissionSetId,
  reservedRoles,
  setPowers,
  type SetPowerColumns
} from './basis/permission-set.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow, SetPowerColumns {
  /** 1 for a role whose permission set is not among those described. */
  readonly is_role: Flag
  readonly accounts: number
  readonly groups: number
  readonly users: number
}

export default automatedCheck<Row>({
  id: 'permission-set-administrators',
  control: 'SSO-02',
  topic: 'identity-center',
  severity: 'high',
  scope: 'organization',
  criterion:
    'Administrators get AdministratorAccess through an approved permission set; no other permission set allows everything.',
  effect: 'Whoever is assigned the permission set is administrator of every account it reaches.',
  recommendation:
    'Keep one administrator permission set for few people with short sessions, and give every other set the actions its work needs.',
  remediation: {
    console:
      'IAM Identity Center → Permission sets → the set → Permissions: replace the policy; AWS accounts: remove assignments.',
    cli: 'aws sso-admin detach-managed-policy-from-permission-set --instance-arn ARN --permission-set-arn ARN --managed-policy-arn arn:aws:iam::aws:policy/AdministratorAccess, then aws sso-admin provision-permission-set.',
    terraform:
      'Remove the aws_ssoadmin_managed_policy_attachment of AdministratorAccess, or narrow aws_ssoadmin_permission_set_inline_policy.'
  },
  procedure: [
    'Take the policies of each permission set, and its roles (AWSReservedSSO) in the authorization details of the accounts.',
    'Have the owner sign for each administrator set: which groups and people have it, in which accounts.',
    'A set that allows everything without AdministratorAccess is an exception, because nobody sees it by its policies.'
  ],
  limits: [
    'Sets that make administrators in a roundabout way, by single actions of IAM, are not found here.',
    'Customer managed policies of a set are read in the accounts whose authorization details were received.'
  ],
  sources: ['IAM Identity Center User Guide: Manage AWS accounts with permission sets'],
  needs: [['permission-set-policies', 'account-authorization-details.roles']],
  wants: ['permission-sets', 'account-assignments', 'identity-users', 'identity-groups'],
  parameters: [],
  columns: [
    { key: 'set_name', title: 'Permission set', type: 'text' },
    { key: 'accounts', title: 'Accounts', type: 'integer' },
    { key: 'groups', title: 'Groups', type: 'integer' },
    { key: 'users', title: 'Users', type: 'integer' }
  ],
  population: `
    with ${reservedRoles},
    ${setPowers},
    ${assignments},
    audience as materialized (
      select
        set_id,
        count(distinct account_id) as accounts,
        count(distinct case principal_type when 'GROUP' then principal_id end) as groups,
        count(distinct case principal_type when 'USER' then principal_id end) as users
      from assignment
      group by set_id
    ),
    provisioned as materialized (
      select ${permissionSetId('permission_set_arn')} as set_id, count(distinct target_account_id) as accounts
      from permission_set_account
      where permission_set_arn <> ''
      group by set_id
    )
    select
      power.arn as resource,
      0 as is_role,
      power.set_name,
      power.ways,
      power.role_is_administrator,
      power.lists_missing,
      max(power.role_accounts, coalesce(audience.accounts, 0), coalesce(provisioned.accounts, 0)) as accounts,
      coalesce(audience.groups, 0) as groups,
      coalesce(audience.users, 0) as users,
      power.source_id,
      power.line,
      power.path
    from set_power as power
    left join audience on audience.set_id = power.set_id
    left join provisioned on provisioned.set_id = power.set_id
    union all
    select
      role.arn,
      1,
      role.set_name,
      '[]',
      role.is_administrator,
      0,
      1,
      0,
      0,
      role.source_id,
      role.line,
      role.path
    from reserved_role as role
    where role.set_name not in (select name from permission_set where name is not null)`,
  whenEmpty: 'The exports show neither a permission set nor a role of one.',
  test(row) {
    const subject = row.is_role === 1 ? `Role ${nameOfArn(row.resource)}` : `Permission set ${row.set_name}`
    const isAdministrator = isAdministratorSet(row)
    if (isAdministrator === null)
      return needsReview(
        `${subject}: not all its policies were received; ask for: aws sso-admin list-managed-policies-in-permission-set, get-inline-policy-for-permission-set and list-customer-managed-policy-references-in-permission-set.`
      )
    if (!isAdministrator) return pass(`${subject} does not allow everything.`)
    const ways = JSON.parse(row.ways) as string[]
    const ofRoles = row.is_role === 1 ? 'its policies' : 'the policies of its roles'
    const by = `by ${ways.length === 0 ? ofRoles : list(ways)}`
    const reach =
      row.is_role === 1
        ? ''
        : ` It reaches ${count(row.accounts, 'account')}; the exports show ${count(row.groups, 'group')} and ${count(row.users, 'user')} assigned.`
    return ways.length > 0 && !ways.includes('AdministratorAccess')
      ? exception(`${subject} allows everything ${by}, without AdministratorAccess.${reach}`)
      : needsReview(`${subject} allows everything ${by}; see that each administrator was approved.${reach}`)
  }
})
