/** Whom trust policies name, and how near each is to the account that trusts it. */
import { vendorOf } from '../../checks/basis/vendor-account.ts'
import type { KindContext } from './context.ts'

/** Nearest first, `unknown` last. */
export const trustWords = {
  service: 'AWS service',
  own: 'Own account',
  organization: 'Organization',
  federated: 'Identity provider',
  vendor: 'Known vendor',
  other: 'Another account',
  external: 'Outside account',
  anyone: 'Anyone',
  nobody: 'Nobody',
  unknown: 'Unknown'
} as const
export type Trust = keyof typeof trustWords

export interface Trustee {
  readonly n: number
  readonly type: 'any' | 'aws' | 'service' | 'federated' | 'canonical'
  readonly negated: number
  readonly value: string
  readonly account_id: string | null
  readonly effect: string
}

export interface Trustees {
  /** Whom the Allow statements of a trust policy name. */
  readonly of: (document: number) => readonly Trustee[]
  /** `other`: not the own account, and no complete list of the organization's accounts says more. */
  readonly relation: (account: string, trustee: Omit<Trustee, 'n' | 'effect'>) => Trust
}

export function trustees({ db, isComplete }: Pick<KindContext, 'db' | 'isComplete'>): Trustees {
  const byDocument = Map.groupBy(
    db.all<Trustee & { readonly document_id: number }>(
      `select statement.document_id, statement.n, statement.effect, principal.type, principal.negated, principal.value,
         principal.account_id
       from (select distinct trust_document_id as id from iam_role where trust_document_id is not null) as trust
       join policy_statement as statement on statement.document_id = trust.id and statement.effect = 'Allow'
       join statement_principal as principal
         on principal.document_id = statement.document_id and principal.n = statement.n`
    ),
    ({ document_id }) => document_id
  )
  const members = new Set(db.all<{ id: string }>('select id from org_account').map(({ id }) => id))
  const isListWhole = isComplete('organization-accounts', '')
  return {
    of: (document) => byDocument.get(document) ?? [],
    relation(account, { type, negated, account_id }) {
      if (type === 'any' || negated === 1) return 'anyone'
      if (type === 'service') return 'service'
      if (type === 'federated') return 'federated'
      if (account_id === null) return 'unknown'
      if (account_id === account) return 'own'
      if (members.has(account_id)) return 'organization'
      if (vendorOf(account_id) !== null) return 'vendor'
      return isListWhole && members.has(account) ? 'external' : 'other'
    }
  }
}

const order = Object.keys(trustWords) as Trust[]
const nearestToFarthest = order.filter((trust) => trust !== 'nobody' && trust !== 'unknown')

/** The farthest of several; a trustee nobody can place leaves it unknown unless another is anyone. */
export function widestTrust(trusts: readonly Trust[]): Trust {
  if (trusts.length === 0) return 'nobody'
  if (trusts.includes('anyone')) return 'anyone'
  if (trusts.includes('external')) return 'external'
  if (trusts.includes('unknown')) return 'unknown'
  return nearestToFarthest.findLast((trust) => trusts.includes(trust)) ?? 'unknown'
}
