/** Where a piece of evidence comes from, while it is filled in. */
import type { EvidenceOrigin } from '../../../shared/records/evidence.ts'

import { isDescribed } from './words.ts'

const nothingSaid: EvidenceOrigin = {
  obtainedFrom: '',
  obtainedBy: '',
  obtainedAt: '',
  asOf: '',
  address: '',
  byClient: false,
  redacted: false
}

export class OriginDraft {
  obtainedFrom = $state('')
  obtainedBy = $state('')
  obtainedAt = $state('')
  asOf = $state('')
  address = $state('')
  byClient = $state(false)
  redacted = $state(false)

  constructor(origin: EvidenceOrigin = nothingSaid) {
    this.obtainedFrom = origin.obtainedFrom
    this.obtainedBy = origin.obtainedBy
    this.obtainedAt = origin.obtainedAt
    this.asOf = origin.asOf
    this.address = origin.address
    this.byClient = origin.byClient
    this.redacted = origin.redacted
  }

  get origin(): EvidenceOrigin {
    return {
      obtainedFrom: this.obtainedFrom.trim(),
      obtainedBy: this.obtainedBy.trim(),
      obtainedAt: this.obtainedAt,
      asOf: this.asOf,
      address: this.address.trim(),
      byClient: this.byClient,
      redacted: this.redacted
    }
  }

  get isSaid(): boolean {
    return isDescribed(this.origin)
  }
}
