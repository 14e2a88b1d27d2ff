/** LP-22: whether the same principal makes permissions and gives them out. */
import { automatedCheck, needsReview, pass, type DecidingStatement, type MemberRow } from './check.ts'
import type { PrincipalKind } from '../iam/facts.ts'
import { nameOfPrincipal } from './basis/holder.ts'
import { documentsOfAccount, holdings, undescribedHoldings } from './basis/holding.ts'
import { isUnconditional } from './basis/policy-statement.ts'
import { list } from './basis/sentence.ts'

/** Writing what can be given (CIS AWS Foundations 1.1, 1.18: the duties of the IAM master). */
const making = ['iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:CreateRole', 'iam:CreateUser']
/** Giving it to someone (the duties of the IAM manager). */
const giving = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy'
]

const wanted = [...making, ...giving].map((action) => `'${action}'`).join(', ')

const isAllowed = `statement.effect = 'Allow'
        and not (
          statement.covers_all_actions = 1
          and statement.uses_not_action = 0
          and statement.covers_all_resources = 1
        )`

const isDenied = `statement.effect = 'Deny' and reach.reach = 'all' and ${isUnconditional('statement')}`

interface Row extends MemberRow {
  readonly principal_kind: PrincipalKind
  readonly principal_name: string
  /** JSON list of actions. */
  readonly actions: string
  /** JSON list of `DecidingStatement`. */
  readonly statements: string
  readonly action_count: number
  /** JSON list of names of policies and groups that the export does not describe. */
  readonly unread: string
}

export default automatedCheck<Row>({
  id: 'iam-duty-separation',
  control: 'LP-22',
  topic: 'least-privilege',
  severity: 'info',
  scope: 'account',
  criterion: 'Who makes users, roles and policies does not give them out.',
  effect: 'One person or program writes a policy, gives it to itself, and nobody else has to agree.',
  recommendation:
    'Split the administration of IAM into two roles, or bind who holds both to a permissions boundary and a review of changes.',
  remediation: {
    console: 'IAM → Roles: one role that creates users, roles and policies, another that attaches them.',
    cli: 'aws iam create-role for each duty with a policy of its own; take the other half from the present holders.',
    terraform: 'Two aws_iam_role with the halves of the policy; changes through review serve the same end.'
  },
  procedure: [
    'Take the users, groups and roles that may create users, roles or policies, or attach them, on any resource.',
    'Holders of both are for judgement: changes through review, a boundary or an alarm may make up for it.',
    'Administrators hold both by nature and are tested by LP-04 and LP-05.'
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
    { key: 'action_count', title: 'Actions of both kinds', type: 'integer' }
  ],
  population: `
    with duty_statement as materialized (
      select reach.document_id, reach.n, reach.action, statement.effect
      from statement_reach as reach
      cross join policy_statement as statement
        on statement.document_id = reach.document_id and statement.n = reach.n
      where reach.document_id in (${documentsOfAccount})
        and +reach.action in (${wanted})
        and (${isAllowed} or (${isDenied}))
    ),
    ${holdings('select document_id from duty_statement')},
    ${undescribedHoldings()},
    duty_denial as materialized (
      select reached.principal_arn, duty_statement.action
      from reached
      join duty_statement on duty_statement.document_id = reached.document_id
      where duty_statement.effect = 'Deny'
    ),
    duty as materialized (
      select
        reached.principal_arn,
        json_group_array(distinct duty_statement.action) as actions,
        count(distinct duty_statement.action) as action_count,
        json_group_array(
          distinct json_object('document', duty_statement.document_id, 'statement', duty_statement.n)
        ) as statements
      from reached
      join duty_statement on duty_statement.document_id = reached.document_id
      where duty_statement.effect = 'Allow'
        and (reached.principal_arn, duty_statement.action) not in (select principal_arn, action from duty_denial)
      group by reached.principal_arn
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
      coalesce(duty.actions, '[]') as actions,
      coalesce(duty.statements, '[]') as statements,
      coalesce(duty.action_count, 0) as action_count,
      coalesce(undescribed.names, '[]') as unread,
      principal.source_id,
      principal.line,
      principal.path
    from principal
    left join duty on duty.principal_arn = principal.arn
    left join undescribed on undescribed.principal_arn = principal.arn
    where duty.principal_arn is not null or undescribed.principal_arn is not null`,
  whenEmpty: 'Nobody but administrators makes users, roles and policies or gives them out.',
  limits: [
    'Conditions, boundaries and service control policies are not weighed, and of denials those alone that have no condition.',
    'AWS managed policies whose documents the export does not carry are not read.'
  ],
  sources: [
    'CIS AWS Foundations Benchmark 1.1, 1.18',
    'IAM User Guide: Delegate IAM administration by permissions boundaries'
  ],
  test({ actions, statements, unread, ...principal }) {
    const held = JSON.parse(actions) as string[]
    const subject = nameOfPrincipal(principal)
    const by = JSON.parse(statements) as DecidingStatement[]
    const [makes, gives] = [making, giving].map((duty) => duty.filter((action) => held.includes(action)))
    if (makes?.length && gives?.length)
      return needsReview(
        `${subject} makes permissions (${list(makes)}) and gives them out (${list(gives)}).`,
        by
      )
    const undescribed = JSON.parse(unread) as string[]
    if (undescribed.length > 0)
      return needsReview(`${subject} holds ${list(undescribed)}, which the export does not describe.`, by)
    return pass(
      makes?.length
        ? `${subject} makes permissions (${list(makes)}) and does not give them out.`
        : `${subject} gives permissions out (${list(gives ?? [])}) and does not make them.`,
      by
    )
  }
})
