/** Managed policies, the client's and AWS's, and inline policies: what they grant at large and who holds them. */
import * as fields from '../fields.ts'
import { choice, field, type Kind, type Related } from '../kind.ts'
import { holderOf, policyOwners, policyTypes, type PolicyOwner } from '../policy-owner.ts'
import type { Reader } from '../../../store/database.ts'
import type { Holdings } from '../holdings.ts'

const grantWords = {
  everything: 'Everything',
  possible: 'To be judged',
  no: 'Not everything',
  unknown: 'Unknown'
} as const

export const policies: Kind = {
  kind: 'policies',
  fields: [
    fields.name(),
    fields.account,
    choice('type', 'Type', policyTypes, { width: 122 }),
    choice('grants', 'Grants', grantWords),
    field('holder', 'Inline in', 'text', { searched: true }),
    field('attachments', 'Attached to', 'integer', { width: 92 }),
    field('boundaries', 'Boundary of', 'integer', { width: 92 }),
    field('statements', 'Statements', 'integer', { width: 92 }),
    field('version', 'Version', 'text', { width: 76 }),
    field('updated', 'Updated', 'time'),
    fields.exceptions,
    fields.findings,
    fields.created,
    fields.arn
  ],
  sort: fields.byName,
  views: [
    { name: 'All policies', filters: [] },
    { name: 'Administrators', filters: [{ field: 'grants', operator: 'is', values: ['everything'] }] },
    { name: "The client's", filters: [{ field: 'type', operator: 'is', values: ['customer', 'inline'] }] },
    { name: 'Inline policies', filters: [{ field: 'type', operator: 'is', values: ['inline'] }] },
    {
      name: 'Attached to nobody',
      filters: [
        { field: 'type', operator: 'is', values: ['customer'] },
        { field: 'attachments', operator: 'is', values: ['0'] }
      ]
    }
  ],
  count: (db) =>
    db.get<{ n: number }>(
      'select (select count(*) from iam_policy) + (select count(*) from iam_inline_policy) as n'
    )?.n ?? 0,
  rows(context) {
    const holdings = context.holdings()
    const statements = statementCounts(context.db)
    return policyOwners(context.db).map((policy) => {
      const { account_id: account, resource, document_id } = policy
      return {
        account,
        resource,
        source: policy.source_id,
        line: policy.line,
        path: policy.path,
        document: document_id,
        cells: {
          name: policy.name,
          account,
          type: policy.type,
          grants: grantsOf(policy, holdings),
          holder: holderOf(policy),
          attachments: policy.type === 'inline' ? 1 : policy.attachment_count,
          boundaries: policy.type === 'inline' ? 0 : policy.boundary_usage_count,
          statements: document_id === null ? null : (statements.get(document_id) ?? null),
          version: policy.type === 'inline' ? '' : policy.default_version,
          updated: policy.updated_at,
          created: policy.created_at,
          arn: policy.arn,
          ...context.marks(account, resource)
        }
      }
    })
  },
  related: (db, { account, resource, cells }): readonly Related[] =>
    cells['type'] === 'inline'
      ? []
      : [
          {
            title: 'Attached to',
            items: db
              .all<{ arn: string }>(
                `select principal_arn as arn from iam_attachment
                 where account_id = :account and policy_arn = :resource
                 order by principal_arn`,
                { account, resource }
              )
              .map(({ arn }) => arn)
          },
          {
            title: 'Boundary of',
            items: db
              .all<{ arn: string }>(
                `select arn from iam_user where account_id = :account and boundary_arn = :resource
                 union all
                 select arn from iam_role where account_id = :account and boundary_arn = :resource
                 order by arn`,
                { account, resource }
              )
              .map(({ arn }) => arn)
          }
        ]
}

function grantsOf({ document_id }: PolicyOwner, holdings: Holdings): keyof typeof grantWords {
  if (document_id === null) return 'unknown'
  const grade = holdings.gradeOf(document_id)
  return grade === 'direct' ? 'everything' : (grade ?? 'no')
}

/** Statements of each document; a document that is no policy has no number. */
function statementCounts(db: Reader): ReadonlyMap<number, number> {
  return new Map(
    db
      .all<{ id: number; n: number }>(
        `select document.id, count(statement.n) as n
         from policy_document as document
         left join policy_statement as statement on statement.document_id = document.id
         where document.problem is null
         group by document.id`
      )
      .map(({ id, n }) => [id, n])
  )
}
