/** How long a period may take to be locked after its report, and how long everything is kept: the standards' terms and an engagement's own. */

export interface RetentionTerms {
  /** Days from the report date until the period is locked. */
  readonly assemblyDays: number
  /** Years from the report date. */
  readonly retentionYears: number
}

interface Standard extends RetentionTerms {
  readonly title: string
  /** Where the terms are written. */
  readonly source: string
}

export const retentionStandards = {
  pcaob: { title: 'PCAOB', source: 'AS 1215.14-15', assemblyDays: 14, retentionYears: 7 },
  aicpa: { title: 'AICPA', source: 'AU-C 230.16-17', assemblyDays: 60, retentionYears: 5 },
  isa: { title: 'ISA', source: 'ISA 230.A21, ISQM 1.A85', assemblyDays: 60, retentionYears: 5 }
} as const satisfies Record<string, Standard>
export type RetentionStandard = keyof typeof retentionStandards

/** Weeks, not years: a file that is never assembled is none. */
export const longestAssembly = 120
export const longestRetention = 30

/** Standards that ask for exactly these terms, by name. */
export function standardsAsking({ assemblyDays, retentionYears }: RetentionTerms): RetentionStandard[] {
  return (Object.keys(retentionStandards) as RetentionStandard[]).filter(
    (name) =>
      retentionStandards[name].assemblyDays === assemblyDays &&
      retentionStandards[name].retentionYears === retentionYears
  )
}

/** What was issued was issued under its terms: from then on they get stricter and never looser. null where the change may be made. */
export function refusalOfTerms(
  before: RetentionTerms,
  after: RetentionTerms,
  isIssued: boolean
): string | null {
  if (!isIssued) return null
  if (after.assemblyDays > before.assemblyDays)
    return `A period is issued already, so the ${before.assemblyDays} days until the lock do not become more.`
  if (after.retentionYears < before.retentionYears)
    return `A period is issued already, so the ${before.retentionYears} years of keeping do not become fewer.`
  return null
}
