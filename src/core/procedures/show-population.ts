/** Shows the members a check looked at, page by page: what was listed as found when it ran, or the whole population tested again. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { Member, PopulationPage } from '../../shared/records/test.ts'
import type { CellValue } from '../../shared/records/workbook.ts'
import type { MemberStatus } from '../../shared/vocabulary.ts'
import { isAutomated, type AutomatedCheck, type MemberRow } from '../checks/check.ts'
import type { Reader } from '../store/database.ts'
import { sourceDates } from './as-of.ts'
import { controlNamed } from './controls.ts'
import { coverage } from './coverage.ts'
import { engagementOf, parametersOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { iterateMembers, valuesOf } from './run-check.ts'
import { testStates } from './test-states.ts'

interface Window {
  readonly offset: number
  readonly limit: number
}

export default procedure(
  'population.page',
  ({ db, recall }, { control, account, show, offset, limit }): PopulationPage => {
    const check = controlNamed(control)
    if (!isAutomated(check))
      throw new WorkbenchError('not-found', `${control} is a manual step; it has no population.`)
    const results = testStates(db, { control, account }).flatMap(({ result }) =>
      result !== null && result.outcome !== 'not-tested' ? [result] : []
    )
    const accounts = results.map((result) => result.account)
    const sum = (of: (result: (typeof results)[number]) => number): number =>
      results.reduce((total, result) => total + of(result), 0)
    const counts = {
      population: sum((result) => result.population),
      exceptions: sum((result) => result.exceptions),
      needsReview: sum((result) => result.needsReview)
    }
    if (show !== 'all') {
      const [status, matching] =
        show === 'exceptions'
          ? (['exception', counts.exceptions] as const)
          : (['needs-review', counts.needsReview] as const)
      const members = listedMembers(db, check, accounts, status, { offset, limit })
      return { columns: check.columns, members, matching, ...counts }
    }
    const members = recall(`${control}/${account ?? ''}`, () => everyMember(db, check, accounts))
    return {
      columns: check.columns,
      members: members.slice(offset, offset + limit),
      matching: members.length,
      ...counts
    }
  }
)

interface ListedRow {
  readonly account: string
  readonly resource: string
  readonly detail: string
  readonly source: number | null
  readonly sourceName: string | null
  readonly line: number
  readonly path: string | null
}

/** What the last run listed under one status, account by account; only the rows of this page are looked up in the facts. */
function listedMembers(
  db: Reader,
  check: AutomatedCheck,
  accounts: readonly string[],
  status: Exclude<MemberStatus, 'pass'>,
  { offset, limit }: Window
): Member[] {
  const rows = db.all<ListedRow>(
    `select r.account_id as account, e.resource, e.detail, e.source_id as source, s.name as sourceName, e.line, e.path
     from json_each(:accounts) a
     join check_result r on r.account_id = a.value and r.period_id = :period and r.control = :control
     join check_exception e on e.result_id = r.id and e.status = :status
     left join source s on s.id = e.source_id
     order by a.key, e.id
     limit :limit offset :offset`,
    {
      accounts: JSON.stringify(accounts),
      period: engagementOf(db).period.id,
      control: check.control,
      status,
      limit,
      offset
    }
  )
  const unknown = check.columns.map((): CellValue => null)
  return [...Map.groupBy(rows, ({ account }) => account)].flatMap(([account, listed]) => {
    const valuesAt = valuesByPlace(db, check, account, listed)
    return listed.map((row): Member => ({
      ...row,
      status,
      source: row.source ?? 0,
      sourceName: row.sourceName ?? '',
      values: valuesAt.get(placeOf(row.resource, row.source, row.line)) ?? unknown
    }))
  })
}

function valuesByPlace(
  db: Reader,
  check: AutomatedCheck,
  account: string,
  listed: readonly ListedRow[]
): ReadonlyMap<string, readonly CellValue[]> {
  const rows = db.all<MemberRow & Readonly<Record<string, string | number | null>>>(
    `select member.*
     from (${check.population}) as member
     where member.resource in (select value from json_each(:resources))`,
    { account, resources: JSON.stringify(listed.map(({ resource }) => resource)) }
  )
  return new Map(rows.map((row) => [placeOf(row.resource, row.source_id, row.line), valuesOf(check, row)]))
}

/** A resource may stand in several sources. */
function placeOf(resource: string, source: number | null, line: number): string {
  return JSON.stringify([resource, source, line])
}

/** Every member of a check's population with its status, account by account. */
function everyMember(db: Reader, check: AutomatedCheck, accounts: readonly string[]): Member[] {
  const { period } = engagementOf(db)
  const dateOf = sourceDates(db, period.id)
  const coverageOf = coverage(db, period.id)
  const parameters = parametersOf(db)
  const names = sourceNames(db)
  return accounts.flatMap((account) => {
    const context = {
      account,
      parameters,
      coverageOf: (need: string) => coverageOf(need, account),
      asOfOf: (source: number) => dateOf(source, account).at
    }
    return Array.from(iterateMembers(db, check, context), ({ source_id, ...member }) => ({
      ...member,
      account,
      source: source_id,
      sourceName: names.get(source_id) ?? ''
    }))
  })
}

function sourceNames(db: Reader): ReadonlyMap<number, string> {
  return new Map(
    db.all<{ id: number; name: string }>('select id, name from source').map(({ id, name }) => [id, name])
  )
}
