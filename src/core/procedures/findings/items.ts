/** What the exceptions a finding covers are in a period, told by their fingerprints from what its results say. */
import type { FindingItem } from '../../../shared/records/finding.ts'
import type { Outcome } from '../../../shared/vocabulary.ts'
import type { Reader } from '../../store/database.ts'
import { undecidedSentence } from '../run-check.ts'
import type { KeptFinding } from './kept.ts'

export interface CoveredException {
  readonly fingerprint: string
  readonly account: string
  readonly resource: string
  readonly detail: string
}

export interface Situation {
  readonly items: readonly FindingItem[]
  /** Exceptions of the same control and accounts that the finding does not cover. */
  readonly uncovered: number
  readonly population: number
}

export interface PeriodResult {
  readonly account: string
  readonly outcome: Outcome
  readonly reason: string
  readonly population: number
  readonly needs_review: number
}

interface ListedMember extends CoveredException {
  readonly status: 'exception' | 'needs-review'
}

export function coveredBy(db: Reader, finding: number): CoveredException[] {
  return db.all<CoveredException>(
    `select fingerprint, account_id as account, resource, detail
     from finding_exception
     where finding_id = :finding
     order by account_id, resource, fingerprint`,
    { finding }
  )
}

/** `period` is the one asked about; it need not be the open one. */
export function situationIn(db: Reader, finding: KeptFinding, period: number): Situation {
  const covered = coveredBy(db, finding.id)
  const results = resultsOf(db, finding, period)
  const listed = membersListed(db, finding, period)
  const known = new Set(covered.map(({ fingerprint }) => fingerprint))
  const isBack = comesBack(db, finding, period)
  return {
    items: covered.map((exception) => itemOf(exception, results, listed, isBack)),
    uncovered: [...listed.values()].filter(
      ({ fingerprint, status }) => status === 'exception' && !known.has(fingerprint)
    ).length,
    population: [...results.values()].reduce((sum, { population }) => sum + population, 0)
  }
}

function itemOf(
  { fingerprint, account, resource, detail }: CoveredException,
  results: ReadonlyMap<string, PeriodResult>,
  listed: ReadonlyMap<string, ListedMember>,
  isBack: (exception: { readonly fingerprint: string; readonly account: string }) => boolean
): FindingItem {
  const item = { fingerprint, account, resource }
  const result = results.get(account)
  const member = listed.get(fingerprint)
  if (member?.status === 'exception')
    return { ...item, state: isBack(item) ? 'back' : 'there', detail: member.detail }
  if (member) return { ...item, state: 'cannot-tell', detail: member.detail }
  if (!result)
    return { ...item, state: 'cannot-tell', detail: `Nothing was tested for ${account} in this period.` }
  if (!isWhole(result)) return { ...item, state: 'cannot-tell', detail: result.reason }
  return { ...item, state: 'gone', detail }
}

/** Whether a result speaks for every member: then what it does not name is not there. */
export function isWhole({ outcome, reason, population, needs_review }: PeriodResult): boolean {
  switch (outcome) {
    case 'pass':
    case 'not-applicable':
      return true
    case 'fail':
      return reason === ''
    case 'needs-review':
      return reason === undecidedSentence(needs_review, population)
    case 'not-tested':
      return false
  }
}

function resultsOf(
  db: Reader,
  { control, accounts }: KeptFinding,
  period: number
): ReadonlyMap<string, PeriodResult> {
  const rows = db.all<PeriodResult>(
    `select account_id as account, outcome, reason, population, needs_review
     from check_result
     where period_id = :period and control = :control and account_id in (select value from json_each(:accounts))`,
    { period, control, accounts: JSON.stringify(accounts) }
  )
  return new Map(rows.map((row) => [row.account, row]))
}

/** Members that are not simply good, by fingerprint; of two rows of one resource the exception counts. */
export function membersListed(
  db: Reader,
  { control, accounts }: Pick<KeptFinding, 'control' | 'accounts'>,
  period: number
): ReadonlyMap<string, ListedMember> {
  const rows = db.all<ListedMember>(
    `select e.fingerprint, r.account_id as account, e.resource, e.detail, e.status
     from check_result r
     join check_exception e on e.result_id = r.id
     where r.period_id = :period and r.control = :control
       and r.account_id in (select value from json_each(:accounts))
     order by e.status desc, e.id desc`,
    { period, control, accounts: JSON.stringify(accounts) }
  )
  return new Map(rows.map((row) => [row.fingerprint, row]))
}

/** An exception comes back where the last retest, or else the last earlier period, had shown it gone. */
function comesBack(
  db: Reader,
  finding: KeptFinding,
  period: number
): (exception: { readonly fingerprint: string; readonly account: string }) => boolean {
  const retest = db.get<{ still_open: string }>(
    `select t.still_open
     from retest t
     join remediation r on r.id = t.remediation_id
     where r.finding_id = :finding and t.period_id <= :period
     order by t.id desc
     limit 1`,
    { finding: finding.id, period }
  )
  if (retest) {
    const open = new Set(JSON.parse(retest.still_open) as string[])
    return ({ fingerprint }) => !open.has(fingerprint)
  }
  const before = db.get<{ id: number }>(
    `select before.id
     from period before
     join period now on now.id = :period
     where before.label < now.label and before.label >= :raised
     order by before.label desc
     limit 1`,
    { period, raised: finding.period }
  )
  if (!before) return () => false
  const results = resultsOf(db, finding, before.id)
  const listed = membersListed(db, finding, before.id)
  return ({ fingerprint, account }) => {
    const result = results.get(account)
    return result !== undefined && isWhole(result) && !listed.has(fingerprint)
  }
}
