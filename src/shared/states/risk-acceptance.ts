/** The life of a risk acceptance: the client's decision to live with exceptions, for at most a year and only as long as they are what they were. */

export const acceptanceStates = {
  active: 'Active',
  expired: 'Expired',
  changed: 'Lapsed, what it covers changed',
  ended: 'Ended',
  superseded: 'Renewed'
} as const
export type AcceptanceState = keyof typeof acceptanceStates

/** Months a risk can be accepted for at once. */
export const longestAcceptanceMonths = 12

export interface AcceptanceFacts {
  readonly validFrom: string
  readonly expiresAt: string
  readonly isEnded: boolean
  readonly isRenewed: boolean
  /** Whether something it covers is seen to be other than it was. */
  readonly hasChanged: boolean
}

/** On a day (`2026-02-14`). It holds through the day it expires on. */
export function acceptanceStateOf(facts: AcceptanceFacts, today: string): AcceptanceState {
  if (facts.isEnded) return 'ended'
  if (facts.isRenewed) return 'superseded'
  if (facts.expiresAt < today.slice(0, 10)) return 'expired'
  return facts.hasChanged ? 'changed' : 'active'
}

/** The last day an acceptance from this day on may expire; at the end of February where the month is shorter. */
export function latestExpiry(validFrom: string): string {
  const [year = 0, month = 1, day = 1] = validFrom.slice(0, 10).split('-').map(Number)
  const months = year * 12 + (month - 1) + longestAcceptanceMonths
  const lastDay = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate()
  return new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(day, lastDay)))
    .toISOString()
    .slice(0, 10)
}

/** What stands against the dates of an acceptance, in a sentence; null where they may stand. */
export function acceptanceDateFault(
  { approvedAt, validFrom, expiresAt }: { approvedAt: string; validFrom: string; expiresAt: string },
  today: string
): string | null {
  if (approvedAt > today.slice(0, 10)) return 'The approval is dated in the future.'
  if (validFrom < approvedAt) return 'A risk is accepted from the day of its approval on, not before.'
  if (expiresAt <= validFrom) return 'The acceptance expires before it begins.'
  if (expiresAt < today.slice(0, 10)) return 'The acceptance would have expired already.'
  if (expiresAt > latestExpiry(validFrom))
    return `A risk is accepted for at most ${longestAcceptanceMonths} months: until ${latestExpiry(validFrom)}. Then it is renewed.`
  return null
}
