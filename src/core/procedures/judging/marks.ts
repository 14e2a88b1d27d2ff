/** The attributes of samples and the marks on their items, as they are kept: the last mark of an item and attribute stands. */
import type { AttributeView, MarkView } from '../../../shared/records/explorer.ts'
import type { Reader } from '../../store/database.ts'

export function attributesOf(db: Reader, sample: string): readonly AttributeView[] {
  return db.all<AttributeView>(
    `select a.code, a.text
     from sample s
     join sample_attribute a on a.sample_id = s.id
     where s.ref = :sample
     order by a.code`,
    { sample }
  )
}

interface MarkRow extends Omit<MarkView, 'evidence'> {
  readonly evidence: string
}

/** What is marked open again is left out. */
export function marksOf(db: Reader, sample: string): readonly MarkView[] {
  return db
    .all<MarkRow>(
      `select t.item, t.code, t.mark, t.note, t.ticked_by as "by", t.ticked_at as "at",
         (
           select json_group_array(ref)
           from (
             select e.ref
             from evidence_use u
             join evidence e on e.id = u.evidence_id
             where u.target = 'sample-item' and u.ref = s.ref || '/' || i.n || '/' || t.code and e.withdrawn_at is null
             order by e.ref
           )
         ) as evidence
       from sample s
       join sample_item i on i.sample_id = s.id
       join sample_tick t on t.id in (
         select max(id) from sample_tick where sample_id = s.id and item = i.key group by code
       )
       where s.ref = :sample and t.mark <> 'open'
       order by i.n, t.code`,
      { sample }
    )
    .map((row) => ({ ...row, evidence: JSON.parse(row.evidence) as string[] }))
}
