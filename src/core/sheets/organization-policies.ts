/** P09B: the policies of the organization and where each is attached. */
import { yesOrNo } from './facts-in-words.ts'
import { countOf, type Sheet } from './sheet.ts'

interface OrganizationPolicyRecord {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly is_aws_managed: number
  readonly target_id: string | null
  readonly target_name: string | null
  readonly target_kind: string | null
  readonly has_document: number
  readonly statements: number | null
  readonly denies: number | null
  readonly source: string
}

export default {
  id: 'organization-policies',
  name: 'P09B Org policies',
  ref: 'P09B',
  order: 51,
  title: 'Policies of the organization and their targets',
  purpose: 'Shows which guardrails exist and which root, unit or account each of them covers.',
  source: 'Organizations policies, their content and their targets; file and line in column Source.',
  procedure:
    'One row for each policy and target; "None" is a policy attached nowhere or whose targets were not exported. Units and accounts below a target inherit.',
  frozenColumns: 1,
  columns: [
    { key: 'policy', title: 'Policy', type: 'text', width: 30 },
    { key: 'id', title: 'Policy id', type: 'id', width: 20 },
    { key: 'type', title: 'Type', type: 'text', width: 28 },
    { key: 'awsManaged', title: 'AWS managed', type: 'text', width: 10 },
    { key: 'target', title: 'Target', type: 'text', width: 26 },
    { key: 'targetId', title: 'Target id', type: 'id', width: 22 },
    { key: 'targetKind', title: 'Target kind', type: 'text', width: 14 },
    { key: 'statements', title: 'Statements', type: 'text', width: 13 },
    { key: 'denies', title: 'Deny statements', type: 'integer', width: 12 },
    { key: 'source', title: 'Source', type: 'id', width: 12 }
  ],
  tallies: [{ column: 'targetKind', words: ['Root', 'Unit', 'Account', 'None'] }],
  count: (context) =>
    countOf(
      context,
      'select count(*) as n from org_policy p left join org_policy_target t on t.policy_id = p.id'
    ),
  rows: (context) =>
    context.all<OrganizationPolicyRecord>(policiesSql).map((policy) => ({
      policy: policy.name,
      id: policy.id,
      type: policy.type,
      awsManaged: yesOrNo(policy.is_aws_managed),
      target: policy.target_name,
      targetId: policy.target_id,
      targetKind: policy.target_kind,
      statements: policy.has_document === 1 ? String(policy.statements ?? 0) : 'Not exported',
      denies: policy.denies,
      source: policy.source
    }))
} satisfies Sheet

const policiesSql = `
  with counted as (
    select document_id, count(*) as statements, sum(effect = 'Deny') as denies
    from policy_statement
    group by document_id
  )
  select
    p.id, p.name, p.type, p.is_aws_managed, t.target_id,
    coalesce(r.name, u.name, a.name, t.target_id) as target_name,
    case
      when t.target_id is null then 'None'
      when r.id is not null or t.target_id like 'r-%' then 'Root'
      when u.id is not null or t.target_id like 'ou-%' then 'Unit'
      else 'Account'
    end as target_kind,
    p.document_id is not null as has_document,
    c.statements, c.denies,
    s.ref || ':' || p.line as source
  from org_policy p
  join source s on s.id = p.source_id
  left join org_policy_target t on t.policy_id = p.id
  left join org_root r on r.id = t.target_id
  left join org_unit u on u.id = t.target_id
  left join org_account a on a.id = t.target_id
  left join counted c on c.document_id = p.document_id
  order by p.type desc, p.name, p.id, t.target_id`
