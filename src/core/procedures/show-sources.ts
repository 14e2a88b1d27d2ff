/** Shows what was received: the files, the problems in them, and the lines a fact came from. */
import { StringDecoder } from 'node:string_decoder'

import { WorkbenchError } from '../../shared/errors.ts'
import type { Proof } from '../../shared/records/proof.ts'
import type { Excerpt, Problem, SourceView } from '../../shared/records/source.ts'
import { archiveKind, archiveTitle, type NoteLevel, type SourceState } from '../../shared/vocabulary.ts'
import { elementAt, encodingOf, importerOf } from '../importers/index.ts'
import type { Reader } from '../store/database.ts'
import { readObject } from '../store/objects.ts'
import { asOfView, sourceDates } from './as-of.ts'
import { engagementOf } from './engagement.ts'
import { procedure } from './procedure.ts'
import { proofs } from './proofs/index.ts'
import { acceptanceOf, decisionsBySource } from './show-proofs.ts'

interface SourceRow {
  readonly id: number
  readonly ref: string
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly kind: string | null
  readonly state: SourceState
  readonly content: string
  readonly received_at: string
  readonly accounts: string
  readonly assigned_account: string | null
  readonly container_id: number | null
  readonly errors: number
  readonly warnings: number
  readonly notes: number
}

export default [
  procedure('source.list', ({ db }) => sourcesOf(db)),

  procedure('problem.list', ({ db }, { source = null }): readonly Problem[] => {
    const { period } = engagementOf(db)
    return db.all<Problem>(
      `select n.id, n.source_id as source, s.name as sourceName, n.line, n.path, n.level, n.sentence
       from source_note n
       join source s on s.id = n.source_id
       where s.period_id = :period
         and case when :source is null then n.level in ('error', 'warning') or s.state = 'superseded' else s.id = :source end
       order by case n.level when 'error' then 0 when 'warning' then 1 else 2 end, n.source_id, n.id
       limit 2000`,
      { period: period.id, source }
    )
  }),

  procedure('source.excerpt', ({ db }, { source, line, path }): Excerpt => {
    const found = db.get<{ name: string; object_id: number; sha256: string }>(
      'select s.name, s.object_id, o.sha256 from source s join object o on o.id = s.object_id where s.id = :source',
      { source }
    )
    if (!found) throw new WorkbenchError('not-found', 'That source is not in this engagement.')
    const around = linesAround(db, found.object_id, line)
    const element = around.clipped && path !== null ? elementOf(db, found.object_id, path) : null
    const shown = element === null ? { ...around, isElement: false } : element
    return { name: found.name, sha256: found.sha256, line, path, ...shown }
  })
]

/** Every received file of the open period, in the order received. */
export function sourcesOf(db: Reader): SourceView[] {
  const { period } = engagementOf(db)
  const dateOf = sourceDates(db, period.id)
  const proofsOf = proofs(db)
  const decisions = decisionsBySource(db)
  return db.all<SourceRow>(sourcesSql, { period: period.id }).map((row) => {
    const accounts = JSON.parse(row.accounts) as string[]
    const dated = row.state === 'read' || row.state === 'superseded'
    return {
      id: row.id,
      ref: row.ref,
      name: row.name,
      size: row.size,
      sha256: row.sha256,
      kind: row.kind,
      kindTitle: titleOf(row.kind),
      accounts,
      container: row.container_id,
      assignedAccount: row.assigned_account,
      state: row.state,
      acceptance: acceptanceOf(row.state, decisions.get(row.id)?.at(-1)?.decision),
      proofs: countProofs(dated ? proofsOf(row.id) : null),
      asOf: dated ? asOfView(dateOf(row.id, accounts[0] ?? '')) : null,
      content: row.content,
      receivedAt: row.received_at,
      worstNote: worstOf(row),
      notes: row.notes
    }
  })
}

function countProofs(proved: readonly Proof[] | null): SourceView['proofs'] {
  return (
    proved && {
      failed: proved.filter(({ result }) => result === 'fail').length,
      open: proved.filter(({ result }) => result === 'not-performed').length
    }
  )
}

function titleOf(kind: string | null): string | null {
  if (kind === null) return null
  return kind === archiveKind ? archiveTitle : (importerOf(kind)?.title ?? kind)
}

const sourcesSql = `
  select s.id, s.ref, s.name, o.size, o.sha256, s.kind, s.state, s.content, s.received_at, s.assigned_account, s.container_id,
    (
      select json_group_array(account_id) from (
        select distinct account_id from source_coverage where source_id = s.id and account_id <> '' order by account_id
      )
    ) as accounts,
    (select count(*) from source_note where source_id = s.id and level = 'error') as errors,
    (select count(*) from source_note where source_id = s.id and level = 'warning') as warnings,
    (select count(*) from source_note where source_id = s.id) as notes
  from source s
  join object o on o.id = s.object_id
  where s.period_id = :period
  order by s.id`

function worstOf(row: SourceRow): NoteLevel | null {
  if (row.errors > 0) return 'error'
  if (row.warnings > 0) return 'warning'
  return row.notes > 0 ? 'info' : null
}

const linesBefore = 8
const linesAfter = 24
/** A compact export is one line of many megabytes; a screen shows its beginning. */
const longestLine = 2000
const mostElementLines = 5000

/** The lines of one element; null where it is not found. */
function elementOf(
  db: Reader,
  object: number,
  path: string
): Pick<Excerpt, 'firstLine' | 'lines' | 'clipped' | 'isElement'> | null {
  const [head] = readObject(db, object)
  const text = head === undefined ? null : elementAt(readObject(db, object), encodingOf(head), path)
  if (text === null) return null
  const lines = text.split('\n')
  return {
    firstLine: 1,
    lines: lines.slice(0, mostElementLines).map((line) => line.slice(0, longestLine)),
    clipped: lines.length > mostElementLines,
    isElement: true
  }
}

/** A window of lines, read without ever holding the file. */
function linesAround(
  db: Reader,
  object: number,
  line: number
): Pick<Excerpt, 'firstLine' | 'lines' | 'clipped'> {
  const firstLine = Math.max(1, line - linesBefore)
  const lastLine = line + linesAfter
  const lines: string[] = []
  let clipped = false
  let at = 1
  let held = ''
  const decoder = decoderFor(readObject(db, object))
  for (const text of decoder) {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      if (at >= firstLine) take(held + text.slice(from, end))
      held = ''
      from = end + 1
      if (++at > lastLine) return { firstLine, lines, clipped }
    }
    if (at >= firstLine && held.length <= longestLine) held += text.slice(from, from + longestLine + 1)
  }
  if (held !== '') take(held)
  return { firstLine, lines, clipped }

  function take(text: string): void {
    if (text.length > longestLine) clipped = true
    lines.push(text.slice(0, longestLine).replace(/\r$/, ''))
  }
}

function* decoderFor(chunks: Iterable<Uint8Array>): Generator<string> {
  let decoder: StringDecoder | null = null
  for (const chunk of chunks) {
    decoder ??= new StringDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf16le' : 'utf8')
    yield decoder.write(Buffer.from(chunk)).replace(/^\ufeff/, '')
  }
}
