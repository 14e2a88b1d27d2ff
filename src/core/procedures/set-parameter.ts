/** Shows and changes what results are measured by: the thresholds and the auditor's date. */
import { WorkbenchError } from '../../shared/errors.ts'
import { parameters } from '../../shared/parameters.ts'
import { appendEvent } from '../store/events.ts'
import { engagementOf, parametersOf } from './engagement.ts'
import { parameterViews } from './parameter-views.ts'
import { procedure } from './procedure.ts'
import { runChecks } from './run-checks.ts'

export default [
  procedure('parameter.list', ({ db }) => parameterViews(db)),

  procedure('parameter.set', (context, { name, value }) => {
    const { db, actor, now } = context
    const { title, unit, minimum, maximum } = parameters[name]
    if (value < minimum || value > maximum)
      throw new WorkbenchError(
        'input-invalid',
        `"${title}" takes ${minimum} to ${maximum} ${unit}, not ${value}.`
      )
    const before = parametersOf(db)[name]
    db.run(
      'insert into parameter (name, value) values (:name, :value) on conflict (name) do update set value = excluded.value',
      {
        name,
        value
      }
    )
    appendEvent(db, {
      at: now(),
      actor,
      action: 'parameter.set',
      entity: 'parameter',
      entityId: name,
      payload: { before, after: value }
    })
    runChecks(context, 'checks')
    return null
  }),

  procedure('period.date', (context, { asOf }) => {
    const { db, actor, now } = context
    const { period } = engagementOf(db)
    db.run('update period set as_of = :asOf where id = :id', { id: period.id, asOf })
    appendEvent(db, {
      at: now(),
      actor,
      action: 'period.date',
      entity: 'period',
      entityId: period.label,
      payload: { before: period.asOf, after: asOf }
    })
    runChecks(context, 'checks')
    return null
  })
]
