/** ORG-10: whether tag policies are on and attached. */
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { policiesOfType, type AttachedPolicy } from './basis/organization.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly root_name: string
  readonly type_status: string | null
  /** JSON list of `AttachedPolicy`. */
  readonly policies: string
}

export default automatedCheck<Row>({
  id: 'organization-tag-policies',
  control: 'ORG-10',
  topic: 'organization',
  severity: 'low',
  scope: 'organization',
  criterion: 'Tag policies are enabled, and at least one is attached.',
  effect: 'Tags that decide who may do what are spelled in many ways, and conditions on them miss.',
  recommendation: 'Enable tag policies and attach one that fixes the keys and values access depends on.',
  remediation: {
    console: 'AWS Organizations → Policies → Tag policies → Enable, then create and attach a policy.',
    cli: 'aws organizations enable-policy-type --root-id ROOT_ID --policy-type TAG_POLICY, then aws organizations create-policy --type TAG_POLICY and attach-policy.',
    terraform: 'aws_organizations_policy with type = "TAG_POLICY" and aws_organizations_policy_attachment.'
  },
  procedure: [
    'See in list-roots that the policy type is ENABLED.',
    'Take the tag policies and what each is attached to.',
    'Compare their keys with the tags that policies of the accounts have conditions on.'
  ],
  limits: ['That a policy is attached does not say that it is enforced, or that resources comply.'],
  sources: ['AWS Organizations User Guide: Tag policies'],
  needs: ['organization-roots'],
  wants: ['organization-policy', 'policy-targets'],
  parameters: [],
  columns: [
    { key: 'root_name', title: 'Root', type: 'text' },
    { key: 'type_status', title: 'Status', type: 'text' },
    { key: 'policy_names', title: 'Policies', type: 'text' }
  ],
  population: policiesOfType('TAG_POLICY'),
  whenEmpty: 'The organization has no root.',
  test({ root_name, type_status, policies }, { coverageOf }) {
    if (type_status !== 'ENABLED')
      return exception(
        `Tag policies are not enabled on root ${root_name}${type_status === null ? '' : ` (${type_status})`}.`
      )
    const all = JSON.parse(policies) as AttachedPolicy[]
    const attached = all.filter(({ targets }) => targets > 0)
    if (attached.length > 0)
      return pass(`Tag policies are enabled on root ${root_name}: ${list(attached.map(({ name }) => name))}.`)
    const unknown = all.filter(({ targets_known }) => targets_known === 0)
    if (unknown.length > 0)
      return needsReview(
        `Tag policies are enabled on root ${root_name}; of ${list(unknown.map(({ name }) => name))} no export says what they are attached to. Ask for: aws organizations list-targets-for-policy.`
      )
    return coverageOf('organization-policies.TAG_POLICY') === 'complete'
      ? exception(
          `Tag policies are enabled on root ${root_name}, and ${all.length === 0 ? 'there is none' : `none of ${count(all.length, 'policy', 'policies')} is attached`}.`
        )
      : needsReview(
          `Tag policies are enabled on root ${root_name}, and which there are was not received; ask for: aws organizations list-policies --filter TAG_POLICY.`
        )
  }
})
