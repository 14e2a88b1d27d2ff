/** Tells from the first bytes of a file whether it is a zip, and whether that zip is a document by itself. */
import { endLength, isSplitMark, viewOf } from './zip-directory.ts'
import { zipText } from './zip-text.ts'

const localHeader = 0x04034b50
const endOfArchive = 0x06054b50
const headerLength = 30

export function isZip(head: Uint8Array): boolean {
  if (head.length < endLength) return false
  const signature = viewOf(head).getUint32(0, true)
  return signature === localHeader || signature === endOfArchive || isSplitMark(signature)
}

/** Entries by which workbooks and text documents begin: OpenDocument, and Office Open XML as various programs write it. */
const firstOfDocument = /^(?:mimetype|_rels\/\.rels|docProps\/\w+\.xml|(?:xl|word|ppt)\/\w+\.xml)$/

/** Looks at the names of the entries that lie in the head, as far as their headers say where the next one begins. */
export function isOfficeDocument(head: Uint8Array): boolean {
  const view = viewOf(head)
  for (let at = 0; at + headerLength <= head.length && view.getUint32(at, true) === localHeader;) {
    const nameEnd = at + headerLength + view.getUint16(at + 26, true)
    const name = zipText(head.subarray(at + headerLength, nameEnd))
    if (name === '[Content_Types].xml' || (at === 0 && firstOfDocument.test(name))) return true
    at = nameEnd + view.getUint16(at + 28, true) + view.getUint32(at + 18, true)
  }
  return false
}
