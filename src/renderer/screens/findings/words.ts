/** Sentences and orders of the findings: where one is, when it is due, how far it came. */
import type { FindingDetail, FindingRow, RetestSource } from '../../../shared/records/finding.ts'
import type { ReviewNote } from '../../../shared/records/review.ts'
import type { FindingClosing } from '../../../shared/records/sign-off.ts'
import type { FindingStage } from '../../../shared/states/finding.ts'
import type { DueState } from '../../../shared/states/remediation.ts'
import { isOpenNote } from '../../../shared/states/review-note.ts'
import { severities, severityOrder, type Severity } from '../../../shared/vocabulary.ts'
import { formatCount, formatDate } from '../../format.ts'

/** In the order they are worked on; what is over comes last. */
export const stageOrder = [
  'draft',
  'open',
  'response',
  'remediation',
  'retest',
  'accepted',
  'closed',
  'withdrawn'
] as const satisfies FindingStage[]

export function isOver(stage: FindingStage): boolean {
  return stage === 'closed' || stage === 'withdrawn'
}

/** "111122223333" by its name, or "5 accounts". */
export function whereWords(accounts: readonly string[], nameOf: (account: string) => string): string {
  const [only] = accounts
  return accounts.length === 1 && only !== undefined ? nameOf(only) : formatCount(accounts.length, 'account')
}

/** "2 d over", "due in 5 d"; empty where there is time. */
export function dueWords(due: DueState | null): string {
  if (due === null || due.is === 'on-time') return ''
  if (due.is === 'overdue') return `${String(-due.days)} d over`
  return due.days === 0 ? 'due today' : `due in ${String(due.days)} d`
}

/** The most severe first, then what is due first. */
export function bySeverity(one: FindingRow, other: FindingRow): number {
  return (
    severityOrder.indexOf(one.severity) - severityOrder.indexOf(other.severity) ||
    dueOf(one).localeCompare(dueOf(other)) ||
    one.ref.localeCompare(other.ref)
  )
}

/** When something is to happen: the due date, or the day an acceptance ends. */
export function dateOf({ remediation, acceptance, stage }: FindingRow): string | null {
  if (stage === 'accepted') return acceptance?.expiresAt ?? null
  return isOver(stage) ? null : (remediation?.due ?? null)
}

function dueOf(row: FindingRow): string {
  return dateOf(row) ?? '9999'
}

/** "23 open, 6 past due, 48 closed" */
export function factWords(rows: readonly FindingRow[]): string {
  const open = rows.filter(({ stage }) => !isOver(stage)).length
  const late = rows.filter(({ remediation }) => remediation?.dueState?.is === 'overdue').length
  const closed = rows.filter(({ stage }) => stage === 'closed').length
  return [`${String(open)} open`, late === 0 ? '' : `${String(late)} past due`, `${String(closed)} closed`]
    .filter((part) => part !== '')
    .join(', ')
}

export const steps = ['Raised', 'Response', 'Agreed', 'Fixing', 'Retest', 'Closed'] as const

/** The step a finding is at; past the last where it is closed. */
export function stepOf({ stage, awaitsReview }: FindingDetail): number {
  switch (stage) {
    case 'draft':
    case 'withdrawn':
      return 0
    case 'open':
      return 1
    case 'response':
    case 'accepted':
      return 2
    case 'remediation':
      return 3
    case 'retest':
      return awaitsReview ? 5 : 4
    case 'closed':
      return steps.length
  }
}

/** "A finding rated high is closed by a reviewer: it is the turn of S. Lindqvist or P. Adler." */
export function closingWords(severity: Severity, closing: FindingClosing | null): string {
  const rule = `A finding rated ${severities[severity].toLowerCase()} is closed by a reviewer`
  if (closing === null || closing.turn.length === 0) return `${rule}.`
  return `${rule}: it is the turn of ${new Intl.ListFormat('en', { type: 'disjunction' }).format(closing.turn)}.`
}

/** How many review notes on a finding and its remediation still ask for something, by the finding. */
export function openNotesBy(
  rows: readonly FindingRow[],
  notes: readonly ReviewNote[]
): ReadonlyMap<string, number> {
  const open = notes.filter(({ state }) => isOpenNote(state)).map(({ targetRef }) => targetRef)
  return new Map(
    rows.map(({ ref, remediation }) => [
      ref,
      open.filter((target) => target === ref || target === remediation?.ref).length
    ])
  )
}

/** "14, 11, now 8" */
export function byMonthWords({ occurrences }: FindingDetail): string {
  return occurrences
    .map(({ exceptions, status }, at) => {
      const count = status === 'cannot-tell' ? '?' : String(exceptions)
      return at === occurrences.length - 1 && occurrences.length > 1 ? `now ${count}` : count
    })
    .join(', ')
}

/** What stands behind the last slash of an ARN; the whole where there is none. */
export function shortResource(resource: string): string {
  const name = resource.slice(resource.lastIndexOf('/') + 1)
  return name === '' ? resource : name
}

/** "SF-003, SF-010 of 31 Jan 2026; SF-017 of 2 Feb 2026" */
export function sourceWords(sources: readonly RetestSource[]): string {
  const dates = [...new Set(sources.map(({ date }) => formatDate(date)))]
  return dates
    .map((date) => {
      const refs = new Set(sources.filter((source) => formatDate(source.date) === date).map(({ ref }) => ref))
      return `${[...refs].join(', ')} of ${date}`
    })
    .join('; ')
}
