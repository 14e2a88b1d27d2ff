/** P05B: the identity providers an account trusts, whom they admit and which roles rest on them. */
import { daysUntilAsOf, expiryNote } from './ages.ts'
import { firstOf, nameInArn, textsOf, timeOf } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  notKnown,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  placeFields,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface ProviderRecord extends PlaceRecord {
  readonly account_id: string
  readonly type: 'SAML' | 'OIDC'
  readonly arn: string
  /** The url of an OIDC provider, the entity id of a SAML provider. */
  readonly address: string | null
  readonly client_ids: string | null
  readonly thumbprints: string | null
  readonly encryption: string | null
  readonly created_at: number | null
  readonly valid_until: number | null
  readonly roles: number
  readonly role_names: string | null
  /** Whether the account's roles were received. */
  readonly has_roles: number
  readonly source_id: number
}

const providers = `
  provider as (
    select 'SAML' as type, account_id, arn, entity_id as address, null as client_ids, null as thumbprints,
      assertion_encryption as encryption, created_at, valid_until, source_id, line, path
    from saml_provider
    union all
    select 'OIDC', account_id, arn, url, client_ids, thumbprints, null, created_at, null, source_id, line, path
    from oidc_provider
  )`

/** Roles a cell names before it counts. */
const mostNamed = 15

const source = 'SAML and OIDC providers of each account and their details; file and line in column Source.'

export default {
  id: 'identity-providers',
  name: 'P05B Identity providers',
  ref: 'P05B',
  order: 42,
  title: 'Identity providers',
  purpose: 'Shows who, outside the account, says who somebody is, and which roles believe it.',
  source,
  procedure:
    'One row for each provider. Roles: those whose trust policy allows the provider. Expiry is that of the SAML metadata, compared with the as-of date of the file; within 90 days it is said. Conditions of the trust policies are judged on sheet P05.',
  heading: sourceHeading(source, 'saml-providers', 'saml-provider', 'oidc-providers', 'oidc-provider'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'type', title: 'Type', type: 'text', width: 8 },
    { key: 'provider', title: 'Provider', type: 'text', width: 30 },
    controlsColumn,
    noteworthyColumn,
    { key: 'address', title: 'URL or entity id', type: 'long', width: 38 },
    { key: 'audiences', title: 'Audiences', type: 'long', width: 28 },
    { key: 'thumbprints', title: 'Thumbprints', type: 'long', width: 24 },
    { key: 'encryption', title: 'Encrypted assertions', type: 'text', width: 12 },
    { key: 'created', title: 'Created', type: 'date', width: 11 },
    { key: 'expires', title: 'Expires', type: 'date', width: 11 },
    { key: 'roles', title: 'Roles that trust it', type: 'integer', width: 9 },
    { key: 'roleNames', title: 'Their names', type: 'long', width: 30 },
    { key: 'arn', title: 'ARN', type: 'long', width: 38 },
    ...placeColumns
  ],
  tallies: [{ column: 'type', words: ['SAML', 'OIDC'] }],
  count: (context) => countOf(context, `with ${providers} select count(*) as n from provider`),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context)
    const daysSince = daysUntilAsOf(context)
    return noteworthyFirst(
      context.all<ProviderRecord>(providersSql).map((provider) => ({
        ...accountOf(provider.account_id),
        type: provider.type,
        provider: nameOf(provider),
        controls: notMet(provider.account_id, provider.arn, provider.address),
        noteworthy: noteworthyOf(
          expiryNote(daysSince(provider.valid_until, provider.source_id)),
          provider.type === 'OIDC' && provider.client_ids === null && 'Its audiences were not exported',
          provider.type === 'OIDC' && provider.client_ids === '[]' && 'Admits no audience',
          provider.roles === 0 && provider.has_roles === 1 && 'No role trusts it'
        ),
        address: provider.address,
        audiences: firstOf(textsOf(provider.client_ids), mostNamed, '\n'),
        thumbprints: firstOf(textsOf(provider.thumbprints), mostNamed, '\n'),
        encryption: provider.encryption,
        created: timeOf(provider.created_at),
        expires: timeOf(provider.valid_until),
        roles: provider.has_roles === 1 ? provider.roles : null,
        roleNames: firstOf(provider.role_names?.split('\n') ?? [], mostNamed, '\n'),
        arn: provider.arn || null,
        ...placeCells(provider)
      }))
    )
  }
} satisfies Sheet

function nameOf({ type, arn, address }: ProviderRecord): string {
  return (type === 'OIDC' ? address : nameInArn(arn)) || notKnown
}

const providersSql = `
  with ${providers},
  trusting as (
    select r.account_id, p.value as arn, count(*) as roles, group_concat(r.name, char(10) order by r.name) as names
    from (
      select distinct p.document_id, p.value
      from statement_principal p
      join policy_statement t on t.document_id = p.document_id and t.n = p.n
      where p.type = 'federated' and p.negated = 0 and t.effect = 'Allow'
    ) p
    join iam_role r on r.trust_document_id = p.document_id
    group by r.account_id, p.value
  ),
  detailed as (select distinct account_id from iam_role)
  select
    f.account_id, f.type, f.arn, f.address, f.client_ids, f.thumbprints, f.encryption, f.created_at, f.valid_until,
    coalesce(t.roles, 0) as roles, t.names as role_names, d.account_id is not null as has_roles, f.source_id,
    ${placeFields}
  from provider f
  join source s on s.id = f.source_id
  left join trusting t on t.account_id = f.account_id and t.arn = f.arn
  left join detailed d on d.account_id = f.account_id
  order by f.account_id, f.type desc, f.arn, source`
