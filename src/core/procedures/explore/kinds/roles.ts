/** Roles: who made them, whom they trust, what they hold, when they were last used. */
import * as fields from '../fields.ts'
import { boundaryName, daysBefore, flagWord, useBand } from '../fields.ts'
import { choice, field, never, type Kind, type Related } from '../kind.ts'
import { trustees, widestTrust, trustWords } from '../trustees.ts'
import { unusedShares } from '../unused-services.ts'

interface RoleRow {
  readonly account_id: string
  readonly arn: string
  readonly name: string
  readonly iam_path: string
  readonly created_at: number | null
  readonly trust_document_id: number | null
  readonly boundary_arn: string | null
  readonly last_used_known: number
  readonly last_used_at: number | null
  readonly instance_profiles: number
  readonly source_id: number
  readonly line: number
  readonly path: string | null
}

const originWords = {
  own: "The client's",
  linked: 'Service-linked',
  'identity-center': 'Identity Center'
} as const

export const roles: Kind = {
  kind: 'roles',
  fields: [
    fields.name(),
    fields.account,
    fields.administrator,
    choice('trust', 'Trusts', trustWords, { width: 124 }),
    choice('origin', 'Made by', originWords),
    fields.lastUsed,
    fields.age,
    fields.attached,
    fields.inline,
    fields.boundary,
    fields.unused,
    fields.exceptions,
    fields.findings,
    field('trusted', 'Trusted principals', 'list', { shown: 'no', searched: true }),
    choice('instances', 'For EC2 instances', fields.yesOrNo, { shown: 'no', facet: false }),
    fields.use,
    fields.created,
    fields.arn
  ],
  sort: fields.byName,
  views: [
    { name: 'All roles', filters: [] },
    { name: 'Administrators', filters: [{ field: 'administrator', operator: 'is', values: ['direct'] }] },
    {
      name: 'External trust',
      filters: [{ field: 'trust', operator: 'is', values: ['anyone', 'external', 'other'] }]
    },
    {
      name: 'Dormant',
      filters: [
        { field: 'use', operator: 'is', values: ['year', 'longer', 'never'] },
        { field: 'origin', operator: 'is-not', values: ['linked'] }
      ]
    },
    {
      name: 'No boundary',
      filters: [
        { field: 'boundary', operator: 'empty', values: [] },
        { field: 'origin', operator: 'is', values: ['own'] }
      ]
    },
    { name: 'Inline policies', filters: [{ field: 'inline', operator: 'over', values: ['0'] }] }
  ],
  count: (db) => db.get<{ n: number }>('select count(*) as n from iam_role')?.n ?? 0,
  rows(context) {
    const holdings = context.holdings()
    const shares = unusedShares(context.db)
    const trusts = trustees(context)
    return context.db.all<RoleRow>(rolesSql).map((row) => {
      const { account_id: account, arn } = row
      const asOf = context.asOf(row.source_id, account)
      const lastUsed = row.last_used_at ?? (row.last_used_known === 1 ? never : null)
      const holding = holdings.of(account, arn)
      const trusted = row.trust_document_id === null ? null : trusts.of(row.trust_document_id)
      return {
        account,
        resource: arn,
        source: row.source_id,
        line: row.line,
        path: row.path,
        document: row.trust_document_id,
        cells: {
          name: row.name,
          account,
          administrator: holding.grade,
          trust:
            trusted === null ? 'unknown' : widestTrust(trusted.map((one) => trusts.relation(account, one))),
          origin: originOf(row.iam_path),
          last_used: lastUsed,
          use: useBand(asOf, lastUsed),
          age: daysBefore(asOf, row.created_at),
          attached: holding.attached,
          inline: holding.inline,
          boundary: boundaryName(row.boundary_arn),
          unused: shares(account, arn),
          trusted: trusted === null ? null : [...new Set(trusted.map(({ value }) => value))].join(', '),
          instances: flagWord(Number(row.instance_profiles > 0)),
          created: row.created_at,
          arn,
          ...context.marks(account, arn)
        }
      }
    })
  },
  related: (db, { account, resource }): readonly Related[] => [
    {
      title: 'Trusted principals',
      items: db
        .all<{ value: string }>(
          `select distinct principal.value
           from iam_role as role
           join statement_principal as principal on principal.document_id = role.trust_document_id
           where role.account_id = :account and role.arn = :resource
           order by principal.value`,
          { account, resource }
        )
        .map(({ value }) => value)
    },
    {
      title: 'Instance profiles',
      items: db
        .all<{ name: string }>(
          `select name from instance_profile where account_id = :account and role_arn = :resource order by name`,
          { account, resource }
        )
        .map(({ name }) => name)
    }
  ]
}

/** AWS keeps the paths `/aws-service-role/` and `/aws-reserved/` for its own roles (IAM User Guide: service-linked roles; IAM Identity Center User Guide). */
function originOf(iamPath: string): keyof typeof originWords {
  if (iamPath.startsWith('/aws-service-role/')) return 'linked'
  return iamPath.startsWith('/aws-reserved/sso.amazonaws.com/') ? 'identity-center' : 'own'
}

const rolesSql = `
  select account_id, arn, name, iam_path, created_at, trust_document_id, boundary_arn, last_used_known, last_used_at,
    instance_profiles, source_id, line, path
  from iam_role
  order by name collate nocase, account_id, arn`
