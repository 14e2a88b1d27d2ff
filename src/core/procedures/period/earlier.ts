/** How tests and findings stood in a period, told from its results, conclusions and findings alone: its facts may be gone. */
import type {
  EarlierControl,
  EarlierTest,
  PeriodFinding,
  PeriodSample
} from '../../../shared/records/period.ts'
import { marksLeft } from '../../../shared/states/sample.ts'
import type { Conclusion, Outcome } from '../../../shared/vocabulary.ts'
import { checkOfControl } from '../../checks/index.ts'
import { awsIam } from '../../checklists/aws-iam.ts'
import type { Reader } from '../../store/database.ts'
import { keptFindings } from '../findings/kept.ts'
import { occurrencesOf } from '../findings/occurrences.ts'
import { samplesIn } from '../judging/kept-samples.ts'
import { attributesOf, marksOf } from '../judging/marks.ts'
import type { KeptPeriod } from './state.ts'

interface TestRow {
  readonly control: string
  readonly account: string
  readonly outcome: Outcome | null
  readonly population: number
  readonly exceptions: number
  readonly conclusion: Conclusion | null
  readonly reason: string
  readonly concludedBy: string
  readonly findings: string
}

/** By account. */
export function earlierTests(
  db: Reader,
  period: KeptPeriod,
  only: { readonly control: string; readonly account: string | null }
): readonly EarlierTest[] {
  return rowsOf(db, period, only).map((row) => ({
    period: period.label,
    account: row.account,
    outcome: row.outcome,
    population: row.population,
    exceptions: row.exceptions,
    conclusion: row.conclusion,
    reason: row.reason,
    concludedBy: row.concludedBy,
    findings: JSON.parse(row.findings) as string[]
  }))
}

/** Every test of a period in the order of the checklist; a control that is no longer in the catalogue comes last, under its number. */
export function controlsTested(db: Reader, period: KeptPeriod): readonly EarlierControl[] {
  const order = new Map(awsIam.sections.flatMap(({ controls }) => controls).map((control, n) => [control, n]))
  const placeOf = ({ control }: TestRow): number => order.get(control) ?? order.size
  return rowsOf(db, period, { control: null, account: null })
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(({ findings, ...row }) => {
      const check = checkOfControl(row.control)
      return {
        ...row,
        period: period.label,
        criterion: check?.criterion ?? row.control,
        severity: check?.severity ?? 'info',
        findings: JSON.parse(findings) as string[]
      }
    })
}

/** Samples drawn in a period, the oldest first. */
export function samplesDrawn(db: Reader, period: KeptPeriod): readonly PeriodSample[] {
  return samplesIn(db, period.id).map(({ ref, control, definition, size, population }) => ({
    ref,
    control,
    definition,
    size,
    population,
    left: marksLeft(size, attributesOf(db, ref).length, marksOf(db, ref).length)
  }))
}

/** Findings raised in a period or before it, and not over by then. */
export function findingsIn(db: Reader, period: KeptPeriod): readonly PeriodFinding[] {
  return keptFindings(db).flatMap((finding) => {
    const then = occurrencesOf(db, finding).find((occurrence) => occurrence.period === period.label)
    const { ref, control, title, severity } = finding
    return then ? [{ ref, control, title, severity, status: then.status, exceptions: then.exceptions }] : []
  })
}

function rowsOf(
  db: Reader,
  { id }: KeptPeriod,
  { control, account }: { readonly control: string | null; readonly account: string | null }
): readonly TestRow[] {
  return db.all<TestRow>(rowsSql, { period: id, control, account })
}

const rowsSql = `
  with test as (
    select control, account_id from check_result where period_id = :period
    union
    select control, account_id from conclusion where period_id = :period
  )
  select t.control, t.account_id as account, r.outcome, coalesce(r.population, 0) as population,
    coalesce(r.exceptions, 0) as exceptions, c.conclusion, coalesce(c.reason, '') as reason,
    coalesce(c.concluded_by, '') as concludedBy,
    (
      select json_group_array(ref)
      from (
        select f.ref
        from finding f
        join finding_account a on a.finding_id = f.id and a.account_id = t.account_id
        where f.period_id = :period and f.control = t.control
        order by f.id
      )
    ) as findings
  from test t
  left join check_result r on r.period_id = :period and r.control = t.control and r.account_id = t.account_id
  left join conclusion c on c.period_id = :period and c.control = t.control and c.account_id = t.account_id
  where (:control is null or t.control = :control) and (:account is null or t.account_id = :account)
  order by t.control, t.account_id`
