/** Packs and unpacks the parts of a workbook with Node's zlib. */
import { constants, crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

import type { Codec } from '../workbook/zip.ts'

export const zipCodec: Codec = {
  // A piece that is not the last ends on a byte boundary and leaves the stream open for the next.
  pack: (piece, isLast) =>
    deflateRawSync(piece, { finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH }),
  unpack: (packed, atMost) =>
    inflateRawSync(packed, atMost === undefined ? {} : { maxOutputLength: Math.max(atMost, 1) }),
  checksum: (piece, before) => crc32(piece, before)
}
