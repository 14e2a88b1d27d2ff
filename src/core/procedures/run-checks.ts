/** Runs every automated check over the facts of the open period and keeps what changed. */
import { hash } from 'node:crypto'

import type { Outcome } from '../../shared/vocabulary.ts'
import { isAutomated, type AutomatedCheck } from '../checks/check.ts'
import { canonicalJson } from '../integrity/canonical-json.ts'
import type { Writer } from '../store/database.ts'
import { gatherRows, type RowGatherer } from '../store/row-block.ts'
import { writeBlock } from '../store/write-block.ts'
import { readAccounts } from './account-reader.ts'
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
  const byControl = controlsOf(accounts).flatMap(({ check, accounts: tested }) =>
    isAutomated(check) ? tested.map((account) => ({ check, account: account.id })) : []
  )
  // All controls of one account, then those of the next: they read the same pages, which are still at hand.
  const tests = [...Map.groupBy(byControl, ({ account }) => account).values()].flat()
  const coverageOf = coverage(db, period.id)
  const dateOf = sourceDates(db, period.id)
  const parameters = parametersOf(db)
  const before = storedResults(db, period.id)
  let changed = dropResultsBeyond(
    db,
    before,
    new Set(tests.map(({ check, account }) => keyOf(check.id, account)))
  )
  const ledger = openLedger(db)
  const populations = readAccounts(db)

  for (const [done, { check, account }] of tests.entries()) {
    if (done % 200 === 0)
      emit({ type: 'progress', job, phase: 'checking', name: check.control, done, total: tests.length })
    const dates = new Map<number, SourceDate>()
    const evaluation = runCheck(populations.of(account), check, {
      account,
      parameters,
      coverageOf: (need) => coverageOf(need, account),
      asOfOf: (source) => {
        const date = dateOf(source, account)
        dates.set(source, date)
        return date.at
      }
    })
    const result = { period: period.id, check, account, evaluation, asOf: newestOf(dates) }
    if (keepResult(db, before.get(keyOf(check.id, account)), result, ledger)) changed++
  }
  flush(db, ledger)
  return changed
}

function newestOf(dates: ReadonlyMap<number, SourceDate>): SourceDate | null {
  let newest: SourceDate | null = null
  for (const date of dates.values()) if (newest === null || date.at > newest.at) newest = date
  return newest
}

/** A result as it stands. */
interface StoredResult {
  readonly id: number
  readonly check_id: string
  readonly account_id: string
  readonly result_hash: string
  readonly as_of: number | null
}

function keyOf(check: string, account: string): string {
  return `${check}/${account}`
}

function storedResults(db: Writer, period: number): ReadonlyMap<string, StoredResult> {
  return new Map(
    db
      .all<StoredResult>(
        'select id, check_id, account_id, result_hash, as_of from check_result where period_id = :period',
        { period }
      )
      .map((result) => [keyOf(result.check_id, result.account_id), result])
  )
}

function dropResultsBeyond(
  db: Writer,
  stored: ReadonlyMap<string, StoredResult>,
  tests: ReadonlySet<string>
): number {
  const gone = [...stored].filter(([key]) => !tests.has(key))
  for (const [, { id }] of gone) db.run('delete from check_result where id = :id', { id })
  return gone.length
}

interface Result {
  readonly period: number
  readonly check: AutomatedCheck
  readonly account: string
  readonly evaluation: Evaluation
  readonly asOf: SourceDate | null
}

const resultColumns = [
  'id',
  'period_id',
  'check_id',
  'control',
  'account_id',
  'outcome',
  'reason',
  'population',
  'exceptions',
  'needs_review',
  'as_of',
  'as_of_origin',
  'result_hash'
]

const memberColumns = [
  'result_id',
  'resource',
  'status',
  'detail',
  'fingerprint',
  'source_id',
  'line',
  'path'
]

/** What is to be written, and the number of the last result. */
interface Ledger {
  lastId: number
  readonly results: RowGatherer
  readonly members: RowGatherer
}

function openLedger(db: Writer): Ledger {
  const found = db.get<{ id: number | null }>('select max(id) as id from check_result')
  return {
    lastId: found?.id ?? 0,
    results: gatherRows('check_result', resultColumns),
    members: gatherRows('check_exception', memberColumns)
  }
}

/** Enters the result with its members unless it is the one already there; answers whether it did. */
function keepResult(
  db: Writer,
  before: StoredResult | undefined,
  { period, check, account, evaluation, asOf }: Result,
  ledger: Ledger
): boolean {
  const result = resultHash(check.id, account, {
    ...evaluation,
    members: [...evaluation.exceptions, ...evaluation.needsReview]
  })
  if (
    before?.result_hash === result &&
    before.as_of === (asOf?.at ?? null) &&
    sourcesStand(db, before.id, evaluation)
  )
    return false
  if (before) db.run('delete from check_result where id = :id', { id: before.id })
  const id = ++ledger.lastId
  ledger.results.add([
    id,
    period,
    check.id,
    check.control,
    account,
    evaluation.outcome satisfies Outcome,
    evaluation.reason,
    evaluation.population,
    evaluation.exceptions.length,
    evaluation.needsReview.length,
    asOf?.at,
    asOf?.origin,
    result
  ])
  if (ledger.results.isFull()) flush(db, ledger)
  for (const status of ['exception', 'needs-review'] as const)
    for (const member of status === 'exception' ? evaluation.exceptions : evaluation.needsReview) {
      const { resource, detail, source_id, line, path } = member
      ledger.members.add([
        id,
        resource,
        status,
        detail,
        fingerprint(check.id, account, resource),
        source_id,
        line,
        path ?? NaN
      ])
      if (ledger.members.isFull()) flush(db, ledger)
    }
  return before?.result_hash !== result
}

/** Results first: their members name them. */
function flush(db: Writer, { results, members }: Ledger): void {
  const [found, listed] = [results.take(), members.take()]
  if (found) writeBlock(db, resultColumns, found, 'insert')
  if (listed) writeBlock(db, memberColumns, listed)
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
export function fingerprint(check: string, account: string, resource: string): string {
  return hash('sha256', canonicalTexts([check, account, resource, '']))
}

/** Says whether two runs found the same; where a fact stands in its file is not part of it. */
export function resultHash(
  check: string,
  account: string,
  { outcome, reason, population, members }: HashedResult
): string {
  const listed = members.map(({ resource, detail }) => [resource, detail])
  return hash('sha256', canonicalTexts([check, account, outcome, reason, population, listed]))
}

export interface HashedResult {
  readonly outcome: Outcome
  readonly reason: string
  readonly population: number
  /** Exceptions first, then what needs review; each by resource. */
  readonly members: readonly { readonly resource: string; readonly detail: string }[]
}

type Texts = readonly (string | number | Texts)[]

/** Lists of texts and whole numbers are in canonical form as they are written (RFC 8785, 3.2.2). */
function canonicalTexts(texts: Texts): string {
  return JSON.stringify(texts)
}
