/** TAG-02: which policies decide by tags, and for which services that could they do not. */
import { knownServices } from '../iam/actions/known-actions.ts'
import { automatedCheck, pass, needsReview, type MemberRow } from './check.ts'
import {
  nameOfPolicy,
  needsOf,
  writtenPolicies,
  type PolicyUse,
  type WrittenPolicyColumns
} from './basis/written-policy.ts'
import { count, list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'
import { isTagCondition } from './basis/tag-condition.ts'
import { isUnread } from './basis/unread-document.ts'

interface Row extends MemberRow, WrittenPolicyColumns {
  readonly document_problem: string | null
  readonly allow_count: number
  /** JSON list of the numbers of statements with a condition on tags. */
  readonly tagged: string
  readonly tagged_count: number
  /** JSON list of the prefixes of services whose actions it names without a condition on tags. */
  readonly services: string
}

const uses: readonly PolicyUse[] = ['managed', 'inline']

export default automatedCheck<Row>({
  id: 'tag-based-access',
  control: 'TAG-02',
  topic: 'abac',
  severity: 'info',
  scope: 'account',
  criterion: 'It is known which policies decide by tags and for which services they could.',
  effect: 'Without tags in the decision each new team and environment needs policies of its own.',
  recommendation:
    'Where teams share an account, compare tags of principal and resource in conditions, and protect the tags.',
  remediation: {
    console:
      'IAM → Policies → the policy → Edit: add a condition aws:ResourceTag/KEY equals ${aws:PrincipalTag/KEY}.',
    cli: 'aws iam create-policy-version --policy-arn ARN --policy-document file://POLICY.json --set-as-default.',
    terraform: 'Add condition blocks on aws:ResourceTag to aws_iam_policy_document.'
  },
  procedure: [
    'Read per policy how many statements have conditions on tags of principal, resource or request.',
    'The services listed know tags of resources, and the policy does not decide by them.',
    'Ask whether the client means to decide by tags; where it does not, this is information.'
  ],
  limits: [
    'That a service knows tags does not mean that all its actions do; services meant by * or NotAction are not named.',
    'Whether the tags compared are on the resources is in no export.'
  ],
  sources: ['IAM User Guide: What is ABAC for AWS', 'Service Authorization Reference'],
  ...needsOf(uses),
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'allow_count', title: 'Allow statements', type: 'integer' },
    { key: 'tagged_count', title: 'With a condition on tags', type: 'integer' }
  ],
  population: `
    with ${writtenPolicies(uses)},
    described as materialized (
      select
        policy.*,
        (
          select json_group_array(statement.n)
          from policy_statement as statement
          where statement.document_id = policy.document_id
            and statement.condition is not null
            and exists (
              select 1
              from statement_condition as clause
              where clause.document_id = statement.document_id
                and clause.n = statement.n
                and ${isTagCondition('clause.key')}
            )
        ) as tagged
      from written_policy as policy
    )
    select
      policy.*,
      (select problem from policy_document where id = policy.document_id) as document_problem,
      (
        select count(*) from policy_statement where document_id = policy.document_id and effect = 'Allow'
      ) as allow_count,
      json_array_length(policy.tagged) as tagged_count,
      (
        select json_group_array(distinct action.service)
        from policy_statement as statement
        join statement_action as action
          on action.document_id = statement.document_id and action.n = statement.n
        where statement.document_id = policy.document_id
          and statement.effect = 'Allow'
          and statement.uses_not_action = 0
          and statement.n not in (select value from json_each(policy.tagged))
      ) as services
    from described as policy`,
  counted: `
    with ${writtenPolicies(uses)}
    select source_id from written_policy`,
  suspects: isUnread('document_id'),
  whenEmpty: 'The account has neither customer managed nor inline policies.',
  test(row) {
    const subject = nameOfPolicy(row)
    if (row.document_id === null) return needsReview(`${subject}: the export does not carry its document.`)
    if (row.document_problem !== null)
      return needsReview(`${subject}: its document could not be read as a policy (${row.document_problem}).`)
    const tagged = JSON.parse(row.tagged) as readonly number[]
    const able = (JSON.parse(row.services) as readonly string[]).filter(knowsTags).sort()
    const rest = able.length === 0 ? '' : `; ${list(able)} could and ${able.length === 1 ? 'does' : 'do'} not`
    return pass(
      tagged.length === 0
        ? `${subject} does not decide by tags${rest}.`
        : `${subject} decides by tags in ${count(tagged.length, 'statement')}${rest}.`,
      decidedBy(
        row.document_id,
        tagged.map((n) => ({ n }))
      )
    )
  }
})

let taggable: ReadonlySet<string> | undefined

/** Whether actions of a service can be decided by tags of its resources. */
function knowsTags(service: string): boolean {
  taggable ??= new Set(
    knownServices()
      .filter(({ data }) => data.keys.some(([key]) => key.startsWith('aws:ResourceTag/')))
      .map(({ prefix }) => prefix)
  )
  return taggable.has(service)
}
