/** UNU-11: whether users and roles use the services that they may use. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { nameOfArn, parseArn } from '../iam/arn.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'
import { answered, placeOfAnswers } from './basis/answered.ts'
import { isOwnPrincipal } from './basis/role.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  /** null for the member that stands for what was not received. */
  readonly services: number | null
  /** JSON list of namespaces with the last use in seconds, null where there is none. */
  readonly uses: string
  readonly created_at: number | null
  /** JSON list of actions AWS tracks, with their last use. */
  readonly actions: string
  readonly principals: number
  readonly principals_seen: number
}

interface Use {
  readonly name: string
  readonly last_used_at: number | null
}

export default automatedCheck<Row>({
  id: 'unused-services',
  control: 'UNU-11',
  topic: 'tidy',
  severity: 'medium',
  scope: 'account',
  criterion: 'Users and roles may use the services that they use, and no others.',
  effect: 'Permissions nobody needs are the ones an intruder finds unwatched.',
  recommendation:
    'Take services and actions without use out of the policies, those of the widest principals first.',
  remediation: {
    console:
      'IAM → Roles or Users → the principal → Last Accessed: see what is used, then edit its policies.',
    cli: 'aws iam generate-service-last-accessed-details --arn ARN --granularity ACTION_LEVEL, then aws iam get-service-last-accessed-details --job-id ID; aws iam list-policies-granting-service-access shows which policy to narrow.',
    terraform: 'Narrow the actions of aws_iam_policy_document to what is used.'
  },
  procedure: [
    'Take the report of last access of each user and role; AWS keeps 400 days, so "no use" means none in that time.',
    'Judge principals by what they may do unused: identity, keys and data weigh more than listing.',
    'Allow for yearly work and emergencies before a permission is taken away.'
  ],
  limits: [
    'The report of last access names services a policy allows, whether or not a boundary or a service control policy denies them.',
    'Actions are tracked for some services only, and access is kept for 400 days.',
    'Principals whose report was not received are counted, and not judged.'
  ],
  sources: [
    'IAM User Guide: Refine permissions in AWS using last accessed information',
    'IAM API Reference: GetServiceLastAccessedDetails'
  ],
  needs: ['service-last-accessed'],
  wants: ['account-authorization-details.users', 'account-authorization-details.roles'],
  parameters: ['unusedServiceDays'],
  columns: [
    { key: 'services', title: 'Services allowed', type: 'integer' },
    { key: 'services_used', title: 'Ever used', type: 'integer' },
    { key: 'last_used_at', title: 'Last use of any', type: 'time' },
    { key: 'created_at', title: 'Created', type: 'time' }
  ],
  population: `
    with ${answered('reports', 'service-last-accessed')},
    ${placeOfAnswers('place', ['service-last-accessed'])},
    principal as materialized (
      select arn, created_at from iam_user where account_id = :account
      union all
      select arn, created_at from iam_role where account_id = :account and ${isOwnPrincipal('arn')}
    ),
    access as materialized (
      select
        principal_arn,
        count(*) as services,
        count(last_used_at) as services_used,
        max(last_used_at) as last_used_at,
        json_group_array(json_object('name', service, 'last_used_at', last_used_at) order by service) as uses,
        min(source_id) as source_id
      from service_access
      where account_id = :account and principal_arn in (select part from reports)
      group by principal_arn
    ),
    gap as (
      select
        (select count(*) from principal) as principals,
        (select count(*) from principal where arn in (select part from reports)) as principals_seen
    )
    select
      access.principal_arn as resource,
      access.services,
      access.services_used,
      access.last_used_at,
      access.uses,
      principal.created_at,
      (
        select json_group_array(json_object('name', service || ':' || action, 'last_used_at', last_used_at))
        from action_access
        where account_id = :account and principal_arn = access.principal_arn
      ) as actions,
      0 as principals,
      0 as principals_seen,
      access.source_id,
      1 as line,
      null as path
    from access
    left join principal on principal.arn = access.principal_arn
    union all
    select
      :account, null, null, null, '[]', null, '[]',
      gap.principals, gap.principals_seen,
      place.source_id, place.line, place.path
    from gap
    cross join place
    where gap.principals = 0 or gap.principals_seen < gap.principals`,
  whenEmpty: 'The reports of last access name no service that anyone may use.',
  test(row, { account, asOf, parameters }) {
    if (row.services === null)
      return needsReview(
        row.principals === 0
          ? `No export names the users and roles of account ${account}, so nobody can tell for whom last access is missing.`
          : `Last access was received for ${row.principals_seen} of ${count(row.principals, 'user or role', 'users and roles')} of account ${account}; what the others use is not in the files.`
      )
    const limit = parameters.unusedServiceDays
    const isIdle = ({ last_used_at }: Use) => last_used_at === null || daysBetween(last_used_at, asOf) > limit
    const uses = JSON.parse(row.uses) as Use[]
    const idle = uses.filter(isIdle).map(({ name }) => name)
    const used = new Set(uses.filter((use) => !isIdle(use)).map(({ name }) => name))
    const idleActions = (JSON.parse(row.actions) as Use[])
      .filter((use) => isIdle(use) && used.has(use.name.split(':', 1)[0] ?? ''))
      .map(({ name }) => name)
    const subject = `${kindOf(row.resource)} ${nameOfArn(row.resource)}`
    const actions =
      idleActions.length === 0 ? '' : `, and of the services it used not the actions ${list(idleActions)}`
    if (row.created_at !== null && daysBetween(row.created_at, asOf) <= limit)
      return pass(`${subject} was made on ${dayOf(row.created_at)} and may not use everything yet.`)
    if (idle.length > 0)
      return needsReview(
        `${subject} may use ${count(row.services, 'service')} and did not use ${idle.length} of them within ${days(limit)} (${list(idle)})${actions}.`
      )
    if (idleActions.length > 0)
      return needsReview(`${subject} did not use the actions ${list(idleActions)} within ${days(limit)}.`)
    return pass(`${subject} used ${count(row.services, 'service')} within ${days(limit)}, all it may use.`)
  }
})

/** "Role" */
function kindOf(arn: string): string {
  const kind = parseArn(arn)?.resource.split('/', 1)[0] ?? 'principal'
  return kind.charAt(0).toUpperCase() + kind.slice(1)
}
