/** What the manifest of a collection says of a file beside it: the command it was asked with. */
import type { Reader } from '../store/database.ts'

/**
 * A manifest names its files from its own folder; a file moved elsewhere is known by its bytes, where only one call left these.
 */
export function commandOf(
  db: Reader,
  { name, sha256 }: { readonly name: string; readonly sha256: string }
): string | null {
  const calls = db.all<{ name: string; manifest: string; command: string }>(
    `select c.name, s.name as manifest, c.command
     from collection_call c
     join source s on s.id = c.source_id
     where c.sha256 = :sha256 or :name like '%' || c.name`,
    { sha256, name }
  )
  const beside = calls.find((call) => name === `${folderOf(call.manifest)}${call.name}`)
  const commands = new Set(calls.map((call) => call.command))
  return beside?.command ?? (commands.size === 1 ? ([...commands][0] ?? null) : null)
}

/** With its closing slash; '' for a file at the top. */
function folderOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
}
