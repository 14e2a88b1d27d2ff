/** Everything that was recorded on the tests of the open period, gathered at once: what a signature covers and what it needs. */
import type { Parameters } from '../../../shared/parameters.ts'
import type { AccountView } from '../../../shared/records/engagement.ts'
import type { Conclusion, Outcome } from '../../../shared/vocabulary.ts'
import { isAutomated, type Check } from '../../checks/check.ts'
import type { Canonical } from '../../integrity/canonical-json.ts'
import { contentHash } from '../../integrity/content-hash.ts'
import type { Reader } from '../../store/database.ts'
import { accountsOf } from '../accounts.ts'
import { controlsOf } from '../controls.ts'
import { engagementOf, parametersOf } from '../engagement.ts'
import { reliedSources, type ReliedSource } from './relied-sources.ts'

export interface TestRecord {
  /** `ROOT-01/111122223333` */
  readonly ref: string
  readonly check: Check
  readonly account: AccountView
  /** SHA-256 of what the control asks and how it is tested, thresholds included. */
  readonly procedure: string
  /** null for a manual step, and before the first run. */
  readonly result: ResultRow | null
  readonly conclusion: ConclusionRow | null
  /** The last one that was not withdrawn. */
  readonly override: OverrideRow | null
  /** Exceptions of the result that are disposed of. */
  readonly dispositions: readonly DispositionRow[]
  readonly samples: readonly SampleRecord[]
  /** Not withdrawn; one for each place in it. */
  readonly evidence: readonly EvidenceRow[]
  readonly sources: readonly ReliedSource[]
}

interface TestRow {
  readonly control: string
  readonly account_id: string
}

export interface ResultRow extends TestRow {
  readonly outcome: Outcome
  readonly population: number
  readonly exceptions: number
  readonly result_hash: string
}

export interface ConclusionRow extends TestRow {
  readonly conclusion: Conclusion
  readonly reason: string
  readonly steps: string
  readonly bulk: number
  readonly concluded_by: string
  readonly concluded_at: string
  readonly relied_hash: string | null
}

export interface OverrideRow extends TestRow {
  readonly outcome: Outcome
  readonly conclusion: Conclusion
  readonly reason: string
  readonly rationale: string
  readonly author: string
  readonly approver: string | null
}

export interface DispositionRow extends TestRow {
  readonly fingerprint: string
  readonly resource: string
  readonly status: 'exception' | 'needs-review'
  readonly kind: string
  readonly ref: string | null
  readonly rationale: string
  readonly decided_by: string
}

export interface EvidenceRow extends TestRow {
  readonly added_by: string
  readonly ref: string
  readonly title: string
  readonly sha256: string
  readonly locator: string
}

export interface SampleRecord {
  readonly ref: string
  /** Who drew it and who set the marks that stand. */
  readonly hands: readonly string[]
  readonly items: readonly string[]
  readonly attributes: readonly string[]
  readonly ticks: readonly {
    readonly item: string
    readonly code: string
    readonly mark: string
    readonly note: string
  }[]
}

/** In the order of the checklist, then of the accounts; of one control where it is given. */
export function testRecords(db: Reader, control: string | null = null): TestRecord[] {
  const { period } = engagementOf(db)
  const bindings = { period: period.id, control }
  const lookUp = <Row extends TestRow>(sql: string): ((ref: string) => readonly Row[]) => {
    const rows = Map.groupBy(db.all<Row>(sql, bindings), (row) => `${row.control}/${row.account_id}`)
    return (ref) => rows.get(ref) ?? []
  }
  const results = lookUp<ResultRow>(resultsSql)
  const conclusions = lookUp<ConclusionRow>(conclusionsSql)
  const overrides = lookUp<OverrideRow>(overridesSql)
  const dispositions = lookUp<DispositionRow>(dispositionsSql)
  const evidence = lookUp<EvidenceRow>(evidenceSql)
  const samplesOf = sampleRecords(db, period.id)
  const sourcesOf = reliedSources(db, period.id)
  const parameters = parametersOf(db)

  return controlsOf(accountsOf(db))
    .filter(({ check }) => control === null || check.control === control)
    .flatMap(({ check, accounts }) => {
      const procedure = procedureHash(check, parameters)
      return accounts.map((account) => {
        const ref = `${check.control}/${account.id}`
        return {
          ref,
          check,
          account,
          procedure,
          result: results(ref)[0] ?? null,
          conclusion: conclusions(ref)[0] ?? null,
          override: overrides(ref).at(-1) ?? null,
          dispositions: dispositions(ref),
          samples: samplesOf(check.control, account.id),
          evidence: evidence(ref),
          sources: sourcesOf(check, account.id)
        }
      })
    })
}

/** Everybody who had a part in a test and therefore does not review it. */
export function handsOf(record: TestRecord): ReadonlySet<string> {
  const { conclusion, override, sources, dispositions, evidence, samples } = record
  return new Set([
    ...dispositions.map(({ decided_by }) => decided_by),
    ...evidence.map(({ added_by }) => added_by),
    ...samples.flatMap(({ hands }) => hands),
    ...(conclusion ? [conclusion.concluded_by] : []),
    ...(override ? [override.author] : []),
    ...sources.flatMap(({ decidedBy }) => (decidedBy === null ? [] : [decidedBy]))
  ])
}

/** The same for the same words and thresholds: what was signed was tested in this way. */
function procedureHash(check: Check, parameters: Parameters): string {
  const thresholds = isAutomated(check)
    ? Object.fromEntries(check.parameters.map((name) => [name, parameters[name]]))
    : {}
  const { criterion, procedure } = check
  return contentHash('p1', { criterion, procedure, thresholds } satisfies Canonical)
}

const narrowed = 'period_id = :period and (:control is null or control = :control)'

const resultsSql = `
  select control, account_id, outcome, population, exceptions, result_hash
  from check_result
  where ${narrowed}`

const conclusionsSql = `
  select control, account_id, conclusion, reason, steps, bulk, concluded_by, concluded_at, relied_hash
  from conclusion
  where ${narrowed}`

const overridesSql = `
  select control, account_id, outcome, conclusion, reason, rationale, author, approver
  from conclusion_override
  where ${narrowed} and withdrawn_at is null
  order by id`

const dispositionsSql = `
  select r.control, r.account_id, e.fingerprint, e.resource, e.status, d.kind, d.ref, d.rationale, d.decided_by
  from check_result r
  join check_exception e on e.result_id = r.id
  join disposition d on d.id = (
    select max(id) from disposition where period_id = :period and fingerprint = e.fingerprint
  )
  where exists (select 1 from disposition where period_id = :period)
    and r.period_id = :period and (:control is null or r.control = :control) and d.kind <> 'open'
  order by e.fingerprint, e.id`

const evidenceSql = `
  select l.control, l.account_id, e.added_by, e.ref, e.title, coalesce(o.sha256, '') as sha256, l.locator
  from standing_link l
  join evidence e on e.id = l.evidence_id
  left join object o on o.id = e.object_id
  where l.period_id = :period and (:control is null or l.control = :control) and e.withdrawn_at is null
  order by e.ref, l.locator`

interface ItemRow {
  readonly sample: number
  readonly ref: string
  readonly control: string
  readonly account_id: string
  readonly key: string
  readonly drawn_by: string
}

interface TickRow {
  readonly sample: number
  readonly item: string
  readonly code: string
  readonly mark: string
  readonly note: string
  readonly ticked_by: string
}

/** Of a control's samples the items that are about an account, with the last mark of each attribute. */
function sampleRecords(
  db: Reader,
  period: number
): (control: string, account: string) => readonly SampleRecord[] {
  const items = db.all<ItemRow>(
    `select s.id as sample, s.ref, s.control, i.account_id, i.key, s.drawn_by
     from sample s
     join sample_item i on i.sample_id = s.id
     where s.period_id = :period
     order by s.id, i.n`,
    { period }
  )
  if (items.length === 0) return () => []
  const attributes = Map.groupBy(
    db.all<{ sample: number; code: string }>(
      'select sample_id as sample, code from sample_attribute order by sample_id, code'
    ),
    ({ sample }) => sample
  )
  const ticks = Map.groupBy(
    db.all<TickRow>(
      `select sample_id as sample, item, code, mark, note, ticked_by, max(id) as id
       from sample_tick
       group by sample_id, item, code`
    ),
    ({ sample, item }) => `${sample}/${item}`
  )
  const records = new Map<string, SampleRecord[]>()
  for (const own of Map.groupBy(items, (item) => `${item.sample}/${item.account_id}`).values()) {
    const [first] = own
    if (!first) continue
    const key = `${first.control}/${first.account_id}`
    const marked = own
      .flatMap((item) => ticks.get(`${first.sample}/${item.key}`) ?? [])
      .filter(({ mark }) => mark !== 'open')
    const record = {
      ref: first.ref,
      hands: [first.drawn_by, ...marked.map(({ ticked_by }) => ticked_by)],
      items: own.map((item) => item.key),
      attributes: (attributes.get(first.sample) ?? []).map(({ code }) => code),
      ticks: marked.map(({ item, code, mark, note }) => ({ item, code, mark, note }))
    }
    records.set(key, [...(records.get(key) ?? []), record])
  }
  return (control, account) => records.get(`${control}/${account}`) ?? []
}
