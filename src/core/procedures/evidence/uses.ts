/** What a piece of evidence backs and backed, place by place. */
import type { EvidenceUse } from '../../../shared/records/evidence.ts'
import type { Reader } from '../../store/database.ts'
import { keptFindings } from '../findings/kept.ts'
import { openPeriod } from '../period/state.ts'

interface UseRow extends Omit<EvidenceUse, 'ended' | 'canEnd'> {
  readonly reason: string | null
  readonly endedBy: string | null
  readonly endedAt: string | null
}

/** The newest first. */
export function usesOf(db: Reader, piece: number): readonly EvidenceUse[] {
  const open = openPeriod(db)
  const liveFindings = new Set(
    keptFindings(db).flatMap(({ ref, state }) => (state === 'draft' || state === 'issued' ? [ref] : []))
  )
  return db.all<UseRow>(usesSql, { piece }).map(({ reason, endedBy, endedAt, ...use }) => {
    const ended = endedAt === null ? null : { reason: reason ?? '', by: endedBy ?? '', at: endedAt }
    const isOpen =
      use.target === 'test'
        ? use.period === open.label && open.state !== 'locked'
        : use.target === 'finding' && liveFindings.has(use.ref)
    return { ...use, ended, canEnd: ended === null && isOpen }
  })
}

/** The finding a use (`u`) is about, by its id. */
export const findingOfUse = `
  case u.target
    when 'finding' then (select id from finding where ref = u.ref)
    when 'remediation' then (select finding_id from remediation where ref = u.ref)
    when 'retest' then (
      select m.finding_id from retest t join remediation m on m.id = t.remediation_id where t.ref = u.ref
    )
    when 'risk-acceptance' then (select finding_id from risk_acceptance where ref = u.ref)
  end`

const usesSql = `
  select 'test' as target, l.control || '/' || l.account_id as ref, p.label as period, l.control, l.account_id as account,
    null as finding, l.locator, '' as purpose, l.linked_by as "by", l.linked_at as "at", d.reason, d.ended_by as endedBy,
    d.ended_at as endedAt
  from evidence_link l
  join period p on p.id = l.period_id
  left join evidence_link_end d on d.link_id = l.id
  where l.evidence_id = :piece
  union all
  select u.target, u.ref, null, coalesce(f.control, o.control, s.control), o.account_id, f.ref, u.locator, u.purpose,
    u.linked_by, u.linked_at, d.reason, d.ended_by, d.ended_at
  from evidence_use u
  left join finding f on f.id = ${findingOfUse}
  left join conclusion_override o on u.target = 'override' and o.ref = u.ref
  left join sample s on u.target = 'sample-item' and u.ref like s.ref || '/%'
  left join evidence_use_end d on d.use_id = u.id
  where u.evidence_id = :piece
  order by "at" desc, target, ref`
