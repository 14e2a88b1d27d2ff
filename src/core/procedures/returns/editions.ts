/** Tells which client edition of this engagement a returned workbook was made from, by whichever of its marks came through. */
import { WorkbenchError } from '../../../shared/errors.ts'
import type { ReturnCarriers } from '../../../shared/records/returns.ts'
import type { Reader } from '../../store/database.ts'
import type { HandedOutRow } from '../../workbook/classify-return.ts'
import type { FoundTable } from '../../workbook/find-table.ts'
import type { ForeignBook } from '../../workbook/read-foreign.ts'
import { exportIdOf } from '../workbook-name.ts'
import { rowTag, workbookKey } from '../workbook-tag.ts'

export interface HandedOutEdition {
  readonly id: number
  readonly period: string
  readonly version: number
  readonly dataRoot: string
  readonly isSuperseded: boolean
}

export interface Marks {
  readonly exportId: string
  readonly dataRoot: string
  readonly carriers: Pick<ReturnCarriers, 'properties' | 'manifest' | 'keys' | 'tags'>
  /** Of the rows, as they stand in the file. */
  readonly tags: readonly string[]
}

/** Client editions of every period, the newest first. */
export function clientEditions(db: Reader): readonly HandedOutEdition[] {
  return db
    .all<Omit<HandedOutEdition, 'isSuperseded'> & { readonly isSuperseded: number }>(
      `select w.id, p.label as period, w.version, w.data_root as dataRoot,
         exists (
           select 1 from workbook_export later
           where later.edition = w.edition and later.id > w.id
         ) as isSuperseded
       from workbook_export w
       join period p on p.id = w.period_id
       where w.edition = 'client-response'
       order by w.id desc`
    )
    .map((row) => ({ ...row, isSuperseded: row.isSuperseded === 1 }))
}

/** The rows an edition handed out, with the marks they carried. */
export function rowsHandedOut(db: Reader, edition: number): readonly HandedOutRow[] {
  const key = workbookKey(db)
  return db
    .all<{ sheet: string; key: string; locked: string; inputs: string }>(
      `select sheet, row_key as key, locked, inputs
       from workbook_row
       where export_id = :edition
       order by sheet desc, row_key`,
      { edition }
    )
    .map(({ sheet, key: rowKey, locked, inputs }) => {
      const cells = JSON.parse(locked) as Record<string, string>
      return {
        sheet,
        key: rowKey,
        tag: key === null ? '' : rowTag(key, cells),
        locked: cells,
        inputs: JSON.parse(inputs) as Record<string, string>
      }
    })
}

/** Whatever says which workbook it is: properties, the hidden sheet, the hidden key of a row. */
export function marksOf(book: ForeignBook, tables: readonly (FoundTable | null)[]): Marks {
  const manifest = manifestOf(book)
  const rows = tables.flatMap((table) => table?.rows ?? [])
  const textsIn = (column: string): readonly string[] =>
    rows.flatMap(({ cells }) => {
      const text = cells.get(column)?.text
      return text === undefined ? [] : [text]
    })
  const keys = textsIn('rowKey')
  const tags = textsIn('rowTag')
  const [property, inManifest] = [book.properties['auditExportId'], manifest.get('exportId')]
  return {
    exportId: property ?? inManifest ?? keys[0]?.split('|')[1] ?? '',
    dataRoot: book.properties['auditRoot'] ?? manifest.get('dataRoot') ?? '',
    carriers: {
      properties: property !== undefined,
      manifest: inManifest !== undefined,
      keys: keys.length > 0,
      tags: tags.length > 0
    },
    tags
  }
}

function manifestOf(book: ForeignBook): ReadonlyMap<string, string> {
  const sheet = book.sheets.find(({ name }) => name.toLowerCase() === '_manifest')
  return new Map(
    [...(sheet?.rows.values() ?? [])].flatMap((row) => {
      const [key, value] = [row.get(0)?.text, row.get(1)?.text]
      return key === undefined || value === undefined ? [] : [[key, value] as const]
    })
  )
}

/** Throws `not-allowed` with a hard stop for a workbook of another engagement, of another edition, or without any mark of ours. */
export function editionOf(db: Reader, name: string, marks: Marks): HandedOutEdition {
  const editions = clientEditions(db)
  if (editions.length === 0)
    throw stop(`${name} cannot be a workbook we issued: no client edition was issued in this engagement yet.`)
  if (/-(INT|FIN)-v\d+$/.test(marks.exportId))
    throw stop(
      `${name} was made from ${marks.exportId}, which has no cells to fill in. Ask for the client response edition.`
    )
  const named = editions.find(
    ({ period, version }) => exportIdOf(period, 'client-response', version) === marks.exportId
  )
  if (named && isOurs(db, named, marks)) return named
  const byTags = marks.exportId === '' ? editions.find((edition) => knowsTags(db, edition, marks)) : undefined
  if (byTags) return byTags
  throw stop(
    marks.exportId === ''
      ? `${name} carries no mark of a workbook issued here. Ask for the file that was sent, filled in.`
      : `${name} says that it is ${marks.exportId}, and its content is of no workbook issued in this engagement. It belongs to another engagement, or was put together from several files.`
  )
}

/** The number alone is no proof: every engagement counts from one. */
function isOurs(db: Reader, edition: HandedOutEdition, marks: Marks): boolean {
  return marks.dataRoot === edition.dataRoot || knowsTags(db, edition, marks)
}

function knowsTags(db: Reader, { id }: HandedOutEdition, { tags }: Marks): boolean {
  const known = new Set(rowsHandedOut(db, id).map(({ tag }) => tag))
  return tags.some((tag) => known.has(tag))
}

function stop(sentence: string): WorkbenchError {
  return new WorkbenchError('not-allowed', sentence)
}
