/** ORG-13: whether policies of the organization can be managed outside the management account. */
import type { Flag, PrincipalFact } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { organization } from './basis/organization.ts'
import { list } from './basis/sentence.ts'
import { decidedBy, isForAnyone, statementsOf, type PrincipalStatement } from './basis/statement.ts'
import { limitsWho } from '../iam/condition.ts'

interface Row extends MemberRow {
  /** 1 where AWS answered, with a policy or that there is none. */
  readonly is_answered: Flag
  readonly document_id: number | null
  readonly document_problem: string | null
  /** JSON list of `PrincipalStatement`. */
  readonly statements: string
  /** JSON list of the accounts of the organization. */
  readonly members: string
}

export default automatedCheck<Row>({
  id: 'organization-delegation-policy',
  control: 'ORG-13',
  topic: 'organization',
  severity: 'low',
  scope: 'organization',
  criterion: 'A delegation policy lets an account of the organization manage its policies.',
  effect: 'Every change of a guardrail needs someone in the management account, where no guardrail holds.',
  recommendation:
    'Give the security account the right to manage policies by a delegation policy that names it and the types.',
  remediation: {
    console: 'AWS Organizations → Settings → Delegated administrator for AWS Organizations → Delegate.',
    cli: 'aws organizations put-resource-policy --content file://DELEGATION.json.',
    terraform: 'aws_organizations_resource_policy.'
  },
  procedure: [
    'Read the answer of describe-resource-policy; ResourcePolicyNotFoundException means that there is none.',
    'See that the accounts named belong to the organization, and which actions and policy types are given.',
    'Ask who may sign in to those accounts.'
  ],
  limits: [
    'Which actions the policy gives is not weighed; only whom it names.',
    'Who may sign in to the accounts named is not in the export.'
  ],
  sources: ['AWS Organizations User Guide: Delegated administrator for AWS Organizations'],
  needs: ['organization'],
  wants: ['resource-policies', 'organization-accounts'],
  parameters: [],
  columns: [
    { key: 'is_answered', title: 'Answer received', type: 'boolean' },
    { key: 'accounts', title: 'Accounts named', type: 'text' }
  ],
  population: `
    with ${organization},
    delegation as (
      select document_id, source_id, line, path
      from resource_policy
      where service = 'organizations' and account_id in (:account, '')
      order by document_id is null
      limit 1
    )
    select
      organization.arn as resource,
      delegation.source_id is not null as is_answered,
      delegation.document_id,
      (select problem from policy_document where id = delegation.document_id) as document_problem,
      ${statementsOf('delegation.document_id')} as statements,
      (
        select group_concat(distinct account_id) from statement_principal where document_id = delegation.document_id
      ) as accounts,
      (select json_group_array(id order by id) from org_account) as members,
      coalesce(delegation.source_id, organization.source_id) as source_id,
      coalesce(delegation.line, organization.line) as line,
      case when delegation.source_id is null then organization.path else delegation.path end as path
    from organization
    left join delegation on true`,
  whenEmpty: 'The account manages no organization.',
  test(row, { coverageOf }) {
    if (row.is_answered === 0)
      return needsReview(
        'Whether a delegation policy is there was not received; ask for: aws organizations describe-resource-policy.'
      )
    if (row.document_id === null)
      return exception('The organization has no delegation policy, as AWS answered.')
    const allows = (JSON.parse(row.statements) as PrincipalStatement[]).filter(
      ({ effect }) => effect === 'Allow'
    )
    const forAnyone = allows.filter(isForAnyone)
    const open = forAnyone.filter(({ condition }) => !limitsWho(condition))
    if (open.length > 0)
      return exception(
        'The delegation policy of the organization names any principal.',
        decidedBy(row.document_id, open)
      )
    if (forAnyone.length > 0)
      return needsReview(
        'The delegation policy of the organization names any principal under a condition; judge whom that lets in.',
        decidedBy(row.document_id, forAnyone)
      )
    if (row.document_problem !== null)
      return needsReview(
        `The delegation policy of the organization cannot be relied on (${row.document_problem}).`
      )
    const members = new Set(JSON.parse(row.members) as string[])
    const named = [...new Set(allows.flatMap(({ principals }) => principals.map(nameOf)))]
    const strangers = named.filter((name) => !members.has(name))
    if (named.length === 0)
      return needsReview('The delegation policy of the organization allows nobody anything.')
    if (strangers.length > 0)
      return coverageOf('organization-accounts') === 'complete'
        ? exception(
            `The delegation policy of the organization names ${list(strangers)}, no account of the organization.`
          )
        : needsReview(
            `The delegation policy of the organization names ${list(strangers)}; whether they belong to it, aws organizations list-accounts would say.`
          )
    return pass(`The delegation policy of the organization lets account ${list(named)} manage policies.`)
  }
})

function nameOf({ value, account_id }: PrincipalFact): string {
  return account_id ?? value
}
