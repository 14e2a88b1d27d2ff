/** What rows of every kind are told beside their own facts: dates, names, coverage, and what was found on a resource. */
import { accountsOf } from '../accounts.ts'
import { sourceDates } from '../as-of.ts'
import { coverage } from '../coverage.ts'
import { engagementOf } from '../engagement.ts'
import type { Reader } from '../../store/database.ts'
import { readHoldings, type Holdings } from './holdings.ts'

/** How often a resource stands in what was found. */
export interface Marks {
  /** null where no check was run for the account. */
  readonly exceptions: number | null
  /** Findings about a control and account for which the resource is an exception. */
  readonly findings: number
}

export interface KindContext {
  readonly db: Reader
  /** The moment ages of a fact are counted from, in seconds. */
  readonly asOf: (source: number, account: string) => number
  readonly marks: (account: string, resource: string) => Marks
  readonly isComplete: (need: string, account: string) => boolean
  /** The policies principals hold. */
  readonly holdings: () => Holdings
  /** Accounts by number. */
  readonly names: ReadonlyMap<string, string>
}

export function kindContext(db: Reader): KindContext {
  const { period } = engagementOf(db)
  const dateOf = sourceDates(db, period.id)
  const coverageOf = coverage(db, period.id)
  const dates = new Map<number, Map<string, number>>()
  let holdings: Holdings | undefined
  return {
    db,
    asOf(source, account) {
      const known = dates.get(source)?.get(account)
      if (known !== undefined) return known
      const { at } = dateOf(source, account)
      const ofSource = dates.get(source) ?? new Map<string, number>()
      dates.set(source, ofSource.set(account, at))
      return at
    },
    marks: marksOf(db, period.id),
    isComplete: (need, account) => coverageOf(need, account).state === 'complete',
    holdings: () => (holdings ??= readHoldings(db)),
    names: accountNames(db)
  }
}

export function accountNames(db: Reader): ReadonlyMap<string, string> {
  return new Map(accountsOf(db).map(({ id, name }) => [id, name]))
}

interface CountRow {
  readonly account: string
  readonly resource: string
  readonly n: number
}

function marksOf(db: Reader, period: number): KindContext['marks'] {
  const exceptions = countsBy(
    db.all<CountRow>(
      `select r.account_id as account, e.resource, count(*) as n
       from check_exception e
       join check_result r on r.id = e.result_id
       where r.period_id = :period and e.status = 'exception'
       group by r.account_id, e.resource`,
      { period }
    )
  )
  const findings = countsBy(
    db.all<CountRow>(
      `select e.account_id as account, e.resource, count(distinct f.id) as n
       from finding f
       join finding_exception e on e.finding_id = f.id
       where coalesce((select state from finding_step where finding_id = f.id order by id desc limit 1), 'draft')
         in ('draft', 'issued', iif(f.period_id = :period, 'closed', 'issued'))
       group by e.account_id, e.resource`,
      { period }
    )
  )
  const tested = new Set(
    db
      .all<{ account: string }>(
        `select distinct account_id as account
         from check_result
         where period_id = :period and outcome in ('pass', 'fail', 'needs-review')`,
        { period }
      )
      .map(({ account }) => account)
  )
  return (account, resource) => ({
    exceptions: tested.has(account) ? (exceptions.get(account)?.get(resource) ?? 0) : null,
    findings: findings.get(account)?.get(resource) ?? 0
  })
}

function countsBy(rows: readonly CountRow[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counts = new Map<string, Map<string, number>>()
  for (const { account, resource, n } of rows) {
    const of = counts.get(account) ?? new Map<string, number>()
    counts.set(account, of.set(resource, n))
  }
  return counts
}
