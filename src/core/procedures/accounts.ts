/** The accounts of the open period: those a source speaks of, those the organization lists, the one that manages it, and proposed ones. */
import type { AccountView } from '../../shared/records/engagement.ts'
import { corroboratingKinds } from '../importers/index.ts'
import type { Reader } from '../store/database.ts'
import { asOfView, sourceDates } from './as-of.ts'
import { engagementOf } from './engagement.ts'

interface AccountRow {
  readonly id: string
  readonly name: string
  readonly partition: string
  readonly is_management: number
  readonly status: string | null
  readonly dating_source: number | null
}

/** Other tools speak of accounts nobody asked them about. */
const beside = JSON.stringify(corroboratingKinds)

/** Management account first, then by name. */
export function accountsOf(db: Reader): AccountView[] {
  const { period } = engagementOf(db)
  const dateOf = sourceDates(db, period.id)
  return db.all<AccountRow>(accountsSql, { period: period.id, beside }).map((row) => ({
    id: row.id,
    name: row.name,
    partition: row.partition,
    isManagement: row.is_management === 1,
    status: row.status,
    asOf: row.dating_source === null ? null : asOfView(dateOf(row.dating_source, row.id))
  }))
}

/** The source that dates an account: its credential report, else its authorization details, else its first source. */
const accountsSql = `
  with covered as (
    select c.account_id as id, c.source_id, s.kind
    from source_coverage c
    join source s on s.id = c.source_id
    where s.period_id = :period and s.state in ('read', 'unreadable') and c.account_id <> ''
      and s.kind not in (select value from json_each(:beside))
  ),
  listed as (
    select id from covered
    union
    select id from org_account
    union
    select account_id from org_organization where account_id <> ''
    union
    -- Those of the month before, until this month's list of the organization says which there are.
    select r.account_id
    from check_result r
    join period p on p.id = :period and r.period_id = p.prior_id
    where not exists (select 1 from org_account)
  )
  select
    l.id,
    coalesce(
      (select nullif(name, '') from org_account where id = l.id),
      (select alias from account_alias where account_id = l.id),
      l.id
    ) as name,
    coalesce(
      (select partition from credential where account_id = l.id limit 1),
      (select substr(arn, 5, instr(substr(arn, 5), ':') - 1) from iam_role where account_id = l.id limit 1),
      (select partition from org_organization limit 1),
      'aws'
    ) as partition,
    exists (select 1 from org_organization where account_id = l.id) as is_management,
    (select status from org_account where id = l.id) as status,
    (
      select source_id from covered where id = l.id
      order by case kind when 'credential-report' then 0 when 'account-authorization-details' then 1 else 2 end, source_id desc
      limit 1
    ) as dating_source
  from listed l
  order by is_management desc, name collate nocase, l.id`
