/** What the checks found on each resource of a population: the columns a population sheet ends with, and the SQL that fills them. */
import type { CellValue } from '../../shared/records/workbook.ts'
import { memberStatuses, outcomes } from '../../shared/vocabulary.ts'
import type { SheetColumn, SheetContext, SheetControl, Tally } from './sheet.ts'

/** A row of a query that joins `verdictTables`. */
export interface VerdictRecord {
  /** 0: an exception, 1: only undecided, null: neither. */
  readonly undecided: number | null
  readonly controls: string | null
  readonly found: string | null
  /** Controls of this population that could not be tested for the account. */
  readonly untested: string | null
  /** Whether a control of this population applied to the account and was tested; null where no control looks at it. */
  readonly applied: number | null
}

/**
 * `verdict` by account and resource, `tested` by account; for a `with` clause, bound to `:period` and to the `:tests` of
 * `testsBinding`. An account id is a resource of unlike populations, so a population of accounts takes `ownTests` only.
 */
export function verdictTables(found: 'everyTest' | 'ownTests' = 'everyTest'): string {
  return `
  stated as (
    select
      r.account_id,
      e.resource,
      e.status,
      e.detail,
      group_concat(r.control, ', ' order by r.control) as controls
    from check_exception e
    join check_result r on r.id = e.result_id
    where r.period_id = :period
      ${found === 'ownTests' ? "and r.control in (select json_extract(value, '$[1]') from json_each(:tests))" : ''}
    group by r.account_id, e.resource, e.status, e.detail
  ),
  verdict as (
    select
      account_id,
      resource,
      min(status = 'needs-review') as undecided,
      group_concat(controls, ', ' order by controls) as controls,
      group_concat(controls || ': ' || detail, char(10) order by controls) as found
    from stated
    group by account_id, resource
  ),
  tested as (
    select
      t.account_id,
      group_concat(t.control, ', ' order by t.control) filter (
        where r.outcome is null or r.outcome = 'not-tested'
      ) as untested,
      max(coalesce(r.outcome in ('pass', 'fail', 'needs-review'), 0)) as applied
    from (
      select json_extract(value, '$[0]') as account_id, json_extract(value, '$[1]') as control
      from json_each(:tests)
    ) t
    left join check_result r on r.period_id = :period and r.control = t.control and r.account_id = t.account_id
    group by t.account_id
  )`
}

/** What a query selects of `verdict v` and `tested t`. */
export const verdictFields = 'v.undecided, v.controls, v.found, t.untested, t.applied'

/** Sorts exceptions to the top, then what is undecided. */
export const worstFirst = 'coalesce(v.undecided, 2)'

/** The tests that look at a population, as the binding `:tests`. */
export function testsBinding(
  context: SheetContext,
  concerns: (control: SheetControl) => boolean
): { readonly tests: string } {
  return {
    tests: JSON.stringify(
      context.tests
        .filter(({ control }) => control.check !== null && concerns(control))
        .map(({ control, account }) => [account.id, control.control])
    )
  }
}

/** Whether a control reads one of these kinds of export. */
export function needsAny(control: SheetControl, ...needs: readonly string[]): boolean {
  return control.needs.some((need) => needs.includes(need))
}

export const verdictColumns: readonly SheetColumn[] = [
  { key: 'result', title: 'Result', type: 'outcome', width: 15 },
  { key: 'controls', title: 'Controls', type: 'text', width: 10 },
  { key: 'found', title: 'What was found', type: 'long', width: 48 },
  { key: 'untested', title: 'Not tested for', type: 'long', width: 10 }
]

/** A resource without exceptions shows none only where every check of its population could be run. */
export function verdictCells(record: VerdictRecord): Record<string, CellValue> {
  return {
    result: resultOf(record),
    controls: record.controls,
    found: record.found,
    untested: record.untested
  }
}

export const verdictTally: Tally = {
  column: 'result',
  words: [
    memberStatuses.exception.workbook,
    memberStatuses['needs-review'].workbook,
    outcomes['not-tested'].workbook,
    outcomes['not-applicable'].workbook,
    memberStatuses.pass.workbook
  ]
}

function resultOf({ undecided, untested, applied }: VerdictRecord): string {
  if (undecided === 0) return memberStatuses.exception.workbook
  if (undecided === 1) return memberStatuses['needs-review'].workbook
  if (untested !== null || applied === null) return outcomes['not-tested'].workbook
  if (applied === 0) return outcomes['not-applicable'].workbook
  return memberStatuses.pass.workbook
}
