/** What a signature on a period covers: the overall conclusion and everything below it, each by its hash. */
import type { Canonical } from '../../integrity/canonical-json.ts'
import { contentHash } from '../../integrity/content-hash.ts'
import type { Reader } from '../../store/database.ts'
import { keptRemediations } from '../findings/kept.ts'
import { findingContents, retestContents } from './finding-content.ts'
import { opinionOf } from './opinion.ts'
import { standingSources } from './relied-sources.ts'
import type { SignedContent } from './test-content.ts'

/** The form of all contents here. */
export const projection = 'p1'

type Period = { readonly id: number; readonly label: string }
type Hashes = { readonly [ref: string]: Canonical }

export function periodContent(
  db: Reader,
  period: Period,
  tests: ReadonlyMap<string, SignedContent>
): SignedContent {
  const opinion = opinionOf(db, period.id)
  return {
    evidence: [],
    findings: hashesOf(findingContents(db, period)),
    opinion: opinion?.opinion ?? null,
    period: period.label,
    remediations: Object.fromEntries(
      keptRemediations(db).map(({ ref, state, owner, due }) => [ref, { due, owner, state }])
    ),
    retests: hashesOf(retestContents(db)),
    riskAcceptances: acceptances(db),
    sources: Object.fromEntries(
      standingSources(db, period.id).map(({ ref, sha256, acceptance }) => [ref, { acceptance, sha256 }])
    ),
    statement: opinion?.statement ?? null,
    tests: hashesOf(tests)
  }
}

/** What a signature on the locked period covers: the content it was locked with, when and by whom, and the workbooks issued. */
export function archiveContent(
  db: Reader,
  period: Period,
  tests: ReadonlyMap<string, SignedContent>
): SignedContent {
  const locked = db.get<{ locked_at: string | null; locked_by: string | null }>(
    'select locked_at, locked_by from period where id = :period',
    { period: period.id }
  )
  const workbooks = db.all<{ version: number; sha256: string }>(
    `select w.version, coalesce(o.sha256, '') as sha256
     from workbook_export w
     left join object o on o.id = w.object_id
     where w.period_id = :period
     order by w.id`,
    { period: period.id }
  )
  return {
    content: contentHash(projection, periodContent(db, period, tests)),
    evidence: [],
    lockedAt: locked?.locked_at ?? null,
    lockedBy: locked?.locked_by ?? null,
    period: period.label,
    workbooks: Object.fromEntries(workbooks.map(({ version, sha256 }) => [`v${version}`, sha256]))
  }
}

function hashesOf(contents: ReadonlyMap<string, SignedContent>): Hashes {
  return Object.fromEntries([...contents].map(([ref, content]) => [ref, contentHash(projection, content)]))
}

function acceptances(db: Reader): Hashes {
  const rows = db.all<{ ref: string; until: string; ended: number }>(
    `select a.ref, a.expires_at as until, e.acceptance_id is not null as ended
     from risk_acceptance a
     left join risk_acceptance_end e on e.acceptance_id = a.id
     order by a.id`
  )
  return Object.fromEntries(rows.map(({ ref, until, ended }) => [ref, { ended: ended === 1, until }]))
}
