/** Where in a piece of evidence something stands: lines of a text, an element of a JSON file, pages, cells, or the whole. */
import type { EvidenceType } from './vocabulary.ts'

export type Locator =
  | { readonly kind: 'whole' }
  | { readonly kind: 'lines' | 'pages'; readonly from: number; readonly to: number }
  /** RFC 6901. */
  | { readonly kind: 'pointer'; readonly pointer: string }
  /** `sheet` is null for the only one, or the first. */
  | { readonly kind: 'cells'; readonly sheet: string | null; readonly from: Cell; readonly to: Cell }

export interface Cell {
  /** `AB` */
  readonly column: string
  readonly row: number
}

/** What places a file has. */
export const fileKinds = {
  text: { called: 'a text', places: 'lines: 12 or 12-40', example: '12-40' },
  json: {
    called: 'a JSON file',
    places: 'elements or lines: /Statement/0, or 12-40',
    example: '/Statement/0'
  },
  pdf: { called: 'a PDF file', places: 'pages: 3 or 3-5', example: '3' },
  workbook: { called: 'a workbook', places: 'cells: Users!B4 or Users!B4:D9', example: 'Users!B4:D9' },
  other: { called: 'a file of this kind', places: '', example: '' }
} as const
export type FileKind = keyof typeof fileKinds

export type LocatorAnswer = { readonly locator: Locator } | { readonly problem: string }

/** Excel's last row and column (XFD): https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
const lastRow = 1_048_576
const lastColumn = 16_384
const longestSheetName = 31
const mostLines = 100_000_000

export function fileKindOf(piece: {
  readonly type: EvidenceType
  readonly mime: string
  readonly fileName: string
}): FileKind {
  const { type, mime, fileName } = piece
  const ending = /\.([a-z0-9]+)$/.exec(fileName.toLowerCase())?.[1] ?? ''
  if (type === 'image') return 'other'
  if (mime === 'application/json' || ending === 'json') return 'json'
  if (mime === 'application/pdf' || ending === 'pdf') return 'pdf'
  if (/spreadsheetml|ms-excel|opendocument\.spreadsheet/.test(mime) || /^(xlsx|xlsm|xls|ods)$/.test(ending))
    return ending === 'csv' ? 'text' : 'workbook'
  if (type === 'note' || mime.startsWith('text/') || /^application\/(xml|yaml)/.test(mime)) return 'text'
  return /^(csv|txt|log|md|tsv|eml|yaml|yml|xml|html|tf|hcl|sh|ps1|py|jsonl|ini|conf)$/.test(ending)
    ? 'text'
    : 'other'
}

/** Reads a place as it is typed, or as `locatorText` writes it; nothing is the whole. `problem` is a sentence that says what is taken. */
export function readLocator(text: string, kind: FileKind): LocatorAnswer {
  const given = text.trim()
  if (given === '') return { locator: { kind: 'whole' } }
  const { called, places } = fileKinds[kind]
  if (kind === 'other')
    return { problem: `In ${called} no place can be named; leave it empty for the whole.` }
  const locator = readPlace(given, kind)
  return locator === null
    ? { problem: `"${shown(given)}" is no place in ${called}. It takes ${places}; empty for the whole.` }
    : { locator }
}

/** As it is kept and shown: `line 12`, `lines 12-40`, `/Statement/0`, `page 3`, `Users!B4:D9`; '' for the whole. */
export function locatorText(locator: Locator): string {
  switch (locator.kind) {
    case 'whole':
      return ''
    case 'lines':
    case 'pages': {
      const { kind, from, to } = locator
      return from === to ? `${kind.slice(0, -1)} ${from}` : `${kind} ${from}-${to}`
    }
    case 'pointer':
      return locator.pointer
    case 'cells': {
      const { sheet, from, to } = locator
      const cells = cellText(from) === cellText(to) ? cellText(from) : `${cellText(from)}:${cellText(to)}`
      return sheet === null ? cells : `${sheetText(sheet)}!${cells}`
    }
  }
}

/** A kept place read again; the whole where it is none of ours. */
export function keptLocator(text: string): Locator {
  const kind: FileKind = text.startsWith('/')
    ? 'json'
    : /^lines? /.test(text)
      ? 'text'
      : /^pages? /.test(text)
        ? 'pdf'
        : 'workbook'
  return readPlace(text, kind) ?? { kind: 'whole' }
}

/** "the whole", or the place itself. */
export function locatorWords(text: string): string {
  return text === '' ? 'the whole' : text
}

function readPlace(text: string, kind: FileKind): Locator | null {
  switch (kind) {
    case 'text':
      return readRange(text, 'lines')
    case 'json':
      return text.startsWith('/') ? readPointer(text) : readRange(text, 'lines')
    case 'pdf':
      return readRange(text, 'pages')
    case 'workbook':
      return readCells(text)
    case 'other':
      return null
  }
}

function readRange(text: string, kind: 'lines' | 'pages'): Locator | null {
  const word = kind === 'lines' ? '(?:lines?|l\\.)' : '(?:pages?|pp?\\.)'
  const [, first, last] =
    new RegExp(`^(?:${word}\\s*)?(\\d{1,9})(?:\\s*[-–]\\s*(\\d{1,9}))?$`, 'i').exec(text) ?? []
  if (first === undefined) return null
  const from = Number(first)
  const to = Number(last ?? first)
  return from < 1 || to < from || to > mostLines ? null : { kind, from, to }
}

/** `~` stands in `~0` and `~1` only (RFC 6901, section 3). */
function readPointer(text: string): Locator | null {
  return /^(?:\/(?:[^~/]|~[01])*)+$/.test(text) && !/\p{Cc}/u.test(text)
    ? { kind: 'pointer', pointer: text }
    : null
}

function readCells(text: string): Locator | null {
  const cut = text.lastIndexOf('!')
  const sheet = cut < 0 ? null : readSheetName(text.slice(0, cut).trim())
  if (sheet === undefined) return null
  const [first = '', last = first, ...more] = text
    .slice(cut + 1)
    .trim()
    .split(':')
  const from = readCell(first)
  const to = readCell(last)
  if (from === null || to === null || more.length > 0) return null
  const isOrdered = to.row >= from.row && columnNumber(to.column) >= columnNumber(from.column)
  return isOrdered ? { kind: 'cells', sheet, from, to } : null
}

/** Quoted where it holds anything but letters, digits and `_`; undefined where it is no name of a sheet. */
function readSheetName(text: string): string | undefined {
  const isQuoted = text.length > 2 && text.startsWith("'") && text.endsWith("'")
  const name = isQuoted ? text.slice(1, -1).replaceAll("''", "'") : text
  const isName =
    name.length > 0 &&
    name.length <= longestSheetName &&
    name.trim() === name &&
    !/[[\]:*?/\\\p{Cc}]/u.test(name) &&
    !name.startsWith("'") &&
    !name.endsWith("'")
  return isName ? name : undefined
}

function readCell(text: string): Cell | null {
  const [, letters = '', digits = ''] = /^\$?([a-z]{1,3})\$?([1-9]\d{0,6})$/i.exec(text.trim()) ?? []
  const column = letters.toUpperCase()
  const row = Number(digits)
  return column === '' || columnNumber(column) > lastColumn || row > lastRow ? null : { column, row }
}

function columnNumber(column: string): number {
  return [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

function cellText({ column, row }: Cell): string {
  return `${column}${row}`
}

function sheetText(name: string): string {
  return /^[\p{L}\p{N}_]+$/u.test(name) ? name : `'${name.replaceAll("'", "''")}'`
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
