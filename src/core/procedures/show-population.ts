/** Shows the members a check looked at, page by page: what was listed as found when it ran, or the whole population tested again. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { Member, PopulationPage } from '../../shared/records/test.ts'
import type { CellValue } from '../../shared/records/workbook.ts'
import type { MemberStatus } from '../../shared/vocabulary.ts'
import { isAutomated, type AutomatedCheck } from '../checks/check.ts'
import type { Reader } from '../store/database.ts'
import { sourceDates } from './as-of.ts'
import { controlNamed } from './controls.ts'
import { coverage } from './coverage.ts'
import { engagementOf, parametersOf } from './engagement.ts'
import { dispositionsOf } from './judging/dispositions.ts'
import { procedure } from './procedure.ts'
import {
  iterateMembers,
  memberTest,
  type CheckContext,
  type EvaluatedMember,
  type PopulationRow
} from './run-check.ts'
import { fingerprint } from './run-checks.ts'
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
      judged: sum((result) => result.judged),
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
      members: judged(db, members.slice(offset, offset + limit)),
      matching: members.length,
      ...counts
    }
  }
)

interface ListedRow {
  readonly account: string
  readonly resource: string
  readonly fingerprint: string
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
    `select r.account_id as account, e.resource, e.fingerprint, e.detail, e.source_id as source, s.name as sourceName, e.line, e.path
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
  const contextOf = contexts(db)
  const members = [...Map.groupBy(rows, ({ account }) => account)].flatMap(([account, listed]) => {
    const foundAt = membersByPlace(db, check, contextOf(account), listed)
    return listed.map((row): Undisposed => {
      const found = foundAt.get(placeOf(row.resource, row.source, row.line))
      return {
        ...row,
        status,
        source: row.source ?? 0,
        sourceName: row.sourceName ?? '',
        values: found?.values ?? unknown,
        documents: found?.documents ?? []
      }
    })
  })
  return judged(db, members)
}

type Undisposed = Omit<Member, 'disposition' | 'lastMonth'>

/** Members with what became of them, this month and the one before. */
function judged(db: Reader, members: readonly Undisposed[]): Member[] {
  const { period } = engagementOf(db)
  const prior = db.get<{ id: number | null }>('select prior_id as id from period where id = :id', {
    id: period.id
  })
  const fingerprints = members.flatMap(({ fingerprint }) => fingerprint ?? [])
  const now = dispositionsOf(db, period.id, fingerprints)
  const before = prior?.id == null ? new Map<string, never>() : dispositionsOf(db, prior.id, fingerprints)
  return members.map((member) => ({
    ...member,
    disposition: now.get(member.fingerprint ?? '') ?? null,
    lastMonth: before.get(member.fingerprint ?? '') ?? null
  }))
}

/** The listed rows tested again: the record keeps what was found, and not what was looked at. */
function membersByPlace(
  db: Reader,
  check: AutomatedCheck,
  context: CheckContext,
  listed: readonly ListedRow[]
): ReadonlyMap<string, EvaluatedMember> {
  const rows = db.all<PopulationRow>(
    `select member.*
     from (${check.population}) as member
     where member.resource in (select value from json_each(:resources))`,
    { account: context.account, resources: JSON.stringify(listed.map(({ resource }) => resource)) }
  )
  const evaluate = memberTest(check, context)
  return new Map(rows.map((row) => [placeOf(row.resource, row.source_id, row.line), evaluate(row)]))
}

/** A resource may stand in several sources. */
function placeOf(resource: string, source: number | null, line: number): string {
  return JSON.stringify([resource, source, line])
}

/** Every member of a check's population with its status, account by account. */
function everyMember(db: Reader, check: AutomatedCheck, accounts: readonly string[]): Undisposed[] {
  const names = sourceNames(db)
  const contextOf = contexts(db)
  return accounts.flatMap((account) =>
    Array.from(iterateMembers(db, check, contextOf(account)), ({ source_id, ...member }) => ({
      ...member,
      account,
      fingerprint: member.status === 'pass' ? null : fingerprint(check.id, account, member.resource),
      source: source_id,
      sourceName: names.get(source_id) ?? ''
    }))
  )
}

/** What a check is told of an account, as when it ran. */
function contexts(db: Reader): (account: string) => CheckContext {
  const { period } = engagementOf(db)
  const dateOf = sourceDates(db, period.id)
  const coverageOf = coverage(db, period.id)
  const parameters = parametersOf(db)
  return (account) => ({
    account,
    parameters,
    coverageOf: (need) => coverageOf(need, account),
    asOfOf: (source) => dateOf(source, account).at
  })
}

function sourceNames(db: Reader): ReadonlyMap<number, string> {
  return new Map(
    db.all<{ id: number; name: string }>('select id, name from source').map(({ id, name }) => [id, name])
  )
}
