/** Whether the record still holds: what was found wrong in it stays known, and from then on nothing is added to it. */
import { WorkbenchError } from '../shared/errors.ts'
import type { Reader } from './store/database.ts'
import { verifyChain, verifyChainEnd, type ChainHead } from './store/events.ts'

export interface SoundRecord {
  /** What the end of its log showed when it was opened. */
  readonly endFault: string | null
  /** What is wrong with it, in a sentence; null while nothing is known to be. */
  readonly fault: () => string | null
  /** Takes down what a verification found. */
  readonly distrust: (fault: string) => void
  /** The head this machine saw last where the log never had it, until the log goes on without it. */
  readonly lostHead: () => ChainHead | null
  readonly lose: (head: ChainHead | null) => void
  readonly goOn: () => void
}

/** Events looked at when a file is opened. */
const endLookedAt = 1000

/** Of a file that was just opened: looks at the end of its log now, and at all of it before the first write. */
export function soundRecord(db: Reader): SoundRecord {
  const endFault = verifyChainEnd(db, endLookedAt).fault
  let fault = endFault
  let isWhollyRead = false
  let lost: ChainHead | null = null
  return {
    endFault,
    fault() {
      if (fault === null && !isWhollyRead) fault = verifyChain(db).fault
      isWhollyRead = true
      return fault
    },
    distrust(found) {
      fault ??= found
    },
    lostHead: () => lost,
    lose(head) {
      lost = head
    },
    goOn() {
      lost = null
    }
  }
}

/** Throws `record-broken` where the record does not hold. */
export function refuseBroken({ fault }: Pick<SoundRecord, 'fault'>): void {
  const found = fault()
  if (found !== null)
    throw new WorkbenchError(
      'record-broken',
      `${found} Nothing more is written into this engagement. Keep the file as it is, and go on with a copy from before; reading stays open.`
    )
}
