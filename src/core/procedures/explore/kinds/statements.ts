/** Every statement of the identity policies, once for each policy it stands in: what it allows or denies, on what, under what. */
import type { Reader } from '../../../store/database.ts'
import { conditionKeys } from '../condition-keys.ts'
import * as fields from '../fields.ts'
import { choice, field, type Cell, type Kind, type Row } from '../kind.ts'
import { holderOf, policyOwners, policyTypes, type PolicyOwner } from '../policy-owner.ts'

interface StatementRow {
  readonly document_id: number
  readonly n: number
  readonly sid: string | null
  readonly effect: string
  readonly actions: string
  readonly uses_not_action: number
  readonly resources: string
  readonly uses_not_resource: number
  readonly condition: string | null
  readonly covers_all_actions: number
  readonly covers_all_resources: number
  /** Known actions it reaches; null where the statement was not analysed. */
  readonly reached: number | null
  /** The gravest access level of those. */
  readonly level: number | null
}

const effectWords = { allow: 'Allow', deny: 'Deny' } as const
/** Access levels of actions, the gravest last (Service Authorization Reference). */
const levelWords = {
  list: 'List',
  read: 'Read',
  tagging: 'Tagging',
  write: 'Write',
  permissions: 'Permissions management',
  none: 'None',
  unknown: 'Unknown'
} as const
const negatedWords = { none: 'Neither', action: 'NotAction', resource: 'NotResource', both: 'Both' } as const
const levels = ['list', 'read', 'tagging', 'write', 'permissions'] as const

export const statements: Kind = {
  kind: 'statements',
  fields: [
    fields.name('Statement', 230),
    fields.account,
    choice('type', 'Policy type', policyTypes, { width: 122 }),
    choice('effect', 'Effect', effectWords, { width: 70 }),
    field('actions', 'Actions', 'list', { searched: true, width: 240 }),
    field('reached', 'Applicable actions', 'integer', { width: 122 }),
    choice('level', 'Highest access', levelWords, { width: 150 }),
    field('resources', 'Resources', 'list', { searched: true, width: 220 }),
    field('condition', 'Condition keys', 'list', { width: 150 }),
    choice('all_actions', 'All actions', fields.yesOrNo, { shown: 'no' }),
    choice('all_resources', 'All resources', fields.yesOrNo, { shown: 'no' }),
    choice('negated', 'NotAction or NotResource', negatedWords, { shown: 'no', width: 170 }),
    field('holder', 'Inline in', 'text', { shown: 'no', searched: true }),
    fields.arn
  ],
  sort: fields.byName,
  views: [
    { name: 'All statements', filters: [] },
    {
      name: 'Everything on everything',
      filters: [
        { field: 'effect', operator: 'is', values: ['allow'] },
        { field: 'all_actions', operator: 'is', values: ['yes'] },
        { field: 'all_resources', operator: 'is', values: ['yes'] }
      ]
    },
    {
      name: 'Unlimited without a condition',
      filters: [
        { field: 'effect', operator: 'is', values: ['allow'] },
        { field: 'all_resources', operator: 'is', values: ['yes'] },
        { field: 'condition', operator: 'empty', values: [] }
      ]
    },
    {
      name: 'Allow with NotAction or NotResource',
      filters: [
        { field: 'effect', operator: 'is', values: ['allow'] },
        { field: 'negated', operator: 'is-not', values: ['none'] }
      ]
    },
    { name: 'Denials', filters: [{ field: 'effect', operator: 'is', values: ['deny'] }] }
  ],
  count: (db) =>
    db.get<{ n: number }>(
      `with counted as materialized (
         select document_id, count(*) as n from policy_statement group by document_id
       )
       select
         (select coalesce(sum(n), 0) from iam_policy join counted using (document_id))
         + (select coalesce(sum(n), 0) from iam_inline_policy join counted using (document_id)) as n`
    )?.n ?? 0,
  rows({ db }) {
    const byDocument = statementCells(db)
    return policyOwners(db).flatMap((policy): readonly Row[] =>
      (byDocument.get(policy.document_id ?? -1) ?? []).map((statement) => rowOf(policy, statement))
    )
  }
}

interface StatementCells {
  readonly n: number
  readonly label: string
  readonly cells: Readonly<Record<string, Cell>>
}

function rowOf(policy: PolicyOwner, { n, label, cells }: StatementCells): Row {
  return {
    account: policy.account_id,
    resource: `${policy.resource}#statement-${n + 1}`,
    subject: policy.resource,
    source: policy.source_id,
    line: policy.line,
    path: policy.path,
    document: policy.document_id,
    statement: n,
    cells: {
      ...cells,
      name: `${policy.name}, ${label}`,
      account: policy.account_id,
      type: policy.type,
      holder: holderOf(policy),
      arn: policy.arn
    }
  }
}

/** What a statement says, read once for the many policies that share its document. */
function statementCells(db: Reader): ReadonlyMap<number, readonly StatementCells[]> {
  const statements = new Map<number, StatementCells[]>()
  for (const row of db.all<StatementRow>(statementsSql)) {
    const of = statements.get(row.document_id) ?? []
    of.push({
      n: row.n,
      label: row.sid === null || row.sid === '' ? `statement ${row.n + 1}` : row.sid,
      cells: {
        effect: row.effect === 'Deny' ? 'deny' : 'allow',
        actions: listOf(row.actions, row.uses_not_action === 1 ? 'all but ' : ''),
        reached: row.reached,
        level: levelOf(row),
        resources: listOf(row.resources, row.uses_not_resource === 1 ? 'all but ' : ''),
        condition: conditionKeys(row.condition).join(', '),
        all_actions: fields.flagWord(row.covers_all_actions),
        all_resources: fields.flagWord(row.covers_all_resources),
        negated: negatedOf(row)
      }
    })
    statements.set(row.document_id, of)
  }
  return statements
}

function listOf(json: string, before: string): string {
  return before + (JSON.parse(json) as readonly string[]).join(', ')
}

function levelOf({ reached, level }: StatementRow): keyof typeof levelWords {
  if (reached === null) return 'unknown'
  return level === null ? 'none' : (levels[level] ?? 'none')
}

function negatedOf({ uses_not_action, uses_not_resource }: StatementRow): keyof typeof negatedWords {
  if (uses_not_action === 1) return uses_not_resource === 1 ? 'both' : 'action'
  return uses_not_resource === 1 ? 'resource' : 'none'
}

const statementsSql = `
  with granted as materialized (
    select document_id, n, sum(actions) as actions,
      max(case level when 'list' then 0 when 'read' then 1 when 'tagging' then 2 when 'write' then 3 else 4 end) as level
    from statement_grant
    group by document_id, n
  ),
  analysed as materialized (
    select distinct document_id, n from statement_action
  ),
  shown as materialized (
    select document_id from iam_policy where document_id is not null
    union
    select document_id from iam_inline_policy
  )
  select statement.document_id, statement.n, statement.sid, statement.effect, statement.actions, statement.uses_not_action,
    statement.resources, statement.uses_not_resource, statement.condition, statement.covers_all_actions,
    statement.covers_all_resources,
    case when analysed.n is not null then coalesce(granted.actions, 0) end as reached,
    granted.level
  from shown
  join policy_statement as statement on statement.document_id = shown.document_id
  left join granted on granted.document_id = statement.document_id and granted.n = statement.n
  left join analysed on analysed.document_id = statement.document_id and analysed.n = statement.n
  order by statement.document_id, statement.n`
