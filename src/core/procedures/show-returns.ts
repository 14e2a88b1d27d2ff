/** Shows the workbooks that came back, what is different in them, and what of the client's still waits. */
import type { ReturnHead, ReturnView, WaitingAnswers } from '../../shared/records/returns.ts'
import { procedure } from './procedure.ts'
import { returnHeads, returnView } from './returns/kept.ts'
import { clientRequests } from './returns/requests.ts'

export default [
  procedure('return.list', ({ db, now }): readonly ReturnHead[] => returnHeads(db, now())),

  procedure('return.show', ({ db, now }, { return: ref }): ReturnView => returnView(db, ref, now())),

  procedure('return.waiting', ({ db, now }): WaitingAnswers => {
    const heads = returnHeads(db, now())
    return {
      answers: heads.reduce((sum, { waiting }) => sum + waiting, 0),
      requests: clientRequests(db, now())
    }
  })
]
