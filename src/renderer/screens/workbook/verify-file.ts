/** Asks the engine whether a file on this machine is a workbook that was issued. */
import type { WorkbookVerdict } from '../../../shared/records/workbook.ts'
import { call } from '../../client.ts'

/** A call takes a few megabytes; a larger file is known by its hash alone. */
const largestCompared = 5_000_000

/** Throws `WorkbenchError` for what is no workbook. */
export async function verifyFile(file: File): Promise<WorkbookVerdict> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return call('workbook.verify', {
    name: file.name.slice(-255),
    sha256: hexOf(await crypto.subtle.digest('SHA-256', bytes)),
    bytes: bytes.length > largestCompared ? null : bytes
  })
}

function hexOf(hash: ArrayBuffer): string {
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
