/** ORG-05: whether service control policies keep member accounts from undoing what protects them. */
import { guardrailState, type GuardrailVerdict } from '../iam/organization/guardrail-state.ts'
import { guardrailOf, guardrails, type Guardrail } from '../iam/organization/guardrails.ts'
import {
  ceilingOf,
  membersOf,
  type Ceiling,
  type Organization,
  type OrganizationNode
} from '../iam/organization/organization.ts'
import { limitInWords } from '../iam/organization/words.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow, type Verdict } from './check.ts'
import { decidedByPolicies } from './basis/deciding-statement.ts'
import { isActiveAccount, organization } from './basis/organization.ts'
import { organizationPicture, readOrganization } from './basis/organization-picture.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly guardrail_id: string
  /** For `readOrganization`. */
  readonly organization: string
}

const tested = guardrails.filter(({ control }) => control === 'ORG-05')

export default automatedCheck<Row>({
  id: 'organization-guardrails',
  control: 'ORG-05',
  topic: 'organization',
  severity: 'high',
  scope: 'organization',
  criterion:
    'Service control policies keep member accounts from leaving the organization and from switching off what watches them.',
  effect:
    'An administrator of a member account, or whoever became one, takes the account out of the organization or blinds its logs.',
  recommendation:
    'Attach a service control policy at the root that denies leaving the organization and stopping logging, detection and analysis services.',
  remediation: {
    console:
      'AWS Organizations → Policies → Service control policies → Create policy with Deny for organizations:LeaveOrganization, then attach it to the root.',
    cli: 'aws organizations create-policy --type SERVICE_CONTROL_POLICY --content file://GUARDRAILS.json --name guardrails --description TEXT, then aws organizations attach-policy --policy-id POLICY_ID --target-id ROOT_ID.',
    terraform:
      'aws_organizations_policy with the Deny statements and aws_organizations_policy_attachment to the root.'
  },
  procedure: [
    'For each guardrail follow every active member account up to the root and read the policies attached on the way.',
    'Leaving the organization must be denied everywhere; for the other guardrails judge what stands in for a missing one.',
    'For a denial with exceptions see which roles are exempt and who may take them: the Organization screen names them.',
    'Ask the client which log buckets, keys and break-glass roles there are besides those that policies and trails name.'
  ],
  limits: [
    'Service control policies never bind the management account or service-linked roles.',
    'Each statement is judged by itself; two that exempt different roles may together exempt nobody.'
  ],
  sources: [
    'AWS Organizations User Guide: SCP evaluation; Service control policy examples',
    'AWS Control Tower Guide: Mandatory controls'
  ],
  needs: [
    'organization',
    'organization-roots',
    'organization-accounts',
    'organization-policies.SERVICE_CONTROL_POLICY'
  ],
  wants: ['organization-policy', 'policy-targets', 'organization-parents', 'organizational-units', 'trails'],
  parameters: [],
  columns: [
    { key: 'guardrail', title: 'Guardrail', type: 'text' },
    { key: 'member_count', title: 'Active members', type: 'integer' }
  ],
  population: `
    with ${organization}, ${organizationPicture},
    guardrail (id, title) as (
      values ${tested.map(({ id, title }) => `('${id}', '${title.replaceAll("'", "''")}')`).join(', ')}
    )
    select
      organization.arn || '#' || guardrail.id as resource,
      guardrail.id as guardrail_id,
      guardrail.title as guardrail,
      (
        select count(*) from org_account where ${isActiveAccount} and id <> organization.management_id
      ) as member_count,
      picture.organization,
      organization.source_id,
      organization.line,
      organization.path
    from organization
    cross join guardrail
    cross join picture`,
  whenEmpty: 'The account manages no organization.',
  test(row) {
    const picture = readOrganization(row.organization)
    const guardrail = guardrailOf(row.guardrail_id)
    const members = membersOf(picture)
    // An organization without members is judged by its root, which every account that joins stands under.
    const bound =
      members.length > 0 ? members : [...picture.nodes.values()].filter(({ kind }) => kind === 'root')
    const found = bound.map((node) => {
      const ceiling = ceilingOf(picture, node.id, 'SERVICE_CONTROL_POLICY')
      return { node, ceiling, verdict: guardrailState(picture, ceiling, guardrail) }
    })
    return judge(picture, guardrail, found)
  }
})

interface Found {
  readonly node: OrganizationNode
  readonly ceiling: Ceiling
  readonly verdict: GuardrailVerdict
}

function judge({ id }: Organization, guardrail: Guardrail, found: readonly Found[]): Verdict {
  const { title, isRequired } = guardrail
  const states = Map.groupBy(found, ({ verdict }) => verdict.state)
  const open = states.get('open') ?? []
  const [firstOpen] = open
  if (firstOpen) {
    const sentence =
      firstOpen.ceiling.binding === 'off'
        ? `${title} is denied to no member account: service control policies are not enabled.`
        : `${title} is not denied to ${audience(open, found)}${openActions(firstOpen.verdict)}.`
    return isRequired ? exception(sentence) : needsReview(`${sentence} Judge what stands in for it.`)
  }
  const unknown = states.get('unknown') ?? []
  const [firstUnknown] = unknown
  if (firstUnknown)
    return needsReview(
      `${title} cannot be decided for ${audience(unknown, found)}. ${firstUnknown.ceiling.gaps[0] ?? ''}`.trim()
    )
  const conditional = states.get('conditional') ?? []
  const [firstConditional] = conditional
  if (firstConditional)
    return needsReview(
      `${title} is denied with exceptions to ${audience(conditional, found)}: ${policiesOf(conditional)}, ${limits(firstConditional)}; judge who is exempt.`,
      decidedByPolicies(...conditional.map(({ verdict }) => verdict.by))
    )
  const [firstDenied] = found
  if (!firstDenied) return needsReview(`Organization ${id ?? ''} has no root in the exports.`)
  const named = limits(firstDenied)
  return pass(
    `${title} is denied to ${audience(found, found)}: ${policiesOf(found)}${named === '' ? '' : `, ${named}`}.`,
    decidedByPolicies(...found.map(({ verdict }) => verdict.by))
  )
}

/** "; open: cloudtrail:UpdateTrail" where other actions of the guardrail are denied. */
function openActions({ open, closed }: GuardrailVerdict): string {
  return closed.length > 0 ? ` (open: ${list(open)})` : ''
}

function policiesOf(found: readonly Found[]): string {
  const names = new Set(found.map(({ verdict }) => verdict.by?.policy?.name ?? 'no policy allows it'))
  return [...names].every((name) => name !== 'no policy allows it')
    ? `${names.size === 1 ? 'policy' : 'policies'} ${list([...names])}`
    : list([...names])
}

function limits({ verdict }: Found): string {
  return verdict.limits.map(limitInWords).join(' and ')
}

/** "2 of 5 member accounts (111122223333 and 444455556666)"; without members, accounts yet to come. */
function audience(accounts: readonly Found[], all: readonly Found[]): string {
  if (all.every(({ node }) => node.kind === 'root'))
    return 'accounts that join (the organization has no active member account)'
  const members = all.length === 1 ? 'member account' : 'member accounts'
  return `${accounts.length} of ${all.length} ${members} (${list(accounts.map(({ node }) => node.id))})`
}
