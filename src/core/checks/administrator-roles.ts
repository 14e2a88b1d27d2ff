/** LP-05: whether roles hold AdministratorAccess. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { isAdministratorAccess } from './basis/administrator.ts'
import { isOwnRole, isPlatformRole } from './basis/role.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly role_name: string
  readonly has_administrator_access: Flag
  /** JSON list of the principals the trust policy names. */
  readonly trusted: string
  readonly last_used_at: number | null
  readonly boundary_arn: string | null
}

export default automatedCheck<Row>({
  id: 'administrator-roles',
  control: 'LP-05',
  topic: 'least-privilege',
  severity: 'high',
  scope: 'account',
  criterion: 'No role has AdministratorAccess but those AWS keeps.',
  effect:
    'Whoever or whatever may take the role, a build server or a compromised instance, is administrator.',
  recommendation:
    'Give each role the actions its work needs; keep one administrator role for people, with MFA, short sessions and an alarm.',
  remediation: {
    console: 'IAM → Roles → the role → Permissions: remove AdministratorAccess and attach a narrower policy.',
    cli: 'aws iam detach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AdministratorAccess.',
    terraform: 'Remove the aws_iam_role_policy_attachment of AdministratorAccess.'
  },
  procedure: [
    'Take all roles but service-linked ones and those of IAM Identity Center.',
    'For exceptions look at who may take the role: services, other accounts and the internet weigh most.',
    'Judge the roles AWS made for the management account (OrganizationAccountAccessRole, AWSControlTowerExecution) by who may take them.'
  ],
  limits: [
    'Roles that allow everything by a policy of another name are found by LP-01 and LP-03.',
    'The trust policy says who may take the role; whether each of them also needs a permission for it depends on their own policies.',
    'Denials, permissions boundaries and service control policies are not weighed: what is allowed may be denied elsewhere.'
  ],
  sources: [
    'AWS Managed Policy Reference Guide: AdministratorAccess',
    'IAM User Guide: Roles terms and concepts'
  ],
  needs: ['account-authorization-details.roles'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'has_administrator_access', title: 'AdministratorAccess', type: 'boolean' },
    { key: 'last_used_at', title: 'Last used', type: 'time' },
    { key: 'boundary_arn', title: 'Permissions boundary', type: 'text' }
  ],
  population: `
    select
      role.arn as resource,
      role.name as role_name,
      exists (
        select 1
        from iam_attachment
        where account_id = role.account_id
          and principal_arn = role.arn
          and ${isAdministratorAccess('policy_arn')}
      ) as has_administrator_access,
      (
        select json_group_array(distinct value)
        from statement_principal
        where document_id = role.trust_document_id
      ) as trusted,
      role.trust_document_id,
      role.last_used_at,
      role.boundary_arn,
      role.source_id,
      role.line,
      role.path
    from iam_role as role
    where role.account_id = :account and ${isOwnRole}`,
  suspects: 'has_administrator_access = 1',
  whenEmpty:
    'The account has no role of its own; service-linked roles and those of IAM Identity Center are left out.',
  test({ resource, role_name, has_administrator_access, trusted, boundary_arn }) {
    if (has_administrator_access === 0) return pass(`Role ${role_name} does not have AdministratorAccess.`)
    const principals = JSON.parse(trusted) as string[]
    const trust = principals.length === 0 ? 'nobody its trust policy names' : list(principals)
    const boundary = boundary_arn === null ? '' : ` A permissions boundary limits it (${boundary_arn}).`
    const found = `Role ${role_name} has AdministratorAccess and can be taken by ${trust}.${boundary}`
    return isPlatformRole(resource)
      ? needsReview(
          `${found} AWS makes this role for the management account; see that nobody else may take it.`
        )
      : exception(found)
  }
})
