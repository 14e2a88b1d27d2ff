/** P06B: the policies of resources: whom they let in from outside the account, and what blocks public access. */
import { firstOf, yesOrNo } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  placeFields,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet, type SheetContext } from './sheet.ts'

interface PolicyRecord extends PlaceRecord {
  readonly account_id: string
  readonly region: string | null
  readonly service: string
  readonly resource: string
  /** 0: AWS answered that there is none. */
  readonly has_policy: number
  readonly problem: string | null
  readonly statements: number | null
  readonly anyone: number | null
  readonly anyone_under_condition: number | null
  readonly everyone_but: number | null
  readonly outside: string | null
  readonly principals: string | null
  readonly policy_is_public: number | null
  readonly restricts: number | null
  readonly account_restricts: number | null
}

/** Names of a cell before it counts. */
const mostNamed = 12

const source =
  'Resource policies, bucket policy status and public access blocks of each account; file and line in column Source.'

export default {
  id: 'resource-policies',
  name: 'P06B Resource policies',
  ref: 'P06B',
  order: 45,
  title: 'Resource policies',
  purpose: 'Shows which resources let in principals from outside their account, or anyone.',
  source,
  procedure:
    "One row for each resource asked about. Anyone: a statement allows every principal; what its conditions come to is not evaluated. AWS's verdict is that of the bucket's policy status. Buckets and keys nobody exported are not here.",
  heading: sourceHeading(source, 'resource-policies', 'bucket-policy-status', 'public-access-block'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'service', title: 'Service', type: 'text', width: 14 },
    { key: 'resource', title: 'Resource', type: 'long', width: 40 },
    controlsColumn,
    noteworthyColumn,
    { key: 'anyone', title: 'Anyone', type: 'text', width: 17 },
    { key: 'verdict', title: 'Public, says AWS', type: 'text', width: 11 },
    { key: 'outside', title: 'Other accounts', type: 'long', width: 26 },
    { key: 'principals', title: 'Principals allowed', type: 'long', width: 44 },
    { key: 'restricted', title: 'Public access restricted', type: 'text', width: 14 },
    { key: 'statements', title: 'Statements', type: 'integer', width: 11 },
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    ...placeColumns
  ],
  tallies: [{ column: 'anyone', words: ['Yes', 'Under a condition', 'No', 'No policy', 'Unreadable'] }],
  count: (context) => countOf(context, 'select count(*) as n from resource_policy'),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context)
    const named = accountsInWords(context)
    return noteworthyFirst(
      context.all<PolicyRecord>(policiesSql).map((policy) => {
        const outside = policy.outside?.split('\n') ?? []
        return {
          ...accountOf(policy.account_id),
          service: policy.service || null,
          resource: policy.resource,
          controls: notMet(policy.account_id, policy.resource),
          noteworthy: noteworthyOf(
            policy.anyone === 1 && 'Allows anyone, without a condition',
            policy.everyone_but === 1 && 'Allows everyone but those it names',
            policy.policy_is_public === 1 && 'Public, says AWS',
            outside.some((id) => !named.has(id)) && 'Allows accounts that no export names',
            policy.problem !== null && 'Could not be read as a policy'
          ),
          anyone: anyoneOf(policy),
          verdict: yesOrNo(policy.policy_is_public),
          outside: firstOf(
            outside.map((id) => named.get(id) ?? id),
            mostNamed,
            '\n'
          ),
          principals: firstOf(policy.principals?.split('\n') ?? [], mostNamed, '\n'),
          restricted: restrictedOf(policy),
          statements: policy.statements,
          region: policy.region,
          ...placeCells(policy)
        }
      })
    )
  }
} satisfies Sheet

/** The accounts the exports name, as "111122223333 audit". */
function accountsInWords({ accounts }: SheetContext): ReadonlyMap<string, string> {
  return new Map(accounts.map(({ id, name }) => [id, name === id ? id : `${id} ${name}`]))
}

function anyoneOf(policy: PolicyRecord): string {
  if (policy.has_policy === 0) return 'No policy'
  if (policy.problem !== null) return 'Unreadable'
  if (policy.anyone === 1 || policy.everyone_but === 1) return 'Yes'
  return policy.anyone_under_condition === 1 ? 'Under a condition' : 'No'
}

/** Only S3 has such a setting. */
function restrictedOf({ service, restricts, account_restricts }: PolicyRecord): string | null {
  if (service !== 's3') return null
  if (account_restricts === 1) return 'By the account'
  if (restricts === 1) return 'By the bucket'
  return restricts === null || account_restricts === null ? 'Not exported' : 'No'
}

const policiesSql = `
  with allowed as (
    select p.document_id, p.type, p.negated, p.value, p.account_id, t.condition
    from (select distinct document_id from resource_policy where document_id is not null) r
    join policy_statement t on t.document_id = r.document_id
    join statement_principal p on p.document_id = t.document_id and p.n = t.n
    where t.effect = 'Allow'
  ),
  said as (
    select document_id,
      max(type = 'any' and negated = 0 and condition is null) as anyone,
      max(type = 'any' and negated = 0 and condition is not null) as anyone_under_condition,
      max(negated) as everyone_but
    from allowed
    group by document_id
  ),
  listed as (
    select document_id, group_concat(principal, char(10) order by principal) as principals
    from (
      select distinct document_id, case negated when 1 then 'not ' else '' end || value as principal from allowed
    )
    group by document_id
  ),
  beyond as (
    select id, group_concat(account_id, char(10) order by account_id) as accounts
    from (
      select distinct r.rowid as id, p.account_id
      from resource_policy r
      join allowed p on p.document_id = r.document_id
      where p.negated = 0 and p.account_id <> r.account_id
    )
    group by id
  ),
  counted as (
    select t.document_id, count(*) as statements
    from policy_statement t
    where t.document_id in (select document_id from resource_policy)
    group by t.document_id
  ),
  blocked as (
    select account_id, resource, max(policy_is_public) as policy_is_public,
      max(restricts_public_buckets) as restricts
    from public_access
    group by account_id, resource
  )
  select
    f.account_id, f.region, f.service, f.resource, f.document_id is not null as has_policy, d.problem,
    c.statements, a.anyone, a.anyone_under_condition, a.everyone_but, o.accounts as outside, l.principals,
    b.policy_is_public, b.restricts, w.restricts as account_restricts,
    ${placeFields}
  from resource_policy f
  join source s on s.id = f.source_id
  left join policy_document d on d.id = f.document_id
  left join said a on a.document_id = f.document_id
  left join listed l on l.document_id = f.document_id
  left join beyond o on o.id = f.rowid
  left join counted c on c.document_id = f.document_id
  left join blocked b on b.account_id = f.account_id and b.resource = f.resource
  left join blocked w on w.account_id = f.account_id and w.resource = ''
  order by f.account_id, f.service, f.resource, source`
