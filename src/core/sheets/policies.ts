/** P06: every customer managed and inline policy, with what makes a policy dangerous. */
import { timeOf } from './facts-in-words.ts'
import { countOf, type Sheet, type SheetControl } from './sheet.ts'
import {
  needsAny,
  testsBinding,
  verdictCells,
  verdictColumns,
  verdictFields,
  verdictTables,
  verdictTally,
  worstFirst,
  type VerdictRecord
} from './verdict.ts'

interface PolicyRecord extends VerdictRecord {
  readonly account_id: string
  readonly name: string
  readonly kind: 'managed' | 'inline'
  readonly resource: string
  readonly attached: number
  readonly boundaries: number | null
  readonly default_version: string | null
  /** 0 where the export carries no document. */
  readonly has_document: number
  readonly problem: string | null
  readonly statements: number | null
  readonly admin: number | null
  readonly conditional_admin: number | null
  readonly not_action: number | null
  readonly not_resource: number | null
  readonly created_at: number | null
  readonly updated_at: number | null
  readonly source: string
}

export default {
  id: 'policies',
  name: 'P06 Policies',
  ref: 'P06',
  order: 43,
  title: 'Customer managed and inline policies',
  purpose:
    'Shows the whole population of policies the client wrote, how often each is attached and what it allows at large.',
  source:
    'Account authorization details of each account; file and line in column Source. The default version is read.',
  procedure:
    'Administrator: a statement allows every action on every resource. Allow with NotAction or NotResource allows everything but what it lists.',
  frozenColumns: 3,
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 15 },
    { key: 'policy', title: 'Policy', type: 'text', width: 28 },
    ...verdictColumns,
    { key: 'kind', title: 'Kind', type: 'text', width: 17 },
    { key: 'attached', title: 'Attached to', type: 'integer', width: 9 },
    { key: 'boundaries', title: 'Boundary of', type: 'integer', width: 11 },
    { key: 'administrator', title: 'Administrator', type: 'text', width: 14 },
    { key: 'notAction', title: 'Allow with NotAction', type: 'text', width: 12 },
    { key: 'notResource', title: 'Allow with NotResource', type: 'text', width: 14 },
    { key: 'statements', title: 'Statements', type: 'integer', width: 13 },
    { key: 'version', title: 'Default version', type: 'text', width: 8 },
    { key: 'created', title: 'Created', type: 'date', width: 11 },
    { key: 'updated', title: 'Updated', type: 'date', width: 11 },
    { key: 'resource', title: 'Resource', type: 'long', width: 44 },
    { key: 'source', title: 'Source', type: 'id', width: 12 }
  ],
  tallies: [verdictTally],
  count: (context) =>
    countOf(
      context,
      `select
         (select count(*) from iam_policy where is_aws_managed = 0) + (select count(*) from iam_inline_policy) as n`
    ),
  rows(context) {
    const names = new Map(context.accounts.map((account) => [account.id, account.name]))
    return context.all<PolicyRecord>(policiesSql, testsBinding(context, concernsPolicies)).map((policy) => ({
      account: policy.account_id,
      accountName: names.get(policy.account_id) ?? '',
      policy: policy.name,
      ...verdictCells(policy),
      kind: policy.kind === 'managed' ? 'Customer managed' : 'Inline',
      attached: policy.attached,
      boundaries: policy.boundaries,
      administrator: administratorOf(policy),
      notAction: ofStatements(policy, policy.not_action),
      notResource: ofStatements(policy, policy.not_resource),
      statements: policy.statements,
      version: policy.default_version,
      created: timeOf(policy.created_at),
      updated: timeOf(policy.updated_at),
      resource: policy.resource,
      source: policy.source
    }))
  }
} satisfies Sheet

function concernsPolicies(control: SheetControl): boolean {
  return (
    needsAny(control, 'account-authorization-details.policies') ||
    (control.topic === 'inline' && needsAny(control, 'account-authorization-details.users'))
  )
}

function administratorOf(policy: PolicyRecord): string {
  if (policy.admin !== 1 && policy.conditional_admin === 1) return 'With condition'
  return ofStatements(policy, policy.admin)
}

function ofStatements(policy: PolicyRecord, flag: number | null): string {
  if (policy.has_document === 0) return 'Not exported'
  if (policy.problem !== null) return 'Unreadable'
  return flag === 1 ? 'Yes' : 'No'
}

const policiesSql = `
  with ${verdictTables()},
  flags as (
    select
      document_id,
      count(*) as statements,
      max(effect = 'Allow' and covers_all_actions and covers_all_resources and condition is null) as admin,
      max(effect = 'Allow' and covers_all_actions and covers_all_resources and condition is not null) as conditional_admin,
      max(effect = 'Allow' and uses_not_action) as not_action,
      max(effect = 'Allow' and uses_not_resource) as not_resource
    from policy_statement
    group by document_id
  ),
  attached as (
    select account_id, policy_arn, count(*) as n
    from iam_attachment
    group by account_id, policy_arn
  ),
  member as (
    select p.source_id, p.account_id, p.arn as resource, p.name, 'managed' as kind,
      coalesce(p.attachment_count, a.n, 0) as attached, p.boundary_usage_count as boundaries,
      p.default_version, p.document_id, p.created_at, p.updated_at, p.line
    from iam_policy p
    left join attached a on a.account_id = p.account_id and a.policy_arn = p.arn
    where p.is_aws_managed = 0
    union all
    select source_id, account_id, principal_arn || '#' || name as resource, name, 'inline' as kind,
      1 as attached, null as boundaries, null as default_version, document_id, null as created_at, null as updated_at, line
    from iam_inline_policy
  )
  select
    m.account_id, m.name, m.kind, m.resource, m.attached, m.boundaries, m.default_version,
    m.document_id is not null as has_document,
    d.problem,
    coalesce(f.statements, case when m.document_id is not null and d.problem is null then 0 end) as statements,
    f.admin, f.conditional_admin, f.not_action, f.not_resource,
    m.created_at, m.updated_at,
    s.ref || ':' || m.line as source,
    ${verdictFields}
  from member m
  join source s on s.id = m.source_id
  left join policy_document d on d.id = m.document_id
  left join flags f on f.document_id = m.document_id
  left join verdict v on v.account_id = m.account_id and v.resource = m.resource
  left join tested t on t.account_id = m.account_id
  order by ${worstFirst}, m.account_id, m.kind desc, m.name, m.resource`
