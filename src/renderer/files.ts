/** Files on their way in, as names and bytes sent to the engine in chunks, and out, offered for saving. No path is ever known here. */
import { csvText } from '../shared/csv.ts'
import type { OutgoingFile } from '../shared/records/outgoing.ts'

import { call } from './client.ts'

/** A file as the auditor gave it: its name with the folders it came in, `/` between them. */
export interface NamedFile {
  readonly name: string
  readonly file: File
}

/** Bytes sent at once. */
export const chunkSize = 1024 * 1024

/**
 * Sends a file and gives the number of its upload, for `import.run` or `evidence.attach`.
 * `onProgress` hears bytes sent and bytes in all. Aborting or failing discards what was sent.
 */
export async function sendFile(
  file: Blob,
  name: string,
  onProgress: (sent: number, total: number) => void = () => {},
  signal?: AbortSignal
): Promise<number> {
  const piece = async (from: number): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await file.slice(from, from + chunkSize).arrayBuffer())
  const first = await piece(0)
  signal?.throwIfAborted()
  const { upload } = await call('upload.start', { name, size: file.size, bytes: first })
  try {
    onProgress(first.byteLength, file.size)
    for (let sent = first.byteLength; sent < file.size;) {
      signal?.throwIfAborted()
      const bytes = await piece(sent)
      await call('upload.append', { upload, bytes })
      sent += bytes.byteLength
      onProgress(sent, file.size)
    }
    return upload
  } catch (thrown) {
    await call('upload.discard', { upload }).catch(() => null)
    throw thrown
  }
}

/**
 * The files of a drop, folders walked in the order of their names.
 * The entries are taken before this returns: a `DataTransfer` is empty once its event is over.
 */
export function readDropped(transfer: DataTransfer): AsyncIterable<NamedFile> {
  const items = [...transfer.items].filter((item) => item.kind === 'file')
  const entries = items.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const loose = entries.length === 0 ? [...transfer.files] : []
  return walkAll(entries, loose)
}

/** The files of a file or folder picker, in the order of their names. */
export function readChosen(files: FileList): readonly NamedFile[] {
  return [...files]
    .map((file) => ({ name: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** Where the host serves a stored file: a picture is shown from here, `download` makes the host offer it for saving. */
export function fileAddress(
  of: 'evidence' | 'source' | 'workbook' | 'report' | 'receipt',
  id: number,
  download = false
): string {
  return `/files/${of}/${String(id)}${download ? '?download' : ''}`
}

/** Offers a stored file for saving, under the name the host gives it. */
export function downloadFile(
  of: 'evidence' | 'source' | 'workbook' | 'report' | 'receipt',
  id: number
): void {
  const link = document.createElement('a')
  link.href = fileAddress(of, id, true)
  link.download = ''
  link.click()
}

/** Offers a file that was made to be taken out for saving; it is given once. */
export function downloadOutgoing({ id }: OutgoingFile): void {
  const link = document.createElement('a')
  link.href = `/files/outgoing/${String(id)}`
  link.download = ''
  link.click()
}

/** Offers text or bytes that are on the page for saving, under a name. */
export function offerFile(name: string, type: string, content: string | Uint8Array): void {
  const part = typeof content === 'string' ? content : new Uint8Array(content)
  const address = URL.createObjectURL(new Blob([part], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken its own hold of the bytes by the next turn of the loop.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  })
}

/** Offers rows for saving, the head first. `name` is the file's, without ending. */
export function offerCsv(name: string, rows: readonly (readonly string[])[]): void {
  offerFile(`${name}.csv`, 'text/csv', csvText(rows))
}

async function* walkAll(
  entries: readonly FileSystemEntry[],
  loose: readonly File[]
): AsyncGenerator<NamedFile> {
  for (const file of loose) yield { name: file.name, file }
  for (const entry of entries) yield* walk(entry)
}

async function* walk(entry: FileSystemEntry): AsyncGenerator<NamedFile> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      ;(entry as FileSystemFileEntry).file(resolve, reject)
    })
    yield { name: entry.fullPath.replace(/^\//, ''), file }
    return
  }
  for (const child of await readFolder(entry as FileSystemDirectoryEntry)) yield* walk(child)
}

/** A reader gives a folder's entries in portions of at most 100 and ends with an empty one. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (portion.length === 0) return entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))
    entries.push(...portion)
  }
}
