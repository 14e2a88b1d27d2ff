/** Everything the proofs of sources compare, gathered once for all sources of a period. */
import type { Parameters } from '../../../shared/parameters.ts'
import type { AsOfOrigin } from '../../../shared/vocabulary.ts'
import type { Coverage } from '../../importers/importer.ts'
import type { Reader } from '../../store/database.ts'
import { sourceDates } from '../as-of.ts'
import { engagementOf, parametersOf } from '../engagement.ts'

export interface ProvedSource {
  readonly id: number
  readonly ref: string
  readonly name: string
  readonly kind: string
  readonly batch: number
  readonly sha256: string
  readonly rewriting: string
  readonly answers: readonly { readonly account: string; readonly part: string; readonly state: Coverage }[]
  /** Those of its answers, without ''. */
  readonly accounts: readonly string[]
}

export interface Call {
  /** The manifest's reference. */
  readonly manifest: string
  readonly sha256: string | null
  readonly account: string | null
}

export interface Observation {
  readonly sentence: string
  readonly agrees: boolean
  readonly by: string
  readonly at: string
}

export interface Known {
  readonly period: {
    readonly label: string
    readonly asOf: string | null
    readonly agreedCaller: string | null
  }
  readonly parameters: Parameters
  readonly sources: readonly ProvedSource[]
  /** `kind/account` of every export that names one. */
  readonly exports: ReadonlySet<string>
  /** First and last date of the exports of an account that carry one of their own. */
  readonly spans: ReadonlyMap<string, { readonly first: number; readonly last: number }>
  readonly dateOf: (source: number, account: string) => { readonly at: number; readonly origin: AsOfOrigin }
  /** `account/name` of the account summary → its number and the source that says so. */
  readonly summary: ReadonlyMap<string, { readonly value: number; readonly ref: string }>
  /** Rows of a table of an account: `iam_user/111122223333`. */
  readonly rows: ReadonlyMap<string, number>
  /** Caller identities by the account they belong to. */
  readonly callers: ReadonlyMap<string, { readonly arn: string; readonly ref: string }>
  /** Calls of the collection manifests by the full name of the file they made. */
  readonly calls: ReadonlyMap<string, Call>
  readonly organizationAccounts: readonly { readonly id: string; readonly status: string }[]
  readonly observations: ReadonlyMap<number, Observation>
}

export function known(db: Reader): Known {
  const { period } = engagementOf(db)
  const agreed = db.get<{ agreed_caller: string | null }>('select agreed_caller from period where id = :id', {
    id: period.id
  })
  const sources = sourcesOf(db, period.id)
  const dateOf = sourceDates(db, period.id)
  const refs = new Map(sources.map(({ id, ref }) => [id, ref]))
  const refOf = (id: number): string => refs.get(id) ?? ''
  return {
    period: { label: period.label, asOf: period.asOf, agreedCaller: agreed?.agreed_caller ?? null },
    parameters: parametersOf(db),
    sources,
    exports: new Set(
      sources.flatMap(({ kind, accounts }) => accounts.map((account) => `${kind}/${account}`))
    ),
    spans: spansOf(sources, dateOf),
    dateOf,
    summary: new Map(
      db
        .all<{ source_id: number; key: string; value: number }>(
          "select source_id, account_id || '/' || name as key, value from account_summary"
        )
        .map(({ source_id, key, value }) => [key, { value, ref: refOf(source_id) }])
    ),
    rows: rowsOf(db),
    callers: new Map(
      db
        .all<{ source_id: number; account_id: string; arn: string }>(
          'select source_id, account_id, arn from caller_identity order by source_id'
        )
        .map(({ source_id, account_id, arn }) => [account_id, { arn, ref: refOf(source_id) }])
    ),
    calls: callsOf(db),
    organizationAccounts: db.all('select id, status from org_account order by id'),
    observations: new Map(
      db
        .all<{
          source_id: number
          sentence: string
          agrees: number
          observed_by: string
          observed_at: string
        }>(
          'select source_id, sentence, agrees, observed_by, observed_at from accuracy_observation order by id'
        )
        .map((row) => [
          row.source_id,
          { sentence: row.sentence, agrees: row.agrees === 1, by: row.observed_by, at: row.observed_at }
        ])
    )
  }
}

function sourcesOf(db: Reader, period: number): ProvedSource[] {
  const answers = new Map<number, ProvedSource['answers'][number][]>()
  for (const { source_id, account, part, state } of db.iterate<{
    source_id: number
    account: string
    part: string
    state: Coverage
  }>(
    `select c.source_id, c.account_id as account, c.part, c.state
     from source_coverage c
     join source s on s.id = c.source_id
     where s.period_id = :period`,
    { period }
  )) {
    const list = answers.get(source_id)
    if (list) list.push({ account, part, state })
    else answers.set(source_id, [{ account, part, state }])
  }
  return db
    .all<Omit<ProvedSource, 'answers' | 'accounts'>>(
      `select s.id, s.ref, s.name, s.kind, s.batch, s.rewriting, o.sha256
       from source s
       join object o on o.id = s.object_id
       where s.period_id = :period and s.kind is not null
       order by s.id`,
      { period }
    )
    .map((source) => {
      const own = answers.get(source.id) ?? []
      const accounts = [...new Set(own.map(({ account }) => account))].filter((account) => account !== '')
      return { ...source, answers: own, accounts: accounts.sort() }
    })
}

function spansOf(sources: readonly ProvedSource[], dateOf: Known['dateOf']): Known['spans'] {
  const spans = new Map<string, { first: number; last: number }>()
  for (const { id, accounts } of sources) {
    const [account, ...others] = accounts
    if (account === undefined || others.length > 0) continue
    const { at, origin } = dateOf(id, account)
    if (!isOwn(origin)) continue
    const span = spans.get(account)
    if (!span) spans.set(account, { first: at, last: at })
    else spans.set(account, { first: Math.min(span.first, at), last: Math.max(span.last, at) })
  }
  return spans
}

/** Whether a date is the export's own and not taken from beside it. */
export function isOwn(origin: AsOfOrigin): boolean {
  return origin === 'export' || origin === 'manifest'
}

function rowsOf(db: Reader): Map<string, number> {
  const counted: readonly (readonly [string, string])[] = [
    ['credential', 'select account_id, count(*) as n from credential where is_root = 0 group by account_id'],
    ['iam_user', 'select account_id, count(*) as n from iam_user group by account_id'],
    ['iam_group', 'select account_id, count(*) as n from iam_group group by account_id'],
    ['iam_role', 'select account_id, count(*) as n from iam_role group by account_id'],
    [
      'iam_policy',
      'select account_id, count(*) as n from iam_policy where is_aws_managed = 0 group by account_id'
    ]
  ]
  return new Map(
    counted.flatMap(([table, sql]) =>
      db
        .all<{ account_id: string; n: number }>(sql)
        .map(({ account_id, n }) => [`${table}/${account_id}`, n] as const)
    )
  )
}

/** A manifest names its files from its own folder. */
function callsOf(db: Reader): Map<string, Call> {
  return new Map(
    db
      .all<{ manifest: string; ref: string; name: string; sha256: string | null; account_id: string | null }>(
        `select s.name as manifest, s.ref, c.name, c.sha256, c.account_id
         from collection_call c
         join source s on s.id = c.source_id
         order by c.command = 'sha256sum' desc, c.source_id`
      )
      .map(({ manifest, ref, name, sha256, account_id }) => [
        `${manifest.slice(0, Math.max(manifest.lastIndexOf('/'), manifest.lastIndexOf('\\')) + 1)}${name}`,
        { manifest: ref, sha256, account: account_id }
      ])
  )
}
