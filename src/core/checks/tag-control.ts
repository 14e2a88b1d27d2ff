/** CON-08: whether principals may change the tags their own access is decided by. */
import { nameOfArn, parseArn } from '../iam/arn.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { documentsHeldBy, documentsOfAccount, holdings, undescribedHoldings } from './basis/holding.ts'
import { isOwnPrincipal } from './basis/role.ts'
import { list } from './basis/sentence.ts'
import { guardsTags, isStandingTag } from './basis/tag-condition.ts'

interface TagCondition {
  readonly document: number
  readonly n: number
  /** As spelled. */
  readonly key: string
  /** Services the statement speaks of; '*' where a pattern is for any. */
  readonly services: readonly string[]
}

/** A right to set or remove tags: of principals by the action's name, of resources by the service. */
interface TagRight {
  readonly document: number
  readonly n: number
  readonly effect: 'Allow' | 'Deny'
  /** `iam:TagRole`, `ec2` */
  readonly what: string
  /** Whether it reaches everything, or all of an account. */
  readonly is_wide: 0 | 1
  /** In lower case. */
  readonly keys: readonly string[]
}

interface Row extends MemberRow {
  readonly boundary_arn: string | null
  /** JSON list of `TagCondition`. */
  readonly conditions: string
  /** JSON list of `TagRight`. */
  readonly rights: string
  /** JSON list of names. */
  readonly unread: string
}

export default automatedCheck<Row>({
  id: 'tag-control',
  control: 'CON-08',
  topic: 'conditions',
  severity: 'medium',
  scope: 'account',
  criterion: 'Nobody may change the tags by which their own access is decided.',
  effect: 'The holder sets the tag the condition asks for, on themselves or on the resource, and is let in.',
  recommendation:
    'Deny iam:TagUser, iam:TagRole and the untag actions to those whose access tags decide, and let tags of resources be set under aws:RequestTag and aws:TagKeys only.',
  remediation: {
    console:
      'IAM → Policies → the policy that allows tagging → Edit: remove the tag actions, or add conditions on aws:RequestTag and aws:TagKeys.',
    cli: 'aws iam create-policy-version --policy-arn ARN --policy-document file://POLICY.json --set-as-default; for inline policies aws iam put-role-policy or put-user-policy.',
    terraform:
      'Add a deny statement with the tag actions to aws_iam_policy_document, or conditions to the one that allows them.'
  },
  procedure: [
    'Take users and roles that hold a policy with a condition on tags of the principal or of a resource, groups included.',
    'See whether the same principal may set tags: its own (iam:TagUser, iam:TagRole), or those of the services its conditions are about.',
    'Rights under a condition, on some resources or with a denial beside them are for judgement.'
  ],
  limits: [
    'Service control policies and permissions boundaries may take the right away; a principal with a boundary is for judgement.',
    'Who may do everything is an administrator and no tag limits them; they are under least privilege.',
    'Which resource carries which tag is in no export.',
    'Rights to set tags while a resource is made are counted like those to change them.'
  ],
  sources: [
    'IAM User Guide: Controlling access to and for IAM users and roles using tags',
    'IAM User Guide: IAM tutorial: Define permissions to access AWS resources based on tags'
  ],
  needs: [
    'account-authorization-details.policies',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'condition_count', title: 'Conditions on tags', type: 'integer' },
    { key: 'right_count', title: 'Rights over tags', type: 'integer' }
  ],
  population: `
    with condition_on_tag as materialized (
      select clause.document_id, clause.n, clause.key, clause.written_key, statement.uses_not_action
      from (select distinct document_id from (${documentsOfAccount})) as document
      cross join statement_condition as clause on clause.document_id = document.document_id
      cross join policy_statement as statement
        on statement.document_id = clause.document_id and statement.n = clause.n
      where ${isStandingTag('clause.key')}
    ),
    ${holdings('select document_id from condition_on_tag')},
    ${undescribedHoldings('all')},
    conditioned as materialized (
      select
        reached.principal_arn,
        json_group_array(distinct json_object(
          'document', clause.document_id,
          'n', clause.n,
          'key', clause.written_key,
          'services', json((
            select json_group_array(distinct iif(clause.uses_not_action = 1, '*', service))
            from statement_action
            where document_id = clause.document_id and n = clause.n
          ))
        )) as conditions
      from reached
      join condition_on_tag as clause on clause.document_id = reached.document_id
      group by reached.principal_arn
    ),
    at_stake as materialized (
      select distinct iif(clause.uses_not_action = 1, '*', action.service) as service
      from condition_on_tag as clause
      cross join statement_action as action on action.document_id = clause.document_id and action.n = clause.n
      where clause.key not glob 'aws:principaltag/*'
    ),
    held_beside as materialized (
      select distinct conditioned.principal_arn, holding.value as document_id
      from conditioned
      cross join json_each((
        select json_group_array(document_id) from (${documentsHeldBy('conditioned.principal_arn')})
      )) as holding
    ),
    document_beside as materialized (
      select distinct document_id from held_beside
    ),
    right_over_tags as materialized (
      select reach.document_id, reach.n, reach.action as what, reach.reach in ('all', 'account') as is_wide
      from document_beside
      cross join statement_reach as reach
        on reach.document_id = document_beside.document_id
        and reach.action in ('iam:TagUser', 'iam:UntagUser', 'iam:TagRole', 'iam:UntagRole')
      union all
      select granted.document_id, granted.n, granted.service, granted.everywhere > 0
      from document_beside
      cross join statement_grant as granted
        on granted.document_id = document_beside.document_id and granted.level = 'tagging'
      where granted.service in (select service from at_stake)
        or exists (select 1 from at_stake where service = '*')
    ),
    told_right as materialized (
      select
        owned.document_id,
        json_object(
          'document', owned.document_id,
          'n', owned.n,
          'effect', statement.effect,
          'what', owned.what,
          'is_wide', owned.is_wide,
          'keys', json((
            select json_group_array(key)
            from statement_condition
            where document_id = owned.document_id and n = owned.n
          ))
        ) as told
      from right_over_tags as owned
      cross join policy_statement as statement
        on statement.document_id = owned.document_id and statement.n = owned.n
      where not (statement.effect = 'Allow' and statement.covers_all_actions = 1)
    ),
    entitled as materialized (
      select held_beside.principal_arn, json_group_array(distinct json(told_right.told)) as rights
      from held_beside
      join told_right on told_right.document_id = held_beside.document_id
      group by held_beside.principal_arn
    ),
    principal as (
      select arn, boundary_arn, source_id, line, path from iam_user where account_id = :account
      union all
      select arn, boundary_arn, source_id, line, path from iam_role where account_id = :account
    )
    select
      principal.arn as resource,
      principal.boundary_arn,
      conditioned.conditions,
      coalesce(entitled.rights, '[]') as rights,
      json_array_length(conditioned.conditions) as condition_count,
      coalesce(json_array_length(entitled.rights), 0) as right_count,
      coalesce(undescribed.names, '[]') as unread,
      principal.source_id,
      principal.line,
      principal.path
    from principal
    join conditioned on conditioned.principal_arn = principal.arn
    left join entitled on entitled.principal_arn = principal.arn
    left join undescribed on undescribed.principal_arn = principal.arn
    where ${isOwnPrincipal('principal.arn')}`,
  whenEmpty: 'No policy of a user or role has a condition on tags.',
  test(row) {
    const kind = parseArn(row.resource)?.resource.startsWith('user/') === true ? 'User' : 'Role'
    const subject = `${kind} ${nameOfArn(row.resource)}`
    const conditions = JSON.parse(row.conditions) as readonly TagCondition[]
    const rights = JSON.parse(row.rights) as readonly TagRight[]
    const about = tagsAtStake(conditions, kind)
    const allowed = rights.filter(
      ({ effect, what, keys }) =>
        effect === 'Allow' &&
        (about.has(what) || (about.has('*') && !what.includes(':'))) &&
        !guardsTags(keys)
    )
    const [first] = allowed
    if (!first) {
      const unread = JSON.parse(row.unread) as readonly string[]
      return unread.length > 0
        ? needsReview(
            `${subject} has conditions on tags and holds ${list(unread)}, which the export does not describe.`
          )
        : pass(`${subject} may not change the tags its ${list(keysOfConditions(conditions))} ask for.`)
    }
    const denied = new Set(rights.filter(({ effect }) => effect === 'Deny').map(({ what }) => what))
    const plain = allowed.filter(
      ({ what, keys, is_wide }) => keys.length === 0 && is_wide === 1 && !denied.has(what)
    )
    const isCertain = plain.length > 0 && row.boundary_arn === null
    const shown = isCertain ? plain : allowed
    const by = [
      ...conditions.map(({ document, n }) => ({ document, statement: n })),
      ...shown.map(({ document, n }) => ({ document, statement: n }))
    ]
    const sentence = `${subject} has access by ${list(keysOfConditions(conditions))} and may set tags through ${list(namesOfRights(shown))}`
    if (isCertain) return exception(`${sentence}.`, by)
    return needsReview(
      `${sentence}, ${row.boundary_arn === null ? 'under a condition, on some resources or beside a denial' : 'within a permissions boundary'}; judge whether the tags asked for are out of reach.`,
      by
    )
  }
})

/** Tags of the principal are set by actions of IAM, those of resources by the services the statement speaks of. */
function tagsAtStake(conditions: readonly TagCondition[], kind: 'User' | 'Role'): ReadonlySet<string> {
  const about = new Set<string>()
  for (const { key, services } of conditions) {
    const isOfPrincipal = key.toLowerCase().startsWith('aws:principaltag/')
    for (const what of isOfPrincipal ? [`iam:Tag${kind}`, `iam:Untag${kind}`] : services) about.add(what)
  }
  return about
}

function keysOfConditions(conditions: readonly TagCondition[]): readonly string[] {
  return [...new Set(conditions.map(({ key }) => key))].sort()
}

/** "iam:TagRole", "the tag actions of ec2" */
function namesOfRights(rights: readonly TagRight[]): readonly string[] {
  return [
    ...new Set(rights.map(({ what }) => (what.includes(':') ? what : `the tag actions of ${what}`)))
  ].sort()
}
