/** Ends an import: settles which account lone files belong to, unites pages, runs the checks, and reports. */
import type { ImportReport } from '../../shared/records/source.ts'
import { appendEvent } from '../store/events.ts'
import { unite } from '../store/facts.ts'
import { engagementOf } from './engagement.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { assignAccount } from './receive-source.ts'
import { runChecks } from './run-checks.ts'

export default procedure('import.finish', (context, { batch }): ImportReport => finishImport(context, batch))

function finishImport(context: WriteContext, batch: number): ImportReport {
  const { db, actor, now } = context
  assignByCallerIdentity(context)
  unite(db)
  const changedTests = runChecks(context, `import-${batch}`)
  const report = { ...countBatch(context, batch), changedTests }
  appendEvent(db, {
    at: now(),
    actor,
    action: 'import.finish',
    entity: 'period',
    entityId: engagementOf(db).period.label,
    payload: { batch, ...report }
  })
  return report
}

/** Ends an import that a stopped process left open, so that results never lag behind the facts. Called when a file is opened. */
export function finishStoppedImport(context: WriteContext): void {
  const open = context.db.get<{ batch: number }>(
    `select batch
     from source
     where batch > coalesce(
       (select max(json_extract(payload, '$.batch')) from audit_event where action = 'import.finish'),
       0
     )
     order by batch desc
     limit 1`
  )
  if (open) finishImport(context, open.batch)
}

/** A caller identity saved in the same folder names the account of the files beside it. */
function assignByCallerIdentity(context: WriteContext): void {
  const { db } = context
  const identities = new Map(
    db
      .all<{ name: string; account_id: string }>(
        'select s.name, c.account_id from caller_identity c join source s on s.id = c.source_id order by s.id'
      )
      .map((row) => [folderOf(row.name), row.account_id])
  )
  for (const { id, name } of db.all<{ id: number; name: string }>(
    "select id, name from source where state = 'unattributed' order by id"
  )) {
    const account = identities.get(folderOf(name))
    if (account) assignAccount(context, id, account)
  }
}

function folderOf(name: string): string {
  return name.split(/[\\/]/).slice(0, -1).join('/')
}

function countBatch({ db }: WriteContext, batch: number): Omit<ImportReport, 'changedTests'> {
  const counts = db.get<{ received: number; read: number; not_usable: number; problems: number }>(
    `select
       count(*) as received,
       count(*) filter (where state in ('read', 'superseded')) as read,
       count(*) filter (where state in ('unreadable', 'unattributed', 'not-recognised')) as not_usable,
       (
         select count(*) from source_note n join source s on s.id = n.source_id
         where s.batch = :batch and n.level in ('error', 'warning')
       ) as problems
     from source
     where batch = :batch`,
    { batch }
  )
  return {
    received: counts?.received ?? 0,
    read: counts?.read ?? 0,
    notUsable: counts?.not_usable ?? 0,
    problems: counts?.problems ?? 0
  }
}
