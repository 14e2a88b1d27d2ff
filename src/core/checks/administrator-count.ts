/** GRP-07: whether few users and roles are administrators. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { nameOfArn } from '../iam/arn.ts'
import {
  administratorHoldings,
  administratorJoins,
  administratorRow,
  standingOf,
  type AdministratorRow
} from './basis/administrator-holding.ts'
import { isOwnRole, isPlatformRole } from './basis/role.ts'
import { count, list } from './basis/sentence.ts'

type Candidate = Omit<AdministratorRow, keyof MemberRow> & { readonly arn: string }

interface Row extends MemberRow {
  /** JSON list of `Candidate`: users and roles that are or may be administrators, or hold what the export does not describe. */
  readonly candidates: string
  readonly principals: number
}

export default automatedCheck<Row>({
  id: 'administrator-count',
  control: 'GRP-07',
  topic: 'groups',
  severity: 'medium',
  scope: 'account',
  criterion: 'Few users and roles are administrators.',
  effect: 'Each administrator is a way to lose the account, and many are watched by nobody.',
  recommendation:
    'Keep one role for people and what deployment cannot do without; let everyone else take narrower roles.',
  remediation: {
    console:
      'IAM → Policies → AdministratorAccess → Entities attached: detach what does not need it; likewise for customer policies that allow everything.',
    cli: 'aws iam list-entities-for-policy --policy-arn ARN, then aws iam detach-user-policy, detach-group-policy or detach-role-policy.',
    terraform: 'Remove attachments of policies that allow everything and attach narrower ones.'
  },
  procedure: [
    'Count the users, also through groups, and the roles that hold every permission under whatever name.',
    'Roles AWS keeps, those of IAM Identity Center and those made for the management account are left out.',
    'Compare the names with the administrators the client approved; fewer than two leaves nobody when one is away.'
  ],
  needs: [
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles',
    'account-authorization-details.policies'
  ],
  parameters: ['maxAdministrators'],
  columns: [{ key: 'principals', title: 'Users and roles', type: 'integer' }],
  population: `
    with ${administratorHoldings},
    principal as materialized (
      select arn, boundary_arn, source_id, line, path
      from iam_user
      where account_id = :account
      union all
      select arn, boundary_arn, source_id, line, path
      from iam_role
      where account_id = :account and ${isOwnRole}
    ),
    candidate as materialized (
      select principal.arn, ${administratorRow('principal')}
      from principal
      ${administratorJoins('principal')}
      where administrator.principal_arn is not null or undescribed.principal_arn is not null
    ),
    place as (
      select source_id, line, path from principal order by arn limit 1
    )
    select
      :account as resource,
      (
        select json_group_array(
          json_object(
            'arn', arn,
            'ways', ways,
            'unread', unread,
            'boundary_arn', boundary_arn,
            'boundary_is_open', boundary_is_open,
            'denied', denied
          )
          order by arn
        )
        from candidate
      ) as candidates,
      (select count(*) from principal) as principals,
      place.source_id,
      place.line,
      place.path
    from place`,
  whenEmpty: 'The account has neither users nor roles of its own.',
  limits: [
    'Principals that can become administrators by a chain of other permissions are not counted.',
    'Administrators that come through IAM Identity Center are counted by its controls.',
    'Service control policies are not weighed; they may leave an administrator less.'
  ],
  sources: [
    'IAM User Guide: Security best practices in IAM, Apply least-privilege permissions',
    'House rule on the number; AWS gives none'
  ],
  test(row, { account, parameters }) {
    const found = (JSON.parse(row.candidates) as Candidate[])
      .filter(({ arn }) => !isPlatformRole(arn))
      .map((candidate) => ({
        name: `${candidate.arn.includes(':user/') ? 'user' : 'role'} ${nameOfArn(candidate.arn)}`,
        standing: standingOf({ ...candidate, resource: candidate.arn, source_id: 0, line: 0, path: null })
      }))
    const full = found.filter(({ standing }) => standing.kind === 'full')
    const open = found.filter(({ standing }) => standing.kind === 'perhaps' || standing.kind === 'unknown')
    const named = (some: typeof found) => list(some.map(({ name }) => name))
    const counted = `Account ${account} has ${count(full.length, 'administrator')}${full.length === 0 ? '' : ` (${named(full)})`}`
    if (full.length > parameters.maxAdministrators)
      return exception(`${counted}; the limit is ${parameters.maxAdministrators}.`)
    return full.length + open.length > parameters.maxAdministrators
      ? needsReview(
          `${counted}, and ${open.length} more may be (${named(open)}); the limit is ${parameters.maxAdministrators}.`
        )
      : pass(`${counted}; the limit is ${parameters.maxAdministrators}.`)
  }
})
