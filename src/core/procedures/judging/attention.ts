/** What somebody has to look at again on the tests of the open period, with the reason in a sentence. */
import type { Attention } from '../../../shared/records/test.ts'
import type { AttentionFlag } from '../../../shared/states/attention.ts'
import { parameters, type ParameterName } from '../../../shared/parameters.ts'
import { outcomes } from '../../../shared/vocabulary.ts'
import { isAutomated } from '../../checks/check.ts'
import { importerOf } from '../../importers/index.ts'
import type { Reader } from '../../store/database.ts'
import { engagementOf } from '../engagement.ts'
import { acceptancesOf } from '../findings/acceptances.ts'
import { keptFindings } from '../findings/kept.ts'
import { contentsOf } from '../sign-off/contents.ts'
import { signOffsOf } from '../sign-off/standing.ts'
import { testRecords } from '../sign-off/test-record.ts'
import type { TestState } from '../test-states.ts'

/** By `ROOT-01/111122223333`; tests without a conclusion need a conclusion and no second look. `now` is ISO-8601 UTC. */
export function attentionOf(
  db: Reader,
  now: string,
  states: readonly TestState[]
): ReadonlyMap<string, readonly Attention[]> {
  const finders = [
    ofConclusion,
    ofSources(db),
    ofThresholds(db),
    ofEvidence(db),
    ofAcceptances(db, now),
    ofSignOffs(db, controlOf(states))
  ]
  return new Map(
    states.flatMap((state) => {
      if (state.conclusion === null) return []
      const found = finders.flatMap((find) => find(state))
      if (found.length === 0) return []
      const account = state.account.id
      return [[refOf(state), found.map(([flag, sentence]) => ({ account, flag, sentence }))] as const]
    })
  )
}

type Finder = (state: TestState) => readonly (readonly [AttentionFlag, string])[]

function refOf({ check, account }: TestState): string {
  return `${check.control}/${account.id}`
}

function ofConclusion({ result, conclusion }: TestState): ReturnType<Finder> {
  const found: [AttentionFlag, string][] = []
  if (conclusion?.resultChanged) {
    const relied =
      conclusion.reliedOutcome === null ? 'no result' : `"${outcomes[conclusion.reliedOutcome].screen}"`
    const is = result === null ? 'there is none' : `it is "${outcomes[result.outcome].screen}"`
    found.push([
      'result-changed',
      `The conclusion relied on ${relied}; now ${is}${result !== null && result.outcome === conclusion.reliedOutcome ? ' over other members' : ''}.`
    ])
  }
  const override = conclusion?.override ?? null
  if (override !== null && override.approver === null)
    found.push(['override-open', `${override.ref} by ${override.author} is not approved yet.`])
  return found
}

interface SourceChange {
  readonly kind: string
  readonly account: string
  readonly at: string
  readonly sentence: string
}

/** Exports a test needs that were replaced or rejected after it was concluded. */
function ofSources(db: Reader): Finder {
  const { period } = engagementOf(db)
  const changes = (sql: string): ReadonlyMap<string, readonly SourceChange[]> =>
    Map.groupBy(db.all<SourceChange>(sql, { period: period.id }), ({ kind, account }) => `${kind}/${account}`)
  const superseded = changes(supersededSql)
  const rejected = changes(rejectedSql)
  if (superseded.size === 0 && rejected.size === 0) return () => []
  return ({ check, account, conclusion }) => {
    if (!isAutomated(check) || conclusion === null) return []
    const kinds = new Set(
      [...check.needs.flat(), ...(check.wants ?? [])].map((need) => need.split('.')[0] ?? need)
    )
    const later = (of: ReadonlyMap<string, readonly SourceChange[]>): SourceChange | undefined =>
      [...kinds]
        .flatMap(
          (kind) => of.get(`${kind}/${importerOf(kind)?.scope === 'organization' ? '' : account.id}`) ?? []
        )
        .find(({ at }) => at > conclusion.concludedAt)
    const replaced = later(superseded)
    const refused = later(rejected)
    return [
      ...(replaced ? [['source-superseded', replaced.sentence] as const] : []),
      ...(refused ? [['source-rejected', refused.sentence] as const] : [])
    ]
  }
}

const supersededSql = `
  select distinct by_source.kind, c.account_id as account, by_source.received_at as "at",
    s.ref || ' was replaced by ' || by_source.ref || ' after the test was concluded.' as sentence
  from source s
  join source by_source on by_source.id = s.superseded_by
  join source_coverage c on c.source_id = by_source.id
  where s.period_id = :period and s.state = 'superseded' and by_source.kind is not null
  order by s.id`

const rejectedSql = `
  select distinct s.kind, c.account_id as account, a.decided_at as "at",
    s.ref || ' was rejected after the test was concluded.' as sentence
  from source s
  join acceptance a on a.id = (select max(id) from acceptance where source_id = s.id)
  join source_coverage c on c.source_id = s.id
  where s.period_id = :period and s.is_rejected = 1 and s.kind is not null
  order by s.id`

function ofThresholds(db: Reader): Finder {
  const changed = new Map(
    db
      .all<{ name: ParameterName; at: string }>(
        `select entity_id as name, max(at) as "at" from audit_event where action = 'parameter.set' group by entity_id`
      )
      .map(({ name, at }) => [name, at])
  )
  if (changed.size === 0) return () => []
  return ({ check, conclusion }) => {
    if (!isAutomated(check) || conclusion === null) return []
    const later = check.parameters.filter((name) => (changed.get(name) ?? '') > conclusion.concludedAt)
    const titles = later.map((name) => `"${parameters[name].title}"`).join(', ')
    return later.length === 0
      ? []
      : [['threshold-changed', `${titles} changed after the test was concluded.`]]
  }
}

function ofEvidence(db: Reader): Finder {
  const withdrawn = Map.groupBy(
    db.all<{ test: string; ref: string; at: string }>(
      `select l.control || '/' || l.account_id as test, e.ref, e.withdrawn_at as "at"
       from evidence e
       join evidence_of_test l on l.evidence_id = e.id
       where l.period_id = :period and e.withdrawn_at is not null
       union
       select l.control || '/' || l.account_id, e.ref, max(d.ended_at)
       from evidence e
       join evidence_link l on l.evidence_id = e.id
       join evidence_link_end d on d.link_id = l.id
       where l.period_id = :period and e.withdrawn_at is null and not exists (
         select 1
         from evidence_of_test t
         where t.evidence_id = e.id and t.period_id = l.period_id and t.control = l.control and t.account_id = l.account_id
       )
       group by l.control, l.account_id, e.ref
       order by 2`,
      { period: engagementOf(db).period.id }
    ),
    ({ test }) => test
  )
  return (state) => {
    const later = (withdrawn.get(refOf(state)) ?? []).filter(
      ({ at }) => at > (state.conclusion?.concludedAt ?? '')
    )
    const refs = later.map(({ ref }) => ref).join(', ')
    return later.length === 0
      ? []
      : [
          [
            'evidence-withdrawn',
            `${refs} ${later.length === 1 ? 'was' : 'were'} withdrawn or taken back after the test was concluded.`
          ]
        ]
  }
}

/** Exceptions disposed of by a risk acceptance that does not hold any more. */
function ofAcceptances(db: Reader, now: string): Finder {
  const relied = db.all<{ test: string; ref: string }>(
    `select distinct r.control || '/' || r.account_id as test, d.ref
     from check_result r
     join check_exception e on e.result_id = r.id
     join disposition d on d.kind = 'risk-accepted' and d.id = (
       select max(id) from disposition where period_id = :period and fingerprint = e.fingerprint
     )
     where r.period_id = :period and exists (
       select 1 from disposition where period_id = :period and kind = 'risk-accepted'
     )
     order by d.ref`,
    { period: engagementOf(db).period.id }
  )
  if (relied.length === 0) return () => []
  const holding = new Set(
    keptFindings(db)
      .flatMap((finding) => acceptancesOf(db, finding, now))
      .flatMap(({ ref, state }) => (state === 'active' ? [ref] : []))
  )
  const lapsed = Map.groupBy(
    relied.filter(({ ref }) => !holding.has(ref)),
    ({ test }) => test
  )
  return (state) =>
    (lapsed.get(refOf(state)) ?? []).map(({ ref }) => [
      'acceptance-lapsed',
      `${ref} does not hold any more, and exceptions rest on it.`
    ])
}

/** The control all states are of; null where there are several. */
function controlOf(states: readonly TestState[]): string | null {
  const [control, ...others] = new Set(states.map(({ check }) => check.control))
  return others.length === 0 ? (control ?? null) : null
}

/** Only what was signed of these tests is held against what they are now. */
function ofSignOffs(db: Reader, control: string | null): Finder {
  const { period } = engagementOf(db)
  if (
    !db.get(`select 1 from sign_off where period_id = :period and scope = 'test' limit 1`, {
      period: period.id
    })
  )
    return () => []
  const contents = contentsOf(db, () => testRecords(db, control))
  const stale = Map.groupBy(
    signOffsOf(db, (scope, ref) => (scope === 'test' ? contents(scope, ref) : null), control).filter(
      ({ scope, state }) => scope === 'test' && state === 'stale'
    ),
    ({ scope_ref }) => scope_ref
  )
  return (state) =>
    (stale.get(refOf(state)) ?? []).map(({ role, printed_name }) => [
      'sign-off-stale',
      `The test changed after ${printed_name} signed it as ${role}.`
    ])
}
