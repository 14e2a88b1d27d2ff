/** ORG-04: which Regions service control policies deny to member accounts, and which stay open. */
import { guardrailState, type GuardrailVerdict } from '../iam/organization/guardrail-state.ts'
import { guardrailOf } from '../iam/organization/guardrails.ts'
import { ceilingOf } from '../iam/organization/organization.ts'
import { deciderInWords, limitInWords } from '../iam/organization/words.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { decidedByPolicies } from './basis/deciding-statement.ts'
import { memberAccounts, type MemberAccountRow } from './basis/member-account.ts'
import { readOrganization } from './basis/organization-picture.ts'
import { count, list } from './basis/sentence.ts'

export default automatedCheck<MemberAccountRow>({
  id: 'organization-regions',
  control: 'ORG-04',
  topic: 'organization',
  severity: 'medium',
  scope: 'organization',
  criterion: 'Service control policies leave every member account a list of Regions and deny it the others.',
  effect:
    'Whoever takes over an account works in a Region nobody looks at: resources there appear in no dashboard until the bill comes.',
  recommendation:
    'Attach at the root a service control policy that denies every action but those of global services where aws:RequestedRegion is none of the Regions in use.',
  remediation: {
    console:
      'AWS Organizations → Policies → Service control policies → Create policy: Deny with NotAction for global services and the condition StringNotEquals aws:RequestedRegion, then attach it to the root. In Control Tower: Landing zone settings → Region deny.',
    cli: 'aws organizations create-policy --type SERVICE_CONTROL_POLICY --content file://REGIONS.json --name regions --description TEXT, then aws organizations attach-policy --policy-id POLICY_ID --target-id ROOT_ID.',
    terraform: 'aws_organizations_policy with that Deny and aws_organizations_policy_attachment to the root.'
  },
  procedure: [
    'For each active member account take the policies on its way to the root and ask for every Region whether a service that no policy names is denied there.',
    'Compare the Regions that stay open with those the client works in.',
    'See that the actions exempt by NotAction are those of global services, and who the exempt roles are.'
  ],
  limits: [
    'Which Regions the client wants is in no export: that one is denied is tested, that the right ones are is for judgement.',
    'Opt-in Regions that an account never enabled are closed to it without a policy.'
  ],
  sources: [
    'AWS Organizations User Guide: Deny access to AWS based on the requested AWS Region',
    'IAM User Guide: AWS global condition context keys (aws:RequestedRegion)'
  ],
  needs: [
    'organization',
    'organization-roots',
    'organization-accounts',
    'organization-policies.SERVICE_CONTROL_POLICY'
  ],
  wants: ['organization-policy', 'policy-targets', 'organization-parents', 'organizational-units'],
  parameters: [],
  columns: [
    { key: 'name', title: 'Account', type: 'text' },
    { key: 'parent', title: 'Unit', type: 'text' }
  ],
  population: memberAccounts,
  whenEmpty: 'The organization has no active member account.',
  test({ resource, name, organization }) {
    const picture = readOrganization(organization)
    const ceiling = ceilingOf(picture, resource, 'SERVICE_CONTROL_POLICY')
    const verdict = guardrailState(picture, ceiling, guardrailOf('regions'))
    const subject = `account ${resource} (${name})`
    switch (verdict.state) {
      case 'denied':
        return pass(
          `${regionsLeft(verdict, subject)}${exemptActions(verdict)}.`,
          decidedByPolicies(verdict.by)
        )
      case 'conditional':
        return needsReview(
          `${regionsLeft(verdict, subject)}${exemptActions(verdict)}, ${verdict.limits.map(limitInWords).join(' and ')}; judge who or what is exempt.`,
          decidedByPolicies(verdict.by)
        )
      case 'open':
        return exception(
          ceiling.binding === 'off'
            ? `No Region is denied to ${subject}: service control policies are not enabled.`
            : `No service control policy on the way to the root denies a Region to ${subject}.`
        )
      case 'unknown':
      case 'exempt':
        return needsReview(
          `Which Regions are denied to ${subject} cannot be decided. ${ceiling.gaps.join(' ')}`
        )
    }
  }
})

function regionsLeft({ open, closed, by }: GuardrailVerdict, subject: string): string {
  const left =
    open.length === 0 ? 'none stays open' : `${count(open.length, 'Region')} open: ${open.join(', ')}`
  return `${count(closed.length, 'Region')} are denied to ${subject} ${by ? deciderInWords(by) : ''}; ${left}`
}

/** What a statement with NotAction leaves out. */
function exemptActions({ by }: GuardrailVerdict): string {
  const statement = by?.statement
  return statement?.uses_not_action === 1 && statement.effect === 'Deny'
    ? ` (exempt everywhere: ${list(statement.actions)})`
    : ''
}
