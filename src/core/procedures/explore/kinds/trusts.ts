/** Every principal that a role's trust policy names in an Allow statement: who it is, how near to the client, under what condition. */
import { vendorOf } from '../../../checks/basis/vendor-account.ts'
import type { Reader } from '../../../store/database.ts'
import { conditionKeys } from '../condition-keys.ts'
import * as fields from '../fields.ts'
import { choice, field, never, type Kind, type Row } from '../kind.ts'
import { trustees, trustWords, type Trustee } from '../trustees.ts'

interface RoleRow {
  readonly account_id: string
  readonly arn: string
  readonly name: string
  readonly trust_document_id: number
  readonly last_used_known: number
  readonly last_used_at: number | null
  readonly source_id: number
  readonly line: number
  readonly path: string | null
}

const principalTypes = {
  any: 'Anyone',
  aws: 'AWS principal',
  service: 'AWS service',
  federated: 'Identity provider',
  canonical: 'Canonical user'
} as const

export const trusts: Kind = {
  kind: 'trusts',
  fields: [
    fields.name('Role'),
    fields.account,
    choice('trust', 'Trusts', trustWords, { width: 124 }),
    field('principal', 'Principal', 'text', { searched: true, width: 300 }),
    choice('type', 'Type', principalTypes, { width: 118 }),
    field('principal_account', "Principal's account", 'id', { searched: true, width: 130 }),
    field('vendor', 'Vendor', 'text', { searched: true, width: 100 }),
    field('condition', 'Condition keys', 'list', { searched: true, width: 170 }),
    choice('external_id', 'External id asked', fields.yesOrNo, { width: 118 }),
    { ...fields.administrator, title: 'Role is administrator', width: 142 },
    fields.lastUsed,
    fields.use,
    { ...fields.exceptions, title: "Role's exceptions", width: 118 },
    { ...fields.findings, title: "Role's findings", width: 104 },
    fields.arn
  ],
  sort: fields.byName,
  views: [
    { name: 'All trusts', filters: [] },
    {
      name: 'External trust',
      filters: [{ field: 'trust', operator: 'is', values: ['anyone', 'external', 'other'] }]
    },
    {
      name: 'Other accounts without external id',
      filters: [
        { field: 'trust', operator: 'is', values: ['external', 'other', 'vendor'] },
        { field: 'external_id', operator: 'is', values: ['no'] }
      ]
    },
    { name: 'Identity providers', filters: [{ field: 'trust', operator: 'is', values: ['federated'] }] },
    { name: 'Of administrators', filters: [{ field: 'administrator', operator: 'is', values: ['direct'] }] }
  ],
  count: (db) =>
    db.get<{ n: number }>(
      `select count(*) as n
       from iam_role as role
       join policy_statement as statement
         on statement.document_id = role.trust_document_id and statement.effect = 'Allow'
       join statement_principal as principal
         on principal.document_id = statement.document_id and principal.n = statement.n`
    )?.n ?? 0,
  rows(context) {
    const found = trustees(context)
    const holdings = context.holdings()
    const conditions = trustConditions(context.db)
    return context.db.all<RoleRow>(rolesSql).flatMap((role): Row[] => {
      const { account_id: account, arn, trust_document_id: document } = role
      const lastUsed = role.last_used_at ?? (role.last_used_known === 1 ? never : null)
      const use = fields.useBand(context.asOf(role.source_id, account), lastUsed)
      return found.of(document).map((trustee, at): Row => {
        const keys = conditions.get(`${document}/${trustee.n}`) ?? []
        return {
          account,
          resource: `${arn}#trust-${at + 1}`,
          subject: arn,
          source: role.source_id,
          line: role.line,
          path: role.path,
          document,
          statement: trustee.n,
          cells: {
            name: role.name,
            account,
            trust: found.relation(account, trustee),
            principal: principalOf(trustee),
            type: trustee.type,
            principal_account: trustee.account_id ?? '',
            vendor: (trustee.account_id !== null && vendorOf(trustee.account_id)?.vendor) || '',
            condition: keys.join(', '),
            external_id: keys.some((key) => key.toLowerCase() === 'sts:externalid') ? 'yes' : 'no',
            administrator: holdings.of(account, arn).grade,
            last_used: lastUsed,
            use,
            arn,
            ...context.marks(account, arn)
          }
        }
      })
    })
  }
}

function principalOf({ negated, value }: Trustee): string {
  return negated === 1 ? `everyone but ${value}` : value
}

/** Of the trust policies' statements, by `document/n`. */
function trustConditions(db: Reader): ReadonlyMap<string, readonly string[]> {
  return new Map(
    db
      .all<{ document_id: number; n: number; condition: string }>(
        `select statement.document_id, statement.n, statement.condition
         from (select distinct trust_document_id as id from iam_role where trust_document_id is not null) as trust
         join policy_statement as statement on statement.document_id = trust.id
         where statement.condition is not null`
      )
      .map(({ document_id, n, condition }) => [`${document_id}/${n}`, conditionKeys(condition)])
  )
}

const rolesSql = `
  select account_id, arn, name, trust_document_id, last_used_known, last_used_at, source_id, line, path
  from iam_role
  where trust_document_id is not null
  order by name collate nocase, account_id, arn`
