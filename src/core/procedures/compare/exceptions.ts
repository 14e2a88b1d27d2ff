/** What became of exceptions from one month to another, told by their fingerprints. */
import type { Change, ExceptionChange } from '../../../shared/records/comparison.ts'
import type { Outcome, Severity } from '../../../shared/vocabulary.ts'
import { checkOfControl } from '../../checks/index.ts'
import type { Reader } from '../../store/database.ts'
import { isWhole } from '../findings/items.ts'

interface ResultRow {
  readonly check: string
  readonly control: string
  readonly account: string
  readonly outcome: Outcome
  readonly reason: string
  readonly population: number
  readonly exceptions: number
  readonly needs_review: number
}

interface MemberRow {
  readonly fingerprint: string
  readonly check: string
  readonly control: string
  readonly account: string
  readonly resource: string
  readonly status: 'exception' | 'needs-review'
  readonly detail: string
}

/** The results of a period. */
export interface MonthResults {
  readonly results: ReadonlyMap<string, ResultRow>
  /** By fingerprint; of two rows of one resource the exception counts. */
  readonly members: ReadonlyMap<string, MemberRow>
}

export function monthResults(db: Reader, period: number): MonthResults {
  const results = db.all<ResultRow>(
    `select check_id as "check", control, account_id as account, outcome, reason, population, exceptions, needs_review
     from check_result
     where period_id = :period`,
    { period }
  )
  const members = db.all<MemberRow>(
    `select e.fingerprint, r.check_id as "check", r.control, r.account_id as account, e.resource, e.status, e.detail
     from check_result r
     join check_exception e on e.result_id = r.id
     where r.period_id = :period
     order by e.status desc, e.id desc`,
    { period }
  )
  return {
    results: new Map(results.map((result) => [testOf(result), result])),
    members: new Map(members.map((member) => [member.fingerprint, member]))
  }
}

/** Every exception of either month. */
export function exceptionChanges(from: MonthResults, to: MonthResults): readonly Change[] {
  const exceptionsOf = ({ members }: MonthResults): MemberRow[] =>
    [...members.values()].filter(({ status }) => status === 'exception')
  const was = exceptionsOf(from).map((member) => changeOf(member, fateOf(member, to, 'resolved'), from, to))
  const fresh = exceptionsOf(to)
    .filter(({ fingerprint }) => from.members.get(fingerprint)?.status !== 'exception')
    .map((member) => changeOf(member, fateOf(member, from, 'new'), from, to))
  return [...was, ...fresh]
}

/** What the other month says of an exception of one; `absent` where it shows that it was not there. */
function fateOf(member: MemberRow, other: MonthResults, absent: ExceptionChange): ExceptionChange {
  const there = other.members.get(member.fingerprint)
  if (there) return there.status === 'exception' ? 'recurring' : 'cannot-tell'
  const result = other.results.get(testOf(member))
  return result && isWhole(result) ? absent : 'cannot-tell'
}

function changeOf(member: MemberRow, change: ExceptionChange, from: MonthResults, to: MonthResults): Change {
  const { fingerprint, control, account, resource } = member
  const saidIn = (month: MonthResults): string | null => {
    const said = month.members.get(fingerprint)
    if (said) return said.detail
    const result = month.results.get(testOf(member))
    if (!result) return `${control} was not tested for ${account}.`
    return isWhole(result) ? null : result.reason
  }
  return {
    key: fingerprint,
    of: 'exception',
    change,
    direction: change === 'new' ? 'worse' : change === 'resolved' ? 'better' : 'neutral',
    account,
    resource,
    control,
    severity: severityOf(control),
    before: saidIn(from),
    after: saidIn(to),
    documents: null
  }
}

export function severityOf(control: string): Severity {
  return checkOfControl(control)?.severity ?? 'info'
}

function testOf({ check, account }: { readonly check: string; readonly account: string }): string {
  return `${check}/${account}`
}
