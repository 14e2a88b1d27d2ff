/** The date ages are counted from, source by source, and where that date comes from. */
import type { AsOf } from '../../shared/records/engagement.ts'
import type { AsOfOrigin } from '../../shared/vocabulary.ts'
import { corroboratingKinds } from '../importers/index.ts'
import type { Reader } from '../store/database.ts'

export interface SourceDate {
  readonly at: number
  readonly origin: AsOfOrigin
}

interface DatedSource {
  readonly id: number
  readonly generated_at: number | null
  readonly started_at: number | null
  readonly received_at: string
}

/**
 * Answers the date of a source for one account: the export's own date, the collection manifest's, the auditor's, the latest time
 * in that account's sources; the day of receipt only where no source of the account holds any date.
 */
export function sourceDates(db: Reader, periodId: number): (source: number, account: string) => SourceDate {
  const given = db.get<{ as_of: string | null }>('select as_of from period where id = :periodId', {
    periodId
  })?.as_of
  const sources = new Map(
    db
      .all<DatedSource>(
        `select s.id, s.generated_at, s.received_at, max(c.started_at) as started_at
         from source s
         join object o on o.id = s.object_id
         left join collection_call c on c.sha256 = o.sha256
         where s.period_id = :periodId
         group by s.id`,
        { periodId }
      )
      .map((source) => [source.id, source])
  )
  const latest = new Map(
    db
      .all<{ account_id: string; latest: number }>(
        `select c.account_id, max(coalesce(s.generated_at, s.latest_at)) as latest
         from source s
         join source_coverage c on c.source_id = s.id
         where s.period_id = :periodId and s.state = 'read' and coalesce(s.generated_at, s.latest_at) is not null
           and s.kind not in (select value from json_each(:beside))
         group by c.account_id`,
        { periodId, beside: JSON.stringify(corroboratingKinds) }
      )
      .map((row) => [row.account_id, row.latest])
  )
  const newestOfAll = latest.size === 0 ? undefined : Math.max(...latest.values())

  return (id, account) => {
    const source = sources.get(id)
    if (source?.generated_at != null) return { at: source.generated_at, origin: 'export' }
    if (source?.started_at != null) return { at: source.started_at, origin: 'manifest' }
    if (given != null) return { at: secondsOf(given), origin: 'auditor' }
    // An export of the organization that names no account is dated by all that was received.
    const newest = account === '' ? newestOfAll : latest.get(account)
    if (newest !== undefined) return { at: newest, origin: 'latest' }
    return { at: source ? secondsOf(source.received_at) : 0, origin: 'received' }
  }
}

/** As the page shows it. */
export function asOfView(date: SourceDate): AsOf {
  return { at: isoOf(date.at), origin: date.origin }
}

/** Seconds since 1970 as ISO-8601 UTC. */
export function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

export function secondsOf(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000)
}
