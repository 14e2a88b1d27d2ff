/** What a finding and its follow-up rest on: pieces of evidence by what they are used for. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { FindingEvidence } from '../../../shared/records/finding.ts'
import type { Reader, Writer } from '../../store/database.ts'

export type UseTarget = 'finding' | 'remediation' | 'retest' | 'risk-acceptance' | 'workbook-return'

export interface EvidenceUse {
  readonly evidence: number
  readonly target: UseTarget
  readonly ref: string
  /** What it backs: "Management response". */
  readonly purpose: string
}

/** Links a piece of evidence. Throws where it is not there or was withdrawn. Answers its reference. */
export function useEvidence(db: Writer, use: EvidenceUse, actor: string, at: string): string {
  const { ref } = evidenceNamed(db, use.evidence)
  db.run(
    `insert into evidence_use (evidence_id, target, ref, locator, purpose, linked_by, linked_at)
     values (:evidence, :target, :ref, '', :purpose, :actor, :at)
     on conflict do nothing`,
    { ...use, actor, at }
  )
  return ref
}

export function evidenceNamed(db: Reader, id: number): { readonly ref: string } {
  const found = db.get<{ ref: string; withdrawn_at: string | null }>(
    'select ref, withdrawn_at from evidence where id = :id',
    { id }
  )
  if (!found) throw new WorkbenchError('not-found', 'That evidence is not in this engagement.')
  if (found.withdrawn_at !== null)
    throw new WorkbenchError('not-allowed', `${found.ref} was withdrawn and backs nothing any more.`)
  return found
}

/** Evidence of a finding, its remediation, retests and acceptances, and of the tests it is about; each piece once. */
export function evidenceOfFinding(
  db: Reader,
  finding: { readonly id: number; readonly ref: string; readonly control: string },
  refs: readonly string[]
): FindingEvidence[] {
  return db
    .all<Omit<FindingEvidence, 'withdrawn'> & { withdrawn: number }>(
      `select e.id, e.ref, e.title, e.withdrawn_at is not null as withdrawn, group_concat(u.purpose, ', ' order by u.purpose) as purpose
       from evidence e
       join (
         select distinct evidence_id, purpose
         from standing_use
         where target in ('finding', 'remediation', 'retest', 'risk-acceptance')
           and ref in (select value from json_each(:refs))
         union
         select l.evidence_id, 'Test'
         from evidence_of_test l
         join finding f on f.id = :id and f.control = l.control and f.period_id = l.period_id
         join finding_account a on a.finding_id = f.id and a.account_id = l.account_id
       ) u on u.evidence_id = e.id
       group by e.id
       order by e.id`,
      { id: finding.id, refs: JSON.stringify(refs) }
    )
    .map((row) => ({ ...row, withdrawn: row.withdrawn === 1 }))
}
