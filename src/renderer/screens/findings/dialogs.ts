/** The dialogs that may lie over the findings, one at a time. */
import type { FindingDetail } from '../../../shared/records/finding.ts'
import type { TestView } from '../../../shared/records/test.ts'

import type { ActionName } from './actions.ts'

export type ShownDialog =
  | { readonly kind: 'control' }
  | { readonly kind: 'raise'; readonly test: TestView }
  | { readonly kind: 'act'; readonly action: ActionName; readonly finding: FindingDetail }
