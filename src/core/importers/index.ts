/** The shelf of importers: every kind of export, by its file in this room. */
import type { Importer, Outline } from './importer.ts'
import { recogniseAmong, type Recognition } from './reading/recognise.ts'

export { optionIn } from './reading/command-option.ts'
export { elementAt } from './reading/element-at.ts'
export { encodingOf } from './reading/encoding.ts'
export { outlineOf } from './reading/outline.ts'
export { rewritingOf } from './reading/rewriting.ts'
export { regionIn } from './reading/region-in-name.ts'
export type { Recognition } from './reading/recognise.ts'

const modules = import.meta.glob<Importer>(['./*.ts', '!./importer.ts', '!./index.ts'], {
  eager: true,
  import: 'default'
})

/** Sorted by kind. */
export const importers: readonly Importer[] = Object.values(modules).toSorted((a, b) =>
  a.kind < b.kind ? -1 : 1
)

const byKind: ReadonlyMap<string, Importer> = new Map(importers.map((importer) => [importer.kind, importer]))

/** Kinds that are compared with what was read and never part of it. */
export const corroboratingKinds: readonly string[] = importers
  .filter(({ family }) => family === 'corroboration')
  .map(({ kind }) => kind)

export function importerOf(kind: string): Importer | undefined {
  return byKind.get(kind)
}

/** The importer that knows a file by its structure, or what the file looks like where none or several do. */
export function recognise(outline: Outline): Recognition {
  return recogniseAmong(importers, outline)
}
