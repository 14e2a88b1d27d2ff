/** The sources a test rests on, and whether the auditor accepted them. */
import type { Acceptance } from '../../../shared/vocabulary.ts'
import { isAutomated, type Check } from '../../checks/check.ts'
import { importerOf } from '../../importers/index.ts'
import type { Reader } from '../../store/database.ts'
import { acceptanceOf } from '../show-proofs.ts'
import type { Decision } from '../../../shared/records/proof.ts'

export interface ReliedSource {
  readonly id: number
  /** `SF-001` */
  readonly ref: string
  readonly kind: string
  readonly sha256: string
  readonly acceptance: Acceptance
  readonly decidedBy: string | null
}

interface SourceRow {
  readonly id: number
  readonly ref: string
  readonly kind: string
  readonly sha256: string
  readonly state: string
  readonly decision: Decision['decision'] | null
  readonly decided_by: string | null
}

/** Answers by check and account; a manual step rests on no source. Exports of the organization answer for every account. */
export function reliedSources(
  db: Reader,
  period: number
): (check: Check, account: string) => readonly ReliedSource[] {
  const sources = new Map(db.all<SourceRow>(sourcesSql, { period }).map((row) => [row.id, asRelied(row)]))
  const covering = Map.groupBy(
    db
      .all<{ source_id: number; account_id: string }>(
        'select distinct source_id, account_id from source_coverage order by source_id'
      )
      .filter(({ source_id }) => sources.has(source_id)),
    ({ source_id, account_id }) => placeOf(sources.get(source_id)?.kind ?? '', account_id)
  )
  const kindsOf = new Map<Check, readonly string[]>()
  const answered = new Map<string, readonly ReliedSource[]>()

  return (check, account) => {
    if (!isAutomated(check)) return []
    const kinds = kindsOf.get(check) ?? kindsNeeded(check.needs.flat(), check.wants)
    kindsOf.set(check, kinds)
    const key = `${kinds.join()}/${account}`
    const known = answered.get(key)
    if (known) return known
    const ids = kinds.flatMap((kind) =>
      (covering.get(placeOf(kind, account)) ?? []).map(({ source_id }) => source_id)
    )
    const relied = [...new Set(ids)].sort((a, b) => a - b).flatMap((id) => sources.get(id) ?? [])
    answered.set(key, relied)
    return relied
  }
}

/** Every source of the period that states facts and is relied on, with what was decided of it. */
export function standingSources(db: Reader, period: number): readonly ReliedSource[] {
  return db
    .all<SourceRow>(sourcesSql, { period })
    .filter(({ kind }) => !beside.has(importerOf(kind)?.family ?? 'collection'))
    .map(asRelied)
}

/** What corroborates, and what says how the files were made, is not relied on. */
const beside: ReadonlySet<string> = new Set(['corroboration', 'collection'])

export function isAccepted({ acceptance }: ReliedSource): boolean {
  return acceptance === 'accepted' || acceptance === 'accepted-with-limitation'
}

function asRelied({ state, decision, decided_by, ...row }: SourceRow): ReliedSource {
  const acceptance = acceptanceOf(state, decision ?? undefined)
  return { ...row, acceptance, decidedBy: acceptance === 'received' ? null : decided_by }
}

function placeOf(kind: string, account: string): string {
  return `${kind}/${importerOf(kind)?.scope === 'organization' ? '' : account}`
}

function kindsNeeded(needs: readonly string[], wants: readonly string[] = []): readonly string[] {
  return [...new Set([...needs, ...wants].map((need) => need.split('.')[0] ?? need))]
}

/** A rejected source states no facts, so nothing rests on it. */
const sourcesSql = `
  select s.id, s.ref, s.kind, coalesce(o.sha256, '') as sha256, s.state, a.decision, a.decided_by
  from source s
  left join object o on o.id = s.object_id
  left join acceptance a on a.id = (select max(id) from acceptance where source_id = s.id)
  where s.period_id = :period and s.state = 'read' and s.is_rejected = 0 and s.kind is not null
  order by s.id`
