/** The library of evidence: every piece with where it comes from, what it backs and whether its bytes are still those received. */
import {
  useTargets,
  type EvidenceDetail,
  type EvidencePage,
  type EvidenceRow,
  type Facet
} from '../../shared/records/evidence.ts'
import type { Reader } from '../store/database.ts'
import { checksOf } from './evidence/checks.ts'
import { pieceNamed } from './evidence/piece.ts'
import { retentionOf } from './evidence/retention.ts'
import { findingOfUse, usesOf } from './evidence/uses.ts'
import { procedure } from './procedure.ts'

export default [
  procedure('evidence.search', ({ db }, { search, offset, limit, mark, ...narrowed }): EvidencePage => {
    const filter = {
      ...narrowed,
      like: search === '' ? null : `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`,
      damaged: JSON.stringify(checksOf(db).damaged())
    }
    const count = db.get<Counts>(`${pieces} ${countsSql}`, filter)
    return {
      rows: rowsOf(
        db,
        `${pieces} select * from piece where ${matches} order by id desc limit :limit offset :offset`,
        { ...filter, offset, limit }
      ),
      matching: count?.matching ?? 0,
      total: count?.total ?? 0,
      unused: count?.unused ?? 0,
      withdrawn: count?.withdrawn ?? 0,
      size: count?.size ?? 0,
      at: db.get<{ at: number | null }>(`${pieces} ${placeSql}`, { ...filter, mark })?.at ?? null,
      types: db.all<Facet>(
        'select type as value, count(*) as count from evidence group by type order by type'
      ),
      periods: db.all<Facet>(periodsSql),
      controls: db.all<Facet>(controlsSql),
      findings: db.all<Facet>(findingsSql)
    }
  }),

  procedure('evidence.show', ({ db }, { evidence }): EvidenceDetail => {
    const { id, withdrawnAt } = pieceNamed(db, evidence)
    const [row] = rowsOf(db, `${pieces} select * from piece where id = :id`, { id })
    const said = db.get<Said>(saidSql, { id })
    if (row === undefined || said === undefined) throw new Error('A piece of evidence without its line')
    return {
      ...row,
      withdrawal: withdrawnAt === null ? null : { reason: said.reason ?? '', at: withdrawnAt },
      describedBy: said.describedBy,
      describedAt: said.describedAt,
      uses: usesOf(db, id),
      retention: retentionOf(db)
    }
  })
]

interface Counts {
  readonly matching: number
  readonly total: number
  readonly unused: number
  readonly withdrawn: number
  readonly size: number
}

interface Said {
  readonly reason: string | null
  readonly describedBy: string | null
  readonly describedAt: string | null
}

interface PieceRow extends Omit<EvidenceRow, 'backs' | 'byClient' | 'redacted' | 'check'> {
  readonly object: number
  readonly byClient: number
  readonly redacted: number
  readonly backs: string
}

function rowsOf(db: Reader, sql: string, bindings: Parameters<Reader['all']>[1]): readonly EvidenceRow[] {
  const checks = checksOf(db)
  return db.all<PieceRow>(sql, bindings).map(({ object, byClient, redacted, backs, ...row }) => ({
    ...row,
    byClient: byClient === 1,
    redacted: redacted === 1,
    backs: JSON.parse(backs) as string[],
    check: checks.of(object)
  }))
}

const ofFinding = `
  select u.evidence_id, f.ref, f.control
  from standing_use u
  join finding f on f.id = ${findingOfUse}`

const pieces = `
  with piece as (
    select e.id, e.ref, e.type, e.title, e.file_name as fileName, e.mime, coalesce(o.size, 0) as size,
      coalesce(o.sha256, '') as sha256, e.added_by as addedBy, e.added_at as addedAt, e.object_id as object,
      coalesce(g.obtained_from, '') as obtainedFrom, coalesce(g.obtained_by, '') as obtainedBy,
      coalesce(g.obtained_at, '') as obtainedAt, coalesce(g.as_of, '') as asOf, coalesce(g.address, '') as address,
      coalesce(g.by_client, 0) as byClient, coalesce(g.redacted, 0) as redacted,
      case
        when e.withdrawn_at is not null then 'withdrawn'
        when exists (select 1 from standing_link where evidence_id = e.id) then 'used'
        when exists (select 1 from standing_use where evidence_id = e.id) then 'used'
        else 'unused'
      end as state,
      (
        select json_group_array(name)
        from (
          select control as name, 0 as place from standing_link where evidence_id = e.id
          union
          select iif(target = 'sample-item', substr(ref, 1, instr(ref, '/') - 1), ref), 1
          from standing_use
          where evidence_id = e.id and target in (${Object.keys(useTargets)
            .map((target) => `'${target}'`)
            .join(', ')})
          order by place, name
        )
      ) as backs
    from evidence e
    left join object o on o.id = e.object_id
    left join origin_of_evidence g on g.evidence_id = e.id
  )`

const matches = `
  (:type is null or type = :type)
  and (
    :state is null or state = :state
    or (:state = 'damaged' and state <> 'withdrawn' and object in (select value from json_each(:damaged)))
  )
  and (
    :period is null or id in (
      select l.evidence_id from standing_link l join period p on p.id = l.period_id where p.label = :period
    )
  )
  and (
    :control is null or id in (
      select evidence_id from standing_link where control = :control
      union
      select evidence_id from (${ofFinding}) where control = :control
    )
  )
  and (:finding is null or id in (select evidence_id from (${ofFinding}) where ref = :finding))
  and (
    :like is null or ref like :like escape '\\' or title like :like escape '\\' or fileName like :like escape '\\'
    or sha256 like :like escape '\\' or addedBy like :like escape '\\' or obtainedFrom like :like escape '\\'
    or address like :like escape '\\'
  )`

const countsSql = `
  select count(*) filter (where ${matches}) as matching, count(*) as total,
    count(*) filter (where state = 'unused') as unused, count(*) filter (where state = 'withdrawn') as withdrawn,
    sum(size) as size
  from piece`

const placeSql = `
  select iif(
    exists (select 1 from piece where ref = :mark and ${matches}),
    (select count(*) from piece where id > (select id from evidence where ref = :mark) and ${matches}),
    null
  ) as at`

const periodsSql = `
  select p.label as value, count(distinct l.evidence_id) as count
  from standing_link l
  join period p on p.id = l.period_id
  group by p.label
  order by p.label desc`

const controlsSql = `
  select control as value, count(distinct evidence_id) as count
  from (select evidence_id, control from standing_link union select evidence_id, control from (${ofFinding}))
  group by control
  order by control`

const findingsSql = `
  select ref as value, count(distinct evidence_id) as count
  from (${ofFinding})
  group by ref
  order by ref`

const saidSql = `
  select e.withdrawn_reason as reason, g.described_by as describedBy, g.described_at as describedAt
  from evidence e
  left join origin_of_evidence g on g.evidence_id = e.id
  where e.id = :id`
