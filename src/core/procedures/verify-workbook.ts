/** Says whether a file is a workbook that was issued, which one, and which cells of it are other than issued. */
import { createHash } from 'node:crypto'

import { editions, type Edition } from '../../shared/editions.ts'
import { WorkbenchError } from '../../shared/errors.ts'
import type { BookClaim, WorkbookVerdict } from '../../shared/records/workbook.ts'
import type { Reader } from '../store/database.ts'
import { objectOf, readWhole } from '../store/objects.ts'
import { claimOf } from '../workbook/claim.ts'
import { compareBooks } from '../workbook/compare-books.ts'
import { readCells } from '../workbook/read-cells.ts'
import { engagementOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { exportIdOf } from './workbook-name.ts'
import { zipCodec } from './zip-codec.ts'

type Issued = NonNullable<WorkbookVerdict['issued']>

/** Changed cells that are told one by one. */
const mostChanges = 200

export default procedure('workbook.verify', ({ db }, { name, sha256, bytes }): WorkbookVerdict => {
  if (bytes !== null && hashOf(bytes) !== sha256)
    throw new WorkbenchError('input-invalid', `${name} did not arrive as it was sent. Choose the file again.`)
  const known = issuedWorkbooks(db)
  const same = known.find((workbook) => workbook.sha256 === sha256)
  const nothing = { fileName: name, sha256, claim: null, changes: [], changed: 0, missing: [], added: [] }
  if (same)
    return { ...nothing, verdict: 'unchanged', sentence: `${calledOf(same)}, byte for byte.`, issued: same }
  if (bytes === null)
    return {
      ...nothing,
      verdict: 'not-compared',
      sentence:
        'No workbook with these bytes was issued in this engagement. The file is too large to be compared here: run "tickmark verify" with the engagement and the file, which names every cell that differs.',
      issued: null
    }
  const found = readCells(bytes, name, zipCodec)
  const claim = claimOf(found)
  const claimed = claim === null ? undefined : known.find((workbook) => isClaimed(workbook, claim, db))
  if (!claimed)
    return { ...nothing, claim, verdict: 'not-issued', sentence: strangerSentence(claim, db), issued: null }
  const compared = compareBooks(
    readCells(bytesOf(db, claimed), claimed.fileName, zipCodec),
    found,
    mostChanges
  )
  const isChanged = compared.changed + compared.missing.length + compared.added.length > 0
  return {
    ...nothing,
    ...compared,
    claim,
    issued: claimed,
    verdict: isChanged ? 'changed' : 'resaved',
    sentence: isChanged
      ? `${calledOf(claimed)}, and changed since: ${differences(compared)}.`
      : `${calledOf(claimed)}. It was saved again by another program: no cell differs, but the bytes are not those issued.`
  }
})

/** Of every period, the newest first. */
function issuedWorkbooks(db: Reader): Issued[] {
  return db.all(
    `select w.edition, w.version, p.label as period, w.file_name as fileName, o.sha256, w.issued_by as issuedBy,
       w.issued_at as issuedAt
     from workbook_export w
     join period p on p.id = w.period_id
     join object o on o.id = w.object_id
     order by w.id desc`
  )
}

function bytesOf(db: Reader, { fileName, sha256 }: Issued): Uint8Array {
  const stored = objectOf(db, sha256)
  if (!stored)
    throw new WorkbenchError('file-damaged', `${fileName} has lost its bytes; verify the engagement.`)
  return readWhole(db, stored.id)
}

function isClaimed({ period, edition, version }: Issued, claim: BookClaim, db: Reader): boolean {
  const isHere = claim.engagement === '' || claim.engagement === engagementOf(db).uuid
  return isHere && exportIdOf(period, edition, version) === claim.exportId
}

function calledOf({ edition, version, period, issuedAt, issuedBy }: Issued): string {
  return `This is version ${version} of the ${titleOf(edition)} edition of ${period}, issued ${issuedAt.slice(0, 10)} by ${issuedBy}`
}

function titleOf(edition: Edition): string {
  return editions[edition].title.toLowerCase()
}

function strangerSentence(claim: BookClaim | null, db: Reader): string {
  if (claim === null)
    return 'Nothing in the file says that Tickmark issued it, and no workbook with these bytes was issued in this engagement.'
  if (claim.engagement !== '' && claim.engagement !== engagementOf(db).uuid)
    return `The file says that it is ${claim.exportId} of another engagement. Open that one to verify it.`
  return `The file says that it is ${claim.exportId}, which was never issued in this engagement.`
}

function differences({
  changed,
  missing,
  added
}: Pick<WorkbookVerdict, 'changed' | 'missing' | 'added'>): string {
  const cells = changed === 1 ? '1 cell differs' : `${changed.toLocaleString('en')} cells differ`
  return [
    ...(changed > 0 ? [cells] : []),
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(added.length > 0 ? [`added: ${added.join(', ')}`] : [])
  ].join('; ')
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
