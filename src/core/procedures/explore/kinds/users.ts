/** IAM users, as the credential report, the authorization details and the lists of users name them; root is not among them. */
import * as fields from '../fields.ts'
import { boundaryName, daysBefore, flagWord, latest, useBand } from '../fields.ts'
import { choice, field, never, type Kind, type Row } from '../kind.ts'
import type { KindContext } from '../context.ts'
import { unusedShares } from '../unused-services.ts'

interface UserRow {
  readonly account_id: string
  readonly arn: string
  readonly name: string
  readonly created_at: number | null
  /** 1 where the credential report has the user. */
  readonly is_reported: number
  readonly password_enabled: number | null
  readonly password_last_used_at: number | null
  readonly password_last_used_absence: string | null
  readonly mfa_active: number | null
  readonly key_1_active: number | null
  readonly key_1_last_used_at: number | null
  readonly key_2_active: number | null
  readonly key_2_last_used_at: number | null
  /** 1 where the authorization details have the user. */
  readonly is_detailed: number
  readonly boundary_arn: string | null
  readonly source_id: number
  readonly line: number
  readonly path: string | null
}

export const users: Kind = {
  kind: 'users',
  fields: [
    fields.name(),
    fields.account,
    fields.administrator,
    choice('credential', 'Credential', fields.yesOrNo, { shown: 'never', facet: false }),
    choice('password', 'Password', fields.yesOrNo, { shown: 'no', width: 88 }),
    choice('mfa', 'MFA', fields.yesOrNo, { width: 56 }),
    field('active_keys', 'Active keys', 'integer', { shown: 'no' }),
    fields.lastUsed,
    fields.age,
    field('groups', 'Groups', 'text', { shown: 'no', searched: true }),
    fields.attached,
    fields.inline,
    fields.boundary,
    fields.unused,
    fields.exceptions,
    fields.findings,
    fields.use,
    fields.created,
    fields.arn
  ],
  sort: fields.byName,
  views: [
    { name: 'All users', filters: [] },
    {
      name: 'Administrators',
      filters: [{ field: 'administrator', operator: 'is', values: ['direct', 'group'] }]
    },
    {
      name: 'Dormant with credentials',
      filters: [
        { field: 'use', operator: 'is', values: ['year', 'longer', 'never'] },
        { field: 'credential', operator: 'is', values: ['yes'] }
      ]
    },
    {
      name: 'Password without MFA',
      filters: [
        { field: 'password', operator: 'is', values: ['yes'] },
        { field: 'mfa', operator: 'is', values: ['no'] }
      ]
    },
    { name: 'No boundary', filters: [{ field: 'boundary', operator: 'empty', values: [] }] },
    { name: 'Inline policies', filters: [{ field: 'inline', operator: 'over', values: ['0'] }] }
  ],
  count: (db) => db.get<{ n: number }>(`select count(*) as n from (${everyUser})`)?.n ?? 0,
  rows: (context) => {
    const shares = unusedShares(context.db)
    const rowOf = rowMaker(context, shares)
    return context.db.all<UserRow>(usersSql).map(rowOf)
  }
}

function rowMaker(context: KindContext, shares: ReturnType<typeof unusedShares>): (row: UserRow) => Row {
  const holdings = context.holdings()
  return (row) => {
    const { account_id: account, arn } = row
    const asOf = context.asOf(row.source_id, account)
    const isDetailed = row.is_detailed === 1
    const holding = holdings.of(account, arn)
    const lastUsed = lastUseOf(row)
    const age = daysBefore(asOf, row.created_at)
    return {
      account,
      resource: arn,
      source: row.source_id,
      line: row.line,
      path: row.path,
      cells: {
        name: row.name,
        account,
        administrator: isDetailed ? holdings.administrator(account, arn) : 'unknown',
        password: flagWord(row.password_enabled),
        mfa: flagWord(row.mfa_active),
        active_keys:
          row.key_1_active === null || row.key_2_active === null ? null : row.key_1_active + row.key_2_active,
        credential: credentialOf(row),
        last_used: lastUsed,
        use: useBand(asOf, lastUsed),
        age,
        groups: isDetailed ? holdings.groupsOf(account, arn).join(', ') : null,
        attached: isDetailed ? holding.attached : null,
        inline: isDetailed ? holding.inline : null,
        boundary: isDetailed ? boundaryName(row.boundary_arn) : null,
        unused: shares(account, arn),
        created: row.created_at,
        arn,
        ...context.marks(account, arn)
      }
    }
  }
}

/** The latest use of password and keys; never where the report has none of any, and says so of the password. */
function lastUseOf(row: UserRow): number | null {
  const last = latest(row.password_last_used_at, row.key_1_last_used_at, row.key_2_last_used_at)
  if (last !== null || row.is_reported === 0) return last
  // Without one of these columns the report does not say.
  const isSaid =
    row.password_last_used_absence !== null && row.key_1_active !== null && row.key_2_active !== null
  return isSaid ? never : null
}

function credentialOf(row: UserRow): 'yes' | 'no' | 'unknown' {
  const flags = [row.password_enabled, row.key_1_active, row.key_2_active]
  if (flags.includes(1)) return 'yes'
  return flags.includes(null) ? 'unknown' : 'no'
}

const everyUser = `
  select account_id, arn from credential where is_root = 0
  union
  select account_id, arn from iam_user
  union
  select account_id, arn from iam_user_listing`

const usersSql = `
  with listing as materialized (
    select account_id, arn, min(name) as name, max(password_last_used_at) as password_last_used_at,
      min(source_id) as source_id, min(line) as line, min(path) as path
    from iam_user_listing
    group by account_id, arn
  ),
  described as (
    select
      coalesce(report.account_id, detail.account_id) as account_id,
      coalesce(report.arn, detail.arn) as arn,
      coalesce(detail.name, report.user_name) as name,
      coalesce(report.created_at, detail.created_at) as created_at,
      report.arn is not null as is_reported,
      report.password_enabled,
      report.password_last_used_at,
      report.password_last_used_absence,
      report.mfa_active,
      report.key_1_active,
      report.key_1_last_used_at,
      report.key_2_active,
      report.key_2_last_used_at,
      detail.arn is not null as is_detailed,
      detail.boundary_arn,
      coalesce(report.source_id, detail.source_id) as source_id,
      coalesce(report.line, detail.line) as line,
      case when report.arn is null then detail.path else report.path end as path
    from (select * from credential where is_root = 0) as report
    full join iam_user as detail on detail.account_id = report.account_id and detail.arn = report.arn
  )
  select
    coalesce(described.account_id, listing.account_id) as account_id,
    coalesce(described.arn, listing.arn) as arn,
    coalesce(described.name, listing.name) as name,
    described.created_at,
    coalesce(described.is_reported, 0) as is_reported,
    described.password_enabled,
    coalesce(described.password_last_used_at, listing.password_last_used_at) as password_last_used_at,
    described.password_last_used_absence,
    described.mfa_active,
    described.key_1_active,
    described.key_1_last_used_at,
    described.key_2_active,
    described.key_2_last_used_at,
    coalesce(described.is_detailed, 0) as is_detailed,
    described.boundary_arn,
    coalesce(described.source_id, listing.source_id) as source_id,
    coalesce(described.line, listing.line) as line,
    case when described.arn is null then listing.path else described.path end as path
  from described
  full join listing on listing.account_id = described.account_id and listing.arn = described.arn
  order by name collate nocase, account_id, arn`
