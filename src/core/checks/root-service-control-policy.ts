/** ROOT-10: whether service control policies deny what the root users of member accounts do. */
import { guardrailState } from '../iam/organization/guardrail-state.ts'
import { guardrailOf } from '../iam/organization/guardrails.ts'
import { ceilingOf } from '../iam/organization/organization.ts'
import { deciderInWords, limitInWords } from '../iam/organization/words.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { decidedByPolicies } from './basis/deciding-statement.ts'
import { memberAccounts, type MemberAccountRow } from './basis/member-account.ts'
import { readOrganization } from './basis/organization-picture.ts'

export default automatedCheck<MemberAccountRow>({
  id: 'root-service-control-policy',
  control: 'ROOT-10',
  topic: 'root',
  severity: 'medium',
  scope: 'organization',
  criterion: 'A service control policy denies everything to the root user of every member account.',
  effect:
    'Whoever resets the password of a root user by its mailbox holds the account whole; no policy inside the account limits it.',
  recommendation:
    'Attach at the root a service control policy that denies every action where aws:PrincipalArn is like arn:aws:iam::*:root, and delete the root credentials of member accounts.',
  remediation: {
    console:
      'AWS Organizations → Policies → Service control policies → Create policy: Deny * with the condition StringLike aws:PrincipalArn arn:aws:iam::*:root, then attach it to the root.',
    cli: 'aws organizations create-policy --type SERVICE_CONTROL_POLICY --content file://DENY-ROOT.json --name deny-root-user --description TEXT, then aws organizations attach-policy --policy-id POLICY_ID --target-id ROOT_ID.',
    terraform: 'aws_organizations_policy with that Deny and aws_organizations_policy_attachment to the root.'
  },
  procedure: [
    'Take every active member account and follow it up to the root of the organization.',
    'Look on the way for a Deny of every action that the root user meets by aws:PrincipalArn; a Deny of everything to everyone counts too.',
    'Where some actions are exempt (NotAction) judge whether the root user needs them.'
  ],
  limits: ['No service control policy binds the management account: its root user needs other protection.'],
  sources: [
    'AWS Organizations User Guide: Service control policy examples',
    'AWS Control Tower Guide: AWS-GR_RESTRICT_ROOT_USER'
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
    const { state, by, limits } = guardrailState(picture, ceiling, guardrailOf('root-user'))
    const subject = `the root user of account ${resource} (${name})`
    switch (state) {
      case 'denied':
        return pass(
          `Everything is denied to ${subject} ${by ? deciderInWords(by) : ''}.`,
          decidedByPolicies(by)
        )
      case 'conditional':
        return needsReview(
          `Denied to ${subject} ${by ? deciderInWords(by) : ''}, ${limits.map(limitInWords).join(' and ')}; judge what is left open.`,
          decidedByPolicies(by)
        )
      case 'open':
        return exception(
          ceiling.binding === 'off'
            ? `Nothing is denied to ${subject}: service control policies are not enabled.`
            : `No service control policy on the way to the root denies everything to ${subject}.`
        )
      case 'unknown':
      case 'exempt':
        return needsReview(
          `Whether everything is denied to ${subject} cannot be decided. ${ceiling.gaps.join(' ')}`
        )
    }
  }
})
