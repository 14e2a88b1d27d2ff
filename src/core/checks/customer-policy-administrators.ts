/** LP-01: whether a customer managed policy that is attached allows everything. */
import { automatedCheck, type MemberRow } from './check.ts'
import {
  administratorColumns,
  judgeAdministrator,
  type AdministratorColumns,
  mayAdminister
} from './basis/administrator.ts'
import { holdersOf } from './basis/holder.ts'

interface Row extends MemberRow, AdministratorColumns {
  readonly policy_name: string
  readonly attachments: number
  /** JSON list of ARNs. */
  readonly holders: string
}

export default automatedCheck<Row>({
  id: 'customer-policy-administrators',
  control: 'LP-01',
  topic: 'least-privilege',
  severity: 'high',
  scope: 'account',
  criterion: 'No attached customer managed policy allows every action on every resource.',
  effect: 'Each holder is an administrator under a name that does not say so.',
  recommendation:
    'Replace the statement by the actions that are used, found with access advisor or policy generation; where an administrator is meant, attach AdministratorAccess so that it can be seen.',
  remediation: {
    console: 'IAM → Policies → the policy → Edit: replace the statement with Action * and Resource *.',
    cli: 'aws iam create-policy-version --policy-arn ARN --policy-document file://POLICY.json --set-as-default, or aws iam detach-role-policy, detach-group-policy and detach-user-policy.',
    terraform: 'Narrow actions and resources in the aws_iam_policy_document of the aws_iam_policy.'
  },
  procedure: [
    'Take the customer managed policies that are attached; the default version decides. Policies nothing uses are tested elsewhere.',
    'For exceptions list who holds the policy and compare with the list of administrators the client approved.',
    'For conditional administrators judge whether the condition can be met by anyone it should not.'
  ],
  limits: [
    'A policy that allows everything by many narrow statements, or a way to become administrator by single actions, is not found here.',
    'Denials, permissions boundaries and service control policies are not weighed: what is allowed may be denied elsewhere.',
    'Versions of the policy that are not the default are not looked at.'
  ],
  sources: ['IAM User Guide: Policy evaluation logic', 'IAM User Guide: Security best practices in IAM'],
  needs: [
    'account-authorization-details.policies',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'attachments', title: 'Attachments', type: 'integer' },
    { key: 'default_version', title: 'Default version', type: 'text' },
    { key: 'full_statements', title: 'Statements allowing all', type: 'integer' }
  ],
  population: `
    with attached as (
      select
        policy_arn,
        min(policy_name) as policy_name,
        count(*) as attachments,
        json_group_array(principal_arn order by principal_arn) as holders,
        min(source_id) as source_id,
        min(line) as line,
        min(path) as path
      from iam_attachment
      where account_id = :account and policy_arn not glob 'arn:*:iam::aws:policy/*'
      group by policy_arn
    )
    select
      policy.arn as resource,
      policy.name as policy_name,
      policy.default_version,
      max(coalesce(policy.attachment_count, 0), coalesce(attached.attachments, 0)) as attachments,
      coalesce(attached.holders, '[]') as holders,
      ${administratorColumns('policy.document_id')},
      policy.source_id,
      policy.line,
      policy.path
    from iam_policy as policy
    left join attached on attached.policy_arn = policy.arn
    where policy.account_id = :account
      and policy.is_aws_managed = 0
      and (policy.attachment_count > 0 or attached.attachments > 0)
    union all
    select
      attached.policy_arn,
      attached.policy_name,
      null,
      attached.attachments,
      attached.holders,
      ${administratorColumns('null')},
      attached.source_id,
      attached.line,
      attached.path
    from attached
    where not exists (
      select 1 from iam_policy
      where account_id = :account and arn = attached.policy_arn
    )`,
  suspects: mayAdminister,
  whenEmpty: 'No customer managed policy is attached.',
  test(row) {
    const verdict = judgeAdministrator(row, `Policy ${row.policy_name}`)
    return verdict.status === 'pass'
      ? verdict
      : {
          ...verdict,
          detail: `${verdict.detail} ${holdersOf(JSON.parse(row.holders) as string[], row.attachments)}`
        }
  }
})
