/** The dialogs that may lie over the library, one at a time, with what each is about. */
import type { EvidenceDetail, EvidenceUse } from '../../../shared/records/evidence.ts'
import type { NamedFile } from '../../files.ts'

import type { PieceAction } from './evidence-commands.ts'

export type ShownDialog =
  | { readonly kind: 'add'; readonly files: readonly NamedFile[] }
  | { readonly kind: PieceAction; readonly evidence: EvidenceDetail }
  | { readonly kind: 'take-back'; readonly evidence: EvidenceDetail; readonly use: EvidenceUse }

/** What may be taken back at once, where the record allows it. */
export type Undo = () => Promise<void>
