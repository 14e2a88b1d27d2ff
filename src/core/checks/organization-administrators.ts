/** ORG-16: what service control policies leave to the administrators of an account. */
import { answersOf } from '../iam/organization/alike.ts'
import { decide, type Decision } from '../iam/organization/decide.ts'
import { guardrailFor, type GuardrailVerdict } from '../iam/organization/guardrail-state.ts'
import { guardrails } from '../iam/organization/guardrails.ts'
import { ceilingOf, type Ceiling, type Organization } from '../iam/organization/organization.ts'
import { principalKeys, principalOf } from '../iam/organization/requester.ts'
import { deciderInWords } from '../iam/organization/words.ts'
import { automatedCheck, needsReview, pass, type MemberRow, type Verdict } from './check.ts'
import { administratorGroups, holdsEverything } from './basis/administrator.ts'
import { organizationPicture, readOrganization } from './basis/organization-picture.ts'
import { isOwnRole } from './basis/role.ts'

interface Row extends MemberRow {
  readonly kind: 'user' | 'role'
  readonly name: string
  /** For `readOrganization`. */
  readonly organization: string
}

/** What an identity of an account can be stopped from; the root user is none. */
const stoppable = guardrails.filter(({ who }) => who !== 'root-user')

export default automatedCheck<Row>({
  id: 'organization-administrators',
  control: 'ORG-16',
  topic: 'organization',
  severity: 'info',
  scope: 'account',
  criterion: 'The exports show what service control policies leave to each administrator of the account.',
  effect:
    'A finding about an administrator weighs less where the ceiling above the account stops it, and more where people believe it does.',
  recommendation:
    'Weigh findings about administrators by what the ceiling leaves them, and close the guardrails that are open.',
  remediation: {
    console: 'AWS Organizations → AWS accounts → the account → Policies: see the policies inherited.',
    cli: 'aws organizations list-policies-for-target --target-id ACCOUNT --filter SERVICE_CONTROL_POLICY, for the account and each unit above it.',
    terraform: 'Add the missing Deny statements to an aws_organizations_policy attached above the account.'
  },
  procedure: [
    'Take the users and roles that hold AdministratorAccess or a policy that allows everything, themselves or by a group.',
    'For each ask every guardrail with the ARN of that user or role, so that an exception which names it counts.',
    'Use the answer where a finding about the administrator is rated; the finding itself stands.'
  ],
  limits: [
    'What a service control policy denies is not granted; what it leaves open may still be denied by a boundary or a session policy.'
  ],
  sources: ['AWS Organizations User Guide: SCP evaluation'],
  needs: [
    'account-authorization-details.users',
    'account-authorization-details.roles',
    'organization-policies.SERVICE_CONTROL_POLICY'
  ],
  wants: [
    'account-authorization-details.groups',
    'account-authorization-details.policies',
    'organization',
    'organization-roots',
    'organization-accounts',
    'organization-policy',
    'policy-targets',
    'organization-parents',
    'organizational-units'
  ],
  parameters: [],
  columns: [
    { key: 'kind', title: 'Kind', type: 'text' },
    { key: 'name', title: 'Name', type: 'text' }
  ],
  population: `
    with ${administratorGroups}, ${organizationPicture}
    select
      user.arn as resource,
      'user' as kind,
      user.name,
      picture.organization,
      user.source_id,
      user.line,
      user.path
    from iam_user as user
    cross join picture
    where user.account_id = :account
      and (
        ${holdsEverything({ account: 'user.account_id', arn: 'user.arn' })}
        or exists (
          select 1
          from iam_membership as membership
          join administrator_group using (group_name)
          where membership.account_id = user.account_id and membership.user_arn = user.arn
        )
      )
    union all
    select
      role.arn,
      'role',
      role.name,
      picture.organization,
      role.source_id,
      role.line,
      role.path
    from iam_role as role
    cross join picture
    where role.account_id = :account
      and ${isOwnRole}
      and ${holdsEverything({ account: 'role.account_id', arn: 'role.arn' })}`,
  whenEmpty: 'No user and no role of the account holds a policy that allows everything.',
  test({ resource, kind, name, organization }, { account }) {
    const picture = readOrganization(organization)
    const ceiling = ceilingOf(picture, account, 'SERVICE_CONTROL_POLICY')
    return judge(picture, ceiling, resource, `administrator ${kind} ${name}`)
  }
})

function judge(picture: Organization, ceiling: Ceiling, arn: string, subject: string): Verdict {
  const { binding, account, gaps } = ceiling
  if (binding === 'exempt')
    return pass(
      `Nothing stops ${subject}: no service control policy binds the management account ${account.id}.`
    )
  if (binding === 'off') return pass(`Nothing stops ${subject}: service control policies are not enabled.`)
  if (binding === 'unknown')
    return needsReview(
      `What service control policies leave to ${subject} cannot be decided. ${gaps.join(' ')}`
    )

  const { everything, verdicts } = stopsOf(picture, ceiling, arn)
  if (everything.strength === 'denied' && everything.by)
    return pass(`Everything is denied to ${subject} ${deciderInWords(everything.by)}.`)

  const words = (state: (typeof verdicts)[number]['state']) =>
    verdicts
      .filter((verdict) => verdict.state === state)
      .map(({ guardrail, by }) => (by?.policy ? `${guardrail.title} (${by.policy.name})` : guardrail.title))
      .join(', ')
  const parts = [
    ['denied', 'blocked'],
    ['conditional', 'blocked under conditions'],
    ['open', 'not blocked'],
    ['unknown', 'not known']
  ] as const
  const sentence = parts
    .map(([state, label]) => ({ label, found: words(state) }))
    .filter(({ found }) => found !== '')
    .map(({ label, found }) => `${label}: ${found}`)
    .join('; ')
  const detail = `What service control policies make of ${subject}: ${sentence}.`
  return verdicts.some(({ state }) => state === 'unknown')
    ? needsReview(`${detail} ${gaps[0] ?? ''}`.trim())
    : pass(detail)
}

interface Stops {
  readonly everything: Decision
  readonly verdicts: readonly GuardrailVerdict[]
}

const decided = new WeakMap<Ceiling, Map<string, Stops>>()

/** Administrators of an account that no condition tells apart are stopped from the same. */
function stopsOf(picture: Organization, ceiling: Ceiling, arn: string): Stops {
  const requester = principalOf(picture, ceiling.account.id, arn)
  const alike = answersOf(ceiling, principalKeys, requester.every)
  let byPrincipal = decided.get(ceiling)
  if (!byPrincipal) decided.set(ceiling, (byPrincipal = new Map<string, Stops>()))
  let stops = byPrincipal.get(alike)
  if (!stops) {
    stops = {
      everything: decide(ceiling, {
        action: '*',
        resources: [`arn:${picture.partition}:q0x::${ceiling.account.id}:q0x`],
        requester
      }),
      verdicts: stoppable.map((guardrail) => guardrailFor(picture, ceiling, guardrail, arn))
    }
    byPrincipal.set(alike, stops)
  }
  return stops
}
