/** DQ-04: whether the export carries the document of every managed policy that is attached or bounds something. */
import { isAwsManagedArn, nameOfArn } from '../iam/arn.ts'
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { count } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly holders: number
  readonly is_described: Flag
  readonly document_id: number | null
}

export default automatedCheck<Row>({
  id: 'missing-policy-documents',
  control: 'DQ-04',
  topic: 'inputs',
  severity: 'info',
  scope: 'account',
  criterion: 'The export carries the document of every managed policy in use.',
  effect: 'What a policy without a document allows is not known, so its holders cannot be cleared.',
  recommendation:
    'Take the authorization details without --filter and with all pages; for single policies ask for their documents.',
  remediation: {
    console: 'IAM → Policies → the policy → JSON shows the document.',
    cli: 'aws iam get-account-authorization-details --output json, or aws iam get-policy-version --policy-arn ARN --version-id VERSION.',
    terraform: 'Nothing to change; this concerns the exports.'
  },
  procedure: [
    'Take all managed policies that are attached to a user, group or role or used as a permissions boundary.',
    'For those without a document obtain it; for policies of AWS the reference of AWS managed policies has it.',
    'See in the other checks which holders are undecided because of it.'
  ],
  limits: ['AWS changes its own policies; a document from elsewhere must be of the day of the export.'],
  sources: ['IAM API Reference: GetAccountAuthorizationDetails', 'AWS Managed Policy Reference Guide'],
  needs: [
    'account-authorization-details.policies',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'holders', title: 'Holders', type: 'integer' },
    { key: 'is_described', title: 'In the export', type: 'boolean' }
  ],
  population: `
    with used as (
      select policy_arn, source_id, line, path from iam_attachment where account_id = :account
      union all
      select boundary_arn, source_id, line, path
      from iam_user
      where account_id = :account and boundary_arn is not null
      union all
      select boundary_arn, source_id, line, path
      from iam_role
      where account_id = :account and boundary_arn is not null
    ),
    in_use as materialized (
      select policy_arn, count(*) as holders, min(source_id) as source_id, min(line) as line, min(path) as path
      from used
      group by policy_arn
    )
    select
      in_use.policy_arn as resource,
      in_use.holders,
      policy.arn is not null as is_described,
      policy.document_id,
      in_use.source_id,
      in_use.line,
      in_use.path
    from in_use
    left join iam_policy as policy on policy.account_id = :account and policy.arn = in_use.policy_arn`,
  whenEmpty: 'No managed policy is attached or used as a permissions boundary.',
  test({ resource, holders, is_described, document_id }) {
    const subject = `${isAwsManagedArn(resource) ? 'AWS policy' : 'Policy'} ${nameOfArn(resource)}`
    if (document_id !== null) return pass(`${subject} is in the export with its document.`)
    return needsReview(
      `${subject}, in use ${count(holders, 'time')}, is ${is_described === 1 ? 'in the export without its document' : 'not in the export'}; what it allows is not known.`
    )
  }
})
