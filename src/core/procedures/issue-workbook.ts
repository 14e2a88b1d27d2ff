/** Issues the workbook: makes every sheet of the record, keeps the bytes under their hash and writes the issue into the event log. */
import { createHash } from 'node:crypto'

import { WorkbenchError } from '../../shared/errors.ts'
import type { WorkbookExport } from '../../shared/records/workbook.ts'
import { sheets } from '../sheets/index.ts'
import { render, type RenderedSheet } from '../sheets/render.ts'
import type { Issued } from '../sheets/sheet.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent, chainHead } from '../store/events.ts'
import { storeObject } from '../store/objects.ts'
import { writeWorkbook } from '../workbook/write-workbook.ts'
import { engagementOf } from './engagement.ts'
import { preparedProcedure, type WriteContext } from './procedure.ts'
import { sheetContext } from './sheet-context.ts'
import { exportsOf } from './show-workbook.ts'
import { zipCodec } from './zip-codec.ts'

/** A workbook that is written but not yet part of the record. */
export interface Draft {
  readonly issued: Issued
  readonly dataRoot: string
  readonly fileName: string
  readonly bytes: Uint8Array
}

export default preparedProcedure('workbook.issue', draftOf, (context, _input, draft): WorkbookExport =>
  keepDraft(context, draft)
)

/** Makes a draft part of the record. Throws `not-allowed` where the record changed since it was drawn. */
export function keepDraft(
  { db, actor }: WriteContext,
  { issued, dataRoot, fileName, bytes }: Draft
): WorkbookExport {
  if (chainHead(db).hash !== issued.chainHead)
    throw new WorkbenchError(
      'not-allowed',
      'The record changed while the workbook was being written, so the workbook was not issued. Issue it again.'
    )
  const { period } = engagementOf(db)
  const stored = storeObject(db, bytes)
  db.run(
    `insert into workbook_export (period_id, edition, version, object_id, file_name, issued_by, issued_at, chain_seq, chain_head, data_root)
     values (:period, 'internal', :version, :object, :fileName, :actor, :at, :chainSeq, :chainHead, :dataRoot)`,
    {
      period: period.id,
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
  appendEvent(db, {
    at: issued.at,
    actor,
    action: 'workbook.issue',
    entity: 'workbook',
    entityId: issued.id,
    payload: { version: issued.version, fileName, sha256: stored.sha256, size: stored.size, dataRoot }
  })
  const [newest] = exportsOf(db)
  if (!newest) throw new Error('An issued workbook was not kept')
  return newest
}

/** Writes the workbook of the record as it is now. */
export async function draftOf({ db, actor, now, emit }: WriteContext): Promise<Draft> {
  const { clientName, period } = engagementOf(db)
  const version = versionAfter(db, period.id)
  const head = chainHead(db)
  const issued: Issued = {
    id: `IAM-${period.label}-INT-v${version}`,
    version,
    at: now(),
    by: actor,
    chainSeq: head.seq,
    chainHead: head.hash
  }
  const context = sheetContext(db, issued)
  const rendered = sheets.map((sheet, place) => {
    emit({
      type: 'progress',
      job: 'workbook',
      phase: 'writing',
      name: sheet.name,
      done: place,
      total: sheets.length
    })
    return render(sheet, context)
  })
  const dataRoot = dataRootOf(rendered)
  const bytes = await writeWorkbook(
    {
      clientName,
      period: period.label,
      title: `AWS IAM review ${period.label}, internal edition`,
      issued: { ...issued, dataRoot },
      sheets: rendered
    },
    zipCodec
  )
  return { issued, dataRoot, fileName: fileNameOf(clientName, period.label, version), bytes }
}

function versionAfter(db: Reader, period: number): number {
  const sql = 'select coalesce(max(version), 0) + 1 as next from workbook_export where period_id = :period'
  return db.get<{ next: number }>(sql, { period })?.next ?? 1
}

/** SHA-256 over the columns and rows of every sheet: the same content has the same root, whenever and by whom it is issued. */
export function dataRootOf(rendered: readonly RenderedSheet[]): string {
  const hash = createHash('sha256')
  for (const { id, columns, rows } of rendered) {
    hash.update(`${JSON.stringify([id, columns.map(({ key }) => key)])}\n`)
    for (const row of rows) hash.update(`${JSON.stringify(row)}\n`)
  }
  return hash.digest('hex')
}

/** `ACME-IAM_2026-01_INT_v3.xlsx` */
export function fileNameOf(clientName: string, period: string, version: number): string {
  return `${fileNameStem(clientName, period)}_INT_v${version}.xlsx`
}

/** `ACME-IAM_2026-01`: whose review of which month, with characters every file system takes. */
export function fileNameStem(clientName: string, period: string): string {
  const client = clientName
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
    .toUpperCase()
  return `${client === '' ? 'CLIENT' : client}-IAM_${period}`
}
