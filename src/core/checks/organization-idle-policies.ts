/** ORG-15: whether every control policy limits somebody, and every level of the organization allows something. */
import { actionDataLabel } from '../iam/actions/action-data.ts'
import { knownService } from '../iam/actions/known-actions.ts'
import {
  ceilingOf,
  type ControlPolicy,
  type ControlStatement,
  type Organization,
  type OrganizationNode
} from '../iam/organization/organization.ts'
import { allowsNothing, effectOf } from '../iam/organization/policy-effect.ts'
import { levelWords, statementInWords } from '../iam/organization/words.ts'
import {
  automatedCheck,
  exception,
  needsReview,
  pass,
  type DecidingStatement,
  type MemberRow,
  type Verdict
} from './check.ts'
import { organization } from './basis/organization.ts'
import { organizationPicture, readOrganization } from './basis/organization-picture.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly kind: 'policy' | 'level'
  readonly id: string
  readonly name: string
  /** For `readOrganization`. */
  readonly organization: string
}

export default automatedCheck<Row>({
  id: 'organization-idle-policies',
  control: 'ORG-15',
  topic: 'organization',
  severity: 'medium',
  scope: 'organization',
  criterion: 'Every control policy of the organization limits somebody, and no unit is denied everything.',
  effect:
    'A policy that never bites is taken for a guardrail that is not there; a unit without FullAWSAccess stops work in its accounts.',
  recommendation:
    'Attach each policy where it is meant to act, mend conditions that cannot hold, detach FullAWSAccess beside an allow list, and delete what is not needed.',
  remediation: {
    console: 'AWS Organizations → Policies → the policy → Targets: attach it, or Actions → Delete policy.',
    cli: 'aws organizations attach-policy --policy-id POLICY_ID --target-id TARGET_ID, or aws organizations delete-policy --policy-id POLICY_ID.',
    terraform: 'Add aws_organizations_policy_attachment, or remove the aws_organizations_policy.'
  },
  procedure: [
    'Take every service control policy and resource control policy, and every root, unit and account.',
    'For each policy see where it is attached, whether an active member account stands below, and whether each statement can hold.',
    'Ask the owner of an idle policy what it was meant to prevent, and test that again with the guardrails.',
    'For a level that allows nothing see whether it is a quarantine.'
  ],
  limits: ['Two statements are taken for the same only where they are written alike.'],
  sources: [
    'AWS Organizations User Guide: SCP evaluation; Service control policies (SCPs); Resource control policies (RCPs)',
    'IAM User Guide: IAM JSON policy elements: Condition operators'
  ],
  needs: ['organization-roots', 'organization-policies.SERVICE_CONTROL_POLICY'],
  wants: [
    'organization-policy',
    'policy-targets',
    'organization-parents',
    'organizational-units',
    'organization-accounts',
    'organization-policies.RESOURCE_CONTROL_POLICY'
  ],
  parameters: [],
  columns: [
    { key: 'kind', title: 'Kind', type: 'text' },
    { key: 'name', title: 'Name', type: 'text' },
    { key: 'type', title: 'Type', type: 'text' }
  ],
  population: `
    with ${organization}, ${organizationPicture}, member as (
      select 'policy' as kind, id, name, type, arn as resource, source_id, line, path
      from org_policy
      where type in ('SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY')
        and id not in ('p-FullAWSAccess', 'p-RCPFullAWSAccess')
      union all
      select 'level', id, name, 'root', arn, source_id, line, path from org_root
      union all
      select 'level', id, name, 'unit', arn, source_id, line, path from org_unit
      union all
      select 'level', id, name, 'account', id, source_id, line, path
      from org_account
      where status = 'ACTIVE' and id not in (select management_id from organization)
    )
    select
      case member.resource when '' then member.id else member.resource end as resource,
      member.kind,
      member.id,
      member.name,
      member.type,
      picture.organization,
      member.source_id,
      member.line,
      member.path
    from member
    cross join picture`,
  whenEmpty: 'The organization has no root and no control policy.',
  test({ kind, id, organization }) {
    const picture = readOrganization(organization)
    if (kind === 'level') {
      const node = picture.nodes.get(id)
      return node ? judgeLevel(picture, node) : needsReview(`${id} is not in the tree of the organization.`)
    }
    const policy = picture.policies.find((one) => one.id === id)
    return policy ? judgePolicy(picture, policy) : needsReview(`Policy ${id} cannot be read.`)
  }
})

function judgePolicy(picture: Organization, policy: ControlPolicy): Verdict {
  const { state, because, idle } = effectOf(picture, policy)
  const sentence = `Policy ${policy.name} (${policy.id}) ${because}.`
  const idleStatements = policy.statements.filter(({ n }) => idle.has(n))
  switch (state) {
    case 'idle':
      return exception(sentence, statementsIn(policy, idleStatements))
    case 'repeated':
      return needsReview(`${sentence} See whether it is kept as a second line.`)
    case 'unknown':
      return needsReview(`${sentence} Ask for ${missing(policy)}.`)
    case 'bites': {
      if (idleStatements.length > 0) {
        const faults = idleStatements.map(
          (one) => `${statementInWords(one)} does nothing: ${idle.get(one.n) ?? ''}`
        )
        return exception(
          `Policy ${policy.name} (${policy.id}): ${faults.join('; ')}.`,
          statementsIn(policy, idleStatements)
        )
      }
      const strangers = policy.statements.filter((one) => unknownServices(one).length > 0)
      return strangers.length === 0
        ? pass(sentence)
        : needsReview(
            `Policy ${policy.name} (${policy.id}) names services that AWS does not have: ${list(strangers.flatMap(unknownServices))} (${actionDataLabel()}); see whether they are misspelled.`,
            statementsIn(policy, strangers)
          )
    }
  }
}

/** Prefixes that are spelled out and that no service has. */
function unknownServices({ actions }: ControlStatement): readonly string[] {
  return [...new Set(actions.map((action) => action.split(':')[0] ?? ''))].filter(
    (prefix) => prefix !== '' && !/[*?]/.test(prefix) && !knownService(prefix)
  )
}

function statementsIn(
  { document }: ControlPolicy,
  statements: readonly ControlStatement[]
): readonly DecidingStatement[] {
  return document === null ? [] : statements.map(({ n }) => ({ document, statement: n }))
}

function missing({ id, targetsKnown }: ControlPolicy): string {
  return targetsKnown
    ? `aws organizations describe-policy --policy-id ${id}`
    : `aws organizations list-targets-for-policy --policy-id ${id}`
}

/** Only policies of an enabled type deny by allowing nothing. */
function judgeLevel(picture: Organization, node: OrganizationNode): Verdict {
  const subject = `${levelWords[node.kind]} ${node.name || node.id} (${node.id})`
  const { binding, levels } = ceilingOf(picture, node.id, 'SERVICE_CONTROL_POLICY')
  if (binding === 'off') return pass(`Service control policies are not enabled above ${subject}.`)
  const level = levels.at(-1)
  if (!level || binding === 'unknown') return needsReview(`What is attached to ${subject} cannot be decided.`)
  if (allowsNothing(level))
    return needsReview(
      level.policies.length === 0
        ? `The exports show no service control policy on ${subject}, which would deny everything below it; AWS keeps at least one on each, so see that the lists are whole.`
        : `No policy on ${subject} allows anything, so everything below it is denied; see whether that is meant.`
    )
  const allowing = level.policies.filter(({ statements }) =>
    statements.some(({ effect }) => effect === 'Allow')
  )
  return allowing.length > 0
    ? pass(`On ${subject}, ${allowing.map(({ name }) => name).join(', ')} allows.`)
    : needsReview(
        `Whether ${subject} allows anything cannot be decided: policies or their targets are missing.`
      )
}
