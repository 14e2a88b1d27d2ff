/** Reads a kept file into facts, notes and coverage; run again it replaces what it stated before. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { SourceState } from '../../shared/vocabulary.ts'
import {
  UnreadableSource,
  type Coverage,
  type Importer,
  type Note,
  type Outline,
  type Reading
} from '../importers/importer.ts'
import { optionIn, outlineOf, recognise, regionIn, rewritingOf } from '../importers/index.ts'
import type { Writer } from '../store/database.ts'
import { dropFacts, factWriter } from '../store/facts.ts'
import { readObject } from '../store/objects.ts'
import { callOf } from './collection.ts'
import type { ImportProgress } from './import-progress.ts'
import type { WriteContext } from './procedure.ts'
import { keepNotes } from './source-notes.ts'
import { unreadableDocuments } from './unreadable-documents.ts'

export interface SourceReading {
  readonly kind: string | null
  readonly kindTitle: string | null
  readonly state: SourceState
  readonly accounts: readonly string[]
  readonly content: string
  readonly notes: readonly Note[]
}

interface KeptSource {
  readonly id: number
  readonly object_id: number
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly assigned_account: string | null
  readonly received_at: string
}

/** At most this many notes are kept of one file; the rest are counted in one more. */
const mostNotes = 200

/** Without `progress` it is read in silence, to its end. */
export function readSource({ db }: WriteContext, sourceId: number, progress?: ImportProgress): SourceReading {
  const source = db.get<KeptSource>(
    `select s.id, s.object_id, s.name, s.assigned_account, s.received_at, o.size, o.sha256
     from source s
     join object o on o.id = s.object_id
     where s.id = :sourceId`,
    { sourceId }
  )
  if (!source) throw new WorkbenchError('not-found', 'That source is not in this engagement.')
  forget(db, sourceId)

  const outline = outlineOf(readObject(db, source.object_id))
  const recognised = recognise(outline)
  const found =
    'importer' in recognised
      ? read(db, source, recognised.importer, outline, progress)
      : unrecognised(recognised.tried)
  keep(db, sourceId, found, rewritingOf(outline))
  progress?.finish(source.size, found.objects)
  return found.reading
}

/** What one reading gathered beside its facts. */
interface Found {
  readonly reading: SourceReading
  readonly coverage: ReadonlyMap<string, { account: string; part: string; state: Coverage }>
  readonly readsName: boolean
  readonly generatedAt: number | null
  readonly latestAt: number | null
  readonly objects: number
}

function unrecognised(tried: string): Found {
  return {
    reading: {
      kind: null,
      kindTitle: null,
      state: 'not-recognised',
      accounts: [],
      content: '',
      notes: [{ level: 'warning', sentence: tried }]
    },
    coverage: new Map(),
    readsName: true,
    generatedAt: null,
    latestAt: null,
    objects: 0
  }
}

function read(
  db: Writer,
  source: KeptSource,
  importer: Importer,
  outline: Outline,
  progress: ImportProgress | undefined
): Found {
  const facts = factWriter(db, source.id)
  const call = callOf(db, source)
  // A time after receipt (an expiry, a clock that is wrong) says nothing of when the file was made; zones may differ by a day.
  const latestPossible = Date.parse(source.received_at) / 1000 + 86_400
  const hint = source.assigned_account ?? call?.account ?? accountInName(source.name)
  const notes: Note[] = []
  let dropped = 0
  const counts = new Map<string, number>()
  const coverage = new Map<string, { account: string; part: string; state: Coverage }>()
  let readsName = false
  let generatedAt: number | null = null
  let latestAt: number | null = null

  const reading: Reading = {
    get name() {
      readsName = true
      return source.name
    },
    get accountHint() {
      readsName = true
      return hint
    },
    get region() {
      readsName = true
      return reading.option('region') ?? regionIn(source.name)
    },
    option(name) {
      readsName = true
      return call === null ? null : optionIn(call.command, name)
    },
    fact: facts.fact,
    document: facts.document,
    note(note) {
      if (notes.length < mostNotes) notes.push(note)
      else dropped++
    },
    covers(account, part, state) {
      const key = `${account}/${part}`
      const before = coverage.get(key)
      coverage.set(key, { account, part, state: before ? worse(before.state, state) : state })
    },
    generatedAt(at) {
      generatedAt = Math.max(generatedAt ?? at, at)
    },
    seenAt(at) {
      if (at <= latestPossible) latestAt = Math.max(latestAt ?? at, at)
    },
    count(noun, n = 1) {
      counts.set(noun, (counts.get(noun) ?? 0) + n)
    },
    checkpoint: (done) => progress?.tell('reading', source.name, done, source.size)
  }

  let isUnreadable = false
  try {
    db.transaction(() => {
      importer.read(readObject(db, source.object_id), outline, reading)
      facts.flush()
    })
    for (const note of unreadableDocuments(db, source.id)) reading.note(note)
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error
    isUnreadable = true
    notes.unshift({
      level: 'error',
      sentence: error.message,
      ...(error.line === null ? {} : { line: error.line }),
      ...(error.path === null ? {} : { path: error.path })
    })
    counts.clear()
    coverUnreadable(importer, hint, coverage)
  }
  if (dropped > 0)
    notes.push({ level: 'warning', sentence: `${dropped} more notes of this kind are not listed.` })

  const accounts = [...new Set([...coverage.values()].map(({ account }) => account))]
    .filter((account) => account !== '')
    .sort()
  const isUnattributed =
    importer.scope === 'account' && [...coverage.values()].some(({ account }) => account === '')
  if (isUnattributed && !isUnreadable)
    notes.push({
      level: 'warning',
      sentence:
        'The file does not say to which account it belongs, and neither does its folder or a caller identity beside it; choose the account.'
    })
  return {
    reading: {
      kind: importer.kind,
      kindTitle: importer.title,
      state: isUnreadable ? 'unreadable' : isUnattributed ? 'unattributed' : 'read',
      accounts,
      content: [...counts].map(([noun, n]) => counted(noun, n)).join(', '),
      notes
    },
    coverage,
    readsName,
    generatedAt,
    latestAt,
    objects: [...counts.values()].reduce((sum, n) => sum + n, 0)
  }
}

const singularEndings: Readonly<Record<string, string>> = { ies: 'y', ses: 's', s: '' }

/** `counted('policies', 1)` → "1 policy". */
function counted(nouns: string, n: number): string {
  const noun = n === 1 ? nouns.replace(/(ies|ses|s)$/, (ending) => singularEndings[ending] ?? '') : nouns
  return `${n.toLocaleString('en')} ${noun}`
}

/** Nothing of an unreadable file counts, and whatever it would have answered is incomplete. */
function coverUnreadable(
  importer: Importer,
  hint: string | null,
  coverage: Map<string, { account: string; part: string; state: Coverage }>
): void {
  for (const entry of coverage.values()) entry.state = 'partial'
  if (coverage.size > 0) return
  const account = importer.scope === 'organization' ? '' : hint
  if (account === null) return
  for (const part of importer.parts) coverage.set(`${account}/${part}`, { account, part, state: 'partial' })
}

const byBadness = ['complete', 'last-page', 'page', 'denied', 'partial'] as const satisfies Coverage[]

function worse(a: Coverage, b: Coverage): Coverage {
  return byBadness.indexOf(a) >= byBadness.indexOf(b) ? a : b
}

/** Twelve digits as a folder of their own or as a word of the file's name, nearest to the file first. */
function accountInName(name: string): string | null {
  for (const segment of name.split(/[\\/]/).reverse()) {
    const digits = /(?:^|[^0-9A-Za-z])(\d{12})(?=$|[^0-9A-Za-z])/.exec(segment)?.[1]
    if (digits) return digits
  }
  return null
}

function forget(db: Writer, sourceId: number): void {
  dropFacts(db, sourceId)
  db.run('delete from source_note where source_id = :sourceId', { sourceId })
  db.run('delete from source_coverage where source_id = :sourceId', { sourceId })
}

function keep(
  db: Writer,
  sourceId: number,
  { reading, coverage, readsName, generatedAt, latestAt }: Found,
  rewriting: string
): void {
  db.run(
    `update source
     set kind = :kind, state = :state, content = :content, reads_name = :readsName, rewriting = :rewriting,
       generated_at = :generatedAt, latest_at = :latestAt
     where id = :sourceId`,
    {
      sourceId,
      kind: reading.kind,
      state: reading.state,
      content: reading.content,
      readsName: Number(readsName),
      rewriting,
      generatedAt,
      latestAt
    }
  )
  keepNotes(db, sourceId, reading.notes)
  for (const { account, part, state } of coverage.values())
    db.run(
      'insert into source_coverage (source_id, account_id, part, state) values (:sourceId, :account, :part, :state)',
      { sourceId, account, part, state }
    )
}
