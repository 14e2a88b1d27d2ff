/** Draws an edition of the workbook from the record as it is now; nothing of it is kept yet. */
import { createHash } from 'node:crypto'

import { editions, type Edition } from '../../shared/editions.ts'
import { WorkbenchError } from '../../shared/errors.ts'
import { canonicalJson } from '../integrity/canonical-json.ts'
import type { HandedOutRow } from '../sheets/hand-out.ts'
import { render, type RenderedSheet } from '../sheets/render.ts'
import type { Issued } from '../sheets/sheet.ts'
import type { Reader } from '../store/database.ts'
import { chainHead } from '../store/events.ts'
import type { Book } from '../workbook/book.ts'
import { writeWorkbook } from '../workbook/write-workbook.ts'
import { engagementOf } from './engagement.ts'
import type { WriteContext } from './procedure.ts'
import { programVersion } from './program-version.ts'
import { sheetContext, sheetsOf } from './sheet-context.ts'
import { exportIdOf, fileNameOf } from './workbook-name.ts'
import { newWorkbookKey, rowTag, workbookKey } from './workbook-tag.ts'
import { zipCodec } from './zip-codec.ts'

/** The form of the hidden sheets and properties; raised where a reader must know. */
export const workbookSchema = 'tickmark-workbook-2'

/** A row the client fills in, with the sheet it stands on. */
export interface DraftRow extends HandedOutRow {
  readonly sheet: string
}

/** A workbook that is written but not yet part of the record. */
export interface Draft {
  readonly edition: Edition
  readonly issued: Issued
  readonly dataRoot: string
  readonly rows: readonly DraftRow[]
  readonly rowsHash: string
  /** The secret its rows are marked with. */
  readonly key: Uint8Array
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** `job` is what its progress is told under. Throws `cancelled` where the auditor cancelled between two sheets. */
export async function draftOf(
  { db, actor, now, emit, isCancelled }: WriteContext,
  edition: Edition,
  job = 'workbook'
): Promise<Draft> {
  const { uuid, clientName, period } = engagementOf(db)
  const version = versionAfter(db, period.id, edition)
  const head = chainHead(db)
  const issued: Issued = {
    id: exportIdOf(period.label, edition, version),
    version,
    at: now(),
    by: actor,
    chainSeq: head.seq,
    chainHead: head.hash
  }
  const key = workbookKey(db) ?? newWorkbookKey()
  const context = sheetContext(db, edition, { issued, tagOf: (locked) => rowTag(key, locked) })
  const own = sheetsOf(edition)
  const rendered = own.map((sheet, place) => {
    if (isCancelled())
      throw new WorkbenchError(
        'cancelled',
        'The workbook was not issued: it was cancelled while it was written.'
      )
    emit({
      type: 'progress',
      job,
      phase: 'writing',
      name: sheet.name,
      done: place,
      total: own.length
    })
    return render(sheet, context)
  })
  const rows = rendered.flatMap(({ id, handedOut }) =>
    handedOut.map((row): DraftRow => ({ sheet: id, ...row }))
  )
  const dataRoot = dataRootOf(rendered)
  const rowsHash = rowsHashOf(rows)
  const book: Book = {
    clientName,
    period: period.label,
    edition,
    title: `AWS IAM review ${period.label}, ${editions[edition].title.toLowerCase()} edition`,
    issued: { ...issued, dataRoot },
    schema: workbookSchema,
    manifest: [
      ['exportId', issued.id],
      ['schema', workbookSchema],
      ['engagement', uuid],
      ['period', period.label],
      ['edition', edition],
      ['version', String(version)],
      ['dataRoot', dataRoot],
      ['rows', String(rows.length)],
      ['rowsHash', rowsHash],
      ['issuedAt', issued.at],
      ['chainSeq', String(issued.chainSeq)],
      ['chainHead', issued.chainHead],
      ['toolVersion', programVersion]
    ],
    sheets: rendered
  }
  return {
    edition,
    issued,
    dataRoot,
    rows,
    rowsHash,
    key,
    fileName: fileNameOf(clientName, period.label, edition, version),
    bytes: await writeWorkbook(book, zipCodec)
  }
}

function versionAfter(db: Reader, period: number, edition: Edition): number {
  const sql = `
    select coalesce(max(version), 0) + 1 as next
    from workbook_export
    where period_id = :period and edition = :edition`
  return db.get<{ next: number }>(sql, { period, edition })?.next ?? 1
}

/**
 * SHA-256 over the columns and rows of every sheet: the same content has the same root, whenever and by whom it is issued. The hidden
 * marks of rows, which name the issue, are left out.
 */
export function dataRootOf(rendered: readonly RenderedSheet[]): string {
  const hash = createHash('sha256')
  for (const { id, columns, rows } of rendered) {
    const hidden = columns.filter(({ isHidden }) => isHidden).length
    hash.update(`${JSON.stringify([id, columns.slice(hidden).map(({ key }) => key)])}\n`)
    for (const row of rows) hash.update(`${JSON.stringify(row.slice(hidden))}\n`)
  }
  return hash.digest('hex')
}

/** SHA-256 over the rows handed out, a line of canonical JSON each. */
export function rowsHashOf(rows: readonly DraftRow[]): string {
  const hash = createHash('sha256')
  for (const { sheet, key, locked, inputs } of rows)
    hash.update(`${canonicalJson({ sheet, key, locked, inputs })}\n`)
  return hash.digest('hex')
}
