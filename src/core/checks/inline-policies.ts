/** POL-01: whether permissions are written into users, groups and roles instead of policies that can be reviewed once. */
import type { PrincipalKind } from '../iam/facts.ts'
import { nameOfArn } from '../iam/arn.ts'
import { automatedCheck, exception, pass, type MemberRow } from './check.ts'
import { nameOfInlinePolicy } from './basis/inline-policy.ts'
import { isOwnPrincipal } from './basis/role.ts'

interface Row extends MemberRow {
  readonly principal_arn: string
  readonly principal_kind: PrincipalKind
  /** null for a principal without any. */
  readonly policy_name: string | null
  readonly statement_count: number | null
  readonly document_size: number | null
}

export default automatedCheck<Row>({
  id: 'inline-policies',
  control: 'POL-01',
  topic: 'inline',
  severity: 'low',
  scope: 'account',
  criterion: 'No user, group or role has an inline policy.',
  effect: 'The same permissions are written many times, drift apart, and no list of policies shows them.',
  recommendation:
    'Turn inline policies into customer managed policies, which have versions and can be attached and reviewed once.',
  remediation: {
    console:
      'IAM → the user, group or role → Permissions: copy the inline policy to Policies → Create policy, attach that, then remove the inline one.',
    cli: 'aws iam create-policy with the document, aws iam attach-role-policy, then aws iam delete-role-policy; likewise for users and groups.',
    terraform:
      'Replace aws_iam_role_policy, aws_iam_user_policy and aws_iam_group_policy by aws_iam_policy and an attachment.'
  },
  procedure: [
    'Take all users, groups and roles: each inline policy is an exception; a principal without any is a pass.',
    'Service-linked roles and roles of IAM Identity Center are left out: nobody in the account can change them.',
    'Look for the same text in several principals; those gain most from a managed policy.'
  ],
  limits: [
    'Inline policies of permission sets lie in IAM Identity Center; their roles are left out here.',
    'What the policies allow is not weighed; LP-03 and LP-07 do.'
  ],
  sources: ['IAM User Guide: Managed policies and inline policies'],
  needs: [
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'principal_kind', title: 'Kind', type: 'text' },
    { key: 'principal_arn', title: 'Principal', type: 'text' },
    { key: 'policy_name', title: 'Inline policy', type: 'text' },
    { key: 'statement_count', title: 'Statements', type: 'integer' },
    { key: 'document_size', title: 'Characters', type: 'integer' }
  ],
  population: `
    with principal as (
      select arn, 'user' as kind, source_id, line, path from iam_user where account_id = :account
      union all
      select arn, 'group', source_id, line, path from iam_group where account_id = :account
      union all
      select arn, 'role', source_id, line, path from iam_role where account_id = :account
    )
    select
      inline.principal_arn || '#' || inline.name as resource,
      inline.principal_arn,
      inline.principal_kind,
      inline.name as policy_name,
      (select count(*) from policy_statement where document_id = inline.document_id) as statement_count,
      (select length(text) from policy_document where id = inline.document_id) as document_size,
      inline.document_id,
      inline.source_id,
      inline.line,
      inline.path
    from iam_inline_policy as inline
    where inline.account_id = :account and ${isOwnPrincipal('inline.principal_arn')}
    union all
    select
      principal.arn,
      principal.arn,
      principal.kind,
      null,
      null,
      null,
      null,
      principal.source_id,
      principal.line,
      principal.path
    from principal
    where ${isOwnPrincipal('principal.arn')}
      and not exists (
        select 1
        from iam_inline_policy
        where account_id = :account and principal_arn = principal.arn
      )`,
  suspects: 'policy_name is not null',
  whenEmpty: 'The account has no user, group or role of its own.',
  test({ principal_arn, principal_kind, policy_name }) {
    if (policy_name === null)
      return pass(`${capital(principal_kind)} ${nameOfArn(principal_arn)} has no inline policy.`)
    return exception(
      `${nameOfInlinePolicy({ principal_arn, principal_kind, policy_name })} is not a managed policy.`
    )
  }
})

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
