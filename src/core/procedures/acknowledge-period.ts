/** Takes down that the client's management acknowledged the period on paper: its words, and the signed page as evidence. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { SignOffView } from '../../shared/records/sign-off.ts'
import { evidenceNumbered, keepEvidence } from './evidence.ts'
import { procedure } from './procedure.ts'
import { periodState } from './sign-off/period-state.ts'
import { refusalOfAcknowledging } from './sign-off/refusal.ts'
import { keepSignOff } from './sign-off/sign.ts'
import { viewOf } from './sign-off/standing.ts'
import { discardUpload, takeUpload } from './upload.ts'

export default procedure(
  'sign-off.acknowledge',
  (context, { name, title, meaning, upload, mime }): SignOffView => {
    const { db, actor, now } = context
    try {
      const state = periodState(db, now())
      const refusal = refusalOfAcknowledging(state)
      if (refusal !== null) throw new WorkbenchError('not-allowed', refusal)
      const { name: path, stored } = takeUpload(context, upload)
      const fileName = path.split(/[\\/]/).at(-1) ?? path
      if (stored.size === 0)
        throw new WorkbenchError(
          'input-invalid',
          `${fileName} is empty; there is nothing to keep as evidence.`
        )
      const type = /^image\/(png|jpeg|gif|webp)$/.test(mime) ? 'image' : 'file'
      const evidence = keepEvidence(
        context,
        { type, title: `Acknowledgement of ${name}, ${state.period.label}`, fileName, mime, stored },
        { period: state.period.label }
      )
      db.run(
        `insert into evidence_use (evidence_id, target, ref, locator, purpose, linked_by, linked_at)
         values (:evidence, 'sign-off', :period, '', 'Acknowledged by management', :actor, :at)`,
        { evidence, period: state.period.label, actor, at: now() }
      )
      const content = state.contents('period', state.period.label)
      if (content === null) throw new Error('A period without content')
      const id = keepSignOff(context, {
        period: state.period,
        scope: 'period',
        ref: state.period.label,
        role: 'management',
        name,
        title,
        meaning,
        content,
        evidence: evidenceNumbered(db, evidence).ref
      })
      const kept = periodState(db, now())
        .signOffs()
        .find((one) => one.id === id)
      if (!kept) throw new Error('An acknowledgement was not kept')
      return viewOf(kept)
    } finally {
      discardUpload(context.uploads, upload)
    }
  }
)
