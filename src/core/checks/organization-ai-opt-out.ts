/** ORG-09: whether the organization keeps AI services of AWS from storing and using its content. */
import { automatedCheck, exception, needsReview, pass, type MemberRow, type Verdict } from './check.ts'
import { policiesOfType, type AttachedPolicy } from './basis/organization.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly root_name: string
  readonly type_status: string | null
  /** JSON list of `AttachedPolicy`. */
  readonly policies: string
}

const need = 'organization-policies.AISERVICES_OPT_OUT_POLICY'

export default automatedCheck<Row>({
  id: 'organization-ai-opt-out',
  control: 'ORG-09',
  topic: 'organization',
  severity: 'medium',
  scope: 'organization',
  criterion:
    'A policy at the root opts every account out of AI services using its content, and no child policy opts in.',
  effect: 'AWS may store content that AI services process, in other regions too, and use it to improve them.',
  recommendation:
    'Enable AI services opt-out policies and attach one at the root that opts out by default and allows no operators to child policies.',
  remediation: {
    console: 'AWS Organizations → Policies → AI services opt-out policies → Opt out from all services.',
    cli: 'aws organizations enable-policy-type --root-id ROOT_ID --policy-type AISERVICES_OPT_OUT_POLICY; aws organizations create-policy --type AISERVICES_OPT_OUT_POLICY --content file://OPT_OUT.json --name opt-out --description TEXT; aws organizations attach-policy --policy-id POLICY_ID --target-id ROOT_ID.',
    terraform:
      'aws_organizations_policy with type = "AISERVICES_OPT_OUT_POLICY" and aws_organizations_policy_attachment to the root.'
  },
  procedure: [
    'See in list-roots that the policy type is ENABLED.',
    'Read the policy attached to the root: default must be optOut, and @@operators_allowed_for_child_policies must be @@none.',
    'A policy on units alone leaves the other accounts out; follow them to the root.'
  ],
  limits: [
    'The policy at the root decides here; what units and accounts below add is not merged.',
    'Which AI services an account uses is not in the export.'
  ],
  sources: [
    'AWS Organizations User Guide: AI services opt-out policies',
    'AWS Organizations User Guide: Understanding management policy inheritance'
  ],
  needs: ['organization-roots'],
  wants: ['organization-policy', 'policy-targets'],
  parameters: [],
  columns: [
    { key: 'root_name', title: 'Root', type: 'text' },
    { key: 'type_status', title: 'Status', type: 'text' },
    { key: 'policy_names', title: 'Policies', type: 'text' }
  ],
  population: policiesOfType('AISERVICES_OPT_OUT_POLICY'),
  whenEmpty: 'The organization has no root.',
  test({ root_name, type_status, policies }, { coverageOf }) {
    const root = `root ${root_name}`
    if (type_status !== 'ENABLED')
      return exception(
        `AI services opt-out policies are not enabled on ${root}${type_status === null ? '' : ` (${type_status})`}.`
      )
    const all = JSON.parse(policies) as AttachedPolicy[]
    const atRoot = all.filter(({ is_at_root }) => is_at_root === 1)
    if (atRoot.length > 0) return judge(atRoot, root)
    if (all.some(({ targets_known }) => targets_known === 0))
      return needsReview(
        `Of ${list(all.map(({ name }) => name))} no export says what they are attached to; ask for aws organizations list-targets-for-policy of each.`
      )
    const elsewhere = all.filter(({ targets }) => targets > 0)
    if (elsewhere.length > 0)
      return needsReview(
        `AI services opt-out policies are attached below ${root} alone (${list(elsewhere.map(({ name }) => name))}); judge which accounts they leave out.`
      )
    return coverageOf(need) === 'complete'
      ? exception(`AI services opt-out policies are enabled on ${root}, and none is attached.`)
      : needsReview(
          `AI services opt-out policies are enabled on ${root}, and which there are was not received; ask for: aws organizations list-policies --filter AISERVICES_OPT_OUT_POLICY.`
        )
  }
})

/** Several policies at a root are merged by AWS; one that opts out and locks it is enough, and one that opts in spoils it. */
function judge(policies: readonly AttachedPolicy[], root: string): Verdict {
  const read = policies.map((policy) => ({ ...policy, ...readOptOut(policy.content) }))
  const optingIn = read.find(({ optedIn }) => optedIn.length > 0)
  if (optingIn) return exception(`Policy ${optingIn.name} at ${root} opts in to ${list(optingIn.optedIn)}.`)
  const unread = read.filter(({ isRead }) => !isRead)
  if (unread.length > 0)
    return needsReview(
      `Policy ${list(unread.map(({ name }) => name))} at ${root} could not be read; ask for: aws organizations describe-policy --policy-id ${unread[0]?.id ?? ''}.`
    )
  const optingOut = read.filter(({ optsOut }) => optsOut)
  const [first] = optingOut
  if (!first)
    return exception(
      `Policy ${list(read.map(({ name }) => name))} at ${root} does not opt out of AI services by default.`
    )
  const found = `Policy ${first.name} at ${root} opts out of all AI services`
  if (optingOut.some(({ lock }) => lock === 'all'))
    return pass(`${found} and allows no child policy to opt in.`)
  return optingOut.some(({ lock }) => lock === 'default')
    ? needsReview(`${found} and locks the default; judge whether child policies opt in to single services.`)
    : exception(`${found}, but lets child policies opt in again.`)
}

interface OptOut {
  readonly isRead: boolean
  /** By default, for services yet to come too. */
  readonly optsOut: boolean
  /** Services named to be opted in. */
  readonly optedIn: readonly string[]
  readonly lock: 'all' | 'default' | 'none'
}

/**
 * `{"services": {"default": {"opt_out_policy": {"@@assign": "optOut"}}}}`. What child policies may change is limited from the level
 * on at which it stands: below `default` alone a child may still name a single service (Organizations guide, AI services opt-out
 * policy syntax; inheritance of management policies).
 */
function readOptOut(content: string | null): OptOut {
  const services = memberOf(parse(content), 'services')
  const byDefault = memberOf(services, 'default')
  const policy = memberOf(byDefault, 'opt_out_policy')
  const named = typeof services === 'object' && services !== null ? Object.keys(services) : []
  return {
    isRead: services !== undefined,
    optsOut: memberOf(policy, '@@assign') === 'optOut',
    optedIn: named.filter(
      (service) => memberOf(memberOf(memberOf(services, service), 'opt_out_policy'), '@@assign') === 'optIn'
    ),
    lock: locks(services) ? 'all' : locks(byDefault) || locks(policy) ? 'default' : 'none'
  }
}

function locks(level: unknown): boolean {
  const operators = memberOf(level, '@@operators_allowed_for_child_policies')
  return Array.isArray(operators) && operators.length === 1 && operators[0] === '@@none'
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined
}

function parse(content: string | null): unknown {
  try {
    return content === null ? undefined : (JSON.parse(content) as unknown)
  } catch {
    return undefined
  }
}
