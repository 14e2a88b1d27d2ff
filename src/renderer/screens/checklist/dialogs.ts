/** The dialogs that may lie over the checklist, one at a time, with what each is about. */
import type { EvidenceView, Member } from '../../../shared/records/test.ts'
import type { NamedFile } from '../../files.ts'

import type { Judgement } from './disposing.ts'
import type { FindingDraft } from './wording.ts'

export type ShownDialog =
  | { readonly kind: 'attach'; readonly files: readonly NamedFile[] }
  | { readonly kind: 'look'; readonly evidence: EvidenceView; readonly place: string }
  | { readonly kind: 'withdraw'; readonly evidence: EvidenceView }
  | {
      readonly kind: 'raise'
      readonly accounts: readonly string[]
      readonly draft: FindingDraft
      /** Absent for every exception there is. */
      readonly exceptions?: readonly string[]
    }
  | { readonly kind: 'judge'; readonly judgement: Judgement; readonly member: Member }
  | { readonly kind: 'sample'; readonly ref: string }
  | { readonly kind: 'bulk'; readonly controls: readonly string[]; readonly account: string | null }
  | { readonly kind: 'policy'; readonly member: Member }
  | { readonly kind: 'excerpt'; readonly member: Member }
