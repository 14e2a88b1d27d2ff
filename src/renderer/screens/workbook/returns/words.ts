/** The words of returned workbooks on the screen, and the order in which their changes stand. */
import type { ReturnChange, ReturnView } from '../../../../shared/records/returns.ts'
import {
  changeClasses,
  changeDecisions,
  classOrder,
  waitsForDecision,
  type ChangeClass
} from '../../../../shared/states/return-change.ts'
import { formatCount } from '../../../format.ts'

export interface ChangeGroup {
  readonly id: string
  readonly title: string
  /** What to do with them. */
  readonly hint: string
  readonly changes: readonly ReturnChange[]
}

const hints: Readonly<Record<ChangeClass, string>> = {
  clean: 'The record has not moved: accept all at once.',
  warning: 'Read what is said of each before you accept it.',
  conflict: 'The record changed since the workbook was issued: choose.',
  cleared: 'The client emptied what was there: accept only what is meant.',
  invalid: 'Not a value the column takes: correct it, or reject it.',
  added: 'Rows of the client’s own: note them, or reject them.',
  tampered: 'Ignored, and listed on the receipt.',
  duplicate: 'Ignored, and listed on the receipt.',
  'not-returned': 'Nothing changes by what is missing.'
}

/** What waits, class by class; then what is only shown; what is settled comes last. Groups without changes are left out. */
export function groupsOf(list: readonly ReturnChange[]): readonly ChangeGroup[] {
  const isShown = (change: ReturnChange): boolean => change.waits || !waitsForDecision(change.class)
  return [
    ...classOrder.map((name) => ({
      id: name,
      title: changeClasses[name],
      hint: hints[name],
      changes: list.filter((change) => change.class === name && isShown(change))
    })),
    {
      id: 'settled',
      title: 'Settled',
      hint: 'Accepted, rejected, or in the record already.',
      changes: list.filter((change) => !isShown(change))
    }
  ].filter(({ changes }) => changes.length > 0)
}

/** What became of a change, in a word; '' while it waits. */
export function becameOf({ decision, waits, column, value, theirs, class: of }: ReturnChange): string {
  if (decision === 'accept') {
    if (column === '') return 'Noted'
    return value === theirs ? changeDecisions.accept : 'Corrected'
  }
  if (decision !== null) return changeDecisions[decision]
  if (waits) return ''
  return waitsForDecision(of) ? 'In the record' : 'Ignored'
}

/** "3 accepted, 1 refused by the record" */
export function decidedWords(decided: {
  readonly accepted: number
  readonly rejected: number
  readonly refused: readonly unknown[]
}): string {
  const parts = [
    [decided.accepted, 'accepted'],
    [decided.rejected, 'rejected'],
    [decided.refused.length, 'refused by the record']
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${String(count)} ${word}`)
  return said.length === 0 ? 'Nothing was decided.' : `${said.join(', ')}.`
}

/** "Client response 2026-01 v2, superseded" */
export function editionWords({
  period,
  version,
  isSuperseded
}: Pick<ReturnView, 'period' | 'version' | 'isSuperseded'>): string {
  return `Client response ${period} v${String(version)}${isSuperseded ? ', superseded since' : ''}`
}

/** What the file lost or left on its way, a sentence each. */
export function carrierSentences({ carriers }: Pick<ReturnView, 'carriers'>): readonly string[] {
  const { properties, manifest, keys, tags, protection, remarks } = carriers
  const lost = [
    ...(properties ? [] : ['its document properties']),
    ...(manifest ? [] : ['its hidden description']),
    ...(keys ? [] : ['the keys of its rows']),
    ...(tags ? [] : ['the marks of its rows'])
  ]
  return [
    ...(lost.length === 0
      ? []
      : [`It lost ${new Intl.ListFormat('en').format(lost)} on the way and was known by the rest.`]),
    ...(protection ? [] : ['The protection of its sheets was taken off.']),
    ...remarks
  ]
}

/** "6 wait, 2 decided" */
export function standingWords({
  waiting,
  decided,
  changes
}: Pick<ReturnView, 'waiting' | 'decided' | 'changes'>): string {
  if (changes === 0) return 'nothing changed'
  if (waiting === 0) return decided === 0 ? 'nothing waits' : `${formatCount(decided, 'answer')} decided`
  return `${String(waiting)} of ${formatCount(changes, 'change')} wait`
}
