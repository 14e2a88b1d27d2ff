/** The proofs of a source, in the order of their codes; which of them a kind of export needs. */
import type { Proof } from '../../../shared/records/proof.ts'
import type { Reader } from '../../store/database.ts'
import { importerOf } from '../../importers/index.ts'
import { accuracyProofs } from './accuracy.ts'
import { proveCollection } from './collection.ts'
import { completenessProofs } from './completeness.ts'
import { known, type ProvedSource } from './known.ts'

const definitions = [...completenessProofs, ...accuracyProofs].toSorted((a, b) => rank(a.code) - rank(b.code))
/** What only corroborates is not relied on; it must be whole and unchanged. */
const ofCorroboration = new Set(['C5', 'C9', 'A2'])

/** Answers by source; null for a source that needs no proof: an archive, or who was asked. */
export function proofs(db: Reader): (source: number) => readonly Proof[] | null {
  const all = known(db)
  const sources = new Map(all.sources.map((source) => [source.id, source]))
  return (id) => {
    const source = sources.get(id)
    if (!source) return null
    const ofCollection = proveCollection(db, source)
    if (ofCollection) return [ofCollection]
    if (!needsProof(source)) return null
    const isCorroboration = importerOf(source.kind)?.family === 'corroboration'
    return definitions
      .filter(({ code, kinds }) =>
        isCorroboration ? ofCorroboration.has(code) : kinds === undefined || kinds.includes(source.kind)
      )
      .map((definition) => definition.prove(source, all))
  }
}

function needsProof({ kind }: ProvedSource): boolean {
  const importer = importerOf(kind)
  return importer !== undefined && importer.family !== 'collection'
}

/** Completeness before accuracy. */
function rank(code: string): number {
  return (code.startsWith('C') ? 0 : 100) + Number(code.slice(1))
}
