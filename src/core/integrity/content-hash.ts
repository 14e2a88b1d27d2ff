/** The hash a signature stands on: SHA-256 over the canonical JSON of what is signed and of the version of its form. */
import { createHash } from 'node:crypto'

import { canonicalJson, type Canonical } from './canonical-json.ts'

/** The form in which content is put before it is hashed; raised whenever a field is added, left out or renamed. */
export type ProjectionVersion = `p${number}`

/**
 * Hex SHA-256 of `{content, projection}` in the form of RFC 8785. The same content in another form of projection has another hash, so
 * a signature never carries over to fields its signer did not see.
 */
export function contentHash(projection: ProjectionVersion, content: Canonical): string {
  return createHash('sha256').update(canonicalJson({ content, projection })).digest('hex')
}
