/** The rows of the file list: archives hold what was in them, folded or shown, the newest received first. */
import type { SourceView } from '../../../shared/records/source.ts'
import { archiveKind } from '../../../shared/vocabulary.ts'

import { isToDecide } from './reliance.ts'

export interface FileRow {
  readonly source: SourceView
  /** Its name without the archive it came in. */
  readonly name: string
  /** From 1; one more for each archive it lies in. */
  readonly level: number
  /** Whether what it holds is shown; null for a file that holds none. */
  readonly isOpen: boolean | null
  readonly holds: Holding
}

/** What an archive holds, at every depth. */
export interface Holding {
  readonly files: number
  readonly failed: number
  readonly toDecide: number
}

const nothing: Holding = { files: 0, failed: 0, toDecide: 0 }

/**
 * Those that `isShown`, each under its archive, which is shown with them. What an archive holds keeps the order of the archive. `folded`
 * names the archives whose files are left out.
 */
export function fileRows(
  sources: readonly SourceView[],
  folded: ReadonlySet<number>,
  isShown: (source: SourceView) => boolean
): readonly FileRow[] {
  const known = new Set(sources.map(({ id }) => id))
  const inside = new Map<number, SourceView[]>()
  const loose: SourceView[] = []
  for (const source of sources) {
    const { container } = source
    const beside = container === null || !known.has(container) ? loose : inside.get(container)
    if (beside !== undefined) beside.push(source)
    else if (container !== null) inside.set(container, [source])
  }
  return loose.toReversed().flatMap((source) => branch(source, 1, ''))

  function branch(source: SourceView, level: number, prefix: string): readonly FileRow[] {
    const own = inside.get(source.id) ?? []
    const below = own.flatMap((one) => branch(one, level + 1, `${source.name}/`))
    if (below.length === 0 && !isShown(source)) return []
    const isArchive = source.kind === archiveKind
    const isOpen = isArchive && below.length > 0 ? !folded.has(source.id) : null
    const row = {
      source,
      name: source.name.startsWith(prefix) ? source.name.slice(prefix.length) : source.name,
      level,
      isOpen,
      holds: isArchive ? own.reduce((sum, one) => add(sum, one), nothing) : nothing
    }
    return isOpen === false ? [row] : [row, ...below]
  }

  function add(sum: Holding, source: SourceView): Holding {
    const deeper = (inside.get(source.id) ?? []).reduce(add, nothing)
    return {
      files: sum.files + deeper.files + (source.kind === archiveKind ? 0 : 1),
      failed: sum.failed + deeper.failed + (source.proofs?.failed ? 1 : 0),
      toDecide: sum.toDecide + deeper.toDecide + (isToDecide(source) ? 1 : 0)
    }
  }
}
