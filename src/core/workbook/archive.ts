/** Looks an xlsx archive over before the reader unpacks it: the reader never ends on a cut one, and fills the memory with a hostile one. */

/** Bytes that all parts together may unpack to. */
export const largestContent = 1_000_000_000

const signatures = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 } as const
const endLength = 22
/** An archive may end with a comment of this many bytes. */
const longestComment = 0xffff

/** Why an archive cannot be unpacked, as the rest of a sentence; null where its directory is whole and says that it can. */
export function archiveFault(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < endLength || view.getUint32(0, true) !== signatures.local)
    return 'is not a workbook (.xlsx)'
  const end = endOf(view)
  if (end === null) return 'is cut short: the end of its directory is missing'

  const entries = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  let content = 0
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > end || view.getUint32(at, true) !== signatures.entry) return 'has a damaged directory'
    content += view.getUint32(at + 24, true)
    const packed = view.getUint32(at + 20, true)
    const local = view.getUint32(at + 42, true)
    if (local + 30 + packed > end || view.getUint32(local, true) !== signatures.local)
      return 'has a damaged directory'
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  if (entries === 0) return 'holds nothing'
  return content > largestContent ? 'would unpack to more than this program takes' : null
}

function endOf(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - endLength - longestComment)
  for (let at = view.byteLength - endLength; at >= first; at--)
    if (view.getUint32(at, true) === signatures.end) return at
  return null
}
