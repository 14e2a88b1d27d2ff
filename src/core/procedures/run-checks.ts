/** Runs every automated check over the facts of the open period and keeps what changed. */
import { createHash } from 'node:crypto'

import type { Outcome } from '../../shared/vocabulary.ts'
import { isAutomated, type AutomatedCheck } from '../checks/check.ts'
import { canonicalJson } from '../store/canonical-json.ts'
import type { Writer } from '../store/database.ts'
import { accountsOf } from './accounts.ts'
import { sourceDates, type SourceDate } from './as-of.ts'
import { controlsOf } from './controls.ts'
import { coverage } from './coverage.ts'
import { engagementOf, parametersOf } from './engagement.ts'
import type { WriteContext } from './procedure.ts'
import { runCheck, type Evaluation } from './run-check.ts'

/** Answers how many results changed. `job` names the progress it reports. */
export function runChecks({ db, emit }: WriteContext, job: string): number {
  const { period } = engagementOf(db)
  const accounts = accountsOf(db)
  const tests = controlsOf(accounts).flatMap(({ check, accounts: tested }) =>
    isAutomated(check) ? tested.map((account) => ({ check, account: account.id })) : []
  )
  const coverageOf = coverage(db, period.id)
  const dateOf = sourceDates(db, period.id)
  const parameters = parametersOf(db)
  let changed = dropResultsBeyond(
    db,
    period.id,
    new Set(tests.map(({ check, account }) => `${check.id}/${account}`))
  )

  for (const [done, { check, account }] of tests.entries()) {
    if (done % 200 === 0)
      emit({ type: 'progress', job, phase: 'checking', name: check.control, done, total: tests.length })
    const dates = new Map<number, SourceDate>()
    const evaluation = runCheck(db, check, {
      account,
      parameters,
      coverageOf: (need) => coverageOf(need, account),
      asOfOf: (source) => {
        const date = dateOf(source, account)
        dates.set(source, date)
        return date.at
      }
    })
    if (keepResult(db, period.id, check, account, evaluation, newestOf(dates))) changed++
  }
  return changed
}

function newestOf(dates: ReadonlyMap<number, SourceDate>): SourceDate | null {
  let newest: SourceDate | null = null
  for (const date of dates.values()) if (newest === null || date.at > newest.at) newest = date
  return newest
}

function dropResultsBeyond(db: Writer, period: number, tests: ReadonlySet<string>): number {
  const gone = db
    .all<{ id: number; test: string }>(
      "select id, check_id || '/' || account_id as test from check_result where period_id = :period",
      { period }
    )
    .filter(({ test }) => !tests.has(test))
  for (const { id } of gone) db.run('delete from check_result where id = :id', { id })
  return gone.length
}

/** Writes the result unless it is the one already there; answers whether it wrote. */
function keepResult(
  db: Writer,
  period: number,
  check: AutomatedCheck,
  account: string,
  evaluation: Evaluation,
  asOf: SourceDate | null
): boolean {
  const hash = resultHash(check.id, account, evaluation)
  const key = { period, check: check.id, account }
  const before = db.get<{ id: number; result_hash: string; as_of: number | null }>(
    'select id, result_hash, as_of from check_result where period_id = :period and check_id = :check and account_id = :account',
    key
  )
  if (
    before?.result_hash === hash &&
    before.as_of === (asOf?.at ?? null) &&
    sourcesStand(db, before.id, evaluation)
  )
    return false
  if (before) db.run('delete from check_result where id = :id', { id: before.id })
  const { id } = db.run(
    `insert into check_result (period_id, check_id, control, account_id, outcome, reason, population, exceptions, needs_review,
       as_of, as_of_origin, result_hash)
     values (:period, :check, :control, :account, :outcome, :reason, :population, :exceptions, :needsReview, :asOf, :origin, :hash)`,
    {
      ...key,
      control: check.control,
      outcome: evaluation.outcome satisfies Outcome,
      reason: evaluation.reason,
      population: evaluation.population,
      exceptions: evaluation.exceptions.length,
      needsReview: evaluation.needsReview.length,
      asOf: asOf?.at ?? null,
      origin: asOf?.origin ?? null,
      hash
    }
  )
  for (const status of ['exception', 'needs-review'] as const)
    for (const member of status === 'exception' ? evaluation.exceptions : evaluation.needsReview)
      db.insert(
        `insert into check_exception (result_id, resource, status, detail, fingerprint, source_id, line, path)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          id,
          member.resource,
          status,
          member.detail,
          fingerprint(check.id, account, member.resource),
          member.source_id,
          member.line,
          member.path
        ]
      )
  return before?.result_hash !== hash
}

/** A file received again gives the same result from another source: the rows must then point to the new one. */
function sourcesStand(db: Writer, result: number, evaluation: Evaluation): boolean {
  const stored = db.all<{ source_id: number | null }>(
    'select distinct source_id from check_exception where result_id = :result order by source_id',
    { result }
  )
  const found = [
    ...new Set([...evaluation.exceptions, ...evaluation.needsReview].map((member) => member.source_id))
  ]
  return canonicalJson(stored.map((row) => row.source_id)) === canonicalJson(found.sort((a, b) => a - b))
}

/** What an exception is known by from month to month: its check, account, resource and attribute (here the whole member). */
function fingerprint(check: string, account: string, resource: string): string {
  return createHash('sha256')
    .update(canonicalJson([check, account, resource, '']))
    .digest('hex')
}

/** Says whether two runs found the same; where a fact stands in its file is not part of it. */
function resultHash(check: string, account: string, evaluation: Evaluation): string {
  const members = [...evaluation.exceptions, ...evaluation.needsReview].map(({ resource, detail }) => [
    resource,
    detail
  ])
  return createHash('sha256')
    .update(
      canonicalJson([check, account, evaluation.outcome, evaluation.reason, evaluation.population, members])
    )
    .digest('hex')
}
