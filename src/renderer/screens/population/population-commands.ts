/** The keys of the explorer: searching, filtering, selecting, and what is done with rows. */
import type { MethodsOf } from '../../../shared/contract.ts'
import type { Command } from '../../commands.svelte.ts'
import { session } from '../../state/session.svelte.ts'

export interface PopulationActions {
  readonly toSearch: () => void
  readonly addFilter: () => void
  readonly saveView: () => void
  readonly drawSample: () => void
  readonly columns: () => void
  readonly toggle: () => Promise<void>
  readonly selectAll: () => Promise<void>
  readonly clear: () => void
  readonly freeze: () => void
  readonly raise: () => void
  readonly copy: () => Promise<void>
  readonly copyResource: () => Promise<void>
  readonly openPolicy: () => Promise<void>
  readonly openSource: () => void
  /** Rows are on display. */
  readonly isReady: () => boolean
  /** A row is marked, in the grid that has the focus. */
  readonly isMarked: () => boolean
  readonly isInGrid: () => boolean
  /** Something is selected, or a row is open. */
  readonly canClear: () => boolean
}

const group = 'Population'

export function populationCommands(actions: PopulationActions): readonly Command[] {
  const when = actions.isReady
  const inGrid = actions.isInGrid
  const whenMay = (method: MethodsOf<'write'>) => (): boolean =>
    actions.isReady() && session.whyNot(method) === null
  return [
    { id: 'population-search', title: 'Search the rows', group, keys: ['/'], when, run: actions.toSearch },
    {
      id: 'population-filter',
      title: 'Add a filter',
      group,
      keys: ['Shift+F'],
      when,
      run: actions.addFilter
    },
    {
      id: 'population-save',
      title: 'Save this view',
      group,
      keys: ['$mod+s'],
      when: whenMay('view.save'),
      run: actions.saveView
    },
    {
      id: 'population-sample',
      title: 'Draw a sample',
      group,
      keys: ['s'],
      when: whenMay('sample.draw'),
      run: actions.drawSample
    },
    {
      id: 'population-columns',
      title: 'Choose columns and order',
      group,
      keys: ['c'],
      when,
      run: actions.columns
    },
    {
      id: 'population-select',
      title: 'Select the marked row',
      group,
      keys: ['Space'],
      keysOnly: true,
      when: actions.isMarked,
      run: actions.toggle
    },
    {
      id: 'population-select-all',
      title: 'Select all rows that match',
      group,
      keys: ['$mod+a'],
      when: inGrid,
      run: actions.selectAll
    },
    {
      id: 'population-clear',
      title: 'Close the row or clear the selection',
      group,
      keys: ['Escape'],
      keysOnly: true,
      when: actions.canClear,
      run: actions.clear
    },
    {
      id: 'population-evidence',
      title: 'Use rows as evidence',
      group,
      keys: ['e'],
      when: whenMay('evidence.freeze'),
      run: actions.freeze
    },
    {
      id: 'population-finding',
      title: 'Raise a finding on rows',
      group,
      keys: ['f'],
      when: whenMay('finding.raise'),
      run: actions.raise
    },
    { id: 'population-copy', title: 'Copy rows', group, keys: ['$mod+c'], when: inGrid, run: actions.copy },
    {
      id: 'population-copy-resource',
      title: "Copy the marked row's resource",
      group,
      keys: ['y'],
      when: actions.isMarked,
      run: actions.copyResource
    },
    {
      id: 'population-policy',
      title: 'Open the policies of the marked row',
      group,
      keys: ['v'],
      when: actions.isMarked,
      run: actions.openPolicy
    },
    {
      id: 'population-source',
      title: 'Open the source line of the marked row',
      group,
      keys: ['l'],
      when: actions.isMarked,
      run: actions.openSource
    }
  ]
}
