/** The words the library of evidence says things with. */
import type {
  EvidenceCheck,
  EvidenceOrigin,
  EvidencePage,
  EvidenceRow,
  EvidenceUse
} from '../../../shared/records/evidence.ts'
import { evidenceStates, useTargets } from '../../../shared/records/evidence.ts'
import { formatCount, formatNumber, formatSize, formatTime } from '../../format.ts'

/** "118 pieces, 4 used by nothing, 2 withdrawn, 12 MB" */
export function factOf({ total, unused, withdrawn, size }: EvidencePage): string {
  return [
    formatCount(total, 'piece'),
    ...(unused > 0 ? [`${formatNumber(unused)} used by nothing`] : []),
    ...(withdrawn > 0 ? [`${formatNumber(withdrawn)} withdrawn`] : []),
    formatSize(size)
  ].join(', ')
}

/** How the reading stands, in a few words. */
export function checkWords(check: EvidenceCheck | null, isRunning: boolean, wasStopped: boolean): string {
  if (check === null) return isRunning ? 'Reading evidence again' : 'Not read again yet'
  const { checked, pieces, checkedAt, damaged } = check
  if (isRunning) return `Reading again: ${formatNumber(checked)} of ${formatNumber(pieces)}`
  if (wasStopped) return `Stopped after ${formatNumber(checked)} of ${formatNumber(pieces)}`
  if (checkedAt === null || pieces === 0) return 'Not read again yet'
  return damaged.length === 0
    ? `Verified ${formatTime(checkedAt)}`
    : `${formatNumber(damaged.length)} damaged, ${formatTime(checkedAt)}`
}

/** What came of a reading, as a sentence. */
export function resultWords({ checked, damaged }: EvidenceCheck): string {
  return damaged.length === 0
    ? `${formatCount(checked, 'stored file')} read again: every one is as it was received.`
    : `${formatCount(damaged.length, 'piece')} of evidence ${damaged.length === 1 ? 'is' : 'are'} not as received: ${damaged.slice(0, 5).join(', ')}.`
}

export function stateWords({ state, check }: Pick<EvidenceRow, 'state' | 'check'>): string {
  return (check?.fault ?? null) !== null && state !== 'withdrawn' ? 'Damaged' : evidenceStates[state]
}

/** "Test ROOT-01, prod-web, 2026-01" */
export function useWords(
  { target, ref, control, account, period }: EvidenceUse,
  nameOf: (account: string) => string
): string {
  const title = (useTargets as Readonly<Record<string, string>>)[target] ?? target
  if (target === 'test')
    return [`${title} ${control ?? ref}`, account === null ? '' : nameOf(account), period ?? '']
      .filter(Boolean)
      .join(', ')
  return `${title} ${ref}`
}

/** Whether anything is said of where a piece comes from. */
export function isDescribed(origin: EvidenceOrigin): boolean {
  const { obtainedFrom, obtainedBy, obtainedAt, asOf, address, byClient, redacted } = origin
  return (
    [obtainedFrom, obtainedBy, obtainedAt, asOf, address].some((said) => said !== '') || byClient || redacted
  )
}

/** Every value with its count, after a first option for all of them. */
export function optionsOf(
  all: string,
  facets: readonly { readonly value: string; readonly count: number }[],
  nameOf: (value: string) => string = (value) => value
): readonly { readonly value: string; readonly label: string }[] {
  return [
    { value: '', label: all },
    ...facets.map(({ value, count }) => ({ value, label: `${nameOf(value)} (${formatNumber(count)})` }))
  ]
}

/** A cell of the library as a file says it: in full. */
export function cellWords(row: EvidenceRow, { key }: { readonly key: string }): string {
  switch (key) {
    case 'ref':
      return row.ref
    case 'title':
      return row.title
    case 'state':
      return stateWords(row)
    case 'backs':
      return row.backs.join(', ')
    case 'from':
      return row.obtainedFrom
    case 'obtained':
      return row.obtainedAt === '' ? row.addedAt : row.obtainedAt
    case 'asOf':
      return row.asOf
    case 'size':
      return String(row.size)
    default:
      return row.sha256
  }
}
