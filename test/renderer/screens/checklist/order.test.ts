import { describe, expect, it } from 'vitest'

import {
  isToDo,
  narrow,
  neighbour,
  nextToConclude,
  type TopicView
} from '../../../../src/renderer/screens/checklist/order.ts'
import { item } from './support.ts'

const root: TopicView = {
  topic: 'root',
  title: 'Root user',
  concluded: 1,
  total: 2,
  items: [
    item('ROOT-01', { conclusion: 'effective', concluded: 1 }),
    item('ROOT-02', { outcome: 'fail', exceptions: 1 })
  ]
}
const keys: TopicView = {
  topic: 'keys',
  title: 'Access keys',
  concluded: 1,
  total: 2,
  items: [
    item('KEY-01', { criterion: 'Every active access key is younger than the limit.' }),
    item('KEY-02', { conclusion: 'exception', concluded: 1 })
  ]
}
const whole = [...root.items, ...keys.items]
const controlsOf = (topics: readonly TopicView[]): string[] =>
  topics.flatMap(({ items }) => items.map(({ control }) => control))

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
    expect(narrow([root, keys], { show: 'all', topic: 'keys', text: '' }).map(({ topic }) => topic)).toEqual([
      'keys'
    ])
    expect(narrow([root, keys], { show: 'all', topic: null, text: 'zzz' })).toEqual([])
  })
})

it('a conclusion whose result changed since is to do again', () => {
  expect(isToDo(item('ROOT-01', { conclusion: 'effective', concluded: 1, resultChanged: true }))).toBe(true)
})

describe('moving by one', () => {
  it('goes to the neighbour and stays at either end', () => {
    expect(neighbour(whole, whole, 'ROOT-02', 1)).toBe('KEY-01')
    expect(neighbour(whole, whole, 'ROOT-02', -1)).toBe('ROOT-01')
    expect(neighbour(whole, whole, 'KEY-02', 1)).toBe('KEY-02')
    expect(neighbour(whole, whole, 'ROOT-01', -1)).toBe('ROOT-01')
  })

  it('leaves a control that the filter took away for the next one shown', () => {
    const shown = whole.filter(({ control }) => control !== 'ROOT-02')

    expect(neighbour(whole, shown, 'ROOT-02', 1)).toBe('KEY-01')
    expect(neighbour(whole, shown, 'ROOT-02', -1)).toBe('ROOT-01')
  })

  it('leaves nowhere for nowhere', () => {
    expect(neighbour(whole, [], 'ROOT-02', 1)).toBeNull()
  })
})

describe('the next control to conclude', () => {
  it('comes after the open one and goes round the end', () => {
    expect(nextToConclude(whole, 'ROOT-02')).toBe('KEY-01')
    expect(nextToConclude(whole, 'KEY-01')).toBe('ROOT-02')
    expect(nextToConclude(whole, 'KEY-01', -1)).toBe('ROOT-02')
  })

  it('is none where only the open one is left', () => {
    expect(nextToConclude([item('ROOT-01')], 'ROOT-01')).toBeNull()
  })

  it('is a control that some account still lacks', () => {
    const partly = item('MFA-01', { accounts: 3, concluded: 2 })

    expect(nextToConclude([item('ROOT-01'), partly], 'ROOT-01')).toBe('MFA-01')
  })
})
