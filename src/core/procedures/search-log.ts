/** Searches the event log and says in words what each entry changed. */
import type { EventView, LogEntry, LogPage } from '../../shared/records/engagement.ts'
import { procedure } from './procedure.ts'

export default procedure('event.search', ({ db }, { search, actor, entity, offset, limit }): LogPage => {
  const filter = { actor, entity, like: search === '' ? null : `%${search.replaceAll(/[\\%_]/g, '\\$&')}%` }
  const rows = db.all<EventView & { readonly payload: string }>(
    `select seq, at, actor, action, entity, entity_id as entityId, hash, json_extract(payload, '$.clockBehind') as clockBehind,
       payload
     from audit_event
     where ${matches}
     order by seq desc
     limit :limit offset :offset`,
    { ...filter, offset, limit }
  )
  const count = (where: string, bindings = {}): number =>
    db.get<{ n: number }>(`select count(*) as n from audit_event where ${where}`, bindings)?.n ?? 0
  const names = (column: 'actor' | 'entity'): readonly string[] =>
    db
      .all<{ name: string }>(`select distinct ${column} as name from audit_event order by ${column}`)
      .map(({ name }) => name)
  return {
    entries: rows.map(entryOf),
    matching: count(matches, filter),
    total: count('true'),
    actors: names('actor'),
    entities: names('entity')
  }
})

const matches = `(:actor is null or actor = :actor) and (:entity is null or entity = :entity)
  and (
    :like is null or action like :like escape '\\' or entity_id like :like escape '\\' or actor like :like escape '\\'
    or payload like :like escape '\\' or hash like :like escape '\\'
  )`

function entryOf({ payload, ...event }: EventView & { readonly payload: string }): LogEntry {
  const { before = null, after = null, ...others } = readPayload(payload)
  return { ...event, before: wordsOf(before), after: wordsOf(after), details: wordsOf(others) ?? '' }
}

/** A payload somebody damaged is shown as it stands. */
function readPayload(payload: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(payload)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : { payload }
  } catch {
    return { payload }
  }
}

function wordsOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'object') return typeof value === 'string' ? value : JSON.stringify(value)
  if (Array.isArray(value)) return value.map((one) => wordsOf(one) ?? '').join(', ')
  return Object.entries(value)
    .flatMap(([key, one]) => {
      const words = wordsOf(one)
      return words === null || words === '' ? [] : [`${key}: ${words}`]
    })
    .join(', ')
}
