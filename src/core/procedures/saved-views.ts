/** Views of the explorer by name: those that come with each kind, and those the auditor saves. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { ExplorerQuery, SavedView } from '../../shared/records/explorer.ts'
import { appendEvent } from '../store/events.ts'
import { fieldTests } from './explore/matching.ts'
import { kinds } from './explore/kinds/index.ts'
import { procedure } from './procedure.ts'

export default [
  procedure('view.list', ({ db }): readonly SavedView[] => [
    ...Object.values(kinds).flatMap(({ kind, views }) =>
      views.map(({ name, filters }) => ({
        id: null,
        name,
        query: { kind, search: '', filters, sort: null },
        createdBy: ''
      }))
    ),
    ...db
      .all<{ id: number; name: string; query: string; createdBy: string }>(
        'select id, name, query, created_by as createdBy from saved_view order by name collate nocase, id'
      )
      .map((view) => ({ ...view, query: JSON.parse(view.query) as ExplorerQuery }))
  ]),

  procedure('view.save', ({ db, actor, now }, { name, query }): SavedView => {
    // What could not be opened is not kept.
    fieldTests(kinds[query.kind], query.filters, new Map())
    const at = now()
    const { id } = db.run(
      'insert into saved_view (name, query, created_by, created_at) values (:name, :query, :actor, :at)',
      { name, query: JSON.stringify(query), actor, at }
    )
    appendEvent(db, {
      at,
      actor,
      action: 'view.save',
      entity: 'view',
      entityId: String(id),
      payload: { name, query: JSON.stringify(query) }
    })
    return { id, name, query, createdBy: actor }
  }),

  procedure('view.remove', ({ db, actor, now }, { id }) => {
    const view = db.get<{ name: string; query: string }>(
      'select name, query from saved_view where id = :id',
      { id }
    )
    if (!view) throw new WorkbenchError('not-found', 'That view is not in this engagement.')
    db.run('delete from saved_view where id = :id', { id })
    appendEvent(db, {
      at: now(),
      actor,
      action: 'view.remove',
      entity: 'view',
      entityId: String(id),
      payload: { name: view.name, query: view.query }
    })
    return null
  })
]
