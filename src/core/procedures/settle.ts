/** Brings facts and results in line with the sources there are: accounts of lone files, pages united, checks run. */
import { unite } from '../store/facts.ts'
import { engagementOf } from './engagement.ts'
import type { WriteContext } from './procedure.ts'
import { readSource } from './read-source.ts'
import { runChecks } from './run-checks.ts'
import { supersede } from './supersede-source.ts'

/**
 * Answers how many results changed. `job` names the progress it reports. `bereaved` are the sources whose facts a superseded one may
 * have taken with it.
 */
export function settle(context: WriteContext, job: string, bereaved: Set<number> = new Set()): number {
  assignByCallerIdentity(context, bereaved)
  readBereaved(context, bereaved)
  unite(context.db)
  return runChecks(context, job)
}

/** Says to which account a file belongs whose content does not, and reads it again. */
export function assign(context: WriteContext, source: number, account: string, bereaved: Set<number>): void {
  const { db } = context
  db.run('update source set assigned_account = :account where id = :source', { source, account })
  readSource(context, source)
  supersede(db, source, (other) => bereaved.add(other))
}

function readBereaved(context: WriteContext, bereaved: ReadonlySet<number>): void {
  for (const id of bereaved)
    if (
      context.db.get(
        "select id from source where id = :id and state in ('read', 'unreadable') and is_rejected = 0",
        { id }
      )
    )
      readSource(context, id)
}

/** A caller identity saved in the same folder names the account of the files beside it. */
function assignByCallerIdentity(context: WriteContext, bereaved: Set<number>): void {
  const { db } = context
  const lone = db.all<{ id: number; name: string }>(
    "select id, name from source where period_id = :period and state = 'unattributed' order by id",
    { period: engagementOf(db).period.id }
  )
  if (lone.length === 0) return
  const identities = new Map(
    db
      .all<{ name: string; account_id: string }>(
        'select s.name, c.account_id from caller_identity c join source s on s.id = c.source_id order by s.id'
      )
      .map((row) => [folderOf(row.name), row.account_id])
  )
  for (const { id, name } of lone) {
    const account = identities.get(folderOf(name))
    if (account) assign(context, id, account, bereaved)
  }
}

function folderOf(name: string): string {
  return name.split(/[\\/]/).slice(0, -1).join('/')
}
