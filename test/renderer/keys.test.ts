/** Key bindings: what is drawn, what is heard, what is left to somebody who types. */
import { describe, expect, test } from 'vitest'

import { ariaKeys, belongsToTyping, keyCaps, listenFor } from '../../src/renderer/keys.ts'

describe('caps', () => {
  test('a combination is one press, a sequence is several', () => {
    expect(keyCaps('$mod+k', false)).toEqual([['Ctrl', 'K']])
    expect(keyCaps('g c', false)).toEqual([['G'], ['C']])
    expect(keyCaps('Alt+ArrowLeft', false)).toEqual([['Alt', '←']])
  })

  test('the same binding is drawn with the signs of a Mac there', () => {
    expect(keyCaps('$mod+Enter', true)).toEqual([['⌘', '↵']])
  })

  test('a sequence has no words in aria-keyshortcuts', () => {
    expect(ariaKeys('$mod+k', false)).toBe('Control+K')
    expect(ariaKeys('g c', false)).toBeUndefined()
  })
})

describe('hearing', () => {
  test('a sign is heard however the keyboard types it', () => {
    expect(listenFor('?')).toBe('[Shift]+[Alt]+[Control]+?')
    expect(listenFor('g ,')).toBe('g [Shift]+[Alt]+[Control]+,')
    expect(listenFor('Shift+n')).toBe('Shift+n')
  })

  test('characters and editing keys belong to somebody who types, other combinations do not', () => {
    expect(['j', 'g c', '?', 'Shift+n', '$mod+z'].map(belongsToTyping)).toEqual([
      true,
      true,
      true,
      true,
      true
    ])
    expect(['$mod+k', '$mod+Enter', 'Alt+ArrowLeft'].map(belongsToTyping)).toEqual([false, false, false])
  })
})
