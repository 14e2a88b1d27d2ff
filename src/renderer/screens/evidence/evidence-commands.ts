/** The keys of the library: moving, searching, reading again, and what can be done with the piece that is marked. */
import type { Command } from '../../commands.svelte.ts'
import type { EvidenceState } from '../../../shared/records/evidence.ts'

export type PieceAction = 'look' | 'link' | 'describe' | 'withdraw'

export interface LibraryActions {
  readonly add: () => void
  readonly search: () => void
  readonly clear: () => void
  readonly step: (by: 1 | -1) => Promise<void>
  readonly open: () => void
  readonly copy: () => Promise<void>
  readonly verify: () => Promise<void>
  readonly verifyOne: () => Promise<void>
  readonly act: (action: PieceAction) => void
  /** Pieces are on display. */
  readonly hasRows: () => boolean
  /** Of the piece that is marked; null where none is. */
  readonly marked: () => EvidenceState | null
  /** The grid has the keyboard: elsewhere these keys press what is in focus. */
  readonly isInGrid: () => boolean
  /** Whether the method is open to who works. */
  readonly may: (
    method: 'evidence.attach' | 'evidence.link' | 'evidence.describe' | 'evidence.withdraw'
  ) => boolean
}

const group = 'Evidence'

export function evidenceCommands(actions: LibraryActions): readonly Command[] {
  const when = actions.hasRows
  const isMarked = (): boolean => actions.marked() !== null
  const stands = (): boolean => isMarked() && actions.marked() !== 'withdrawn'
  return [
    {
      id: 'evidence-add',
      title: 'Add evidence',
      group,
      keys: ['e'],
      when: () => actions.may('evidence.attach'),
      run: actions.add
    },
    { id: 'evidence-search', title: 'Search the evidence', group, keys: ['/'], run: actions.search },
    { id: 'evidence-clear', title: 'Show all evidence', group, keys: ['0'], run: actions.clear },
    {
      id: 'evidence-next',
      title: 'Next piece',
      group,
      keys: ['j'],
      repeats: true,
      keysOnly: true,
      when,
      run: () => actions.step(1)
    },
    {
      id: 'evidence-previous',
      title: 'Previous piece',
      group,
      keys: ['k'],
      repeats: true,
      keysOnly: true,
      when,
      run: () => actions.step(-1)
    },
    {
      id: 'evidence-open',
      title: 'Show the piece',
      group,
      keys: ['Enter'],
      keysOnly: true,
      when: () => isMarked() && actions.isInGrid(),
      run: actions.open
    },
    {
      id: 'evidence-look',
      title: 'Enlarge what it shows',
      group,
      keys: ['Space'],
      when: () => isMarked() && actions.isInGrid(),
      run: () => {
        actions.act('look')
      }
    },
    {
      id: 'evidence-link',
      title: 'Link it to tests and findings',
      group,
      keys: ['l'],
      when: () => stands() && actions.may('evidence.link'),
      run: () => {
        actions.act('link')
      }
    },
    {
      id: 'evidence-describe',
      title: 'Say where it comes from',
      group,
      keys: ['d'],
      when: () => stands() && actions.may('evidence.describe'),
      run: () => {
        actions.act('describe')
      }
    },
    {
      id: 'evidence-withdraw',
      title: 'Withdraw it',
      group,
      keys: ['w'],
      when: () => stands() && actions.may('evidence.withdraw'),
      run: () => {
        actions.act('withdraw')
      }
    },
    {
      id: 'evidence-copy',
      title: 'Copy the reference',
      group,
      keys: ['y'],
      when: isMarked,
      run: actions.copy
    },
    {
      id: 'evidence-verify',
      title: 'Read all evidence again',
      group,
      keys: ['v'],
      when,
      run: actions.verify
    },
    {
      id: 'evidence-verify-one',
      title: 'Read this piece again',
      group,
      keys: ['Shift+V'],
      when: isMarked,
      run: actions.verifyOne
    }
  ]
}
