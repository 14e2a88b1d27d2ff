/** The exceptions a report lists: all of them, or the first of each test where there are very many; of what is undecided always the first. */
import { dispositions, type Disposition } from '../../../shared/states/disposition.ts'
import type { ReportException } from '../../reports/record.ts'
import type { Reader } from '../../store/database.ts'

/** Rows a report lists at most; beyond, each test lists as many as its share allows. */
const mostRows = 5000
const fewestOfATest = 5
/** Members nobody could decide, of one test: they show what is asked of a person, the workbook lists them. */
const mostUndecided = 10

interface Row extends Omit<ReportException, 'disposition'> {
  readonly kind: Disposition | null
  readonly decided: string | null
}

/** Of one period, exceptions first within a test. */
export function exceptionsListed(db: Reader, period: number): readonly ReportException[] {
  const { rows = 0, tests = 0 } =
    db.get<{ rows: number; tests: number }>(
      `select count(*) as rows, count(distinct e.result_id) as tests
       from check_exception e
       join check_result r on r.id = e.result_id
       where r.period_id = :period`,
      { period }
    ) ?? {}
  const most = rows <= mostRows ? mostRows : Math.max(fewestOfATest, Math.floor(mostRows / tests))
  return ranked(db, period, most, mostUndecided)
}

/** Of one period, however many there are. */
export function everyException(db: Reader, period: number): readonly ReportException[] {
  return ranked(db, period, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
}

function ranked(db: Reader, period: number, most: number, mostUndecided: number): readonly ReportException[] {
  return db.all<Row>(listedSql, { period, most, mostUndecided }).map(({ kind, decided, ...row }) => ({
    ...row,
    disposition: dispositionOf(kind, decided)
  }))
}

function dispositionOf(kind: Disposition | null, decided: string | null): string | null {
  if (kind === null || kind === 'open') return null
  return decided === null ? dispositions[kind].workbook : `${dispositions[kind].workbook} ${decided}`
}

const listedSql = `
  with ranked as (
    select e.*, r.control, r.account_id as account,
      row_number() over (partition by e.result_id, e.status order by e.resource, e.id) as n
    from check_exception e
    join check_result r on r.id = e.result_id
    where r.period_id = :period
  )
  select e.control, e.account, e.status, e.resource, e.detail, e.fingerprint,
    s.ref || ':' || e.line as place, e.path, d.kind, d.ref as decided
  from ranked e
  left join source s on s.id = e.source_id
  left join disposition d on d.id = (
    select max(id) from disposition where period_id = :period and fingerprint = e.fingerprint
  )
  where e.n <= iif(e.status = 'exception', :most, min(:most, :mostUndecided))
  order by e.control, e.account, e.status = 'needs-review', e.n`
