/** Takes bytes in, piece by piece; what uses them names the upload and they become a stored object. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { Writer } from '../store/database.ts'
import { startObject, type StoredObject } from '../store/objects.ts'
import { procedure, type Upload, type WriteContext } from './procedure.ts'

/** Two gibibytes: what SQLite and an auditor's laptop take in their stride. */
const largestUpload = 2 ** 31

export default [
  procedure('upload.start', ({ db, uploads }, { name, size, bytes }) => {
    if (size > largestUpload)
      throw new WorkbenchError(
        'too-large',
        `${name} is larger than 2 GB; ask for it in pages or as a smaller export.`
      )
    sweepUploads(db, uploads)
    const upload = (Math.max(0, ...uploads.keys()) || 0) + 1
    uploads.set(upload, { name, size, received: 0, object: startObject(db) })
    append(uploads, upload, bytes)
    return { upload }
  }),
  procedure('upload.append', ({ uploads }, { upload, bytes }) => {
    append(uploads, upload, bytes)
    return null
  }),
  procedure('upload.discard', ({ uploads }, { upload }) => {
    discardUpload(uploads, upload)
    return null
  })
]

/** Ends an upload: its name and its bytes as a stored object. Refuses one that is not whole. */
export function takeUpload(
  { uploads }: Pick<WriteContext, 'uploads'>,
  upload: number
): { readonly name: string; readonly stored: StoredObject } {
  const found = uploadOf(uploads, upload)
  if (found.received !== found.size)
    throw new WorkbenchError(
      'input-invalid',
      `${found.name} is not whole: ${found.received} of ${found.size} bytes came.`
    )
  return { name: found.name, stored: found.object.finish() }
}

/** Forgets an upload; its bytes go unless something was made of them. */
export function discardUpload(uploads: Map<number, Upload>, upload: number): void {
  uploads.get(upload)?.object.discard()
  uploads.delete(upload)
}

function append(uploads: ReadonlyMap<number, Upload>, upload: number, bytes: Uint8Array): void {
  const found = uploadOf(uploads, upload)
  found.received += bytes.length
  if (found.received > found.size)
    throw new WorkbenchError(
      'input-invalid',
      `${found.name} holds more bytes than the ${found.size} announced.`
    )
  found.object.append(bytes)
}

/** Takes away bytes whose upload ended without use. */
function sweepUploads(db: Writer, uploads: ReadonlyMap<number, Upload>): void {
  if (uploads.size === 0) db.run('delete from object where sha256 is null')
}

function uploadOf(uploads: ReadonlyMap<number, Upload>, upload: number): Upload {
  const found = uploads.get(upload)
  if (!found) throw new WorkbenchError('not-found', 'That upload was ended or never started.')
  return found
}
