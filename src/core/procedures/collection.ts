/** What the manifest of a collection says of the files beside it: how each was asked for, and whether it is here as it was made. */
import { WorkbenchError } from '../../shared/errors.ts'
import { checksumsCommand } from '../importers/checksums.ts'
import { outlineOf } from '../importers/index.ts'
import { textChunks } from '../importers/reading/encoding.ts'
import { readManifest } from '../importers/reading/manifest-rows.ts'
import type { Reader } from '../store/database.ts'
import { readObject } from '../store/objects.ts'
import { engagementOf } from './engagement.ts'

export interface CollectionCall {
  readonly command: string
  readonly account: string | null
}

/**
 * A manifest names its files from its own folder; a file moved elsewhere is known by its bytes, where only one call left these. The
 * error of a call, kept beside its answer as `….err`, is of that call.
 */
export function callOf(
  db: Reader,
  { name, sha256 }: { readonly name: string; readonly sha256: string }
): CollectionCall | null {
  for (const { id, folder } of manifestsOf(db)) {
    if (!name.startsWith(folder)) continue
    const path = slashed(name.slice(folder.length))
    const beside = db.get<CollectionCall>(
      `select command, account_id as account
       from collection_call
       where name in (:path, :answer) and source_id = :id and command <> ''
       order by name <> :path`,
      { id, path, answer: path.replace(/\.err$/, '') }
    )
    if (beside) return beside
  }
  const [same, ...others] = db.all<CollectionCall>(
    `select distinct command, account_id as account
     from collection_call
     where sha256 = :sha256 and command not in ('', :checksumsCommand)
     limit 2`,
    { sha256, checksumsCommand }
  )
  return same && others.length === 0 ? same : null
}

/**
 * `received`: here with the same bytes · `other-bytes`: the file of that name has others · `not-received`: neither is here ·
 * `failed`: AWS gave no answer · `no-answer`: the call went well and left no file, as a question for names does.
 */
export type Verdict = 'received' | 'other-bytes' | 'not-received' | 'failed' | 'no-answer'

export interface VerifiedFile {
  /** Of the manifest or list, 1-based. */
  readonly line: number
  /** From the folder of the manifest or list. */
  readonly path: string
  readonly verdict: Verdict
  /** The source received in its place; of a failed call the one that holds its error. null where there is none. */
  readonly source: number | null
}

export interface VerifiedCall extends VerifiedFile {
  readonly command: string
  readonly account: string | null
  /** AWS's code or the script's own word; '' where the call did not fail. */
  readonly error: string
}

/** Each call of a manifest with what is here of it. Takes the id of its source; throws where there is none. */
export function verifyManifest(db: Reader, manifest: number): readonly VerifiedCall[] {
  const find = receivedBeside(db, manifest)
  const { object_id: object } = sourceOf(db, manifest)
  const { encoding, delimiter } = outlineOf(readObject(db, object))
  const verified: VerifiedCall[] = []
  for (const row of readManifest(textChunks(readObject(db, object), encoding), delimiter)) {
    if ('problem' in row) continue
    const { line, path, command, account, returnCode } = row
    const call = { line, path, command, account, error: '' }
    if (returnCode !== null && returnCode !== 0)
      verified.push({
        ...call,
        verdict: 'failed',
        source: find(`${path}.err`, null).source,
        error: row.error ?? `exit code ${returnCode}`
      })
    else if (row.sha256 === null) verified.push({ ...call, verdict: 'no-answer', source: null })
    else verified.push({ ...call, ...find(path, row.sha256) })
  }
  return verified
}

/** Each file of a list of digests with what is here of it. Takes the id of the list's source; throws where there is none. */
export function verifyChecksums(db: Reader, list: number): readonly VerifiedFile[] {
  const find = receivedBeside(db, list)
  return db
    .all<{ line: number; path: string; sha256: string | null }>(
      `select line, name as path, sha256
       from collection_call
       where source_id = :list and command = :checksumsCommand
       order by line`,
      { list, checksumsCommand }
    )
    .map(({ line, path, sha256 }) => ({ line, path, ...find(slashed(path), sha256) }))
}

interface Received {
  readonly id: number
  readonly name: string
  readonly sha256: string
}

/**
 * Finds the file a path means among the sources of the same period: by its name from the folder of the list, of several of that name the
 * one with the bytes; where none has the name, any with the bytes, as files are moved and a second copy is kept once.
 */
function receivedBeside(
  db: Reader,
  list: number
): (path: string, sha256: string | null) => { readonly verdict: Verdict; readonly source: number | null } {
  const { name, period_id: period } = sourceOf(db, list)
  const folder = slashed(folderOf(name))
  const byName = new Map<string, Received[]>()
  const byBytes = new Map<string, Received>()
  for (const source of db.iterate<Received>(
    `select s.id, s.name, o.sha256
     from source s
     join object o on o.id = s.object_id
     where s.period_id = :period
     order by s.id`,
    { period }
  )) {
    const named = byName.get(slashed(source.name))
    if (named) named.push(source)
    else byName.set(slashed(source.name), [source])
    byBytes.set(source.sha256, source)
  }
  return (path, sha256) => {
    const named = byName.get(folder + path) ?? []
    const same = named.find((source) => source.sha256 === sha256)
    if (same) return { verdict: 'received', source: same.id }
    const other = named.at(-1)
    if (other) return { verdict: 'other-bytes', source: other.id }
    const moved = sha256 === null ? undefined : byBytes.get(sha256)
    return moved ? { verdict: 'received', source: moved.id } : { verdict: 'not-received', source: null }
  }
}

function sourceOf(
  db: Reader,
  id: number
): { readonly name: string; readonly object_id: number; readonly period_id: number } {
  const source = db.get<{ name: string; object_id: number; period_id: number }>(
    'select name, object_id, period_id from source where id = :id',
    { id }
  )
  if (!source) throw new WorkbenchError('not-found', 'That source is not in this engagement.')
  return source
}

function manifestsOf(db: Reader): readonly { readonly id: number; readonly folder: string }[] {
  return db
    .all<{ id: number; name: string }>(
      "select id, name from source where period_id = :period and kind = 'collection-manifest' and state = 'read' order by id desc",
      { period: engagementOf(db).period.id }
    )
    .map(({ id, name }) => ({ id, folder: folderOf(name) }))
}

/** With its closing slash; '' for a file at the top. */
function folderOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
}

/** Archives made on Windows may part folders by backslashes; no name of the collection script holds one. */
function slashed(name: string): string {
  return name.replaceAll('\\', '/')
}
