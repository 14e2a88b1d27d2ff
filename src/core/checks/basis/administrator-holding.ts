/** Which users, groups and roles are administrators by all they hold: attached, inline and through groups, less boundary and denial. */
import type { DecidingStatement, MemberRow } from '../check.ts'
import { isAdministratorAccess } from './administrator.ts'
import { documentsOfAccount, inherited, undescribedHoldings } from './holding.ts'
import { isUnconditional } from './policy-statement.ts'
import { list } from './sentence.ts'
import { sharing, type SharedTable } from './shared-table.ts'

/**
 * `full`: every action on every resource; `conditional`: the same under a condition; `nearly-full`: all but some resources;
 * `iam`: every action of IAM, by which the rest can be had.
 */
type Way = 'full' | 'conditional' | 'nearly-full' | 'iam'

interface Holding {
  readonly way: Way
  readonly policy: string
  /** null where it is the principal's own. */
  readonly group: string | null
  readonly document: number | null
  readonly statement: number | null
}

export interface AdministratorRow extends MemberRow {
  /** JSON list of `Holding`. */
  readonly ways: string
  /** Policies and groups of the principal that the export does not describe, a JSON list of names. */
  readonly unread: string
  readonly boundary_arn: string | null
  /** 1 where the boundary allows everything, and so limits nothing. */
  readonly boundary_is_open: 0 | 1
  /** What something the principal holds denies everywhere without a condition. */
  readonly denied: 'everything' | 'iam' | null
}

/** Statements by which a document makes its holder an administrator. */
const broadDocument: SharedTable = {
  name: 'broad_document',
  columns: 'document_id, n, way',
  query: `
      select power.document_id, broad.value ->> 'n' as n, broad.value ->> 'way' as way
      from document_power as power
      cross join json_each(power.broad_statements) as broad
      where power.document_id in (${documentsOfAccount}) and power.broad_statements <> '[]'`
}

/** Documents that deny everything, or all of IAM, everywhere without a condition. */
const shuttingDocument: SharedTable = {
  name: 'shutting_document',
  columns: 'document_id, what',
  query: `
      select
        document_id,
        case when covers_all_actions = 1 then 'everything' else 'iam' end as what
      from policy_statement as statement
      where document_id in (${documentsOfAccount})
        and effect = 'Deny'
        and uses_not_action = 0
        and covers_all_resources = 1
        and ${isUnconditional('statement')}
        and (
          covers_all_actions = 1
          or exists (
            select 1
            from statement_action
            where document_id = statement.document_id
              and n = statement.n
              and service = 'iam'
              and form = 'service'
          )
        )`
}

/** Who holds one of either, themselves or through a group; AdministratorAccess also where the export does not carry it. */
const powerHolding: SharedTable = {
  name: 'power_holding',
  columns: 'principal_arn, document_id, policy, group_name collate nocase',
  from: [broadDocument, shuttingDocument],
  query: `
      with notable_policy as materialized (
        select arn, name, document_id
        from iam_policy
        where account_id = :account
          and document_id in (
            select document_id from broad_document union all select document_id from shutting_document
          )
      ),
      own_holding as materialized (
        select attachment.principal_arn, notable_policy.document_id, notable_policy.name as policy
        from iam_attachment as attachment
        join notable_policy on notable_policy.arn = attachment.policy_arn
        where attachment.account_id = :account
        union all
        select attachment.principal_arn, null, attachment.policy_name
        from iam_attachment as attachment
        where attachment.account_id = :account
          and ${isAdministratorAccess('attachment.policy_arn')}
          and attachment.policy_arn not in (select arn from notable_policy)
        union all
        select principal_arn, document_id, name
        from iam_inline_policy
        where account_id = :account
          and document_id in (
            select document_id from broad_document union all select document_id from shutting_document
          )
      ),
      ${inherited('holding_of_group', 'own_holding', ['document_id', 'policy'])}
      select principal_arn, document_id, policy, null as group_name
      from own_holding
      union all
      select principal_arn, document_id, policy, group_name
      from holding_of_group`
}

/** Users, groups and roles with the policies that make them administrators. */
export const administrator: SharedTable = {
  name: 'administrator',
  columns: 'principal_arn primary key, ways, is_full',
  from: [broadDocument, powerHolding],
  query: `
      select
        power_holding.principal_arn,
        json_group_array(
          json_object(
            'way', coalesce(broad_document.way, 'full'),
            'policy', power_holding.policy,
            'group', power_holding.group_name,
            'document', broad_document.document_id,
            'statement', broad_document.n
          )
          order by power_holding.policy, power_holding.group_name, broad_document.n
        ) as ways,
        max(coalesce(broad_document.way, 'full') = 'full') as is_full
      from power_holding
      left join broad_document on broad_document.document_id = power_holding.document_id
      where power_holding.document_id is null or broad_document.document_id is not null
      group by power_holding.principal_arn`
}

/** Principals that are denied everything, or all of IAM. */
export const shutOut: SharedTable = {
  name: 'shut_out',
  columns: 'principal_arn primary key, what',
  from: [shuttingDocument, powerHolding],
  query: `
      select power_holding.principal_arn, min(shutting_document.what) as what
      from power_holding
      join shutting_document on shutting_document.document_id = power_holding.document_id
      group by power_holding.principal_arn`
}

/**
 * CTE `administrator`: users (also through groups), groups and roles with the policies that make them one; `shut_out`: principals
 * denied everything; `undescribed`: principals with the names of customer policies and groups that the export does not describe.
 */
export const administratorHoldings = `
    ${sharing(broadDocument, administrator, shutOut)},
    ${undescribedHoldings()}`

/** SQL: the columns of `AdministratorRow` beside a member's own, for a principal with `arn` and, but for groups, `boundary_arn`. */
export function administratorRow(principal: string, boundary = `${principal}.boundary_arn`): string {
  return `coalesce(administrator.ways, '[]') as ways,
      coalesce(undescribed.names, '[]') as unread,
      ${boundary} as boundary_arn,
      ${boundary} is not null and (
        ${isAdministratorAccess(boundary)}
        or exists (
          select 1
          from iam_policy as bounding
          join broad_document
            on broad_document.document_id = bounding.document_id and broad_document.way = 'full'
          where bounding.account_id = :account and bounding.arn = ${boundary}
        )
      ) as boundary_is_open,
      (select what from shut_out where principal_arn = ${principal}.arn) as denied`
}

/** SQL: the joins `administratorRow` reads. */
export function administratorJoins(principal: string): string {
  return `left join administrator on administrator.principal_arn = ${principal}.arn
    left join undescribed on undescribed.principal_arn = ${principal}.arn`
}

/** What a principal is: an administrator, perhaps one, unknown, or none. */
export interface Standing {
  readonly kind: 'full' | 'perhaps' | 'unknown' | 'none'
  /** "has every permission (AdministratorAccess, through group ops)": goes on after the name of the principal. */
  readonly words: string
  readonly decidedBy: readonly DecidingStatement[]
}

/** Reads a row: full without a doubt only where neither a boundary nor a denial stands against it. */
export function standingOf(row: AdministratorRow): Standing {
  const holdings = (JSON.parse(row.ways) as Holding[]).filter(
    ({ way }) => !(way === 'iam' && row.denied === 'iam')
  )
  const full = holdings.filter(({ way }) => way === 'full')
  const shown = full.length > 0 ? full : holdings
  const decidedBy = shown.flatMap(({ document, statement }) =>
    document === null || statement === null ? [] : [{ document, statement }]
  )
  const through = list([...new Set(shown.map(inWords))])
  const standing = (kind: Standing['kind'], words: string): Standing => ({ kind, words, decidedBy })
  if (row.denied === 'everything') return standing('none', 'is denied everything')
  if (full.length > 0 && row.denied === 'iam')
    return standing('perhaps', `has every permission but those of IAM, which it is denied (${through})`)
  if (full.length > 0)
    return row.boundary_arn === null || row.boundary_is_open === 1
      ? standing('full', `has every permission (${through})`)
      : standing('perhaps', `has every permission within a boundary, ${row.boundary_arn} (${through})`)
  if (shown.length > 0) return standing('perhaps', `may be an administrator (${through})`)
  const unread = JSON.parse(row.unread) as string[]
  return unread.length > 0
    ? standing('unknown', `holds ${list(unread)}, which the export does not describe`)
    : standing('none', 'is no administrator')
}

function inWords({ way, policy, group }: Holding): string {
  const limits = {
    full: '',
    conditional: ', under a condition',
    'nearly-full': ', on all but some resources',
    iam: ', every action of IAM'
  } as const
  return `${policy}${group === null ? '' : ` through group ${group}`}${limits[way]}`
}
