/** LP-03: whether an inline policy allows everything. */
import { automatedCheck, type MemberRow } from './check.ts'
import {
  administratorColumns,
  judgeAdministrator,
  type AdministratorColumns,
  mayAdminister
} from './basis/administrator.ts'
import { nameOfInlinePolicy, type InlinePolicyColumns } from './basis/inline-policy.ts'
import { isOwnPrincipal } from './basis/role.ts'

interface Row extends MemberRow, AdministratorColumns, InlinePolicyColumns {}

export default automatedCheck<Row>({
  id: 'inline-policy-administrators',
  control: 'LP-03',
  topic: 'least-privilege',
  severity: 'critical',
  scope: 'account',
  criterion: 'No inline policy of a user, group or role allows every action on every resource.',
  effect: 'An administrator hides where no list of attached policies shows one.',
  recommendation:
    'Delete the inline policy; where an administrator is meant, use the approved administrator role.',
  remediation: {
    console: 'IAM → Users, User groups or Roles → the principal → Permissions → the inline policy → Remove.',
    cli: 'aws iam delete-user-policy, aws iam delete-group-policy or aws iam delete-role-policy with --policy-name POLICY.',
    terraform:
      'Remove aws_iam_user_policy, aws_iam_group_policy or aws_iam_role_policy, or narrow its document.'
  },
  procedure: [
    'Take all inline policies of users, groups and roles; those that IAM Identity Center keeps are tested in its permission sets.',
    'For exceptions ask who wrote the policy, when and by whose approval.',
    'For conditional administrators judge the condition.'
  ],
  limits: [
    'A policy that allows everything by many narrow statements, or a way to become administrator by single actions, is not found here.',
    'Denials, permissions boundaries and service control policies are not weighed: what is allowed may be denied elsewhere.'
  ],
  sources: [
    'IAM User Guide: Policy evaluation logic',
    'IAM User Guide: Managed policies and inline policies'
  ],
  needs: [
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'principal_kind', title: 'Of a', type: 'text' },
    { key: 'principal_arn', title: 'Principal', type: 'text' },
    { key: 'full_statements', title: 'Statements allowing all', type: 'integer' }
  ],
  population: `
    select
      principal_arn || '#' || name as resource,
      name as policy_name,
      principal_arn,
      principal_kind,
      ${administratorColumns('inline.document_id')},
      source_id,
      line,
      path
    from iam_inline_policy as inline
    where account_id = :account and ${isOwnPrincipal('principal_arn')}`,
  suspects: mayAdminister,
  whenEmpty: 'No user, group or role has an inline policy.',
  test: (row) => judgeAdministrator(row, nameOfInlinePolicy(row))
})
