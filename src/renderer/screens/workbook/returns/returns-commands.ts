/** The keys of returned workbooks: taking one in, moving through its changes, deciding on them. */
import type { Command } from '../../../commands.svelte.ts'

export interface ReturnsActions {
  readonly receive: () => void
  readonly step: (by: 1 | -1) => Promise<void>
  readonly decide: () => Promise<void>
  readonly reject: () => Promise<void>
  readonly acceptClean: () => Promise<void>
  readonly issueReceipt: () => Promise<void>
  readonly mayReceive: () => boolean
  readonly hasChanges: () => boolean
  readonly hasClean: () => boolean
  readonly mayIssue: () => boolean
}

const group = 'Returned workbooks'

export function returnsCommands(actions: ReturnsActions): readonly Command[] {
  const when = actions.hasChanges
  return [
    {
      id: 'returns-receive',
      title: 'Receive a workbook',
      group,
      keys: ['$mod+o'],
      when: actions.mayReceive,
      run: actions.receive
    },
    {
      id: 'returns-accept-clean',
      title: 'Accept everything that is clean',
      group,
      keys: ['a'],
      when: actions.hasClean,
      run: actions.acceptClean
    },
    {
      id: 'returns-next',
      title: 'Next change',
      group,
      keys: ['j', 'ArrowDown'],
      repeats: true,
      keysOnly: true,
      when,
      run: () => actions.step(1)
    },
    {
      id: 'returns-previous',
      title: 'Previous change',
      group,
      keys: ['k', 'ArrowUp'],
      repeats: true,
      keysOnly: true,
      when,
      run: () => actions.step(-1)
    },
    {
      id: 'returns-decide',
      title: 'Decide on the change',
      group,
      keys: ['Enter'],
      keysOnly: true,
      when,
      run: actions.decide
    },
    {
      id: 'returns-reject',
      title: 'Reject the change',
      group,
      keys: ['x'],
      keysOnly: true,
      when,
      run: actions.reject
    },
    {
      id: 'returns-receipt',
      title: 'Issue the receipt for the client',
      group,
      keys: ['Shift+R'],
      when: actions.mayIssue,
      run: actions.issueReceipt
    }
  ]
}
