/** POL-04: whether two customer managed policies allow nearly the same actions. */
import { actionsMatching } from '../iam/actions/known-actions.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'

interface Neighbour {
  readonly name: string
  /** JSON list of the action patterns it allows. */
  readonly patterns: string
  /** Its number of actions lies between these: patterns may overlap. */
  readonly most: number
  readonly least: number
}

interface Row extends MemberRow {
  readonly policy_name: string
  readonly document_id: number | null
  /** These three null where it allows nothing by name. */
  readonly patterns: string | null
  readonly most: number | null
  readonly least: number | null
  readonly before_name: string | null
  /** JSON of a `Neighbour`; null without one. */
  readonly before: string | null
  readonly after_name: string | null
  readonly after: string | null
}

/** Columns of the policy beside one of the same services. */
function neighbour(side: 'lag' | 'lead', column: 'before' | 'after'): string {
  return `case when services is not null then ${side}(name) over side end as ${column}_name,
      case
        when services is not null
        then ${side}(json_object('name', name, 'patterns', patterns, 'most', most, 'least', least)) over side
      end as ${column}`
}

export default automatedCheck<Row>({
  id: 'similar-policies',
  control: 'POL-04',
  topic: 'managed',
  severity: 'info',
  scope: 'account',
  criterion: 'No customer managed policy allows nearly the same actions as another.',
  effect: 'Policies copied and changed a little drift apart, and a reviewer has to read each of them.',
  recommendation:
    'Unite policies for the same task, and keep the difference in resources or conditions where it is meant.',
  remediation: {
    console:
      'IAM → Policies → compare the two as JSON; attach one to the holders of both and delete the other.',
    cli: 'aws iam get-policy-version for both, aws iam attach-role-policy, aws iam delete-policy.',
    terraform: 'Make one aws_iam_policy of a module with the difference as a variable.'
  },
  procedure: [
    'Compare the actions that policies of the same services allow: those both allow, of those either allows.',
    'For policies alike compare resources and conditions; the same actions for another environment may be meant.'
  ],
  limits: [
    'A policy is compared with the two of the same services that stand next to it by the number of actions, not with every other.',
    'Resources, conditions and denials are not compared.'
  ],
  sources: ['IAM User Guide: Managed policies and inline policies', 'Jaccard index of two sets of actions'],
  needs: ['account-authorization-details.policies'],
  parameters: ['similarPolicyPercent'],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'before_name', title: 'Compared with', type: 'text' },
    { key: 'after_name', title: 'And with', type: 'text' }
  ],
  population: `
    with pattern as (
      select policy.document_id, lower(action.pattern) as pattern, action.service, action.form, action.actions
      from iam_policy as policy
      cross join policy_statement as statement
        on statement.document_id = policy.document_id
        and statement.effect = 'Allow'
        and statement.uses_not_action = 0
      cross join statement_action as action
        on action.document_id = statement.document_id and action.n = statement.n
      where policy.account_id = :account and policy.is_aws_managed = 0
      group by policy.document_id, lower(action.pattern)
    ),
    written as materialized (
      select
        document_id,
        json_group_array(pattern order by pattern) as patterns,
        group_concat(distinct service order by service) as services,
        sum(actions) as most,
        max(max(actions), sum(form = 'one')) as least
      from pattern
      group by document_id
    ),
    policy as materialized (
      select
        policy.arn, policy.name, policy.document_id, written.patterns, written.services, written.most, written.least,
        policy.source_id, policy.line, policy.path
      from iam_policy as policy
      left join written on written.document_id = policy.document_id
      where policy.account_id = :account and policy.is_aws_managed = 0
    )
    select
      arn as resource,
      name as policy_name,
      document_id,
      patterns,
      most,
      least,
      ${neighbour('lag', 'before')},
      ${neighbour('lead', 'after')},
      source_id,
      line,
      path
    from policy
    window side as (partition by services order by most, patterns, arn)`,
  counted: 'select source_id from iam_policy where account_id = :account and is_aws_managed = 0',
  suspects: 'document_id is null or before is not null or after is not null',
  whenEmpty: 'The account has no customer managed policy.',
  test(row, { parameters }) {
    if (row.document_id === null)
      return needsReview(`Policy ${row.policy_name}: the export does not carry its document.`)
    const { patterns, most, least } = row
    const own: Neighbour | null =
      patterns === null || most === null || least === null
        ? null
        : { name: row.policy_name, patterns, most, least }
    const alike = [row.before, row.after].flatMap((json) => {
      if (json === null || own === null) return []
      const other = JSON.parse(json) as Neighbour
      const percent = likeness(own, other, parameters.similarPolicyPercent)
      return percent >= parameters.similarPolicyPercent ? [{ name: other.name, percent }] : []
    })
    const [closest] = alike.sort((a, b) => b.percent - a.percent)
    return closest
      ? needsReview(
          `Policy ${row.policy_name} allows ${closest.percent === 100 ? 'the same actions as' : `${closest.percent} percent of the same actions as`} policy ${closest.name}; compare their resources and conditions.`
        )
      : pass(`Policy ${row.policy_name} is not close to a policy of the same services.`)
  }
})

/** Shared actions of all actions of either, in whole percent, rounded down; 0 where their numbers alone rule out as much as wanted. */
function likeness(one: Neighbour, other: Neighbour, wanted: number): number {
  if (one.patterns === other.patterns) return one.least === 0 ? 0 : 100
  if (100 * Math.min(one.most, other.most) < wanted * Math.max(one.least, other.least)) return 0
  const [own, its] = [actionsOf(one.patterns), actionsOf(other.patterns)]
  let shared = 0
  for (const action of own) if (its.has(action)) shared++
  const either = own.size + its.size - shared
  return either === 0 ? 0 : Math.floor((100 * shared) / either)
}

function actionsOf(patterns: string): ReadonlySet<number> {
  return new Set((JSON.parse(patterns) as string[]).flatMap((pattern) => [...actionsMatching(pattern)]))
}
