/** Keeps what the client sent about a finding: a file or a note, ready to back a response, a plan, a claim or an acceptance. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { EvidenceView } from '../../shared/records/test.ts'
import { storeObject } from '../store/objects.ts'
import { evidenceNumbered, keepEvidence } from './evidence.ts'
import { useEvidence } from './findings/evidence.ts'
import { findingNamed } from './findings/kept.ts'
import { procedure, type WriteContext } from './procedure.ts'
import { discardUpload, takeUpload } from './upload.ts'

export default [
  procedure('finding.attach', (context, { finding, title, upload, mime }): EvidenceView => {
    try {
      const { name, stored } = takeUpload(context, upload)
      if (stored.size === 0)
        throw new WorkbenchError('input-invalid', `${name} is empty; there is nothing to keep as evidence.`)
      return attach(context, finding, {
        type: /^image\/(png|jpeg|gif|webp)$/.test(mime) ? 'image' : 'file',
        title,
        fileName: name.split(/[\\/]/).at(-1) ?? name,
        mime,
        stored
      })
    } finally {
      discardUpload(context.uploads, upload)
    }
  }),

  procedure('finding.note', (context, { finding, title, text }): EvidenceView =>
    attach(context, finding, {
      type: 'note',
      title,
      fileName: 'note.txt',
      mime: 'text/plain',
      stored: storeObject(context.db, Buffer.from(text, 'utf8'))
    })
  )
]

function attach(
  context: WriteContext,
  finding: string,
  piece: Parameters<typeof keepEvidence>[1]
): EvidenceView {
  const { db, actor, now } = context
  const { ref } = findingNamed(db, finding)
  const evidence = keepEvidence(context, piece, { finding: ref })
  useEvidence(db, { evidence, target: 'finding', ref, purpose: 'Received' }, actor, now())
  return evidenceNumbered(db, evidence)
}
