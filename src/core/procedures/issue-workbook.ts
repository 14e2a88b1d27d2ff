/** Issues an edition of the workbook: keeps its bytes under their hash and the rows it hands out, and writes the issue into the event log. */
import { createHash } from 'node:crypto'

import { usualEdition } from '../../shared/editions.ts'
import { WorkbenchError } from '../../shared/errors.ts'
import type { WorkbookExport } from '../../shared/records/workbook.ts'
import type { Writer } from '../store/database.ts'
import { appendEvent, chainHead } from '../store/events.ts'
import { storeObject } from '../store/objects.ts'
import { engagementOf } from './engagement.ts'
import { preparedProcedure, type WriteContext } from './procedure.ts'
import { exportsOf } from './show-workbook.ts'
import { draftOf, type Draft } from './workbook-draft.ts'
import { workbookKey } from './workbook-tag.ts'

export default preparedProcedure(
  'workbook.issue',
  (context, { edition = usualEdition, job }) => {
    if (edition === 'final')
      throw new WorkbenchError(
        'not-allowed',
        'The final edition is issued with the period: close the month out on the Sign-off screen.'
      )
    return draftOf(context, edition, job)
  },
  (context, _input, draft): WorkbookExport => keepDraft(context, draft)
)

/** Makes a draft part of the record. Throws `not-allowed` where the record changed since it was drawn. */
export function keepDraft({ db, actor }: WriteContext, draft: Draft): WorkbookExport {
  const { edition, issued, dataRoot, rows, rowsHash, fileName, bytes } = draft
  if (chainHead(db).hash !== issued.chainHead)
    throw new WorkbenchError(
      'not-allowed',
      'The record changed while the workbook was being written, so the workbook was not issued. Issue it again.'
    )
  const { period } = engagementOf(db)
  const stored = storeObject(db, bytes)
  const { id } = db.run(
    `insert into workbook_export (period_id, edition, version, object_id, file_name, issued_by, issued_at, chain_seq, chain_head, data_root)
     values (:period, :edition, :version, :object, :fileName, :actor, :at, :chainSeq, :chainHead, :dataRoot)`,
    {
      period: period.id,
      edition,
      version: issued.version,
      object: stored.id,
      fileName,
      actor,
      at: issued.at,
      chainSeq: issued.chainSeq,
      chainHead: issued.chainHead,
      dataRoot
    }
  )
  const key = rows.length > 0 ? keepRows(db, id, draft) : {}
  appendEvent(db, {
    at: issued.at,
    actor,
    action: 'workbook.issue',
    entity: 'workbook',
    entityId: issued.id,
    payload: {
      edition,
      version: issued.version,
      fileName,
      sha256: stored.sha256,
      size: stored.size,
      dataRoot,
      rows: rows.length,
      rowsHash,
      ...key
    }
  })
  const newest = exportsOf(db).find((kept) => kept.id === id)
  if (!newest) throw new Error('An issued workbook was not kept')
  return newest
}

/** Keeps what was handed out, and with the first of it the secret it is marked with; the event tells the secret's hash alone. */
function keepRows(db: Writer, exportId: number, { rows, key }: Draft): { readonly keySha256?: string } {
  for (const { sheet, key: rowKey, locked, inputs } of rows)
    db.run(
      `insert into workbook_row (export_id, sheet, row_key, locked, inputs)
       values (:exportId, :sheet, :rowKey, :locked, :inputs)`,
      { exportId, sheet, rowKey, locked: JSON.stringify(locked), inputs: JSON.stringify(inputs) }
    )
  if (workbookKey(db) !== null) return {}
  db.run('insert into workbook_key (id, key) values (1, :key)', { key })
  return { keySha256: createHash('sha256').update(key).digest('hex') }
}
