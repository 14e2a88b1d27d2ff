/** How far the work on a test is: computed from its conclusion, its signatures and its review notes, never typed in. */
import type { Conclusion } from '../vocabulary.ts'

export const workStates = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  prepared: 'Prepared',
  returned: 'Returned',
  reviewed: 'Reviewed',
  locked: 'Locked'
} as const
export type WorkState = keyof typeof workStates

/** A signature that stands: as signed, or over content that is another now. */
export type Standing = 'valid' | 'stale' | null

export interface Work {
  /** Whether anything was recorded: a conclusion, a piece of evidence, a disposition. */
  readonly isBegun: boolean
  readonly preparer: Standing
  readonly reviewer: Standing
  /** Must-fix notes that are not cleared. */
  readonly openMustFix: number
  readonly isLocked: boolean
}

/** A note that comes after the review takes nothing back: it stands in the way of the close-out instead. */
export function workStateOf({ isBegun, preparer, reviewer, openMustFix, isLocked }: Work): WorkState {
  if (isLocked) return 'locked'
  if (preparer === 'valid') {
    if (reviewer === 'valid') return 'reviewed'
    return openMustFix > 0 ? 'returned' : 'prepared'
  }
  return isBegun || preparer !== null ? 'in-progress' : 'not-started'
}

/** What a test has to show before its preparer signs. */
export interface PreparedGrounds {
  readonly conclusion: Conclusion | null
  readonly reason: string
  readonly isAutomated: boolean
  /** The automated result is no longer the one the conclusion relied on. */
  readonly isResultChanged: boolean
  /** The conclusion is better than the automated outcome and nobody approved that. */
  readonly lacksApproval: boolean
  /** Exceptions without a disposition. */
  readonly undisposed: number
  /** References of sources relied on and not accepted. */
  readonly unaccepted: readonly string[]
  /** Pieces of evidence that are not withdrawn. */
  readonly evidence: number
  /** References of samples with items that lack a mark. */
  readonly incompleteSamples: readonly string[]
}

/** Everything missing, each the end of "… because" and an instruction at once; empty where the preparer may sign. */
export function missingBeforePrepared(grounds: PreparedGrounds): readonly string[] {
  const { conclusion, undisposed, unaccepted, incompleteSamples } = grounds
  const missing: string[] = []
  if (conclusion === null) return ['it has no conclusion']
  if (grounds.isResultChanged)
    missing.push('its automated result changed after it was concluded; conclude it again')
  const needsReason = conclusion !== 'effective' || !grounds.isAutomated
  if (needsReason && grounds.reason.trim() === '') missing.push('its conclusion has no reason')
  if (grounds.lacksApproval)
    missing.push('its conclusion differs from the automated outcome and is not approved')
  if (undisposed > 0)
    missing.push(
      undisposed === 1 ? '1 exception is not disposed of' : `${undisposed} exceptions are not disposed of`
    )
  if (unaccepted.length > 0)
    missing.push(
      `${shortList(unaccepted)} ${unaccepted.length === 1 ? 'is' : 'are'} relied on and not accepted`
    )
  const restsOnEvidence = conclusion !== 'not-applicable' && conclusion !== 'inconclusive'
  if (!grounds.isAutomated && restsOnEvidence && grounds.evidence === 0)
    missing.push('a manual step needs evidence')
  if (incompleteSamples.length > 0) missing.push(`items of ${shortList(incompleteSamples)} have no mark yet`)
  return missing
}

export interface ReviewedGrounds {
  readonly preparer: Standing
  readonly openMustFix: number
}

/** What is missing before a reviewer signs; who may is a matter of the signature. */
export function missingBeforeReviewed({ preparer, openMustFix }: ReviewedGrounds): readonly string[] {
  const missing: string[] = []
  if (preparer === null) missing.push('its preparer has not signed')
  if (preparer === 'stale') missing.push('it changed after its preparer signed')
  if (openMustFix > 0)
    missing.push(openMustFix === 1 ? '1 must-fix note is open' : `${openMustFix} must-fix notes are open`)
  return missing
}

function shortList(refs: readonly string[]): string {
  const shown = refs.slice(0, 3).join(', ')
  return refs.length > 3 ? `${shown} and ${refs.length - 3} more` : shown
}
