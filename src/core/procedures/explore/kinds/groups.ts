/** Groups of IAM users: their members and what they give them. */
import * as fields from '../fields.ts'
import { daysBefore } from '../fields.ts'
import { field, type Kind } from '../kind.ts'

interface GroupRow {
  readonly account_id: string
  readonly arn: string
  readonly name: string
  readonly created_at: number | null
  readonly members: number
  readonly source_id: number
  readonly line: number
  readonly path: string | null
}

export const groups: Kind = {
  kind: 'groups',
  fields: [
    fields.name(),
    fields.account,
    fields.administrator,
    field('members', 'Members', 'integer'),
    fields.attached,
    fields.inline,
    fields.age,
    fields.exceptions,
    fields.findings,
    fields.created,
    fields.arn
  ],
  sort: fields.byName,
  views: [
    { name: 'All groups', filters: [] },
    { name: 'Administrators', filters: [{ field: 'administrator', operator: 'is', values: ['direct'] }] },
    { name: 'Without members', filters: [{ field: 'members', operator: 'is', values: ['0'] }] },
    { name: 'Inline policies', filters: [{ field: 'inline', operator: 'over', values: ['0'] }] }
  ],
  count: (db) => db.get<{ n: number }>('select count(*) as n from iam_group')?.n ?? 0,
  rows(context) {
    const holdings = context.holdings()
    return context.db.all<GroupRow>(groupsSql).map((row) => {
      const { account_id: account, arn } = row
      const holding = holdings.of(account, arn)
      return {
        account,
        resource: arn,
        source: row.source_id,
        line: row.line,
        path: row.path,
        cells: {
          name: row.name,
          account,
          administrator: holding.grade,
          // Memberships stand with the users: without those, none is not known to be none.
          members:
            row.members > 0 || context.isComplete('account-authorization-details.users', account)
              ? row.members
              : null,
          attached: holding.attached,
          inline: holding.inline,
          age: daysBefore(context.asOf(row.source_id, account), row.created_at),
          created: row.created_at,
          arn,
          ...context.marks(account, arn)
        }
      }
    })
  },
  related: (db, { account, cells }) => [
    {
      title: 'Members',
      items: db
        .all<{ name: string }>(
          `select substr(user_arn, instr(user_arn, ':user/') + 6) as name
           from iam_membership
           where account_id = :account and group_name = :name
           order by name`,
          { account, name: cells['name'] ?? '' }
        )
        .map(({ name }) => name)
    }
  ]
}

const groupsSql = `
  with member as materialized (
    select account_id, lower(group_name) as name, count(*) as n
    from iam_membership
    group by account_id, lower(group_name)
  )
  select grouping.account_id, grouping.arn, grouping.name, grouping.created_at, coalesce(member.n, 0) as members,
    grouping.source_id, grouping.line, grouping.path
  from iam_group as grouping
  left join member on member.account_id = grouping.account_id and member.name = lower(grouping.name)
  order by grouping.name collate nocase, grouping.account_id, grouping.arn`
