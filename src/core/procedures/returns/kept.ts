/** Returned workbooks as they are kept, and their changes as they stand now: what the record says may have moved since they came in. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type {
  ReceiptView,
  ReturnCarriers,
  ReturnChange,
  ReturnHead,
  ReturnView
} from '../../../shared/records/returns.ts'
import {
  classOrder,
  mergeOf,
  waitsForDecision,
  type ChangeDecision
} from '../../../shared/states/return-change.ts'
import type { Reader } from '../../store/database.ts'
import type { ClassifiedChange } from '../../workbook/classify-return.ts'
import { answersIn, type Answers } from './answers.ts'
import { clientEditions } from './editions.ts'
import { columnTitle } from './forms.ts'

export interface KeptReturn {
  readonly id: number
  readonly ref: string
  readonly exportId: number
  readonly fileName: string
  readonly sha256: string
  readonly evidenceId: number
  readonly evidence: string
  readonly receivedFrom: string
  readonly receivedAt: string
  readonly producer: string
  /** JSON. */
  readonly carriers: string
  readonly takenBy: string
  readonly takenAt: string
}

/** The newest first. */
export function keptReturns(db: Reader): readonly KeptReturn[] {
  return db.all<KeptReturn>(
    `select r.id, r.ref, r.export_id as exportId, e.file_name as fileName, o.sha256, e.id as evidenceId, e.ref as evidence,
       r.received_from as receivedFrom, r.received_at as receivedAt, r.producer, r.carriers, r.taken_by as takenBy,
       r.taken_at as takenAt
     from workbook_return r
     join evidence e on e.id = r.evidence_id
     join object o on o.id = e.object_id
     order by r.id desc`
  )
}

/** Throws `not-found`. */
export function returnNamed(db: Reader, ref: string): KeptReturn {
  const found = keptReturns(db).find((kept) => kept.ref === ref)
  if (!found)
    throw new WorkbenchError('not-found', `There is no returned workbook ${ref} in this engagement.`)
  return found
}

/** The newest first. `today` is a day or a time. */
export function returnHeads(db: Reader, today: string): readonly ReturnHead[] {
  const answers = answersIn(db, today)
  return keptReturns(db).map((kept) => headOf(db, kept, changesOf(db, kept, answers)))
}

/** Throws `not-found`. */
export function returnView(db: Reader, ref: string, today: string): ReturnView {
  const kept = returnNamed(db, ref)
  const answers = answersIn(db, today)
  const list = changesOf(db, kept, answers)
  return {
    ...headOf(db, kept, list),
    producer: kept.producer,
    sha256: kept.sha256,
    carriers: JSON.parse(kept.carriers) as ReturnCarriers,
    list,
    receipts: receiptsOf(db, kept)
  }
}

function headOf(db: Reader, kept: KeptReturn, list: readonly ReturnChange[]): ReturnHead {
  const edition = clientEditions(db).find(({ id }) => id === kept.exportId)
  if (!edition) throw new Error('A returned workbook of an edition that is not kept')
  const { ref, fileName, evidence, receivedFrom, receivedAt, takenBy, takenAt } = kept
  return {
    ref,
    fileName,
    evidence,
    receivedFrom,
    receivedAt,
    takenBy,
    takenAt,
    period: edition.period,
    version: edition.version,
    isSuperseded: edition.isSuperseded,
    waiting: list.filter(({ waits }) => waits).length,
    decided: list.filter(({ decision }) => decision === 'accept' || decision === 'reject').length,
    changes: list.length
  }
}

/** The newest first. */
export function receiptsOf(db: Reader, { id }: Pick<KeptReturn, 'id'>): readonly ReceiptView[] {
  return db.all<ReceiptView>(
    `select r.id, r.file_name as fileName, o.sha256, o.size, r.issued_by as issuedBy, r.issued_at as issuedAt
     from workbook_receipt r
     join object o on o.id = r.object_id
     where r.return_id = :id
     order by r.id desc`,
    { id }
  )
}

interface ChangeRow extends ClassifiedChange {
  readonly id: number
  readonly decision: ChangeDecision | null
  readonly value: string | null
  readonly reason: string | null
  readonly decidedBy: string | null
}

/** In the order they are worked through: by class, then as they stand in the workbook. */
export function changesOf(
  db: Reader,
  { id }: Pick<KeptReturn, 'id'>,
  answers: Answers
): readonly ReturnChange[] {
  const rows = db.all<ChangeRow>(
    `select c.id, c.class, c.sheet, c.row_key as rowKey, c.column_key as column, c.place, c.base, c.mine, c.theirs, c.remark,
       d.decision, d.value, d.reason, d.decided_by as decidedBy
     from workbook_change c
     left join workbook_decision d
       on d.id = (select max(id) from workbook_decision where change_id = c.id)
     where c.return_id = :id
     order by c.id`,
    { id }
  )
  return rows
    .map((row) => asItStands(row, answers))
    .sort(
      (one, other) => classOrder.indexOf(one.class) - classOrder.indexOf(other.class) || one.id - other.id
    )
}

function asItStands(row: ChangeRow, answers: Answers): ReturnChange {
  const { value, reason, decision: last, ...kept } = row
  const decision = last === 'undone' ? null : last
  const change: ReturnChange = {
    ...kept,
    decision,
    title: columnTitle(row.sheet, row.column),
    finding: answers.findingOf(row.rowKey)?.ref ?? null,
    remark: decision === 'refused' ? (reason ?? '') : row.remark,
    value: value ?? '',
    reason: decision === 'refused' ? '' : (reason ?? ''),
    waits: waitsForDecision(row.class) && (decision === null || decision === 'refused')
  }
  if (!change.waits || row.column === '') return change
  const mine = answers.mine(row.rowKey)[row.column] ?? ''
  if (mine === row.mine) return change
  const merged = mergeOf(row.base, mine, row.theirs)
  if (merged === null)
    return { ...change, mine, waits: false, remark: 'The record says so already; nothing is left to decide.' }
  return {
    ...change,
    mine,
    class: row.class === 'invalid' || row.class === 'warning' ? row.class : merged,
    remark: change.remark === '' ? 'The record has changed since the workbook came in.' : change.remark
  }
}
