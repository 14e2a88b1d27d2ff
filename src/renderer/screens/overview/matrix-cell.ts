/** How a cell of the matrix reads: its sign, its tone and the words for those who do not see either. */
import type { OverviewCell } from '../../../shared/records/overview.ts'
import { outcomes, severities, type Severity } from '../../../shared/vocabulary.ts'
import { formatCount, formatNumber } from '../../format.ts'

/** `exceptions`: what the checks found. `coverage`: what is still to be concluded. */
export type MatrixView = 'exceptions' | 'coverage'

export type CellTone = 'pass' | Severity | 'unsure' | 'noted' | 'manual' | 'left' | 'done' | 'none'

export interface CellLook {
  /** A number or a few characters; empty where the tick is drawn. */
  readonly sign: string
  readonly isTick: boolean
  /** Beside the exceptions there are tests that could not be decided or not be run. */
  readonly isPartial: boolean
  readonly tone: CellTone
  readonly words: string
}

/** Reads one cell. A tick needs a test that passed and none that could not be decided: what the files do not show is never green. */
export function lookOf(cell: OverviewCell, view: MatrixView): CellLook {
  if (cell.tests === 0) return look('–', 'none', 'no test for this account')
  return view === 'coverage' ? coverageLook(cell) : exceptionsLook(cell)
}

function exceptionsLook(cell: OverviewCell): CellLook {
  const undecided = undecidedWords(cell)
  if (cell.exceptions > 0 && cell.worst !== null) {
    const found = `${formatCount(cell.exceptions, 'exception')}, worst ${severities[cell.worst].toLowerCase()}`
    return {
      ...look(formatNumber(cell.exceptions), cell.worst, [found, ...undecided].join(', ')),
      isPartial: undecided.length > 0
    }
  }
  if (undecided.length > 0) return look('?', 'unsure', undecided.join(', '))
  if (cell.concludedOtherwise > 0) {
    return look(
      `${formatNumber(cell.concludedOtherwise)} noted`,
      'noted',
      `${formatNumber(cell.concludedOtherwise)} noted by the auditor where the checks found no exceptions`
    )
  }
  if (cell.notApplicable) return look('–', 'none', outcomes['not-applicable'].screen.toLowerCase())
  if (cell.passed === 0) return look('manual', 'manual', 'manual steps only')
  return { ...look('', 'pass', 'no exceptions'), isTick: true }
}

function coverageLook({ concluded, tests }: OverviewCell): CellLook {
  const left = tests - concluded
  if (left === 0) return { ...look('', 'done', `all ${formatNumber(tests)} concluded`), isTick: true }
  return look(
    `${formatNumber(left)} left`,
    'left',
    `${formatNumber(left)} left of ${formatCount(tests, 'test')}`
  )
}

function undecidedWords({ needsReview, notTested }: OverviewCell): readonly string[] {
  return [
    ...(needsReview > 0 ? [`${formatCount(needsReview, 'test')} to review`] : []),
    ...(notTested > 0 ? [`${formatCount(notTested, 'test')} not tested`] : [])
  ]
}

function look(sign: string, tone: CellTone, words: string): CellLook {
  return { sign, isTick: false, isPartial: false, tone, words }
}
