/** ORG-06: whether resource control policies are on, and keep those outside the organization from its resources. */
import { ceilingOf, isFullAccess } from '../iam/organization/organization.ts'
import { perimeterOf, servicesWith, type Perimeter } from '../iam/organization/perimeter.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow, type Verdict } from './check.ts'
import { decidedByPolicies } from './basis/deciding-statement.ts'
import { isActiveAccount, organization } from './basis/organization.ts'
import { organizationPicture, readOrganization } from './basis/organization-picture.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly kind: 'root' | 'account'
  readonly id: string
  readonly name: string
  /** Of the root; null where it does not list the type, and for accounts. */
  readonly type_status: string | null
  /** For `readOrganization`. */
  readonly organization: string
}

export default automatedCheck<Row>({
  id: 'organization-resource-control-policies',
  control: 'ORG-06',
  topic: 'organization',
  severity: 'medium',
  scope: 'organization',
  criterion:
    'Resource control policies are enabled, and keep everyone outside the organization from the data of every member account.',
  effect:
    'A bucket, key, secret or role opened to strangers by mistake stays open; nothing above the account stops it.',
  recommendation:
    'Enable resource control policies and attach one that keeps principals outside the organization from S3, KMS, SQS, Secrets Manager and STS.',
  remediation: {
    console:
      'AWS Organizations → Policies → Resource control policies → Enable, then create and attach a policy.',
    cli: 'aws organizations enable-policy-type --root-id ROOT_ID --policy-type RESOURCE_CONTROL_POLICY.',
    terraform:
      'aws_organizations_organization with enabled_policy_types = ["RESOURCE_CONTROL_POLICY"] and aws_organizations_policy with type = "RESOURCE_CONTROL_POLICY".'
  },
  procedure: [
    'See in list-roots that the policy type is ENABLED.',
    'For each active member account follow the policies to the root: is a stranger, of another organization or anonymous, denied S3, KMS, SQS, Secrets Manager and STS?',
    'Read the exceptions: accounts of vendors, services of AWS, resources by tag.'
  ],
  limits: [
    'Resource control policies never bind resources of the management account, nor service-linked roles.',
    'They reach more services than the five asked about.'
  ],
  sources: [
    'AWS Organizations User Guide: Resource control policies (RCPs)',
    'AWS data perimeter policy examples: enforce organization identities'
  ],
  needs: ['organization-roots'],
  wants: [
    'organization',
    'organization-accounts',
    'organization-parents',
    'organizational-units',
    'organization-policies.RESOURCE_CONTROL_POLICY',
    'organization-policy',
    'policy-targets'
  ],
  parameters: [],
  columns: [
    { key: 'kind', title: 'Kind', type: 'text' },
    { key: 'name', title: 'Name', type: 'text' },
    { key: 'type_status', title: 'Status', type: 'text' }
  ],
  population: `
    with ${organization}, ${organizationPicture}
    select
      root.arn as resource,
      'root' as kind,
      root.id,
      root.name,
      (
        select status from org_policy_type where root_id = root.id and type = 'RESOURCE_CONTROL_POLICY'
      ) as type_status,
      picture.organization,
      root.source_id,
      root.line,
      root.path
    from org_root as root
    cross join picture
    union all
    select
      account.id,
      'account',
      account.id,
      account.name,
      null,
      picture.organization,
      account.source_id,
      account.line,
      account.path
    from org_account as account
    cross join picture
    where ${isActiveAccount}
      and account.id not in (select management_id from organization)
      and exists (
        select 1 from org_policy_type where type = 'RESOURCE_CONTROL_POLICY' and status = 'ENABLED'
      )`,
  whenEmpty: 'The organization has no root.',
  test({ kind, id, name, type_status, organization }) {
    if (kind === 'root')
      return type_status === 'ENABLED'
        ? pass(`Resource control policies are enabled on root ${name}.`)
        : exception(
            `Resource control policies are not enabled on root ${name}${type_status === null ? '' : ` (${type_status})`}.`
          )
    return judgePerimeter(organization, id, `account ${id} (${name})`)
  }
})

/** Access for its organization alone is one guardrail of several; where it is missing others may stand in. */
function judgePerimeter(text: string, id: string, subject: string): Verdict {
  const picture = readOrganization(text)
  const { binding, levels, gaps } = ceilingOf(picture, id, 'RESOURCE_CONTROL_POLICY')
  const perimeter = perimeterOf(picture, id)
  const attached = [
    ...new Set(
      levels.flatMap(({ policies }) => policies.filter((one) => !isFullAccess(one.id)).map((one) => one.name))
    )
  ]
  if (binding === 'unknown')
    return needsReview(
      `What resource control policies do for ${subject} cannot be decided. ${gaps.join(' ')}`
    )
  const denied = servicesWith(perimeter, 'denied')
  const conditional = servicesWith(perimeter, 'conditional')
  const unknown = servicesWith(perimeter, 'unknown')
  const open = servicesWith(perimeter, 'open')
  if (denied.length === perimeter.services.length)
    return pass(
      `Strangers are denied ${list(denied)} of ${subject} by ${list(decidingPolicies(perimeter))}.`,
      decidedByPolicies(...perimeter.services.map(({ decision }) => decision.by))
    )
  if (unknown.length > 0)
    return needsReview(
      `Whether strangers are denied ${list(unknown)} of ${subject} cannot be decided. ${gaps.join(' ')}`.trim()
    )
  if (attached.length === 0)
    return needsReview(
      `No resource control policy but RCPFullAWSAccess binds ${subject}; judge what stands in for one.`
    )
  const parts = [
    denied.length > 0 ? `denied ${list(denied)}` : '',
    conditional.length > 0 ? `denied ${list(conditional)} with exceptions` : '',
    open.length > 0 ? `not denied ${list(open)}` : ''
  ].filter((part) => part !== '')
  return needsReview(
    `Strangers are ${parts.join(', ')} of ${subject}, which ${list(attached)} binds; judge the rest.`
  )
}

function decidingPolicies({ services }: Perimeter): readonly string[] {
  return [
    ...new Set(services.map(({ decision }) => decision.by?.policy?.name ?? 'levels that allow nothing'))
  ]
}
