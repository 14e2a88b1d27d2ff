import { describe, expect, it } from 'vitest'

import type { ChecklistSection } from '../../../../src/shared/records/test.ts'
import {
  isToDo,
  itemsOf,
  narrow,
  neighbour,
  nextToConclude,
  rowsOf,
  type Row
} from '../../../../src/renderer/screens/checklist/order.ts'
import { item } from './support.ts'

const root: ChecklistSection = {
  id: 'root',
  title: 'Root user',
  requirement: null,
  concluded: 1,
  total: 2,
  items: [
    item('ROOT-01', { conclusion: 'effective', concluded: 1 }),
    item('ROOT-02', { outcome: 'fail', exceptions: 1 })
  ]
}
const keys: ChecklistSection = {
  id: 'keys',
  title: 'Access keys',
  requirement: null,
  concluded: 1,
  total: 2,
  items: [
    item('KEY-01', { topic: 'keys', criterion: 'Every active access key is younger than the limit.' }),
    item('KEY-02', { topic: 'keys', conclusion: 'exception', concluded: 1 })
  ]
}
const whole = rowsOf([root, keys])
const controlsOf = (sections: readonly ChecklistSection[]): string[] =>
  sections.flatMap(({ items }) => items.map(({ control }) => control))

function row(control: string, rows: readonly Row[] = whole): Row {
  const found = rows.find((one) => one.control === control)
  if (found === undefined) throw new Error(`No row ${control}`)
  return found
}

function requirement(id: string, title: string, controls: readonly string[]): ChecklistSection {
  return {
    id,
    title,
    requirement: { level: 1, assessment: 'automated', isCovered: controls.length > 0 },
    concluded: 0,
    total: controls.length,
    items: controls.map((control) => item(control))
  }
}

describe('what the filter lets through', () => {
  it('is everything when nothing is asked', () => {
    expect(controlsOf(narrow([root, keys], { show: 'all', topic: null, text: '' }))).toEqual([
      'ROOT-01',
      'ROOT-02',
      'KEY-01',
      'KEY-02'
    ])
  })

  it('is what is not concluded under "to do"', () => {
    expect(controlsOf(narrow([root, keys], { show: 'to-do', topic: null, text: '' }))).toEqual([
      'ROOT-02',
      'KEY-01'
    ])
  })

  it('is failing results and concluded exceptions under "exceptions"', () => {
    expect(controlsOf(narrow([root, keys], { show: 'exceptions', topic: null, text: '' }))).toEqual([
      'ROOT-02',
      'KEY-02'
    ])
  })

  it('holds every word typed, in any case, in the id, the criterion or the topic', () => {
    const narrowed = narrow([root, keys], { show: 'all', topic: null, text: 'YOUNGER key-0' })

    expect(controlsOf(narrowed)).toEqual(['KEY-01'])
  })

  it('is one topic alone, and leaves out a topic that has nothing left', () => {
    expect(narrow([root, keys], { show: 'all', topic: 'keys', text: '' }).map(({ id }) => id)).toEqual([
      'keys'
    ])
    expect(narrow([root, keys], { show: 'all', topic: null, text: 'zzz' })).toEqual([])
  })
})

it('a conclusion whose result changed since is to do again', () => {
  expect(isToDo(item('ROOT-01', { conclusion: 'effective', concluded: 1, resultChanged: true }))).toBe(true)
})

describe('moving by one', () => {
  const from = (control: string, step: 1 | -1, shown: readonly Row[] = whole) =>
    neighbour(whole, shown, row(control), step)?.control ?? null

  it('goes to the neighbour and stays at either end', () => {
    expect(from('ROOT-02', 1)).toBe('KEY-01')
    expect(from('ROOT-02', -1)).toBe('ROOT-01')
    expect(from('KEY-02', 1)).toBe('KEY-02')
    expect(from('ROOT-01', -1)).toBe('ROOT-01')
  })

  it('leaves a control that the filter took away for the next one shown', () => {
    const shown = whole.filter(({ control }) => control !== 'ROOT-02')

    expect(from('ROOT-02', 1, shown)).toBe('KEY-01')
    expect(from('ROOT-02', -1, shown)).toBe('ROOT-01')
  })

  it('leaves nowhere for nowhere', () => {
    expect(neighbour(whole, [], row('ROOT-02'), 1)).toBeNull()
  })
})

describe('the next control to conclude', () => {
  const after = (control: string, step: 1 | -1 = 1, rows: readonly Row[] = whole) =>
    nextToConclude(rows, row(control, rows), step)?.control ?? null

  it('comes after the open one and goes round the end', () => {
    expect(after('ROOT-02')).toBe('KEY-01')
    expect(after('KEY-01')).toBe('ROOT-02')
    expect(after('KEY-01', -1)).toBe('ROOT-02')
  })

  it('is none where only the open one is left', () => {
    expect(after('ROOT-01', 1, rowsOf([{ ...root, items: [item('ROOT-01')] }]))).toBeNull()
  })

  it('is a control that some account still lacks', () => {
    const partly = item('MFA-01', { accounts: 3, concluded: 2 })

    expect(after('ROOT-01', 1, rowsOf([{ ...root, items: [item('ROOT-01'), partly] }]))).toBe('MFA-01')
  })
})

describe('the checklist of a framework', () => {
  const sections = [
    requirement('8.2.1', 'Every user has a unique ID', ['ROOT-01', 'MFA-01']),
    requirement('8.2.2', 'Shared accounts are exceptions', []),
    requirement('8.4.2', 'Access needs MFA', ['MFA-01'])
  ]
  const rows = rowsOf(sections)

  it('holds a control wherever it stands and counts it once', () => {
    expect(rows.map(({ section, control }) => [section, control])).toEqual([
      ['8.2.1', 'ROOT-01'],
      ['8.2.1', 'MFA-01'],
      ['8.4.2', 'MFA-01']
    ])
    expect(itemsOf(rows).map(({ control }) => control)).toEqual(['ROOT-01', 'MFA-01'])
  })

  it('moves from place to place of the same control', () => {
    const [, first, second] = rows

    expect(neighbour(rows, rows, first ?? null, 1)).toBe(second)
    expect(neighbour(rows, rows, second ?? null, -1)).toBe(first)
  })

  it('goes on to another control to conclude, not to a second place of the same', () => {
    expect(nextToConclude(rows, rows[1] ?? null)?.control).toBe('ROOT-01')
  })

  it('keeps what nothing tests in sight unless results or topics are asked for', () => {
    const shown = (change: Partial<Parameters<typeof narrow>[1]>) =>
      narrow(sections, { show: 'all', topic: null, text: '', ...change }).map(({ id }) => id)

    expect(shown({})).toEqual(['8.2.1', '8.2.2', '8.4.2'])
    expect(shown({ show: 'to-do' })).toEqual(['8.2.1', '8.4.2'])
    expect(shown({ text: 'shared' })).toEqual(['8.2.2'])
    expect(shown({ topic: 'root' })).toEqual(['8.2.1', '8.4.2'])
  })

  it('is searched by the number and the title of its requirements', () => {
    expect(narrow(sections, { show: 'all', topic: null, text: '8.4' }).map(({ id }) => id)).toEqual(['8.4.2'])
  })
})
