/** POL-03: whether the same inline policy is written into several principals. */
import { nameOfArn } from '../iam/arn.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { nameOfInlinePolicy, type InlinePolicyColumns } from './basis/inline-policy.ts'
import { isOwnPrincipal } from './basis/role.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow, InlinePolicyColumns {
  readonly copies: number
  /** JSON list of the resources with the same policy, itself among them. */
  readonly same: string
}

export default automatedCheck<Row>({
  id: 'repeated-inline-policies',
  control: 'POL-03',
  topic: 'inline',
  severity: 'info',
  scope: 'account',
  criterion: 'No inline policy says the same as another.',
  effect: 'A change must be made in every copy, and the one that is forgotten stays in force.',
  recommendation:
    'Make one customer managed policy of the copies and attach it to their holders, best through a group.',
  remediation: {
    console:
      'IAM → Policies → Create policy with the text of the copies; attach it, then remove the inline policies.',
    cli: 'aws iam create-policy, aws iam attach-role-policy, then aws iam delete-role-policy; likewise for users and groups.',
    terraform: 'Replace the aws_iam_role_policy resources by one aws_iam_policy and an attachment each.'
  },
  procedure: [
    'Compare what inline policies say, whatever their layout, the order of their elements and the names of their statements.',
    'For copies ask whether they are meant to stay the same; then they belong into one managed policy.'
  ],
  limits: ['Policies that allow the same in other words are not found.'],
  sources: ['IAM User Guide: Managed policies and inline policies'],
  needs: [
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Inline policy', type: 'text' },
    { key: 'principal_arn', title: 'Principal', type: 'text' },
    { key: 'copies', title: 'Written', type: 'integer' }
  ],
  population: `
    with inline_policy as materialized (
      select
        inline.principal_arn || '#' || inline.name as resource,
        inline.principal_arn,
        inline.principal_kind,
        inline.name as policy_name,
        shape.meaning,
        inline.document_id,
        inline.source_id,
        inline.line,
        inline.path
      from iam_inline_policy as inline
      join document_shape as shape on shape.document_id = inline.document_id
      where inline.account_id = :account and ${isOwnPrincipal('inline.principal_arn')}
    ),
    meant as materialized (
      select meaning, count(*) as copies, json_group_array(resource order by resource) as same
      from inline_policy
      group by meaning
    )
    select
      inline_policy.resource,
      inline_policy.principal_arn,
      inline_policy.principal_kind,
      inline_policy.policy_name,
      inline_policy.document_id,
      meant.copies,
      case when meant.copies > 1 then meant.same else '[]' end as same,
      inline_policy.source_id,
      inline_policy.line,
      inline_policy.path
    from inline_policy
    join meant on meant.meaning = inline_policy.meaning`,
  counted: `
    select inline.source_id
    from iam_inline_policy as inline
    join document_shape as shape on shape.document_id = inline.document_id
    where inline.account_id = :account and ${isOwnPrincipal('inline.principal_arn')}`,
  suspects: 'copies > 1',
  whenEmpty: 'No user, group or role has an inline policy.',
  test(row) {
    const subject = nameOfInlinePolicy(row)
    if (row.copies === 1) return pass(`${subject} says what no other inline policy says.`)
    const others = (JSON.parse(row.same) as string[]).filter((resource) => resource !== row.resource)
    return needsReview(
      `${subject} is written ${row.copies} times in the account, also as ${list(others.map(nameOfCopy))}.`
    )
  }
})

/** "deploy of worker" */
function nameOfCopy(resource: string): string {
  const at = resource.indexOf('#')
  return `${resource.slice(at + 1)} of ${nameOfArn(resource.slice(0, at))}`
}
