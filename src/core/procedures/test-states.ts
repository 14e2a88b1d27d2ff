/** Where every test of the open period stands: its automated result, its conclusion, and what is linked to it. */
import type { AccountView } from '../../shared/records/engagement.ts'
import type { ConclusionView, OverrideView, ResultView } from '../../shared/records/test.ts'
import type { AsOfOrigin, Conclusion, Outcome } from '../../shared/vocabulary.ts'
import type { Check } from '../checks/check.ts'
import type { Reader } from '../store/database.ts'
import { accountsOf } from './accounts.ts'
import { isoOf } from './as-of.ts'
import { controlsOf } from './controls.ts'
import { engagementOf } from './engagement.ts'
import { judgedExceptions } from './judging/dispositions.ts'
import { standingOverrides } from './judging/overrides.ts'

export interface TestState {
  readonly check: Check
  readonly account: AccountView
  /** null for a manual step, and before the first run. */
  readonly result: ResultView | null
  readonly conclusion: ConclusionView | null
  readonly evidence: number
  readonly findings: number
}

interface ResultRow {
  readonly control: string
  readonly account_id: string
  readonly outcome: Outcome
  readonly reason: string
  readonly population: number
  readonly exceptions: number
  readonly needs_review: number
  readonly as_of: number | null
  readonly as_of_origin: AsOfOrigin | null
  readonly result_hash: string
}

interface ConclusionRow {
  readonly control: string
  readonly account_id: string
  readonly conclusion: Conclusion
  readonly reason: string
  readonly steps: string
  readonly bulk: number
  readonly concluded_by: string
  readonly concluded_at: string
  readonly relied_outcome: Outcome | null
  readonly relied_hash: string | null
}

/** In the order of the checklist, then of the accounts; only those of one control where one is named. */
export function testStates(
  db: Reader,
  only: { readonly control?: string; readonly account?: string | null } = {}
): TestState[] {
  const { period } = engagementOf(db)
  const wanted = { period: period.id, control: only.control ?? null, account: only.account ?? null }
  const narrowed =
    'period_id = :period and (:control is null or control = :control) and (:account is null or account_id = :account)'
  const results = keyed(
    db.all<ResultRow>(
      `select control, account_id, outcome, reason, population, exceptions, needs_review, as_of, as_of_origin, result_hash
       from check_result
       where ${narrowed}`,
      wanted
    )
  )
  const conclusions = keyed(
    db.all<ConclusionRow>(
      `select control, account_id, conclusion, reason, steps, bulk, concluded_by, concluded_at, relied_outcome, relied_hash
       from conclusion
       where ${narrowed}`,
      wanted
    )
  )
  const overrides = standingOverrides(db, period.id, only.control)
  const judged = judgedExceptions(db, period.id, only.control)
  const evidence = counted(
    db,
    `select l.control, l.account_id, count(*) as n
     from evidence_of_test l
     join evidence e on e.id = l.evidence_id
     where l.period_id = :period and e.withdrawn_at is null
     group by l.control, l.account_id`,
    period.id
  )
  const findings = counted(
    db,
    `select f.control, a.account_id, count(*) as n
     from finding f
     join finding_account a on a.finding_id = f.id
     where coalesce((select state from finding_step where finding_id = f.id order by id desc limit 1), 'draft')
       in ('draft', 'issued', iif(f.period_id = :period, 'closed', 'issued'))
     group by f.control, a.account_id`,
    period.id
  )

  return controlsOf(accountsOf(db))
    .filter(({ check }) => only.control === undefined || check.control === only.control)
    .flatMap(({ check, accounts }) =>
      accounts
        .filter((account) => only.account == null || account.id === only.account)
        .map((account) => {
          const key = `${check.control}/${account.id}`
          const result = results.get(key)
          const conclusion = conclusions.get(key)
          return {
            check,
            account,
            result: result ? resultView(result, account, judged.get(key) ?? 0) : null,
            conclusion: conclusion
              ? conclusionView(conclusion, account, result, overrides.get(key) ?? null)
              : null,
            evidence: evidence.get(key) ?? 0,
            findings: findings.get(key) ?? 0
          }
        })
    )
}

function keyed<Row extends { readonly control: string; readonly account_id: string }>(
  rows: readonly Row[]
): Map<string, Row> {
  return new Map(rows.map((row) => [`${row.control}/${row.account_id}`, row]))
}

function counted(db: Reader, sql: string, period: number): Map<string, number> {
  const rows = db.all<{ control: string; account_id: string; n: number }>(sql, { period })
  return new Map(rows.map((row) => [`${row.control}/${row.account_id}`, row.n]))
}

function resultView(row: ResultRow, account: AccountView, judged: number): ResultView {
  return {
    account: account.id,
    accountName: account.name,
    outcome: row.outcome,
    population: row.population,
    exceptions: row.exceptions,
    judged,
    needsReview: row.needs_review,
    reason: row.reason,
    asOf:
      row.as_of === null || row.as_of_origin === null
        ? null
        : { at: isoOf(row.as_of), origin: row.as_of_origin }
  }
}

function conclusionView(
  row: ConclusionRow,
  account: AccountView,
  result: ResultRow | undefined,
  override: OverrideView | null
): ConclusionView {
  return {
    account: account.id,
    accountName: account.name,
    conclusion: row.conclusion,
    reason: row.reason,
    steps: JSON.parse(row.steps) as number[],
    concludedBy: row.concluded_by,
    concludedAt: row.concluded_at,
    bulk: row.bulk === 1,
    reliedOutcome: row.relied_outcome,
    resultChanged: (result?.result_hash ?? null) !== row.relied_hash,
    override
  }
}
