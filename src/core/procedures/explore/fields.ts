/** Fields that several kinds have, and the words of their choices. */
import type { Sort } from '../../../shared/records/explorer.ts'
import { choice, field, never, type Cell, type Field } from './kind.ts'

export const yesOrNo = { yes: 'Yes', no: 'No', unknown: 'Unknown' } as const

/** Whether a principal's policies allow every action on every resource (checks LP-01 to LP-04). */
export const administratorWords = {
  direct: 'Direct',
  group: 'By group',
  possible: 'To be judged',
  no: 'No',
  unknown: 'Unknown'
} as const
export type Administrator = keyof typeof administratorWords

const useBands = {
  quarter: 'Within 90 days',
  year: '91 to 365 days',
  longer: 'Over a year',
  never: 'Never',
  unknown: 'Unknown'
} as const

const ageBands = {
  quarter: 'Up to 90 days',
  year: '91 to 365 days',
  longer: 'Over a year',
  unknown: 'Unknown'
} as const

export const byName: Sort = { field: 'name', descending: false }

export const name = (title = 'Name', width = 160): Field =>
  field('name', title, 'text', { width, searched: true })
export const account = field('account', 'Account', 'account', { facet: true, width: 108 })
export const administrator = choice('administrator', 'Administrator', administratorWords, { width: 106 })
export const lastUsed = field('last_used', 'Last used', 'time', { width: 98 })
export const use = choice('use', 'Last use', useBands, { shown: 'never' })
export const age = field('age', 'Age, d', 'integer', { width: 64 })
export const ageBand = choice('age_band', 'Age', ageBands, { shown: 'never' })
export const created = field('created', 'Created', 'time', { shown: 'no' })
export const attached = field('attached', 'Managed', 'integer', { width: 74 })
export const inline = field('inline', 'Inline', 'integer', { width: 56 })
export const boundary = field('boundary', 'Boundary', 'text', { searched: true, width: 96 })
export const unused = field('unused', 'Unused services, %', 'integer', { width: 126 })
export const arn = field('arn', 'ARN', 'id', { shown: 'no', width: 320, searched: true })
export const exceptions = field('exceptions', 'Exceptions', 'integer', { width: 82 })
export const findings = field('findings', 'Findings', 'integer', { width: 70 })

/** Days from a time to the date of the account's export; null where the time is unknown. */
export function daysBefore(asOf: number, at: number | null): number | null {
  return at === null || at === never ? null : Math.max(0, Math.floor((asOf - at) / 86_400))
}

/** How long ago something was last used, in bands of days. */
export function useBand(asOf: number, at: number | null): keyof typeof useBands {
  if (at === never) return 'never'
  return bandOf(daysBefore(asOf, at))
}

export function bandOf(days: number | null): 'quarter' | 'year' | 'longer' | 'unknown' {
  if (days === null) return 'unknown'
  if (days <= 90) return 'quarter'
  return days <= 365 ? 'year' : 'longer'
}

export function flagWord(flag: number | null | undefined): keyof typeof yesOrNo {
  if (flag === null || flag === undefined) return 'unknown'
  return flag === 1 ? 'yes' : 'no'
}

/** The name at the end of a boundary's ARN; '' where the export says there is none. */
export function boundaryName(arnOfBoundary: string | null): Cell {
  return arnOfBoundary === null ? '' : arnOfBoundary.slice(arnOfBoundary.lastIndexOf('/') + 1)
}

/** The latest of several times, of which some may be unknown. */
export function latest(...times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : Math.max(...known)
}
