/** SSO-04: how long a session of a permission set lasts. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { isAdministratorSet, reservedRoles, setPowers, type SetPowerColumns } from './basis/permission-set.ts'
import { count } from './basis/sentence.ts'

interface Row extends MemberRow, SetPowerColumns {
  readonly session_seconds: number | null
  readonly session_hours: number | null
}

export default automatedCheck<Row>({
  id: 'permission-set-sessions',
  control: 'SSO-04',
  topic: 'identity-center',
  severity: 'low',
  scope: 'organization',
  criterion: 'Sessions of permission sets are short, those of administrators shortest.',
  effect: 'Keys of a session copied from a browser or laptop work for the rest of the day.',
  recommendation: 'Set sessions to a working day at most, and to one hour for administrators.',
  remediation: {
    console: 'IAM Identity Center → Permission sets → the set → General settings → Session duration.',
    cli: 'aws sso-admin update-permission-set --instance-arn ARN --permission-set-arn ARN --session-duration PT1H, then aws sso-admin provision-permission-set.',
    terraform: 'Set session_duration = "PT1H" of aws_ssoadmin_permission_set.'
  },
  procedure: [
    'Take SessionDuration of each permission set; AWS allows one to twelve hours.',
    'For administrators, found as in SSO-02, the shorter limit counts.',
    'Ask how long the session of the access portal itself lasts: it lets people take a new session without signing in again.'
  ],
  limits: [
    'The session of the access portal is set elsewhere and in no export.',
    'Administrator sets are known by their policies; where those were not received the longer limit counts.'
  ],
  sources: ['IAM Identity Center User Guide: Set session duration for AWS accounts'],
  needs: ['permission-sets'],
  wants: ['permission-set-policies', 'account-authorization-details.roles'],
  parameters: ['maxSessionHours', 'maxAdministratorSessionHours'],
  columns: [
    { key: 'set_name', title: 'Permission set', type: 'text' },
    { key: 'session_hours', title: 'Session in hours', type: 'integer' },
    { key: 'created_at', title: 'Created', type: 'time' }
  ],
  population: `
    with ${reservedRoles},
    ${setPowers}
    select
      arn as resource,
      set_name,
      session_seconds,
      session_seconds / 3600 as session_hours,
      ways,
      role_is_administrator,
      lists_missing,
      created_at,
      source_id,
      line,
      path
    from set_power`,
  whenEmpty: 'IAM Identity Center has no permission set.',
  test(row, { parameters }) {
    const { resource, set_name, session_seconds } = row
    if (session_seconds === null)
      return needsReview(
        `Permission set ${set_name}: how long its session lasts was not received; ask for: aws sso-admin describe-permission-set --permission-set-arn ${resource}.`
      )
    const isAdministrator = isAdministratorSet(row)
    const limit =
      isAdministrator === true ? parameters.maxAdministratorSessionHours : parameters.maxSessionHours
    const found = `Sessions of ${isAdministrator === true ? 'administrator ' : ''}permission set ${set_name} last ${length(session_seconds)}`
    if (session_seconds > limit * secondsPerHour)
      return exception(`${found}, the limit is ${length(limit * secondsPerHour)}.`)
    if (
      isAdministrator === null &&
      session_seconds > parameters.maxAdministratorSessionHours * secondsPerHour
    )
      return needsReview(
        `${found}; whether it makes administrators, for whom the limit is ${length(parameters.maxAdministratorSessionHours * secondsPerHour)}, its policies would say, which were not received.`
      )
    return pass(`${found}.`)
  }
})

const secondsPerHour = 3600

/** "8 hours", "90 minutes" */
function length(seconds: number): string {
  return seconds % secondsPerHour === 0
    ? count(seconds / secondsPerHour, 'hour')
    : count(Math.round(seconds / 60), 'minute')
}
