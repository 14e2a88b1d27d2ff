/** ROLE-09: how long a session of an administrator role may last. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { count } from './basis/sentence.ts'
import { mayBeAdministrator, powerColumns, type PowerColumns } from './basis/trust-power.ts'

interface Row extends MemberRow, PowerColumns {
  readonly role_name: string
  /** 1 where the list of roles holds the role. */
  readonly is_listed: Flag
  readonly max_session_seconds: number | null
}

const mostHours = 12

export default automatedCheck<Row>({
  id: 'role-session-length',
  control: 'ROLE-09',
  topic: 'roles',
  severity: 'low',
  scope: 'account',
  criterion: 'Sessions of administrator roles end within the longest time set for administrators.',
  effect: 'A stolen session of an administrator stays good for as long as the role allows.',
  recommendation: 'Set the maximum session duration of administrator roles to one hour.',
  remediation: {
    console: 'IAM → Roles → the role → Summary → Edit: Maximum session duration 1 hour.',
    cli: 'aws iam update-role --role-name ROLE --max-session-duration 3600.',
    terraform: 'Set max_session_duration = 3600 of the aws_iam_role.'
  },
  procedure: [
    'Take the roles that allow everything; the authorization details leave their session time out, so ask for the list of roles.',
    'Compare the maximum session duration with the limit of the engagement.',
    'Roles of IAM Identity Center take the time of their permission set and are judged there.'
  ],
  limits: [
    'The maximum is what may be asked for; how long sessions in fact last is not in the exports.',
    'A session of a role taken from another role ends after one hour whatever the maximum.'
  ],
  sources: ['IAM User Guide: Update settings for a role', 'AWS STS API Reference: AssumeRole'],
  needs: ['roles-list', 'account-authorization-details.roles'],
  wants: ['account-authorization-details.policies'],
  parameters: ['maxAdministratorSessionHours'],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'is_administrator', title: 'Administrator', type: 'boolean' },
    { key: 'max_session_seconds', title: 'Longest session in seconds', type: 'integer' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: `
    select
      role.arn as resource,
      role.name as role_name,
      listing.arn is not null as is_listed,
      listing.max_session_seconds,
      ${powerColumns.join(',\n      ')},
      role.last_used_at,
      coalesce(listing.source_id, role.source_id) as source_id,
      coalesce(listing.line, role.line) as line,
      case when listing.arn is null then role.path else listing.path end as path
    from iam_role as role
    left join iam_role_listing as listing
      on listing.account_id = role.account_id and listing.arn = role.arn
    where role.account_id = :account and ${isOwnRole} and ${mayBeAdministrator}`,
  whenEmpty: 'No role of the account but those AWS keeps is an administrator.',
  test(row, { parameters }) {
    const limit = parameters.maxAdministratorSessionHours
    const role = `Role ${row.role_name}`
    if (row.max_session_seconds === null)
      return needsReview(
        row.is_listed === 1
          ? `${role}: the list of roles does not say how long a session may last.`
          : `${role} is not in the list of roles received, so its session time is not known; ask again for: aws iam list-roles.`
      )
    const hours = row.max_session_seconds / 3600
    const found = `A session of role ${row.role_name} may last ${inWords(row.max_session_seconds)}, the limit is ${count(limit, 'hour')}`
    if (hours <= limit) return pass(`${found}.`)
    if (row.is_administrator === 0)
      return needsReview(
        `${found}; ${count(row.unread, 'policy', 'policies')} of it cannot be read, so whether it is an administrator is not known.`
      )
    return hours > mostHours
      ? needsReview(`${found}; AWS allows no more than ${mostHours} hours, so the value cannot be right.`)
      : exception(`${found} for an administrator.`)
  }
})

/** "1 hour", "90 minutes", "12 hours". */
function inWords(seconds: number): string {
  return seconds % 3600 === 0 ? count(seconds / 3600, 'hour') : count(Math.round(seconds / 60), 'minute')
}
