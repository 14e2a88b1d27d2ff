/** E6-E8: signatures cover what is there now, nobody reviews their own work, and the review asks for nothing more. */
import { isOpenNote } from '../../../shared/states/review-note.ts'
import { nameOfSigned } from '../../../shared/states/sign-off.ts'
import { stands } from '../sign-off/standing.ts'
import type { PeriodState } from '../sign-off/period-state.ts'
import { against, holds, type GateRule } from './rule.ts'

export const signatureRules: readonly GateRule[] = [
  {
    code: 'E6',
    title: 'No sign-off is stale',
    leadsTo: 'sign-offs',
    find(state) {
      const standing = state.signOffs().filter(stands)
      return against(
        standing
          .filter((one) => one.state === 'stale')
          .map((one) => `${nameOfSigned(one.scope, one.scope_ref)} (${one.role})`),
        `of ${standing.length} sign-offs covers what is not there any more`,
        `of ${standing.length} sign-offs cover what is not there any more`,
        standing.length === 0
          ? 'Nothing is signed yet.'
          : `All ${standing.length} sign-offs cover what is there now.`
      )
    }
  },
  {
    code: 'E7',
    title: 'Preparer and reviewer are different people',
    leadsTo: 'sign-offs',
    find(state) {
      if (state.separation === 'single-auditor')
        return holds('A single auditor is disclosed on the cover; nobody reviews independently.')
      return against(
        ownReviews(state),
        'thing was prepared and reviewed by the same person',
        'things were prepared and reviewed by the same person',
        'Nobody reviewed their own work.'
      )
    }
  },
  {
    code: 'E8',
    title: 'No must-fix note is open',
    leadsTo: 'notes',
    find(state) {
      const mustFix = state.notes().filter((note) => note.class === 'must-fix')
      return against(
        mustFix
          .filter((note) => isOpenNote(note.state))
          .map(({ ref, targetRef }) => `${ref} on ${targetRef}`),
        `of ${mustFix.length} must-fix notes is open`,
        `of ${mustFix.length} must-fix notes are open`,
        mustFix.length === 0
          ? 'Nobody raised a must-fix note.'
          : `All ${mustFix.length} must-fix notes are settled.`
      )
    }
  }
]

/** Also where somebody concluded a test after they had reviewed it. */
function ownReviews(state: PeriodState): readonly string[] {
  const hands = new Map(state.works().map(({ record, hands }) => [record.ref, hands]))
  const standing = state.signOffs().filter(stands)
  return standing.flatMap((review) => {
    if (review.role === 'preparer' || review.role === 'management') return []
    const isOwn =
      standing.some(
        (one) =>
          one.role === 'preparer' &&
          one.scope === review.scope &&
          one.scope_ref === review.scope_ref &&
          one.printed_name === review.printed_name
      ) ||
      (review.scope === 'test' && hands.get(review.scope_ref)?.has(review.printed_name) === true)
    return isOwn ? [`${nameOfSigned(review.scope, review.scope_ref)} (${review.printed_name})`] : []
  })
}
