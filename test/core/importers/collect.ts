/** Receives a file as the engine would and keeps in memory what its importer says of it. */
import type { FactTable, FactTables } from '../../../src/core/iam/facts.ts'
import { UnreadableSource, type Coverage, type Note } from '../../../src/core/importers/importer.ts'
import { outlineOf, recognise, regionIn } from '../../../src/core/importers/index.ts'

export interface Collected {
  /** null where the file was not recognised. */
  readonly kind: string | null
  /** What the file looks like instead. */
  readonly tried: string | null
  /** Why nothing of it can be used. */
  readonly unreadable: UnreadableSource | null
  readonly notes: readonly Note[]
  readonly documents: readonly string[]
  /** By `account/part`. */
  readonly coverage: Readonly<Record<string, Coverage>>
  readonly counts: Readonly<Record<string, number>>
  readonly generatedAt: number | null
  readonly latestAt: number | null
  /** Whether name or hint had a part in reading the file. */
  readonly readsName: boolean
  of<T extends FactTable>(table: T): readonly FactTables[T][]
}

export interface Given {
  readonly name?: string
  readonly accountHint?: string | null
  readonly region?: string | null
  /** Options of the command that made the file, as the manifest has it. */
  readonly options?: Readonly<Record<string, string>>
  /** Bytes a chunk. */
  readonly chunk?: number
}

const byBadness: readonly Coverage[] = ['complete', 'last-page', 'page', 'denied', 'partial']

export function collect(content: string | Uint8Array, given: Given = {}): Collected {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const facts = new Map<FactTable, FactTables[FactTable][]>()
  const notes: Note[] = []
  const documents: string[] = []
  const coverage: Record<string, Coverage> = {}
  const counts: Record<string, number> = {}
  let generatedAt: number | null = null
  let latestAt: number | null = null
  let readsName = false
  let unreadable: UnreadableSource | null = null

  const outline = outlineOf(inChunks(bytes, given.chunk))
  const recognised = recognise(outline)
  if ('importer' in recognised)
    try {
      recognised.importer.read(inChunks(bytes, given.chunk), outline, {
        get name() {
          readsName = true
          return given.name ?? 'export.json'
        },
        get accountHint() {
          readsName = true
          return given.accountHint ?? null
        },
        get region() {
          readsName = true
          return given.region ?? regionIn(given.name ?? '')
        },
        option(name) {
          readsName = true
          return given.options?.[name] ?? null
        },
        fact(table, row) {
          const rows = facts.get(table)
          if (rows) rows.push(row)
          else facts.set(table, [row])
        },
        document(text) {
          const known = documents.indexOf(text)
          return known >= 0 ? known + 1 : documents.push(text)
        },
        note: (note) => notes.push(note),
        covers(account, part, state) {
          const key = `${account}/${part}`
          const before = coverage[key]
          coverage[key] = before && byBadness.indexOf(before) > byBadness.indexOf(state) ? before : state
        },
        generatedAt: (at) => (generatedAt = at),
        seenAt: (at) => (latestAt = Math.max(latestAt ?? at, at)),
        count: (noun, n = 1) => (counts[noun] = (counts[noun] ?? 0) + n),
        checkpoint: () => undefined
      })
    } catch (error) {
      if (!(error instanceof UnreadableSource)) throw error
      unreadable = error
    }

  return {
    kind: 'importer' in recognised ? recognised.importer.kind : null,
    tried: 'tried' in recognised ? recognised.tried : null,
    unreadable,
    notes,
    documents,
    coverage,
    counts,
    generatedAt,
    latestAt,
    readsName,
    of: <T extends FactTable>(table: T) => (facts.get(table) ?? []) as unknown as FactTables[T][]
  }
}

export function* inChunks(bytes: Uint8Array, size = 1 << 16): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.slice(from, from + size)
}

/** The sentences of a level, joined, for `toContain` and `toMatch`. */
export function sentences({ notes }: Collected, level: Note['level']): string {
  return notes
    .filter((note) => note.level === level)
    .map((note) => note.sentence)
    .join('\n')
}

export function at(iso: string): number {
  return Date.parse(iso) / 1000
}
