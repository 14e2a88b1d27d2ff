/** What became of the exceptions of a month, as it is kept: the last disposition of a fingerprint stands. */
import type { DispositionView } from '../../../shared/records/test.ts'
import type { Disposition } from '../../../shared/states/disposition.ts'
import type { Reader } from '../../store/database.ts'
import { appendEvent } from '../../store/events.ts'
import type { WriteContext } from '../procedure.ts'

/** The disposition that stands of each fingerprint asked for; what is open is left out. */
export function dispositionsOf(
  db: Reader,
  period: number,
  fingerprints: readonly string[]
): ReadonlyMap<string, DispositionView> {
  const rows = db.all<DispositionView & { readonly fingerprint: string }>(
    `select d.fingerprint, d.kind, d.ref, d.rationale, d.decided_by as "by", d.decided_at as "at"
     from json_each(:fingerprints) f
     join disposition d on d.id = (
       select max(id) from disposition where period_id = :period and fingerprint = f.value
     )
     where d.kind <> 'open'`,
    { period, fingerprints: JSON.stringify([...new Set(fingerprints)]) }
  )
  return new Map(rows.map(({ fingerprint, ...disposition }) => [fingerprint, disposition]))
}

/** Exceptions of the results that have a disposition, by `ROOT-01/111122223333`; of one control where it is given. */
export function judgedExceptions(
  db: Reader,
  period: number,
  control: string | null = null
): ReadonlyMap<string, number> {
  if (!db.get('select 1 from disposition where period_id = :period limit 1', { period })) return new Map()
  return new Map(
    db
      .all<{ test: string; n: number }>(
        `select r.control || '/' || r.account_id as test, count(*) as n
         from check_result r
         join check_exception e on e.result_id = r.id and e.status = 'exception'
         join disposition d on d.id = (
           select max(id) from disposition where period_id = :period and fingerprint = e.fingerprint
         )
         where r.period_id = :period and (:control is null or r.control = :control) and d.kind <> 'open'
         group by r.control, r.account_id`,
        { period, control }
      )
      .map(({ test, n }) => [test, n])
  )
}

export interface DecidedPlace {
  readonly period: { readonly id: number; readonly label: string }
  readonly control: string
}

export interface Decision {
  readonly kind: Disposition
  readonly ref: string | null
  readonly rationale: string
}

/** Keeps one decision over exceptions, with one event for all of them. */
export function keepDispositions(
  { db, actor, now }: WriteContext,
  place: DecidedPlace,
  exceptions: readonly { readonly fingerprint: string; readonly before: Disposition }[],
  decision: Decision
): void {
  if (exceptions.length === 0) return
  const at = now()
  for (const { fingerprint } of exceptions)
    db.run(
      `insert into disposition (period_id, fingerprint, kind, ref, rationale, decided_by, decided_at)
       values (:period, :fingerprint, :kind, :ref, :rationale, :actor, :at)`,
      { ...decision, period: place.period.id, fingerprint, actor, at }
    )
  appendEvent(db, {
    at,
    actor,
    action: 'disposition.decide',
    entity: 'control',
    entityId: `${place.period.label}/${place.control}`,
    payload: {
      exceptions: exceptions.map(({ fingerprint, before }) => ({ fingerprint, before })),
      after: { kind: decision.kind, ref: decision.ref, rationale: decision.rationale }
    }
  })
}

/** A raised finding disposes of its exceptions: of those chosen for it, else of those that were still to be judged. */
export function judgeRaised(
  context: WriteContext,
  place: DecidedPlace,
  exceptions: readonly { readonly fingerprint: string }[],
  { ref, isChosen }: { readonly ref: string; readonly isChosen: boolean }
): void {
  const fingerprints = exceptions.map(({ fingerprint }) => fingerprint)
  const standing = dispositionsOf(context.db, place.period.id, fingerprints)
  const decided = fingerprints.flatMap((fingerprint) => {
    const before = standing.get(fingerprint)?.kind ?? 'open'
    return isChosen || before === 'open' ? [{ fingerprint, before }] : []
  })
  keepDispositions(context, place, decided, { kind: 'finding', ref, rationale: '' })
}

/** Exceptions that were part of a finding, or covered by an acceptance, are to be judged again once that is gone. */
export function reopenDispositions(
  context: WriteContext,
  place: DecidedPlace,
  ref: string,
  rationale: string
): void {
  const rows = context.db.all<{ fingerprint: string; kind: Disposition }>(
    `select d.fingerprint, d.kind
     from (select max(id) as id from disposition where period_id = :period group by fingerprint) last
     join disposition d on d.id = last.id
     where d.ref = :ref and d.kind <> 'open'
     order by d.fingerprint`,
    { period: place.period.id, ref }
  )
  keepDispositions(
    context,
    place,
    rows.map(({ fingerprint, kind }) => ({ fingerprint, before: kind })),
    { kind: 'open', ref: null, rationale }
  )
}
