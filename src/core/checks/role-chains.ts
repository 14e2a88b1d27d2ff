/** ROLE-13: whether roles trust themselves, each other in a circle, or form long chains. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { nameOfArn } from '../iam/arn.ts'
import type { Flag } from '../iam/facts.ts'
import { isOwnRole } from './basis/role.ts'

interface Row extends MemberRow {
  readonly role_name: string
  readonly trust_document_id: number | null
  readonly document_problem: string | null
  readonly trusts_itself: Flag
  /** A role of the account that this one can reach and that can reach this one; null where there is none. */
  readonly circle: string | null
  /** A chain of three roles that ends here, as ARNs with a space between; null where there is none. */
  readonly chain: string | null
}

export default automatedCheck<Row>({
  id: 'role-chains',
  control: 'ROLE-13',
  topic: 'roles',
  severity: 'low',
  scope: 'account',
  criterion: 'No role trusts itself or a role it is trusted by, and no chain of roles is longer than two.',
  effect:
    'A session that can take its own role again never ends, and through a chain of roles nobody sees who acted first.',
  recommendation:
    'Let people and systems take the role they need directly, and take roles out of their own trust policies.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships → Edit trust policy: remove the role that need not take it.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform: 'Remove the role from the principals of assume_role_policy.'
  },
  procedure: [
    'Take the roles whose trust policy names a role of the same account, which may then take it without another permission.',
    'A role that names itself, or two that name each other, can renew their session for ever.',
    'For chains of three or more ask why the first role may not take the last, and who is behind the first.'
  ],
  limits: [
    'Only trust that names the role counts; trust in the account as a whole lets policies decide and is not followed.',
    'Chains through other accounts are not followed.',
    'Conditions and denials of the trust policies are not weighed.'
  ],
  sources: [
    'IAM User Guide: IAM roles: Role chaining',
    'AWS Security Blog: Announcing an update to IAM role trust policy behavior'
  ],
  needs: ['account-authorization-details.roles'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusts_itself', title: 'Trusts itself', type: 'boolean' },
    { key: 'circle', title: 'Circle with', type: 'text' },
    { key: 'chain', title: 'Chain that ends here', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: `
    with recursive edge (source, target) as materialized (
      select distinct taker.arn, role.arn
      from iam_role as role
      join policy_statement as statement
        on statement.document_id = role.trust_document_id and statement.effect = 'Allow'
      join statement_principal as principal
        on principal.document_id = statement.document_id
        and principal.n = statement.n
        and principal.type = 'aws'
        and principal.negated = 0
      join iam_role as taker on taker.account_id = role.account_id and taker.arn = principal.value
      where role.account_id = :account
        and (
          statement.uses_not_action = 1
          or exists (select 1 from json_each(statement.actions) where 'sts:assumerole' glob lower(value))
        )
    ),
    link (source, target) as materialized (
      select source, target from edge where source <> target
    ),
    -- What may lie on a circle: roles that take and are taken.
    inner_link (source, target) as materialized (
      select source, target
      from link
      where source in (select target from link) and target in (select source from link)
    ),
    reach (source, target) as (
      select source, target from inner_link
      union
      select reach.source, inner_link.target
      from reach
      join inner_link on inner_link.source = reach.target
    ),
    circle as materialized (
      select there.source as arn, min(there.target) as other
      from reach as there
      join reach as back on back.source = there.target and back.target = there.source
      where there.source <> there.target
      group by there.source
    ),
    chain as materialized (
      select last.target as arn, min(first.source || ' ' || first.target || ' ' || last.target) as roles
      from link as last
      join link as first on first.target = last.source
      where first.source <> last.target
      group by last.target
    ),
    taken as materialized (
      select target as arn, max(source = target) as by_itself from edge group by target
    )
    select
      role.arn as resource,
      role.name as role_name,
      role.trust_document_id,
      document.problem as document_problem,
      coalesce(taken.by_itself, 0) as trusts_itself,
      circle.other as circle,
      chain.roles as chain,
      role.last_used_at,
      role.source_id,
      role.line,
      role.path
    from iam_role as role
    left join policy_document as document on document.id = role.trust_document_id
    left join taken on taken.arn = role.arn
    left join circle on circle.arn = role.arn
    left join chain on chain.arn = role.arn
    where role.account_id = :account
      and ${isOwnRole}
      and (taken.arn is not null or role.trust_document_id is null or document.problem is not null)`,
  whenEmpty: 'No role of the account names another role of the account in its trust policy.',
  test({ role_name, trust_document_id, document_problem, trusts_itself, circle, chain }) {
    const role = `Role ${role_name}`
    if (trusts_itself === 1)
      return exception(`${role} trusts itself, so a session of it can be renewed for ever.`)
    if (circle !== null)
      return exception(
        `${role} and role ${nameOfArn(circle)} can take each other, so their sessions can be renewed for ever.`
      )
    if (chain !== null)
      return needsReview(
        `${role} ends a chain of roles: ${chain.split(' ').map(nameOfArn).join(' takes ')}; judge whether the first should take it directly.`
      )
    if (trust_document_id === null) return needsReview(`${role}: the export does not carry its trust policy.`)
    if (document_problem !== null)
      return needsReview(`${role}: its trust policy cannot be relied on (${document_problem}).`)
    return pass(`${role} is taken by roles that no other role takes.`)
  }
})
