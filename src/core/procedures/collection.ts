/** What the manifest of a collection says of a file beside it: the command it was asked with, and for which account. */
import type { Reader } from '../store/database.ts'

export interface CollectionCall {
  readonly command: string
  readonly account: string | null
}

/**
 * A manifest names its files from its own folder; a file moved elsewhere is known by its bytes, where only one call left these.
 */
export function callOf(
  db: Reader,
  { name, sha256 }: { readonly name: string; readonly sha256: string }
): CollectionCall | null {
  for (const { id, folder } of manifestsOf(db)) {
    if (!name.startsWith(folder)) continue
    const beside = db.get<CollectionCall>(
      `select command, account_id as account
       from collection_call
       where name = :path and source_id = :id and command <> ''`,
      { id, path: name.slice(folder.length) }
    )
    if (beside) return beside
  }
  const [same, ...others] = db.all<CollectionCall>(
    `select distinct command, account_id as account
     from collection_call
     where sha256 = :sha256 and command <> ''
     limit 2`,
    { sha256 }
  )
  return same && others.length === 0 ? same : null
}

function manifestsOf(db: Reader): readonly { readonly id: number; readonly folder: string }[] {
  return db
    .all<{ id: number; name: string }>(
      "select id, name from source where kind = 'collection-manifest' and state = 'read' order by id desc"
    )
    .map(({ id, name }) => ({ id, folder: folderOf(name) }))
}

/** With its closing slash; '' for a file at the top. */
function folderOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
}
