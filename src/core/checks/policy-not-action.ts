/** LP-07: whether a policy allows everything but what it lists. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { nameOfInlinePolicy } from './basis/inline-policy.ts'
import type { PrincipalKind } from '../iam/facts.ts'
import { isOwnPrincipal } from './basis/role.ts'
import { list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'
import { isUnread } from './basis/unread-document.ts'

interface NotActionStatement {
  readonly n: number
  readonly actions: readonly string[]
  readonly everywhere: 0 | 1
  readonly condition: unknown
}

interface Row extends MemberRow {
  readonly policy_name: string
  readonly principal_arn: string | null
  readonly principal_kind: PrincipalKind | null
  readonly document_id: number | null
  readonly document_problem: string | null
  /** JSON list of `NotActionStatement`. */
  readonly statements: string
  readonly statement_count: number
}

/** SQL for the document columns of `Row`. */
const documentColumns = `
      document_id,
      (select problem from policy_document where id = document_id) as document_problem,
      (
        select json_group_array(
          json_object(
            'n', n,
            'actions', json(actions),
            'everywhere', covers_all_resources,
            'condition', json(condition)
          )
          order by n
        )
        from policy_statement
        where document_id = policy.document_id and effect = 'Allow' and uses_not_action = 1
      ) as statements,
      (
        select count(*)
        from policy_statement
        where document_id = policy.document_id and effect = 'Allow' and uses_not_action = 1
      ) as statement_count`

export default automatedCheck<Row>({
  id: 'policy-not-action',
  control: 'LP-07',
  topic: 'least-privilege',
  severity: 'high',
  scope: 'account',
  criterion: 'No policy allows every action but a list (Allow with NotAction).',
  effect:
    'What the list forgot is allowed, and so is every action AWS adds later, often enough to become administrator.',
  recommendation: 'Write the actions that are needed; use NotAction in Deny statements only.',
  remediation: {
    console: 'IAM → Policies → the policy → Edit: replace NotAction by Action with the actions needed.',
    cli: 'aws iam create-policy-version --policy-arn ARN --policy-document file://POLICY.json --set-as-default; for inline policies aws iam put-role-policy, put-group-policy or put-user-policy.',
    terraform: 'Replace not_actions by actions in aws_iam_policy_document.'
  },
  procedure: [
    'Take all customer managed policies by their default version and all inline policies; those IAM Identity Center keeps are left out.',
    'For each statement with Allow and NotAction see what the list leaves out, iam, sts and organizations first.',
    'Ask why a list of allowed actions does not do.'
  ],
  limits: [
    'What the list leaves out is not weighed: two services left out and all but two look the same.',
    'Denials, permissions boundaries and service control policies are not weighed: what is allowed may be denied elsewhere.'
  ],
  sources: ['IAM User Guide: IAM JSON policy elements: NotAction'],
  needs: [
    'account-authorization-details.policies',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'principal_arn', title: 'Inline policy of', type: 'text' },
    { key: 'statement_count', title: 'Statements with NotAction', type: 'integer' }
  ],
  population: `
    select
      policy.arn as resource,
      policy.name as policy_name,
      null as principal_arn,
      null as principal_kind,
      ${documentColumns},
      policy.source_id,
      policy.line,
      policy.path
    from iam_policy as policy
    where policy.account_id = :account and policy.is_aws_managed = 0
    union all
    select
      policy.principal_arn || '#' || policy.name,
      policy.name,
      policy.principal_arn,
      policy.principal_kind,
      ${documentColumns},
      policy.source_id,
      policy.line,
      policy.path
    from iam_inline_policy as policy
    where policy.account_id = :account and ${isOwnPrincipal('policy.principal_arn')}`,
  suspects: `statement_count > 0 or ${isUnread('document_id')}`,
  whenEmpty: 'The account has neither customer managed nor inline policies.',
  test(row) {
    const { policy_name, principal_arn, principal_kind } = row
    const subject =
      principal_arn !== null && principal_kind !== null
        ? nameOfInlinePolicy({ policy_name, principal_arn, principal_kind })
        : `Policy ${policy_name}`
    if (row.document_id === null) return needsReview(`${subject}: the export does not carry its document.`)
    const statements = JSON.parse(row.statements) as NotActionStatement[]
    if (statements.length > 0)
      return exception(
        `${subject} allows ${statements.map(sentenceOf).join(', and ')}.`,
        decidedBy(row.document_id, statements)
      )
    if (row.document_problem !== null)
      return needsReview(`${subject}: its document could not be read as a policy (${row.document_problem}).`)
    return pass(`${subject} has no Allow with NotAction.`)
  }
})

function sentenceOf({ actions, everywhere, condition }: NotActionStatement): string {
  const where = everywhere === 1 ? 'every resource' : 'some resources'
  const when = condition === null ? '' : ' under a condition'
  return `every action but ${list(actions)} on ${where}${when}`
}
