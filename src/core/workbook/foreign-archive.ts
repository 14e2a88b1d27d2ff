/** Takes a workbook that came from outside apart: what may be read of it, and a sentence for each thing that is left aside. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { Codec, Entry } from './zip.ts'

export interface ForeignLimits {
  /** Bytes that all parts together may unpack to. */
  readonly unpacked: number
  /** How many times larger than the file the parts may be. */
  readonly ratio: number
  readonly parts: number
}

/** The limits of CISO Assistant's importer, which spreadsheets of people stay far below. */
export const foreignLimits: ForeignLimits = { unpacked: 100_000_000, ratio: 50, parts: 2_000 }

export interface ForeignArchive {
  /** The text of the parts that are read, by path. */
  readonly parts: ReadonlyMap<string, string>
  /** What was left aside. */
  readonly remarks: readonly string[]
}

/** Below this size no ratio is too large: a few empty sheets pack well. */
const smallContent = 1_000_000

/** Parts that say what stands in the cells, and which program wrote them. */
const readParts =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|docProps\/(app|core|custom)\.xml|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/i

/** What is never read, with the sentence for it. */
const leftAside: readonly (readonly [RegExp, string])[] = [
  [
    /^xl\/externalLinks\/[^_]/i,
    'It links to other files. The links were not followed; the values they showed were taken.'
  ],
  [
    /^xl\/(embeddings|activeX|ctrlProps)\//i,
    'It carries embedded files or controls. They were left aside; what they hold is not read.'
  ],
  [
    /^xl\/(connections\.xml|queryTables\/)/i,
    'It carries connections to data sources. They were left aside and nothing was fetched.'
  ],
  [
    /^xl\/(comments|threadedComments\/|persons\/)/i,
    'It carries comments on cells. They are not read; look at them in the file itself.'
  ],
  [/^xl\/media\//i, 'It carries pictures. They are not read; look at them in the file itself.']
]

/** Throws `file-damaged` or `too-large` with a sentence for what is no workbook, is damaged or is made to do harm. */
export function foreignArchive(
  bytes: Uint8Array,
  name: string,
  codec: Codec,
  limits: ForeignLimits = foreignLimits
): ForeignArchive {
  refuseOtherKinds(bytes, name)
  const entries = directoryOf(bytes, name, limits)
  refuseMacros(entries, name)
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0)
  if (unpacked > limits.unpacked)
    throw new WorkbenchError(
      'too-large',
      `${name} would unpack to ${megabytes(unpacked)} MB; more than ${megabytes(limits.unpacked)} MB is not read. Ask for a copy with the answers alone.`
    )
  if (unpacked > smallContent && unpacked > bytes.length * limits.ratio)
    throw new WorkbenchError(
      'too-large',
      `${name} would unpack to more than ${limits.ratio} times its size, as files do that are made to fill a computer's memory. It was not read.`
    )
  const parts = new Map<string, string>()
  for (const entry of entries)
    if (readParts.test(entry.path)) parts.set(entry.path, partText(entry, name, codec))
  return {
    parts,
    remarks: leftAside.flatMap(([path, sentence]) =>
      entries.some((entry) => path.test(entry.path)) ? [sentence] : []
    )
  }
}

function refuseOtherKinds(bytes: Uint8Array, name: string): void {
  const starts = (...signature: readonly number[]): boolean =>
    signature.every((byte, place) => bytes[place] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04)) return
  if (starts(0xd0, 0xcf, 0x11, 0xe0))
    throw damaged(
      `${name} is an old Excel file or one with a password. Open it, save it as an Excel workbook (.xlsx) without a password, and receive that.`
    )
  throw damaged(
    `${name} is not an Excel workbook (.xlsx). A single sheet saved as CSV has lost what says which rows are which: ask for the whole workbook.`
  )
}

function refuseMacros(entries: readonly Entry[], name: string): void {
  const has = (path: RegExp): boolean => entries.some((entry) => path.test(entry.path))
  if (/\.xl(sm|tm|am)$/i.test(name) || has(/(^|\/)vba(Project|Data)[^/]*$/i) || has(/^xl\/macrosheets\//i))
    throw damaged(
      `${name} carries macros, which the workbook we issued does not. It was not read: ask for it saved as an Excel workbook (.xlsx).`
    )
  if (has(/^xl\/workbook\.bin$/i))
    throw damaged(`${name} is a binary workbook (.xlsb). Ask for it saved as an Excel workbook (.xlsx).`)
  if (has(/^content\.xml$/i))
    throw damaged(
      `${name} is an OpenDocument spreadsheet. Open it, save it as an Excel workbook (.xlsx), and receive that.`
    )
  if (!has(/^xl\/workbook\.xml$/i) || !has(/^\[Content_Types\]\.xml$/i))
    throw damaged(`${name} is an archive but no Excel workbook. Ask for the workbook itself.`)
}

const signatures = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 } as const
const endLength = 22
const longestComment = 0xffff

/** Every part by the archive's directory; nothing is unpacked yet. */
function directoryOf(bytes: Uint8Array, name: string, limits: ForeignLimits): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === null) throw damaged(`${name} is cut short. Ask for it again.`)
  const count = view.getUint16(end + 10, true)
  if (count > limits.parts)
    throw new WorkbenchError(
      'too-large',
      `${name} is made of ${count.toLocaleString('en')} parts; more than ${limits.parts.toLocaleString('en')} are not read.`
    )
  const paths = new Set<string>()
  let at = view.getUint32(end + 16, true)
  return Array.from({ length: count }, () => {
    if (at + 46 > end || view.getUint32(at, true) !== signatures.entry)
      throw damaged(`${name} has a damaged directory. Ask for it again.`)
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
    const packed = view.getUint32(at + 20, true)
    const nameLength = view.getUint16(at + 28, true)
    const local = view.getUint32(at + 42, true)
    if (local + 30 > end || view.getUint32(local, true) !== signatures.local)
      throw damaged(`${name} has a damaged directory. Ask for it again.`)
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (from + packed > end) throw damaged(`${name} has a damaged directory. Ask for it again.`)
    const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if ((flags & 1) === 1)
      throw damaged(`${name} is encrypted. Ask for it without a password, or save it so.`)
    if (method !== 0 && method !== 8)
      throw damaged(`${name} is packed in a way no spreadsheet program uses. It was not read.`)
    if (paths.has(path.toLowerCase()))
      throw damaged(
        `${name} holds the part ${path} twice, so that nobody can tell which counts. It was not read.`
      )
    paths.add(path.toLowerCase())
    const entry: Entry = {
      path,
      method,
      checksum: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      packed: [bytes.subarray(from, from + packed)]
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    return entry
  })
}

function endOf(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - endLength - longestComment)
  for (let at = view.byteLength - endLength; at >= first; at--)
    if (view.getUint32(at, true) === signatures.end) return at
  return null
}

/** Refuses a part that is larger than the directory says, and XML that defines entities of its own. */
function partText({ path, method, size, packed: [packed] }: Entry, name: string, codec: Codec): string {
  const bytes = unpacked(packed ?? new Uint8Array(), method, size, codec)
  if (bytes === null)
    throw damaged(`${name}: the part ${path} is damaged or larger than the file says. It was not read.`)
  const text = new TextDecoder().decode(bytes)
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)/i.exec(text)?.[1] ?? 'utf-8'
  if (!/^(utf-?8|us-ascii)$/i.test(declared) || text.includes('\u0000'))
    throw damaged(
      `${name}: the part ${path} is not written in UTF-8 as spreadsheet programs do. It was not read.`
    )
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    throw damaged(
      `${name}: the part ${path} carries definitions (DTD) that no spreadsheet program writes. It was not read.`
    )
  return text
}

function unpacked(packed: Uint8Array, method: number, size: number, codec: Codec): Uint8Array | null {
  if (method === 0) return packed.length === size ? packed : null
  try {
    const bytes = codec.unpack(packed, size)
    return bytes.length === size ? bytes : null
  } catch {
    return null
  }
}

function damaged(sentence: string): WorkbenchError {
  return new WorkbenchError('file-damaged', sentence)
}

function megabytes(bytes: number): string {
  return Math.round(bytes / 1_000_000).toLocaleString('en')
}
