/** Shows what was read of a source, row by row, each with the place it stands at in the file. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { FactPage } from '../../shared/records/source.ts'
import type { CellType, CellValue, ColumnView } from '../../shared/records/workbook.ts'
import type { Reader } from '../store/database.ts'
import { factSchema } from '../store/fact-schema.ts'
import { factsOf } from '../store/facts.ts'
import { isoOf } from './as-of.ts'
import { procedure } from './procedure.ts'

/** Rows of a source in one table: those between its first and last that are its own. */
interface Range {
  readonly table: string
  readonly first: number
  readonly last: number
}

export default procedure('source.facts', ({ db }, { source, table, offset, limit }): FactPage => {
  if (!db.get('select id from source where id = :source', { source }))
    throw new WorkbenchError('not-found', 'That source is not in this engagement.')
  const counted = factsOf(db, source)
    .map((range) => ({ ...range, title: titleOf(range.table), rows: count(db, range, source) }))
    .filter(({ rows }) => rows > 0)
    .toSorted((a, b) => b.rows - a.rows)
  const tables = counted.map(({ table, title, rows }) => ({ table, title, rows }))
  const shown = table === null ? counted[0] : counted.find((range) => range.table === table)
  if (!shown) return { tables, table: '', columns: [], rows: [], total: 0 }
  const names = factSchema(db).columns[shown.table].filter((name) => !hidden.has(name))
  const rows = db.all<Readonly<Record<string, string | number | null>> & Place>(
    `select line, path, ${names.map((name) => `"${name}"`).join(', ')}
     from ${shown.table}
     where rowid between :first and :last and source_id = :source
     order by rowid
     limit :limit offset :offset`,
    { first: shown.first, last: shown.last, source, limit, offset }
  )
  const documents = documentsOf(db, rows, names)
  return {
    tables,
    table: shown.table,
    columns: names.map(columnOf),
    rows: rows.map((row) => ({
      line: row.line,
      path: row.path,
      cells: names.map((name) => cellOf(name, row[name] ?? null, documents))
    })),
    total: shown.rows
  }
})

interface Place {
  readonly line: number
  readonly path: string | null
}

const hidden = new Set(['source_id', 'line', 'path'])

function count(db: Reader, { table, first, last }: Range, source: number): number {
  return (
    db.get<{ n: number }>(
      `select count(*) as n from ${table} where rowid between :first and :last and source_id = :source`,
      { first, last, source }
    )?.n ?? 0
  )
}

/** The texts of the policy documents that rows name by number. */
function documentsOf(
  db: Reader,
  rows: readonly Readonly<Record<string, string | number | null>>[],
  names: readonly string[]
): ReadonlyMap<number, string> {
  const columns = names.filter(isDocument)
  const ids = new Set(
    rows.flatMap((row) => columns.map((name) => row[name]).filter((id) => typeof id === 'number'))
  )
  return new Map(
    db
      .all<{ id: number; text: string }>(
        'select id, text from policy_document where id in (select value from json_each(:ids))',
        { ids: JSON.stringify([...ids]) }
      )
      .map(({ id, text }) => [id, text.slice(0, longestText)])
  )
}

const longestText = 4000

function cellOf(
  name: string,
  value: string | number | null,
  documents: ReadonlyMap<number, string>
): CellValue {
  if (value === null) return null
  if (isDocument(name)) return documents.get(Number(value)) ?? null
  const type = typeOf(name)
  if (type === 'time') return isoOf(Number(value))
  if (type === 'boolean') return value === 1
  return typeof value === 'string' ? value.slice(0, longestText) : value
}

/** A column of a fact table as the page shows it; its type follows from the schema's way of naming. */
export function columnOf(name: string): ColumnView {
  return { key: name, title: titleOf(name.replace(/_(?:at|id)$/, '')), type: typeOf(name) }
}

function isDocument(name: string): boolean {
  return name === 'document_id' || name === 'trust_document_id'
}

/** The schema's own naming: times end in `_at`, yes and no begin with a verb. */
function typeOf(name: string): CellType {
  if (name.endsWith('_at') || name === 'valid_until') return 'time'
  if (isDocument(name) || longTexts.has(name)) return 'long'
  if (
    /^(?:is|has|includes|validates|records|covers|takes|blocks|ignores|restricts|require|allow|auto|expire)_|(?:_active|_enabled|_known|_used|_expiry|rotates|_is_public|_required)$/.test(
      name
    )
  )
    return 'boolean'
  if (name.endsWith('arn') || name.endsWith('_id') || name === 'serial') return 'id'
  return 'text'
}

const longTexts = new Set([
  'detail',
  'configuration',
  'condition',
  'actions',
  'arguments',
  'content',
  'pattern'
])

const written: Readonly<Record<string, string>> = {
  iam: 'IAM',
  mfa: 'MFA',
  arn: 'ARN',
  kms: 'KMS',
  sso: 'Identity Center',
  org: 'Organization',
  saml: 'SAML',
  oidc: 'OIDC',
  ssh: 'SSH',
  guardduty: 'GuardDuty',
  cloudtrail: 'CloudTrail',
  sns: 'SNS',
  url: 'URL'
}

/** `iam_role_listing` → "IAM role listing". */
function titleOf(name: string): string {
  const words = name.split('_').map((word) => written[word] ?? word)
  const text = words.join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
