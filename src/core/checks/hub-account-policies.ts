/** POL-07: whether the users of an account that only hands them on to roles may do anything else. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { nameOfInlinePolicy, type InlinePolicyColumns } from './basis/inline-policy.ts'
import { list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'

interface Row extends MemberRow, InlinePolicyColumns {
  readonly document_id: number
  readonly document_problem: string | null
  /** JSON list of `{n, pattern}` that are no pattern of sts:AssumeRole. */
  readonly others: string
}

/** What a policy may hold that hands its holder on to a role. */
const handsOn = `lower(action.pattern) in ('sts:assumerole', 'sts:tagsession', 'sts:setsourceidentity', 'sts:getcalleridentity')`

const allowsElse = (document: string) => `
          select 1
          from policy_statement as statement
          where statement.document_id = ${document}
            and statement.effect = 'Allow'
            and (
              statement.uses_not_action = 1
              or exists (
                select 1
                from statement_action as action
                where action.document_id = statement.document_id and action.n = statement.n and not ${handsOn}
              )
            )`

export default automatedCheck<Row>({
  id: 'hub-account-policies',
  control: 'POL-07',
  topic: 'inline',
  severity: 'info',
  scope: 'account',
  criterion: 'Where users are handed on to roles, their inline policies allow nothing else.',
  effect: 'A right given to the user stays beside the role, out of sight of those who review roles.',
  recommendation:
    'Leave users of a hub account the right to take roles and to manage their own credentials, through groups.',
  remediation: {
    console: 'IAM → the user or group → Permissions → the inline policy: remove what is not sts:AssumeRole.',
    cli: 'aws iam put-user-policy or put-group-policy with the narrowed document.',
    terraform: 'Narrow aws_iam_user_policy and aws_iam_group_policy to sts:AssumeRole.'
  },
  procedure: [
    'The account counts as a hub where at least one policy of a user or group allows nothing but to take roles.',
    'List the inline policies of users and groups that allow anything else.',
    'Ask whether the account is meant as a hub; where it is not, the control does not apply.'
  ],
  limits: [
    'That the account is a hub follows from its policies alone; in other accounts the control does not apply.',
    'Attached policies are not listed; least privilege covers them.'
  ],
  sources: ['IAM User Guide: IAM roles'],
  needs: [
    'account-authorization-details.policies',
    'account-authorization-details.users',
    'account-authorization-details.groups'
  ],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Inline policy', type: 'text' },
    { key: 'principal_arn', title: 'Principal', type: 'text' }
  ],
  population: `
    with own as materialized (
      select document_id
      from iam_inline_policy
      where account_id = :account and principal_kind in ('user', 'group')
      union
      select policy.document_id
      from iam_attachment as attachment
      join iam_policy as policy
        on policy.account_id = attachment.account_id and policy.arn = attachment.policy_arn
      where attachment.account_id = :account
        and attachment.principal_kind in ('user', 'group')
        and policy.document_id is not null
    ),
    hub as materialized (
      select count(*) as n
      from own
      where exists (
          select 1
          from policy_statement as statement
          join statement_action as action
            on action.document_id = statement.document_id and action.n = statement.n
          where statement.document_id = own.document_id
            and statement.effect = 'Allow'
            and lower(action.pattern) = 'sts:assumerole'
        )
        and not exists (${allowsElse('own.document_id')})
    )
    select
      inline.principal_arn || '#' || inline.name as resource,
      inline.principal_arn,
      inline.principal_kind,
      inline.name as policy_name,
      inline.document_id,
      (select problem from policy_document where id = inline.document_id) as document_problem,
      (
        select json_group_array(
          json_object('n', action.n, 'pattern', iif(statement.uses_not_action = 1, 'NotAction ', '') || action.pattern)
          order by action.n, action.m
        )
        from policy_statement as statement
        join statement_action as action
          on action.document_id = statement.document_id and action.n = statement.n
        where statement.document_id = inline.document_id
          and statement.effect = 'Allow'
          and (statement.uses_not_action = 1 or not ${handsOn})
      ) as others,
      inline.source_id,
      inline.line,
      inline.path
    from iam_inline_policy as inline
    cross join hub
    where inline.account_id = :account and inline.principal_kind in ('user', 'group') and hub.n > 0`,
  whenEmpty:
    'No policy of a user or group only hands its holder on to roles, or none is inline: the account is no hub.',
  test(row) {
    const subject = nameOfInlinePolicy(row)
    const others = JSON.parse(row.others) as readonly { readonly n: number; readonly pattern: string }[]
    if (others.length > 0)
      return needsReview(
        `${subject} allows ${list(others.map(({ pattern }) => pattern))} beside taking roles.`,
        decidedBy(row.document_id, others)
      )
    return row.document_problem === null
      ? pass(`${subject} allows nothing but to take roles.`)
      : needsReview(`${subject}: its document could not be read as a policy (${row.document_problem}).`)
  }
})
