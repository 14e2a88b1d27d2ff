/** LP-24: how much each user, group and role may do, by access level, so that the widest are looked at first. */
import type { Flag, PrincipalKind } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { isAdministratorAccess } from './basis/administrator.ts'
import { nameOfPrincipal } from './basis/holder.ts'
import { documentsHeldBy, undescribedHoldings } from './basis/holding.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly principal_kind: PrincipalKind
  readonly principal_name: string
  readonly policies: number
  readonly is_administrator: Flag
  /** Services the widest of the policies reaches. */
  readonly services: number
  readonly list_actions: number
  readonly read_actions: number
  readonly tagging_actions: number
  readonly write_actions: number
  readonly permissions_actions: number
  /** Of write and permissions actions those allowed on every resource. */
  readonly everywhere: number
  /** JSON list of names. */
  readonly unread: string
}

/** Counts that are added up over the policies of a principal. */
const added = [
  'list_actions',
  'read_actions',
  'tagging_actions',
  'write_actions',
  'permissions_actions',
  'everywhere'
] as const
const sums = ['services', ...added] as const

export default automatedCheck<Row>({
  id: 'principal-permissions',
  control: 'LP-24',
  topic: 'least-privilege',
  severity: 'info',
  scope: 'account',
  criterion: 'What each user, group and role may do is counted by access level.',
  effect:
    'Without a ranking reviews begin with the name that is known, not with the principal that may do most.',
  recommendation:
    'Begin with the principals that may write most and change permissions, and take from them what last access shows unused.',
  remediation: {
    console: 'IAM → the principal → Last Accessed: take away the services that were not used.',
    cli: 'aws iam generate-service-last-accessed-details --arn ARN, then aws iam get-service-last-accessed-details --job-id ID.',
    terraform: 'Narrow the aws_iam_policy_document of the policies attached.'
  },
  procedure: [
    'Take all users with the policies of their groups, all groups, and all roles but service-linked ones.',
    'Sort by permissions management and write actions; the first twenty are the list to begin with.',
    'Principals with policies the export does not carry are for judgement: their counts are too low.'
  ],
  needs: [
    'account-authorization-details.policies',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  wants: ['account-authorization-details.aws-policies'],
  parameters: [],
  columns: [
    { key: 'principal_kind', title: 'Kind', type: 'text' },
    { key: 'principal_name', title: 'Name', type: 'text' },
    { key: 'policies', title: 'Policies', type: 'integer' },
    { key: 'services', title: 'Services, widest policy', type: 'integer' },
    { key: 'permissions_actions', title: 'Permissions', type: 'integer' },
    { key: 'write_actions', title: 'Write', type: 'integer' },
    { key: 'everywhere', title: 'On every resource', type: 'integer' },
    { key: 'tagging_actions', title: 'Tagging', type: 'integer' },
    { key: 'read_actions', title: 'Read', type: 'integer' },
    { key: 'list_actions', title: 'List', type: 'integer' }
  ],
  population: `
    with ${undescribedHoldings('all')},
    known_administrator as materialized (
      select principal_arn
      from iam_attachment
      where account_id = :account and ${isAdministratorAccess('policy_arn')}
    ),
    principal as (
      select arn, name, 'user' as kind, source_id, line, path from iam_user where account_id = :account
      union all
      select arn, name, 'group', source_id, line, path from iam_group where account_id = :account
      union all
      select arn, name, 'role', source_id, line, path
      from iam_role
      where account_id = :account and iam_path not glob '/aws-service-role/*'
    )
    select
      principal.arn as resource,
      principal.kind as principal_kind,
      principal.name as principal_name,
      power.value ->> 'policies' as policies,
      coalesce(power.value ->> 'is_full', 0)
        or principal.arn in (select principal_arn from known_administrator) as is_administrator,
${sums.map((column) => `      coalesce(power.value ->> '${column}', 0) as ${column},`).join('\n')}
      coalesce(undescribed.names, '[]') as unread,
      principal.source_id,
      principal.line,
      principal.path
    from principal
    left join undescribed on undescribed.principal_arn = principal.arn
    cross join json_each((
      select json_array(
        json_object(
          'policies', count(*),
          'is_full', max(document_power.full_statements > 0 or document_power.full_conditions <> '[]'),
          'services', max(access.services),
          ${added.map((column) => `'${column}', sum(access.${column})`).join(',\n          ')}
        )
      )
      from (select distinct document_id from (${documentsHeldBy('principal.arn')})) as holding
      cross join document_access as access on access.document_id = holding.document_id
      cross join document_power on document_power.document_id = holding.document_id
    )) as power`,
  counted: `
    select source_id from iam_user where account_id = :account
    union all
    select source_id from iam_group where account_id = :account
    union all
    select source_id from iam_role where account_id = :account and iam_path not glob '/aws-service-role/*'`,
  suspects: "unread <> '[]'",
  whenEmpty: 'The account has no user, group or role of its own.',
  limits: [
    'Counts of several policies are added up, so that an action two of them allow counts twice.',
    'Conditions, denials, boundaries and service control policies are not weighed; they may leave less.',
    'Actions and access levels are those of the service authorization reference of the day named in About.'
  ],
  sources: [
    'Service Authorization Reference: Actions, resources, and condition keys',
    'IAM User Guide: Understand access level summaries within policy summaries'
  ],
  test(row) {
    const subject = nameOfPrincipal(row)
    const unread = JSON.parse(row.unread) as string[]
    if (row.is_administrator === 1) return pass(`${subject} is an administrator, which LP-01 to LP-05 test.`)
    const sum = `${row.permissions_actions} permissions management, ${row.write_actions} write, ${row.tagging_actions} tagging, ${row.read_actions} read and ${row.list_actions} list actions`
    const counted =
      row.policies === 0
        ? 'holds no policy that was read'
        : `${
            row.policies === 1
              ? `holds 1 policy, for ${count(row.services, 'service')}, which allows`
              : `holds ${row.policies} policies, the widest for ${count(row.services, 'service')}, which add up to`
          } ${sum}; ${row.everywhere} of them change every resource`
    return unread.length > 0
      ? needsReview(
          `${subject} ${counted}; it also holds ${list(unread)}, which the export does not describe.`
        )
      : pass(row.policies === 0 ? `${subject} holds no policy.` : `${subject} ${counted}.`)
  }
})
