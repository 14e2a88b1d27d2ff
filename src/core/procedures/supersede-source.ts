/** Decides which earlier sources a newly read one replaces: the newer export of the same thing stands. */
import { importerOf } from '../importers/index.ts'
import type { Coverage } from '../importers/importer.ts'
import type { Writer } from '../store/database.ts'
import { dropFacts } from '../store/facts.ts'

interface Candidate {
  readonly id: number
  readonly ref: string
  readonly batch: number
  readonly kind: string
  readonly name: string
  readonly generated_at: number | null
  readonly latest_at: number | null
}

/**
 * Pages of one export stand side by side, and so do exports of different parts (`--filter`). Where one of two sources answers all
 * that the other answers, the later export stands; of two with the same date, the one received last. A refusal never replaces
 * data. Answers the references of the superseded sources.
 */
export function supersede(db: Writer, sourceId: number): string[] {
  const source = candidate(db, sourceId)
  const importer = source && importerOf(source.kind)
  // Organization exports answer by parent, policy or target, which `unite` settles row by row.
  if (!source || !importer || importer.scope === 'organization') return []
  const own = answersOf(db, sourceId)
  if (own.size === 0) return []
  const superseded: string[] = []
  for (const other of others(db, source)) {
    const its = answersOf(db, other.id)
    const arePages = isPage(own) && isPage(its) && (source.batch === other.batch || !isWhole(its))
    if (arePages) continue
    const [stands, goes]: [Candidate, Candidate] = isLater(source, other) ? [source, other] : [other, source]
    const standing = stands === source ? own : its
    const going = goes === source ? own : its
    if (!covers(standing, going) || (isRefusal(standing) && !isRefusal(going))) continue
    db.run("update source set state = 'superseded', superseded_by = :by where id = :id", {
      id: goes.id,
      by: stands.id
    })
    db.run("insert into source_note (source_id, level, sentence) values (:id, 'info', :sentence)", {
      id: goes.id,
      sentence: `Superseded by ${stands.ref}, ${stands.name}: a later export of the same.`
    })
    dropFacts(db, goes.id)
    superseded.push(goes.ref)
    if (goes === source) break
  }
  return superseded
}

function candidate(db: Writer, id: number): Candidate | undefined {
  return db.get<Candidate>(
    `select id, ref, batch, kind, name, generated_at, latest_at
     from source
     where id = :id and kind is not null and state in ('read', 'unreadable')`,
    { id }
  )
}

function others(db: Writer, source: Candidate): Candidate[] {
  return db.all<Candidate>(
    `select distinct s.id, s.ref, s.batch, s.kind, s.name, s.generated_at, s.latest_at
     from source s
     join source_coverage c on c.source_id = s.id
     where s.kind = :kind and s.id <> :id and s.state in ('read', 'unreadable')
       and s.period_id = (select period_id from source where id = :id)
       and c.account_id in (select account_id from source_coverage where source_id = :id)
     order by s.id`,
    { id: source.id, kind: source.kind }
  )
}

function answersOf(db: Writer, id: number): Map<string, Coverage> {
  return new Map(
    db
      .all<{ answer: string; state: Coverage }>(
        "select account_id || '/' || part as answer, state from source_coverage where source_id = :id",
        { id }
      )
      .map((row) => [row.answer, row.state])
  )
}

function covers(standing: ReadonlyMap<string, Coverage>, going: ReadonlyMap<string, Coverage>): boolean {
  return [...going.keys()].every((answer) => standing.has(answer))
}

function isLater(source: Candidate, other: Candidate): boolean {
  const [own, its] = [dateOf(source), dateOf(other)]
  return own === its ? source.id > other.id : own > its
}

function dateOf(source: Candidate): number {
  return source.generated_at ?? source.latest_at ?? 0
}

function isPage(answers: ReadonlyMap<string, Coverage>): boolean {
  return [...answers.values()].some((state) => state === 'page' || state === 'last-page')
}

function isWhole(answers: ReadonlyMap<string, Coverage>): boolean {
  return [...answers.values()].every((state) => state === 'complete')
}

function isRefusal(answers: ReadonlyMap<string, Coverage>): boolean {
  return [...answers.values()].every((state) => state === 'denied')
}
