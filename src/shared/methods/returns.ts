/** Workbooks that the client filled in and sent back. */
import * as v from 'valibot'

import type {
  DecidedReturn,
  ReceiptView,
  ReceivedReturn,
  ReturnHead,
  ReturnView,
  WaitingAnswers
} from '../records/returns.ts'
import { read, write } from './declare.ts'
import { day, given, nothing, text, whole } from './schemas.ts'

/** `WR-001` */
const returned = v.pipe(v.string(), v.regex(/^WR-\d{3,}$/))

export const returnsMethods = {
  /** Of every period, the newest first. */
  'return.list': read<readonly ReturnHead[]>()(nothing),
  'return.show': read<ReturnView>()(v.strictObject({ return: returned })),
  'return.waiting': read<WaitingAnswers>()(nothing),
  /** Reads a client edition that came back and lists what is different in it; changes nothing else. */
  'return.receive': write<ReceivedReturn>()(
    v.strictObject({ job: given(80), upload: whole, receivedFrom: given(120), receivedAt: day })
  ),
  /** `value` mends what the client wrote; a rejection says why, and may be undone. */
  'return.decide': write<DecidedReturn>()(
    v.strictObject({
      return: returned,
      decisions: v.pipe(
        v.array(
          v.strictObject({
            change: whole,
            decision: v.picklist(['accept', 'reject', 'undo']),
            value: v.exactOptional(text(8000)),
            reason: text(2000)
          })
        ),
        v.minLength(1),
        v.maxLength(100_000)
      )
    })
  ),
  /** Everything that is clean now. */
  'return.accept-clean': write<DecidedReturn>()(v.strictObject({ return: returned })),
  /** What was made of every change, for the client. */
  'return.receipt': write<ReceiptView>()(v.strictObject({ return: returned }))
} as const
