/** Decides which earlier sources a newly read one replaces: the newer export of the same thing stands. */
import { importerOf } from '../importers/index.ts'
import type { Coverage, Importer } from '../importers/importer.ts'
import type { Reader, Writer } from '../store/database.ts'
import { dropFacts, factsOf } from '../store/facts.ts'

interface Candidate {
  readonly id: number
  readonly ref: string
  readonly batch: number
  readonly kind: string
  readonly name: string
  /** What was counted in it; '' for an error of AWS. */
  readonly content: string
  readonly generated_at: number | null
  /** When the call that made it began, as the manifest of its collection says. */
  readonly collected_at: number | null
  readonly latest_at: number | null
}

/**
 * Pages of one export stand side by side, and so do exports of different parts (`--filter`). Where one of two sources answers all
 * that the other answers, the later export stands; of two with the same date, the one received last. A refusal never replaces
 * data. Answers the references of the superseded sources.
 *
 * Organization exports tell the same thing in several answers: an account stands in the list of all and below its parent. Where
 * `unite` has left one row of the two, it goes with the source it came from; `bereaved` is told of every source that may have told
 * it too, which must be read again before what stands is whole.
 */
export function supersede(db: Writer, sourceId: number, bereaved?: (source: number) => void): string[] {
  const source = candidate(db, sourceId)
  const importer = source && importerOf(source.kind)
  // A manifest tells of the files beside it, also where those of another collection are newer.
  if (!source || !importer || importer.family === 'collection') return []
  const own = answersOf(db, sourceId)
  if (own.size === 0) return []
  const superseded: string[] = []
  for (const other of others(db, source)) {
    const its = answersOf(db, other.id)
    const arePages = isPage(own) && isPage(its) && (source.batch === other.batch || !isWhole(its))
    if (arePages) continue
    const [stands, goes]: [Candidate, Candidate] = isLater(source, other, importer)
      ? [source, other]
      : [other, source]
    const standing = stands === source ? own : its
    const going = goes === source ? own : its
    if (!covers(standing, going) || (isRefusal(standing) && !isRefusal(going))) continue
    if (importer.scope === 'organization') {
      if (isOfAnotherOrganization(db, stands, goes)) continue
      if (bereaved)
        for (const id of tellingTheSame(db, goes, source.batch)) if (id !== stands.id) bereaved(id)
    }
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

const candidateColumns = `s.id, s.ref, s.batch, s.kind, s.name, s.content, s.generated_at, s.latest_at,
  (
    select max(c.started_at) from collection_call c
    where c.sha256 = (select sha256 from object where id = s.object_id)
  ) as collected_at`

function candidate(db: Reader, id: number): Candidate | undefined {
  return db.get<Candidate>(
    `select ${candidateColumns}
     from source s
     where s.id = :id and s.kind is not null and s.state in ('read', 'unreadable') and s.is_rejected = 0`,
    { id }
  )
}

/** Sources that answer something the source answers, in the order received. */
function others(db: Reader, source: Candidate): Candidate[] {
  return db.all<Candidate>(
    `select ${candidateColumns}
     from source s
     where s.id in (
         select c.source_id
         from source_coverage own
         join source_coverage c on c.account_id = own.account_id and c.part = own.part
         where own.source_id = :id
       )
       and s.kind = :kind and s.id <> :id and s.state in ('read', 'unreadable') and s.is_rejected = 0
       and s.period_id = (select period_id from source where id = :id)
     order by s.id`,
    { id: source.id, kind: source.kind }
  )
}

function answersOf(db: Reader, id: number): Map<string, Coverage> {
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

/** Where one of them has no date, the order of receipt decides. */
function isLater(source: Candidate, other: Candidate, importer: Importer): boolean {
  const [own, its] = [dateOf(source, importer), dateOf(other, importer)]
  return own === null || its === null || own === its ? source.id > other.id : own > its
}

/**
 * The latest time in it dates an account's export, whose contents are in use. Lists of an organization hold dates of joining and of
 * creation alone: the older of two has the later one where what came last is gone.
 */
function dateOf(source: Candidate, { scope }: Importer): number | null {
  return source.generated_at ?? source.collected_at ?? (scope === 'account' ? source.latest_at : null)
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

/**
 * Facts of an organization carry its management account. An error of AWS that says there is none is the answer of one account
 * outside, and counts nothing.
 */
function isOfAnotherOrganization(db: Reader, stands: Candidate, goes: Candidate): boolean {
  if (stands.content === '' && goes.content !== '') return true
  const [standing, going] = [managementAccounts(db, stands.id), managementAccounts(db, goes.id)]
  return standing.size > 0 && going.size > 0 && ![...standing].some((account) => going.has(account))
}

function managementAccounts(db: Reader, source: number): Set<string> {
  const accounts = factsOf(db, source).flatMap(({ table, first, last }) =>
    db.all<{ account_id: string }>(
      `select distinct account_id from ${table}
       where rowid between :first and :last and source_id = :source and account_id <> ''`,
      { source, first, last }
    )
  )
  return new Set(accounts.map((row) => row.account_id))
}

/** Sources of earlier imports with facts in the same tables; those of this one are not united yet. */
function tellingTheSame(db: Reader, goes: Candidate, batch: number): number[] {
  return db
    .all<{ id: number }>(
      `select distinct f.source_id as id
       from source_fact f
       join source s on s.id = f.source_id
       where f.table_name in (select table_name from source_fact where source_id = :goes)
         and f.source_id <> :goes and s.batch <> :batch and s.state in ('read', 'unreadable') and s.is_rejected = 0
         and s.period_id = (select period_id from source where id = :goes)
       order by f.source_id`,
      { goes: goes.id, batch }
    )
    .map((row) => row.id)
}
