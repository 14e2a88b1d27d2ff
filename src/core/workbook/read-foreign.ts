/** Reads a workbook that came from outside cell by cell: values as plain text, whatever program wrote them. */
import { read, SSF, utils, type CellObject, type WorkSheet } from 'xlsx'

import { WorkbenchError } from '../../shared/errors.ts'
import { foreignArchive, foreignLimits, type ForeignArchive, type ForeignLimits } from './foreign-archive.ts'
import { archiveOf, type Codec, type Entry } from './zip.ts'

export interface ForeignBook {
  readonly sheets: readonly ForeignSheet[]
  /** The custom document properties, as text. */
  readonly properties: Readonly<Record<string, string>>
  /** "LibreOffice/7.4…", as the file says; '' where it does not. */
  readonly producer: string
  /** What was left aside or neutralised, a sentence each. */
  readonly remarks: readonly string[]
}

export interface ForeignSheet {
  readonly name: string
  readonly isHidden: boolean
  readonly isProtected: boolean
  /** Filled cells by row and column, both from 0; rows and columns without any are not there. */
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, ForeignCell>>
}

export interface ForeignCell {
  /** `D12` */
  readonly address: string
  readonly kind: 'text' | 'number' | 'day' | 'boolean' | 'error'
  /** Plain: a day as `2026-02-14`, line ends as one character, composed letters, no blanks around. */
  readonly text: string
  /** The value was computed; it is the one the program computed last. */
  readonly isFormula: boolean
}

/** The library's knowledge of number formats, which it does not declare. */
const formats = SSF as { readonly is_date: (format: string) => boolean }

/** Rows and columns of a sheet that are read, and cells of all sheets; no client edition has as many. */
const mostRows = 20_000
const mostColumns = 400
const mostCells = 500_000

/** Throws `file-damaged` or `too-large` for what is no workbook, damaged or made to do harm. Formulas are never computed. */
export function readForeign(
  bytes: Uint8Array,
  name: string,
  codec: Codec,
  limits: ForeignLimits = foreignLimits
): ForeignBook {
  const archive = foreignArchive(bytes, name, codec, limits)
  const sheetTexts = trimmedSheets(archive, name)
  const book = parse(archive, sheetTexts, name, codec)
  const protectedSheets = protectedIn(archive.parts)
  const hidden = new Map((book.Workbook?.Sheets ?? []).map((sheet) => [sheet.name, sheet.Hidden ?? 0]))
  const isFrom1904 = book.Workbook?.WBProps?.date1904 === true
  const sheets = book.SheetNames.map((sheetName): ForeignSheet => {
    const sheet = book.Sheets[sheetName]
    return {
      name: sheetName,
      isHidden: (hidden.get(sheetName) ?? 0) !== 0,
      isProtected: protectedSheets.has(sheetName),
      rows: sheet === undefined ? new Map() : rowsOf(sheet, isFrom1904)
    }
  })
  return {
    sheets,
    properties: Object.fromEntries(
      Object.entries(book.Custprops ?? {}).map(([key, value]) => [key, plain(String(value))])
    ),
    producer: producerOf(book.Props),
    remarks: [
      ...archive.remarks,
      ...([...sheetTexts.values()].some(({ isCut }) => isCut)
        ? [`A sheet goes on below row ${mostRows.toLocaleString('en')}; the rows below were not read.`]
        : [])
    ]
  }
}

interface SheetText {
  readonly text: string
  /** Rows below were left out. */
  readonly isCut: boolean
}

/** Sheets without what is empty in them: the reader makes something of every row and cell, also of a million blank ones. */
function trimmedSheets({ parts }: ForeignArchive, name: string): ReadonlyMap<string, SheetText> {
  const sheets = new Map(
    [...parts].flatMap(([path, text]) =>
      path.startsWith('xl/worksheets/') ? [[path, withoutBlanks(text)] as const] : []
    )
  )
  const cells = [...sheets.values()].reduce(
    (sum, { text }) => sum + countOf(text, '<c ') + countOf(text, ':c '),
    0
  )
  if (cells > mostCells)
    throw new WorkbenchError(
      'too-large',
      `${name} holds ${cells.toLocaleString('en')} filled cells; more than ${mostCells.toLocaleString('en')} are not read. Ask for a copy with the answers alone.`
    )
  return sheets
}

/** Counted without making anything of it. */
function countOf(text: string, piece: string): number {
  let count = 0
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) count += 1
  return count
}

function withoutBlanks(sheet: string): SheetText {
  const filled = sheet
    .replaceAll(/<(?:\w+:)?(?:row|c)(?:\s[^<>]*)?\/>/g, '')
    .replaceAll(/<(?:\w+:)?row(?:\s[^<>]*)?>\s*<\/(?:\w+:)?row>/g, '')
  for (const { index, 1: row } of filled.matchAll(/<(?:\w+:)?row\s(?:[^<>]*?\s)?r="(\d+)"/g))
    if (Number(row) > mostRows) {
      const end = /<\/(?:\w+:)?sheetData>/.exec(filled)?.index ?? filled.length
      return { text: filled.slice(0, index) + filled.slice(Math.max(end, index)), isCut: true }
    }
  return { text: filled, isCut: false }
}

/** The reader is given an archive made anew of the parts that count, unpacked already. */
function parse(
  { parts }: ForeignArchive,
  sheets: ReadonlyMap<string, SheetText>,
  name: string,
  codec: Codec
): ReturnType<typeof read> {
  const entries = [...parts].map(([path, text]): Entry => {
    const bytes = new TextEncoder().encode(
      path === '[Content_Types].xml' ? contentTypes(text, parts) : (sheets.get(path)?.text ?? text)
    )
    return { path, method: 0, checksum: codec.checksum(bytes, 0), size: bytes.length, packed: [bytes] }
  })
  try {
    return read(archiveOf(entries), {
      type: 'array',
      cellDates: false,
      cellNF: true,
      cellHTML: false,
      sheetRows: mostRows
    })
  } catch {
    throw new WorkbenchError('file-damaged', `${name} cannot be read as a workbook. Ask for it again.`)
  }
}

/** Without the parts that were left aside, which the reader would miss. */
function contentTypes(text: string, parts: ForeignArchive['parts']): string {
  return text.replaceAll(
    /<(?:\w+:)?Override\s[^>]*?PartName\s*=\s*"\/([^"]*)"[^>]*>/g,
    (tag, path: string) => (parts.has(path) ? tag : '')
  )
}

function rowsOf(sheet: WorkSheet, isFrom1904: boolean): ForeignSheet['rows'] {
  const rows = new Map<number, Map<number, ForeignCell>>()
  for (const [address, content] of Object.entries(sheet)) {
    if (address.startsWith('!')) continue
    const { r, c } = utils.decode_cell(address)
    const cell = c < mostColumns ? cellOf(address, content as CellObject, isFrom1904) : null
    if (cell === null) continue
    const row = rows.get(r) ?? new Map<number, ForeignCell>()
    rows.set(r, row.set(c, cell))
  }
  return new Map([...rows].sort(([one], [other]) => one - other))
}

function cellOf(address: string, cell: CellObject, isFrom1904: boolean): ForeignCell | null {
  const isFormula = cell.f !== undefined
  const made = (kind: ForeignCell['kind'], text: string): ForeignCell | null =>
    text === '' ? null : { address, kind, text, isFormula }
  if (cell.v === undefined) return null
  switch (cell.t) {
    case 's':
      return made('text', plain(String(cell.v)))
    case 'b':
      return made('boolean', cell.v === true ? 'TRUE' : 'FALSE')
    case 'n': {
      const number = Number(cell.v)
      const day = isDateFormat(cell.z) ? dayOfSerial(number + (isFrom1904 ? 1462 : 0)) : null
      return day === null ? made('number', plainNumber(number)) : made('day', day)
    }
    case 'e':
      return made('error', plain(cell.w ?? 'an error'))
    case 'd':
    case 'z':
      return null
  }
}

/** Without line ends of Windows, characters no text holds, and blanks around; accents as one character with their letter. */
export function plain(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/_x000D_/gi, '')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[^\P{C}\n\t]/gu, '')
    .normalize('NFC')
    .trim()
}

/** Account numbers have twelve digits and are not shortened to 1.11E+11. */
function plainNumber(number: number): string {
  return Number.isInteger(number) && Math.abs(number) < 1e21 ? number.toFixed(0) : String(number)
}

function isDateFormat(format: CellObject['z']): boolean {
  return typeof format === 'string' && formats.is_date(format)
}

/** The day of a serial number as spreadsheets count; null outside 1950 to 2199, where it is no day of an audit. */
export function dayOfSerial(serial: number): string | null {
  const day = Math.floor(serial)
  if (day < 18_264 || day > 109_938) return null
  return new Date(Date.UTC(1899, 11, 30) + day * 86_400_000).toISOString().slice(0, 10)
}

function producerOf(properties: ReturnType<typeof read>['Props']): string {
  const { Application: application = '', AppVersion: version = '' } = (properties ?? {}) as {
    readonly Application?: string
    readonly AppVersion?: string
  }
  return plain(`${application} ${version}`).slice(0, 120)
}

/** Names of the sheets that are still protected; the reader does not tell. */
function protectedIn(parts: ForeignArchive['parts']): ReadonlySet<string> {
  const targets = new Map(
    tagsOf(parts.get('xl/_rels/workbook.xml.rels') ?? '', 'Relationship').map(({ Id, Target }) => [
      Id,
      `xl/${(Target ?? '').replace(/^\/?(xl\/)?/, '')}`
    ])
  )
  return new Set(
    tagsOf(parts.get('xl/workbook.xml') ?? '', 'sheet').flatMap((sheet) => {
      const part = parts.get(targets.get(sheet['r:id']) ?? '') ?? ''
      const isProtected = tagsOf(part, 'sheetProtection').some(({ sheet: is }) => is === '1' || is === 'true')
      return isProtected ? [unescaped(sheet['name'] ?? '')] : []
    })
  )
}

/** The attributes of every tag of a name. */
function tagsOf(xml: string, tag: string): Readonly<Record<string, string | undefined>>[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${tag}\\s([^>]*)>`, 'g'))].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/g)].map(([, key = '', value = '']) => [key, value])
    )
  )
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'"
}

function unescaped(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (entity) => entities[entity] ?? entity)
}
