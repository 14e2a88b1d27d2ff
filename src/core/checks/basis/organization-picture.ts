/** The whole organization in one text, as a population hands it to a test: the tree, the policies of IAM's language and what is known. */
import {
  fullAccessStatement,
  isFullAccess,
  typeOfFullAccess,
  type ControlPolicy,
  type ControlPolicyType,
  type ControlStatement,
  type Organization,
  type OrganizationNode
} from '../../iam/organization/organization.ts'
import { isWhole, standingAnswers } from './answer.ts'

/** A CTE `picture` with one column, `organization`: JSON for `readOrganization`. It is bound to no account. */
export const organizationPicture = `
    organization_answer as (
      select source.kind, coverage.part
      from ${standingAnswers}
      where source.kind in ('organization-policies', 'policy-targets')
      group by source.kind, coverage.part
      having ${isWhole}
    ),
    picture as materialized (
      select json_object(
        'organizations', (
          select json_group_array(json_object('id', id, 'partition', partition, 'management', account_id))
          from org_organization
        ),
        'owners', (
          select json_group_array(distinct account_id) from org_account where account_id <> ''
        ),
        'roots', (
          select json_group_array(
            json_object(
              'id', org_root.id,
              'name', org_root.name,
              'types', (
                select json_group_object(type, status) from org_policy_type where root_id = org_root.id
              )
            )
            order by org_root.id
          )
          from org_root
        ),
        'units', (select json_group_array(json_object('id', id, 'name', name) order by name, id) from org_unit),
        'accounts', (
          select json_group_array(json_object('id', id, 'name', name, 'status', status) order by name, id)
          from org_account
        ),
        'parents', (select json_group_object(child_id, parent_id) from org_parent),
        'policies', (
          select json_group_array(
            json_object(
              'id', policy.id,
              'arn', policy.arn,
              'name', policy.name,
              'type', policy.type,
              'document', policy.document_id,
              'is_read', policy.document_id is not null and document.problem is null,
              'statements', (
                select json_group_array(
                  json_object(
                    'n', n,
                    'sid', sid,
                    'effect', effect,
                    'actions', json(actions),
                    'uses_not_action', uses_not_action,
                    'resources', json(resources),
                    'uses_not_resource', uses_not_resource,
                    'condition', json(condition),
                    'covers_all_actions', covers_all_actions,
                    'covers_all_resources', covers_all_resources
                  )
                  order by n
                )
                from policy_statement
                where document_id = policy.document_id
              )
            )
            order by policy.name, policy.id
          )
          from org_policy as policy
          left join policy_document as document on document.id = policy.document_id
          where policy.type in ('SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY')
        ),
        'targets', (
          select json_group_array(json_array(policy_id, target_id) order by policy_id, target_id)
          from org_policy_target
        ),
        'listed', (
          select json_group_array(part) from organization_answer where kind = 'organization-policies'
        ),
        'targeted', (select json_group_array(part) from organization_answer where kind = 'policy-targets'),
        'buckets', (
          select json_group_array(distinct 'arn:' || substr(arn, 5, instr(substr(arn, 5), ':') - 1) || ':s3:::' || bucket)
          from trail
          where bucket is not null and bucket <> ''
        ),
        'keys', (
          select json_group_array(distinct kms_key) from trail where kms_key glob 'arn:*:kms:*:key/*'
        )
      ) as organization
    )`

interface PictureText {
  readonly organizations: readonly { id: string; partition: string; management: string }[]
  readonly owners: readonly string[]
  readonly roots: readonly { id: string; name: string; types: Readonly<Record<string, string>> }[]
  readonly units: readonly { id: string; name: string }[]
  readonly accounts: readonly { id: string; name: string; status: string }[]
  readonly parents: Readonly<Record<string, string>>
  readonly policies: readonly {
    id: string
    arn: string
    name: string
    type: ControlPolicyType
    document: number | null
    is_read: 0 | 1
    statements: readonly ControlStatement[]
  }[]
  readonly targets: readonly (readonly [policy: string, target: string])[]
  readonly listed: readonly string[]
  readonly targeted: readonly string[]
  readonly buckets: readonly string[]
  readonly keys: readonly string[]
}

let last: { readonly text: string; readonly organization: Organization } | null = null

/** The organization of the text; the members of one population carry the same text, which is read once. */
export function readOrganization(text: string): Organization {
  if (last?.text !== text) last = { text, organization: organizationOf(JSON.parse(text) as PictureText) }
  return last.organization
}

function organizationOf(picture: PictureText): Organization {
  const [first] = picture.organizations
  const owners = picture.organizations.map(({ management }) => management)
  return {
    id: first?.id ?? null,
    partition: first?.partition ?? 'aws',
    management: new Set([...owners, ...picture.owners].filter((id) => id !== '')),
    nodes: nodesOf(picture),
    policies: policiesOf(picture),
    answered: new Set(picture.listed),
    logBuckets: picture.buckets,
    logKeys: picture.keys
  }
}

/** Units and roots that only a child names are part of the way up. */
function nodesOf({ roots, units, accounts, parents }: PictureText): ReadonlyMap<string, OrganizationNode> {
  const parentOf = (id: string) => (Object.hasOwn(parents, id) ? (parents[id] ?? null) : null)
  const nodes: readonly OrganizationNode[] = [
    ...roots.map((root) => ({ ...root, kind: 'root' as const, parent: null, status: null })),
    ...units.map((unit) => ({
      ...unit,
      kind: 'unit' as const,
      parent: parentOf(unit.id),
      status: null,
      types: null
    })),
    ...accounts.map((account) => ({
      ...account,
      kind: 'account' as const,
      parent: parentOf(account.id),
      types: null
    }))
  ]
  const listed = new Set(nodes.map(({ id }) => id))
  const named = [...new Set(Object.values(parents))]
    .filter((id) => !listed.has(id))
    .map((id): OrganizationNode => ({
      id,
      name: id,
      kind: id.startsWith('r-') ? 'root' : 'unit',
      parent: parentOf(id),
      status: null,
      types: null
    }))
  return new Map([...nodes, ...named].map((node) => [node.id, node]))
}

/** FullAWSAccess is known by its id, so that targets alone, without its summary or document, show that it is there. */
function policiesOf({ policies, targets, targeted }: PictureText): readonly ControlPolicy[] {
  const targetsOf = Map.groupBy(targets, ([policy]) => policy)
  const answered = new Set(targeted)
  const attachment = (id: string) => ({
    targets: (targetsOf.get(id) ?? []).map(([, target]) => target),
    targetsKnown: answered.has(id)
  })
  const listed = new Set(policies.map(({ id }) => id))
  const named = [...targetsOf.keys()].flatMap((id): ControlPolicy[] => {
    const type = typeOfFullAccess(id)
    if (type === null || listed.has(id)) return []
    const name = id.slice('p-'.length)
    return [
      {
        id,
        arn: '',
        name,
        type,
        document: null,
        isRead: true,
        statements: [fullAccessStatement],
        ...attachment(id)
      }
    ]
  })
  return [
    ...policies.map(({ is_read, ...policy }) => ({
      ...policy,
      ...(isFullAccess(policy.id)
        ? { isRead: true, statements: [fullAccessStatement] }
        : { isRead: is_read === 1 }),
      ...attachment(policy.id)
    })),
    ...named
  ]
}
