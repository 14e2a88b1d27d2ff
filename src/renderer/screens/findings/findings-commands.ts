/** The keys of the findings: moving, choosing a view, and what can be done with the one that is marked. */
import type { Command } from '../../commands.svelte.ts'

import { findingActions, type ActionName } from './actions.ts'

export interface FindingsActions {
  readonly raise: () => void
  readonly step: (by: 1 | -1) => Promise<void>
  readonly open: () => void
  readonly turn: () => void
  readonly toggleOver: () => void
  readonly copy: () => Promise<void>
  readonly act: (action: ActionName) => void
  /** Offers the findings on display as a file. */
  readonly save: () => void
  /** Findings are on display. */
  readonly hasRows: () => boolean
  /** One is marked. */
  readonly isMarked: () => boolean
  readonly canAct: (action: ActionName) => boolean
}

const group = 'Findings'

export function findingsCommands(actions: FindingsActions): readonly Command[] {
  const when = actions.hasRows
  const marked = actions.isMarked
  return [
    { id: 'findings-new', title: 'New finding', group, keys: ['c'], run: actions.raise },
    {
      id: 'findings-next',
      title: 'Next finding',
      group,
      keys: ['j', 'ArrowDown'],
      repeats: true,
      keysOnly: true,
      when,
      run: () => actions.step(1)
    },
    {
      id: 'findings-previous',
      title: 'Previous finding',
      group,
      keys: ['k', 'ArrowUp'],
      repeats: true,
      keysOnly: true,
      when,
      run: () => actions.step(-1)
    },
    {
      id: 'findings-open',
      title: 'Show the finding',
      group,
      keys: ['Enter'],
      keysOnly: true,
      when: marked,
      run: actions.open
    },
    {
      id: 'save-rows',
      title: 'Save the findings as CSV',
      group,
      keys: ['Shift+E'],
      when,
      run: actions.save
    },
    {
      id: 'findings-view',
      title: 'Next view: list, board, dates',
      group,
      keys: ['v'],
      when,
      run: actions.turn
    },
    {
      id: 'findings-over',
      title: 'Show or hide what is closed',
      group,
      keys: ['h'],
      run: actions.toggleOver
    },
    { id: 'findings-copy', title: 'Copy the reference', group, keys: ['y'], when: marked, run: actions.copy },
    ...findingActions.map(({ id, title, keys }) => ({
      id: `findings-${id}`,
      title,
      group,
      keys,
      when: () => actions.canAct(id),
      run: () => {
        actions.act(id)
      }
    }))
  ]
}
