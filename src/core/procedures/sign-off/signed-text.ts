/** The text a key signs: what was signed by its hash, in which role and meaning, by whom and when, and where the event log stood. */
import { canonicalJson } from '../../integrity/canonical-json.ts'
import { projection } from './period-content.ts'
import type { SignOffRow } from './standing.ts'

/** Canonical JSON (RFC 8785) of everything that binds a signature to the record. */
export function signedText(
  row: Omit<SignOffRow, 'id' | 'content' | 'signature' | 'person_id' | `withdrawn_${string}`>
): string {
  return canonicalJson({
    chainHead: row.chain_head,
    chainSeq: row.chain_seq,
    contentHash: row.content_hash,
    meaning: row.meaning,
    name: row.printed_name,
    period: row.period,
    projection,
    ref: row.scope_ref,
    role: row.role,
    scope: row.scope,
    signedAt: row.signed_at,
    title: row.title
  })
}
