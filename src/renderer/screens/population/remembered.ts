/** What was looked at in the explorer, kind by kind, for coming back to it; kept in memory only, for one engagement's file. */
import type { ExplorerQuery, PopulationKind } from '../../../shared/records/explorer.ts'

let last: {
  readonly file: string | null
  readonly queries: Map<PopulationKind, ExplorerQuery>
  kind: PopulationKind
} | null = null

/** The query last looked at of a kind, or of the kind last looked at; everything of it where none was. */
export function rememberedQuery(file: string | null, kind: PopulationKind | null): ExplorerQuery {
  const of = last?.file === file ? last : null
  const wanted = kind ?? of?.kind ?? 'users'
  return of?.queries.get(wanted) ?? { kind: wanted, search: '', filters: [], sort: null }
}

export function rememberQuery(file: string | null, query: ExplorerQuery): void {
  if (last?.file !== file) last = { file, queries: new Map(), kind: query.kind }
  if (last === null) return
  last.queries.set(query.kind, query)
  last.kind = query.kind
}
