/** Who and what there is in a period: from the facts while it is open, from what was kept when it ended. */
import type { Reader, Writer } from '../../store/database.ts'
import { accountsOf } from '../accounts.ts'
import { coverage } from '../coverage.ts'
import { engagementOf } from '../engagement.ts'

export const memberKinds = {
  user: 'User',
  group: 'Group',
  role: 'Role',
  policy: 'Policy',
  'inline-policy': 'Inline policy',
  trust: 'Trust policy',
  'access-key': 'Access key'
} as const
export type MemberKind = keyof typeof memberKinds

export interface PeriodMember {
  readonly account: string
  readonly kind: MemberKind
  readonly resource: string
  readonly sha256: string | null
  /** null where no export says. */
  readonly detail: string | null
}

export interface Population {
  readonly members: readonly PeriodMember[]
  /** Whether the files name every member of a kind in an account. */
  readonly isWhole: (account: string, kind: MemberKind) => boolean
}

/** Exports of which one, complete, names every member. */
const needs: Readonly<Record<MemberKind, readonly string[]>> = {
  user: ['account-authorization-details.users', 'credential-report'],
  group: ['account-authorization-details.groups'],
  role: ['account-authorization-details.roles'],
  policy: ['account-authorization-details.policies'],
  'inline-policy': ['account-authorization-details.users', 'account-authorization-details.roles'],
  trust: ['account-authorization-details.roles'],
  'access-key': ['credential-report']
}
/** Kinds that are spread over several parts of the export, all of which must be there. */
const needsAll: ReadonlySet<MemberKind> = new Set<MemberKind>(['inline-policy'])

export function populationOf(db: Reader, period: number): Population {
  return period === engagementOf(db).period.id ? livePopulation(db) : keptPopulation(db, period)
}

/** Keeps what there is in the open period, before its facts go. */
export function keepPopulation(db: Writer, period: number): void {
  const { members, isWhole } = livePopulation(db)
  for (const { account, kind, resource, sha256, detail } of members)
    db.run(
      `insert into period_member (period_id, account_id, kind, resource, document_sha256, detail)
       values (:period, :account, :kind, :resource, :sha256, :detail)
       on conflict do nothing`,
      { period, account, kind, resource, sha256, detail }
    )
  for (const { id: account } of accountsOf(db))
    for (const kind of Object.keys(memberKinds) as MemberKind[])
      if (isWhole(account, kind))
        db.run(
          'insert into period_population (period_id, account_id, kind) values (:period, :account, :kind)',
          {
            period,
            account,
            kind
          }
        )
}

function livePopulation(db: Reader): Population {
  const answered = coverage(db, engagementOf(db).period.id)
  return {
    members: db.all<PeriodMember>(membersSql),
    isWhole(account, kind) {
      const complete = (need: string): boolean => answered(need, account).state === 'complete'
      return needsAll.has(kind) ? needs[kind].every(complete) : needs[kind].some(complete)
    }
  }
}

function keptPopulation(db: Reader, period: number): Population {
  const whole = new Set(
    db
      .all<{ account: string; kind: string }>(
        'select account_id as account, kind from period_population where period_id = :period',
        { period }
      )
      .map(({ account, kind }) => `${account}/${kind}`)
  )
  return {
    members: db.all<PeriodMember>(
      `select account_id as account, kind, resource, document_sha256 as sha256, detail
       from period_member
       where period_id = :period`,
      { period }
    ),
    isWhole: (account, kind) => whole.has(`${account}/${kind}`)
  }
}

/** Names of a list that a query gathers, in their order. */
const listed = (column: string, from: string, where: string): string =>
  `coalesce((select group_concat(name, ', ') from (select distinct ${column} as name from ${from} where ${where} order by 1)), 'none')`

const attached = (principal: string): string =>
  listed('policy_name', 'iam_attachment', `account_id = m.account_id and principal_arn = ${principal}`)

const key = (n: 1 | 2): string => `
  select account_id, 'access-key', arn || '#access-key-${n}', null,
    case key_${n}_active when 1 then 'active' else 'inactive' end
      || coalesce(', made ' || date(key_${n}_rotated_at, 'unixepoch'), '')
  from credential
  where is_root = 0 and (key_${n}_active = 1 or key_${n}_rotated_at is not null)`

/** Managed policies are the client's own; AWS changes its own when it likes. */
const membersSql = `
  with member (account, kind, resource, sha256, detail) as (
    select m.account_id, 'user', m.arn, null,
      'groups: ' || ${listed('group_name', 'iam_membership', 'account_id = m.account_id and user_arn = m.arn')}
        || '; policies: ' || ${attached('m.arn')}
    from iam_user m
    union all
    select c.account_id, 'user', c.arn, null, null
    from credential c
    where c.is_root = 0
      and not exists (select 1 from iam_user u where u.account_id = c.account_id and u.arn = c.arn)
    union all
    select m.account_id, 'group', m.arn, null, 'policies: ' || ${attached('m.arn')}
    from iam_group m
    union all
    select m.account_id, 'role', m.arn, null, 'policies: ' || ${attached('m.arn')}
    from iam_role m
    union all
    select m.account_id, 'trust', m.arn, d.sha256, null
    from iam_role m
    join policy_document d on d.id = m.trust_document_id
    union all
    select m.account_id, 'policy', m.arn, d.sha256, null
    from iam_policy m
    left join policy_document d on d.id = m.document_id
    where m.is_aws_managed = 0
    union all
    select m.account_id, 'inline-policy', m.principal_arn || '#' || m.name, d.sha256, null
    from iam_inline_policy m
    join policy_document d on d.id = m.document_id
    union all ${key(1)}
    union all ${key(2)}
  )
  select account, kind, resource, max(sha256) as sha256, max(detail) as detail
  from member
  group by account, kind, resource`
