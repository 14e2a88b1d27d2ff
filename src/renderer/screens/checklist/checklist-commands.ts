/** The keys of the checklist: moving, judging, evidence, findings. */
import { conclusions, type Conclusion } from '../../../shared/vocabulary.ts'
import type { Command } from '../../commands.svelte.ts'

export interface ChecklistActions {
  readonly move: (step: 1 | -1) => void
  readonly toNext: (step: 1 | -1) => void
  readonly choose: (conclusion: Conclusion) => void
  readonly clear: () => Promise<void>
  readonly conclude: () => Promise<void>
  readonly attach: () => void
  readonly raise: () => Promise<void>
  readonly toReason: () => Promise<void>
  readonly toPopulation: () => void
  readonly toFilter: () => void
  readonly toChecklists: () => void
  /** A test is on display and can be judged. */
  readonly isReady: () => boolean
}

const group = 'Checklist'

export function checklistCommands(actions: ChecklistActions): readonly Command[] {
  const when = actions.isReady
  return [
    {
      id: 'checklist-down',
      title: 'Next control',
      group,
      keys: ['j'],
      keysOnly: true,
      repeats: true,
      run: () => {
        actions.move(1)
      }
    },
    {
      id: 'checklist-up',
      title: 'Previous control',
      group,
      keys: ['k'],
      keysOnly: true,
      repeats: true,
      run: () => {
        actions.move(-1)
      }
    },
    {
      id: 'checklist-next',
      title: 'Next control that is not concluded',
      group,
      keys: ['n'],
      run: () => {
        actions.toNext(1)
      }
    },
    {
      id: 'checklist-previous',
      title: 'Previous control that is not concluded',
      group,
      keys: ['Shift+N'],
      run: () => {
        actions.toNext(-1)
      }
    },
    ...(Object.keys(conclusions) as Conclusion[]).map((conclusion, at) => ({
      id: `conclude-${conclusion}`,
      title: `Choose ${conclusions[conclusion].screen.toLowerCase()}`,
      group,
      keys: [String(at + 1)],
      when,
      run: () => {
        actions.choose(conclusion)
      }
    })),
    { id: 'clear-conclusion', title: 'Clear the conclusion', group, keys: ['0'], when, run: actions.clear },
    {
      id: 'conclude',
      title: 'Conclude and go to the next',
      group,
      keys: ['$mod+Enter'],
      when,
      run: actions.conclude
    },
    { id: 'attach-evidence', title: 'Attach evidence', group, keys: ['e'], when, run: actions.attach },
    { id: 'raise-finding', title: 'Raise a finding', group, keys: ['f'], when, run: actions.raise },
    { id: 'focus-reason', title: 'Write the reason', group, keys: ['r'], when, run: actions.toReason },
    {
      id: 'focus-population',
      title: 'Go to the population',
      group,
      keys: ['p'],
      when,
      run: actions.toPopulation
    },
    { id: 'filter-controls', title: 'Filter the controls', group, keys: ['/'], run: actions.toFilter },
    { id: 'choose-checklist', title: 'Choose the checklist', group, keys: ['c'], run: actions.toChecklists }
  ]
}
