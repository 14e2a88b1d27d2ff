/** UNU-07: whether roles are left that nothing takes. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'
import { isOwnRole } from './basis/role.ts'

interface Row extends MemberRow {
  readonly role_name: string
  readonly created_at: number | null
  readonly last_used_known: Flag
  readonly last_used_at: number | null
  readonly last_used_region: string | null
}

export default automatedCheck<Row>({
  id: 'unused-roles',
  control: 'UNU-07',
  topic: 'tidy',
  severity: 'medium',
  scope: 'account',
  criterion: 'Every role was used within the period allowed, or is younger than that.',
  effect: 'Roles nobody takes keep their permissions and their trust, and widen what an intruder can reach.',
  recommendation: 'Delete roles that nothing took for 90 days; for yearly jobs note the owner and keep them.',
  remediation: {
    console: 'IAM → Roles → the role: see Last activity, then Delete.',
    cli: 'aws iam get-role --role-name ROLE shows the last use; aws iam delete-role --role-name ROLE after its policies and instance profiles are taken away.',
    terraform: 'Remove aws_iam_role and its attachments.'
  },
  procedure: [
    'Take all roles but service-linked ones and those of IAM Identity Center, which AWS keeps.',
    'Count days from the last use to the date of the export; a role without any counts from its creation. AWS looks back 400 days.',
    'Before a role is deleted ask its owner; disaster recovery roles are unused by design.'
  ],
  limits: [
    'AWS keeps the last use of a role for 400 days, and for less in regions that were opened later.',
    'Only the last use is known, not by whom or how often.'
  ],
  sources: [
    'IAM User Guide: Refine permissions in AWS using last accessed information',
    'IAM API Reference: RoleLastUsed'
  ],
  needs: ['account-authorization-details.roles'],
  parameters: ['unusedRoleDays'],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' },
    { key: 'last_used_region', title: 'Region', type: 'text' },
    { key: 'created_at', title: 'Created', type: 'time' }
  ],
  population: `
    select
      arn as resource,
      name as role_name,
      created_at,
      last_used_known,
      last_used_at,
      last_used_region,
      source_id,
      line,
      path
    from iam_role
    where account_id = :account and ${isOwnRole}`,
  whenEmpty:
    'The account has no role of its own; service-linked roles and those of IAM Identity Center are left out.',
  test({ role_name, created_at, last_used_known, last_used_at }, { asOf, parameters }) {
    const limit = parameters.unusedRoleDays
    if (last_used_at !== null) {
      const age = daysBetween(last_used_at, asOf)
      const found = `Role ${role_name} was last used ${days(age)} before the export (${dayOf(last_used_at)})`
      return age > limit ? exception(`${found}, the limit is ${days(limit)}.`) : pass(`${found}.`)
    }
    if (created_at === null)
      return needsReview(`The export says neither when role ${role_name} was used nor when it was made.`)
    const age = daysBetween(created_at, asOf)
    const made = `was made ${days(age)} before the export (${dayOf(created_at)})`
    if (age <= limit) return pass(`Role ${role_name} ${made} and may not be in use yet.`)
    if (last_used_known === 0)
      return needsReview(
        `Role ${role_name} ${made}; the export does not carry RoleLastUsed. Ask for it again: aws iam get-account-authorization-details.`
      )
    return exception(`Role ${role_name} ${made} and has no recorded use, the limit is ${days(limit)}.`)
  }
})
