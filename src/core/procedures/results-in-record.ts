/** Whether each result is what its hash says: its outcome, its counts and its exceptions, one by one. */
import type { Outcome } from '../../shared/vocabulary.ts'
import type { Reader } from '../store/database.ts'
import { fingerprint, resultHash } from './run-checks.ts'

interface ResultRow {
  readonly id: number
  readonly period: string
  readonly control: string
  readonly check_id: string
  readonly account_id: string
  readonly outcome: Outcome
  readonly reason: string
  readonly population: number
  readonly exceptions: number
  readonly needs_review: number
  readonly result_hash: string
}

interface ExceptionRow {
  readonly result_id: number
  readonly resource: string
  readonly status: 'exception' | 'needs-review'
  readonly detail: string
  readonly fingerprint: string
}

/** Of every period; one sentence for each result that does not fit. The event log tells of the results themselves. */
export function resultFaults(db: Reader): readonly string[] {
  const results = db.all<ResultRow>(
    `select r.id, p.label as period, r.control, r.check_id, r.account_id, r.outcome, r.reason, r.population, r.exceptions,
       r.needs_review, r.result_hash
     from check_result r
     join period p on p.id = r.period_id
     order by r.id`
  )
  const faults: string[] = []
  const rows = db.iterate<ExceptionRow>(
    'select result_id, resource, status, detail, fingerprint from check_exception order by result_id, id'
  )
  let next = rows.next()
  for (const result of results) {
    const listed: ExceptionRow[] = []
    for (; !next.done && next.value.result_id <= result.id; next = rows.next())
      if (next.value.result_id === result.id) listed.push(next.value)
    if (!fits(result, listed))
      faults.push(
        `The result of ${result.control} for account ${result.account_id} (${result.period}) is not the one its hash was made of.`
      )
  }
  rows.return?.()
  return faults
}

/** Exceptions come first, then what needs review, as the check found them. */
function fits(
  { check_id, account_id, outcome, reason, population, exceptions, needs_review, result_hash }: ResultRow,
  listed: readonly ExceptionRow[]
): boolean {
  const isInPlace = listed.every(
    ({ status, resource, fingerprint: known }, place) =>
      status === (place < exceptions ? 'exception' : 'needs-review') &&
      known === fingerprint(check_id, account_id, resource)
  )
  return (
    isInPlace &&
    listed.length === exceptions + needs_review &&
    result_hash === resultHash(check_id, account_id, { outcome, reason, population, members: listed })
  )
}
