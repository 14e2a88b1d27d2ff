/** The keys of the checklist: moving, judging, evidence, findings. */
import type { MethodsOf } from '../../../shared/contract.ts'
import { conclusions, type Conclusion } from '../../../shared/vocabulary.ts'
import type { Command } from '../../commands.svelte.ts'

export interface ChecklistActions {
  readonly move: (step: 1 | -1) => void
  /** Moves, and selects the way. */
  readonly extend: (step: 1 | -1) => void
  readonly select: () => void
  readonly selectAll: () => void
  readonly deselect: () => void
  readonly concludeMany: () => void
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
  /** Offers the controls on display as a file. */
  readonly save: () => void
  /** A test is on display and can be judged. */
  readonly isReady: () => boolean
  /** Controls are selected. */
  readonly hasSelection: () => boolean
  /** Whether who works may use a method now. */
  readonly may: (method: MethodsOf<'write'>) => boolean
}

const group = 'Checklist'

export function checklistCommands(actions: ChecklistActions): readonly Command[] {
  const when = actions.isReady
  const whenMay = (method: MethodsOf<'write'>) => (): boolean => actions.isReady() && actions.may(method)
  const judging = whenMay('conclusion.record')
  return [
    { id: 'checklist-save', title: 'Save the checklist as CSV', group, run: actions.save },
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
      id: 'checklist-extend-down',
      title: 'Select the next control too',
      group,
      keys: ['Shift+J'],
      keysOnly: true,
      repeats: true,
      run: () => {
        actions.extend(1)
      }
    },
    {
      id: 'checklist-extend-up',
      title: 'Select the previous control too',
      group,
      keys: ['Shift+K'],
      keysOnly: true,
      repeats: true,
      run: () => {
        actions.extend(-1)
      }
    },
    {
      id: 'checklist-select',
      title: 'Select the control',
      group,
      keys: ['x'],
      keysOnly: true,
      when,
      run: actions.select
    },
    {
      id: 'checklist-select-all',
      title: 'Select every control shown',
      group,
      keys: ['$mod+a'],
      when,
      run: actions.selectAll
    },
    {
      id: 'checklist-deselect',
      title: 'Clear the selection',
      group,
      keys: ['Escape'],
      keysOnly: true,
      when: actions.hasSelection,
      run: actions.deselect
    },
    {
      id: 'conclude-many',
      title: 'Conclude the selected controls together',
      group,
      keys: ['b'],
      when: () => actions.hasSelection() && actions.may('conclusion.record-many'),
      run: actions.concludeMany
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
      when: judging,
      run: () => {
        actions.choose(conclusion)
      }
    })),
    {
      id: 'clear-conclusion',
      title: 'Clear the conclusion',
      group,
      keys: ['0'],
      when: judging,
      run: actions.clear
    },
    {
      id: 'conclude',
      title: 'Conclude and go to the next',
      group,
      keys: ['$mod+Enter'],
      when: judging,
      run: actions.conclude
    },
    {
      id: 'attach-evidence',
      title: 'Attach evidence',
      group,
      keys: ['e'],
      when: whenMay('evidence.attach'),
      run: actions.attach
    },
    {
      id: 'raise-finding',
      title: 'Raise a finding',
      group,
      keys: ['f'],
      when: whenMay('finding.raise'),
      run: actions.raise
    },
    {
      id: 'focus-reason',
      title: 'Write the reason',
      group,
      keys: ['r'],
      when: judging,
      run: actions.toReason
    },
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
