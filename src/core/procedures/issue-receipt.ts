/** Issues the receipt of a returned workbook: a small workbook for the client, kept under its hash like every file that goes out. */
import type { ReceiptView } from '../../shared/records/returns.ts'
import { WorkbenchError } from '../../shared/errors.ts'
import { appendEvent, chainHead } from '../store/events.ts'
import { storeObject } from '../store/objects.ts'
import { writeWorkbook } from '../workbook/write-workbook.ts'
import { engagementOf } from './engagement.ts'
import { preparedProcedure, type WriteContext } from './procedure.ts'
import { receiptsOf, returnNamed, returnView } from './returns/kept.ts'
import { receiptBook } from './returns/receipt.ts'
import { fileNameStem } from './workbook-name.ts'
import { zipCodec } from './zip-codec.ts'

interface Draft {
  readonly bytes: Uint8Array
  readonly at: string
  readonly chainHead: string
}

export default preparedProcedure(
  'return.receipt',
  (context, { return: ref }) => draftOf(context, ref),
  (context, { return: ref }, { bytes, at, chainHead: head }): ReceiptView => {
    const { db, actor } = context
    if (chainHead(db).hash !== head)
      throw new WorkbenchError(
        'not-allowed',
        'The record changed while the receipt was being written, so it was not issued. Issue it again.'
      )
    const returned = returnNamed(db, ref)
    const { clientName, period } = engagementOf(db)
    const version = receiptsOf(db, returned).length + 1
    const fileName = `${fileNameStem(clientName, period.label)}_${ref}_receipt${version === 1 ? '' : `_v${version}`}.xlsx`
    const stored = storeObject(db, bytes)
    const { id } = db.run(
      `insert into workbook_receipt (return_id, object_id, file_name, issued_by, issued_at)
       values (:returned, :object, :fileName, :actor, :at)`,
      { returned: returned.id, object: stored.id, fileName, actor, at }
    )
    appendEvent(db, {
      at,
      actor,
      action: 'return.receipt',
      entity: 'workbook-return',
      entityId: ref,
      payload: { fileName, sha256: stored.sha256, size: stored.size }
    })
    return { id, fileName, sha256: stored.sha256, size: stored.size, issuedBy: actor, issuedAt: at }
  }
)

async function draftOf({ db, actor, now }: WriteContext, ref: string): Promise<Draft> {
  const at = now()
  const head = chainHead(db)
  const { clientName, period } = engagementOf(db)
  const book = receiptBook({
    clientName,
    period: period.label,
    returned: returnView(db, ref, at),
    issued: { at, by: actor, chainSeq: head.seq, chainHead: head.hash }
  })
  return { bytes: await writeWorkbook(book, zipCodec), at, chainHead: head.hash }
}
