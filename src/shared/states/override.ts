/** When a conclusion needs an override, what the override has to hold, and who may agree to it. */
import type { Role, Separation } from '../permissions.ts'
import type { Conclusion, Outcome } from '../vocabulary.ts'

/** Whether somebody else has to agree before the conclusion stands over this automated outcome. */
export function needsOverride(outcome: Outcome, conclusion: Conclusion): boolean {
  if (outcome === 'fail') return conclusion === 'effective' || conclusion === 'not-applicable'
  return (outcome === 'needs-review' || outcome === 'not-tested') && conclusion === 'effective'
}

/** Why the auditor concludes better than the automated outcome. */
export const overrideReasons = {
  'tool-false-positive': 'The check is wrong here',
  'compensating-control': 'Another control makes up for it',
  'source-error': 'The export is wrong',
  'exceptions-cleared': 'Every exception was cleared by itself',
  scope: 'Outside the scope',
  other: 'Something else'
} as const
export type OverrideReason = keyof typeof overrideReasons

/** In characters, without the blanks around it. */
export const shortestRationale = 30

/** The first thing an override lacks, as an instruction; null where it is whole. */
export function missingOfOverride(override: {
  readonly reason: OverrideReason | null
  readonly rationale: string
  /** Pieces of evidence of the test, not withdrawn. */
  readonly evidence: number
}): string | null {
  if (override.reason === null) return 'choose why the result is overridden'
  if (override.rationale.trim().length < shortestRationale)
    return `say why in at least ${String(shortestRationale)} characters`
  return override.evidence === 0 ? 'name at least one piece of evidence of the test' : null
}

export const overrideStates = {
  proposed: 'Override not approved',
  approved: 'Override approved',
  withdrawn: 'Override withdrawn'
} as const
export type OverrideState = keyof typeof overrideStates

export interface Approval {
  readonly separation: Separation
  readonly approver: string
  /** null in an engagement without people. */
  readonly role: Role | null
  /** Names of who proposed the override and who concluded. */
  readonly authors: readonly string[]
}

/** Why somebody does not approve an override, in a sentence; null where they may. A single auditor approves their own, which is disclosed. */
export function refusalOfApproval({ separation, approver, role, authors }: Approval): string | null {
  if (separation === 'single-auditor') return null
  if (authors.includes(approver))
    return `${approver} proposed the override or made the conclusion; somebody else approves it.`
  if (role !== 'reviewer' && role !== 'partner')
    return `A reviewer or partner approves an override; ${approver} is ${role ?? 'neither'}.`
  return null
}
