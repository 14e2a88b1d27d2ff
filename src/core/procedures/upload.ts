/** Takes bytes in, chunk by chunk; what uses them names the upload and they become a stored object. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { Writer } from '../store/database.ts'
import { startObject, type StoredObject } from '../store/objects.ts'
import { procedure, type Upload, type WriteContext } from './procedure.ts'

/** Two gibibytes: what SQLite and an auditor's laptop take in their stride. */
const largestUpload = 2 ** 31

export default [
  procedure('upload.start', ({ db, uploads }, { name, size }) => {
    if (size > largestUpload)
      throw new WorkbenchError(
        'too-large',
        `${name} is larger than 2 GB; ask for it in pages or as a smaller export.`
      )
    const upload = (Math.max(0, ...uploads.keys()) || 0) + 1
    uploads.set(upload, { name, size, received: 0, object: startObject(db) })
    return { upload }
  }),
  procedure('upload.append', ({ uploads }, { upload, bytes }) => {
    const found = uploadOf(uploads, upload)
    found.received += bytes.length
    if (found.received > found.size)
      throw new WorkbenchError(
        'input-invalid',
        `${found.name} holds more bytes than the ${found.size} announced.`
      )
    found.object.append(bytes)
    return null
  }),
  procedure('upload.discard', ({ uploads }, { upload }) => {
    uploads.get(upload)?.object.discard()
    uploads.delete(upload)
    return null
  })
]

/** Ends an upload: its name and its bytes as a stored object. Refuses one that is not whole. */
export function takeUpload(
  { uploads }: WriteContext,
  upload: number
): { readonly name: string; readonly stored: StoredObject } {
  const found = uploadOf(uploads, upload)
  if (found.received !== found.size)
    throw new WorkbenchError(
      'input-invalid',
      `${found.name} is not whole: ${found.received} of ${found.size} bytes came.`
    )
  const stored = found.object.finish()
  uploads.delete(upload)
  return { name: found.name, stored }
}

/** Takes away bytes whose upload ended without use. */
export function sweepUploads(db: Writer, uploads: ReadonlyMap<number, Upload>): void {
  if (uploads.size === 0) db.run('delete from object where sha256 is null')
}

function uploadOf(uploads: ReadonlyMap<number, Upload>, upload: number): Upload {
  const found = uploads.get(upload)
  if (!found) throw new WorkbenchError('not-found', 'That upload was ended or never started.')
  return found
}
