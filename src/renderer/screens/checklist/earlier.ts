/** A test in the months before, accounts together, and its reason as it may be taken over. */
import type { EarlierTest } from '../../../shared/records/period.ts'
import type { Conclusion } from '../../../shared/vocabulary.ts'

export interface EarlierMonth {
  /** `2026-01` */
  readonly period: string
  readonly conclusion: Conclusion | 'mixed' | null
  readonly population: number
  readonly exceptions: number
  /** '' where accounts had different ones. */
  readonly reason: string
  readonly concludedBy: string
  readonly findings: readonly string[]
}

/** The newest first, as they came. */
export function earlierMonths(tests: readonly EarlierTest[]): readonly EarlierMonth[] {
  const periods = [...new Set(tests.map(({ period }) => period))]
  return periods.map((period) => {
    const own = tests.filter((test) => test.period === period)
    const words = new Set(own.map(({ conclusion }) => conclusion))
    const [word = null] = words
    const reasons = new Set(own.map(({ reason }) => reason))
    return {
      period,
      conclusion: words.has(null) ? null : words.size > 1 ? 'mixed' : word,
      population: own.reduce((sum, { population }) => sum + population, 0),
      exceptions: own.reduce((sum, { exceptions }) => sum + exceptions, 0),
      reason: reasons.size === 1 ? (own[0]?.reason ?? '') : '',
      concludedBy: [...new Set(own.map(({ concludedBy }) => concludedBy).filter(Boolean))].join(', '),
      findings: [...new Set(own.flatMap(({ findings }) => findings))]
    }
  })
}

/** Says where the words are from: a conclusion is never carried over silently. */
export function carriedReason({ period, reason }: EarlierMonth): string {
  return `Carried from ${period}: ${reason}`
}
