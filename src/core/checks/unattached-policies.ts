/** UNU-09: whether customer managed policies are left that nothing uses. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly policy_name: string
  /** null where neither AWS's count nor an attachment is in the export. */
  readonly attachments: number | null
  readonly boundaries: number | null
  readonly updated_at: number | null
}

export default automatedCheck<Row>({
  id: 'unattached-policies',
  control: 'UNU-09',
  topic: 'tidy',
  severity: 'low',
  scope: 'account',
  criterion: 'Every customer managed policy is attached to something or used as a permissions boundary.',
  effect: 'Policies nobody uses hide what is in force and are attached by mistake for their name.',
  recommendation: 'Delete policies nothing uses; keep drafts in version control.',
  remediation: {
    console: 'IAM → Policies → filter by Customer managed → the policy → Entities attached, then Delete.',
    cli: 'aws iam delete-policy --policy-arn ARN, after its older versions are deleted.',
    terraform: 'Remove aws_iam_policy.'
  },
  procedure: [
    'Take the customer managed policies of the export with AttachmentCount and PermissionsBoundaryUsageCount.',
    'A policy used as a boundary is in use.',
    'Ask about policies that a deployment attaches only while it runs.'
  ],
  limits: [
    'The export is one moment; a policy that a deployment attaches while it runs looks unused.',
    'Where IAM Identity Center names a policy in a permission set it is attached to the role of that set, and counted there only.'
  ],
  sources: [
    'IAM API Reference: GetAccountAuthorizationDetails',
    'IAM User Guide: Managed policies and inline policies'
  ],
  needs: ['account-authorization-details.policies'],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'attachments', title: 'Attachments', type: 'integer' },
    { key: 'boundaries', title: 'Used as boundary', type: 'integer' },
    { key: 'updated_at', title: 'Changed', type: 'time' }
  ],
  population: `
    with attached as (
      select policy_arn, count(*) as attachments
      from iam_attachment
      where account_id = :account
      group by policy_arn
    ),
    bounding as (
      select boundary_arn, count(*) as boundaries
      from (
        select boundary_arn from iam_user where account_id = :account
        union all
        select boundary_arn from iam_role where account_id = :account
      )
      where boundary_arn is not null
      group by boundary_arn
    )
    select
      policy.arn as resource,
      policy.name as policy_name,
      nullif(max(coalesce(policy.attachment_count, -1), coalesce(attached.attachments, -1)), -1) as attachments,
      nullif(max(coalesce(policy.boundary_usage_count, -1), coalesce(bounding.boundaries, -1)), -1) as boundaries,
      policy.document_id,
      policy.updated_at,
      policy.source_id,
      policy.line,
      policy.path
    from iam_policy as policy
    left join attached on attached.policy_arn = policy.arn
    left join bounding on bounding.boundary_arn = policy.arn
    where policy.account_id = :account and policy.is_aws_managed = 0`,
  counted: 'select source_id from iam_policy where account_id = :account and is_aws_managed = 0',
  suspects: 'coalesce(attachments, 0) = 0 and coalesce(boundaries, 0) = 0',
  whenEmpty: 'The export holds no customer managed policy.',
  test({ policy_name, attachments, boundaries }) {
    const uses = [
      ...(attachments !== null && attachments > 0 ? [count(attachments, 'attachment')] : []),
      ...(boundaries !== null && boundaries > 0
        ? [count(boundaries, 'use as a boundary', 'uses as a boundary')]
        : [])
    ]
    if (uses.length > 0) return pass(`Policy ${policy_name} has ${list(uses)}.`)
    return attachments === null || boundaries === null
      ? needsReview(
          `The export does not say whether policy ${policy_name} is attached or used as a boundary.`
        )
      : exception(`Policy ${policy_name} is attached to nothing and is no permissions boundary.`)
  }
})
