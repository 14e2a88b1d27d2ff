/** What a workbook says of itself, read without any engagement. */
import type { BookClaim } from '../../shared/records/workbook.ts'
import { claimOf } from '../workbook/claim.ts'
import { readCells } from '../workbook/read-cells.ts'
import { zipCodec } from './zip-codec.ts'

/** null where the file says nothing of Tickmark. Throws `WorkbenchError` for what is no workbook. */
export function claimOfFile(bytes: Uint8Array, name: string): BookClaim | null {
  return claimOf(readCells(bytes, name, zipCodec))
}
