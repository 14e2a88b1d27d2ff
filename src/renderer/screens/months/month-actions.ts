/** What can be done with a month now, each with the method that does it. */
import type { PeriodView } from '../../../shared/records/period.ts'
import { periodAfter, type PeriodMove } from '../../../shared/states/period.ts'

export type MonthAction = PeriodMove | 'roll-forward' | 'addendum'

export const actionWords = {
  submit: { title: 'Give to review', keys: 's' },
  reopen: { title: 'Reopen', keys: 'o' },
  issue: { title: 'Issue the final workbook', keys: 'i' },
  lock: { title: 'Lock the period', keys: 'l' },
  'roll-forward': { title: 'Begin the next month', keys: 'n' },
  addendum: { title: 'Add an addendum', keys: 'd' }
} as const satisfies Record<MonthAction, { title: string; keys: string }>

/** The first is the next step. An earlier month is only locked and added to. */
export function actionsOf({ state, isOpen }: PeriodView): readonly MonthAction[] {
  const moves = (['submit', 'issue', 'lock', 'reopen'] as const).filter(
    (move) => periodAfter(state, move) !== null && (isOpen || move === 'lock')
  )
  return [
    ...(isOpen && state === 'locked' ? (['roll-forward'] as const) : []),
    ...moves,
    ...(isOpen && state !== 'locked' ? (['roll-forward'] as const) : []),
    ...(state === 'locked' ? (['addendum'] as const) : [])
  ]
}
