import { expect, test } from 'vitest'

import type { Note, Reading } from '../../../../src/core/importers/importer.ts'
import { UnreadableSource } from '../../../../src/core/importers/importer.ts'
import { BadMember } from '../../../../src/core/importers/reading/fields.ts'
import { outlineOf } from '../../../../src/core/importers/reading/outline.ts'
import { walkJson, type Plan } from '../../../../src/core/importers/reading/walk-json.ts'
import { inChunks } from '../collect.ts'

interface Walked {
  readonly taken: readonly (readonly [string, number, unknown])[]
  readonly notes: readonly Note[]
  readonly state: string
}

/** Takes whatever stands below a key `take`, and goes into everything else but `pass`. */
function walk(text: string, chunk = 1000, hasPrefix = false): Walked {
  const bytes = new TextEncoder().encode(text)
  const taken: (readonly [string, number, unknown])[] = []
  const notes: Note[] = []
  const reading = {
    note: (note: Note) => notes.push(note),
    checkpoint: () => undefined
  } as Partial<Reading> as Reading
  const plan: Plan = {
    enter: (key) =>
      key === 'pass'
        ? null
        : key === 'take'
          ? {
              take({ value, line, path }) {
                if (value === 'bad') throw new BadMember('It is bad.')
                taken.push([path, line, value])
              }
            }
          : plan
  }
  const outline = outlineOf([bytes])
  const state = walkJson(inChunks(bytes, chunk), outline, reading, plan, hasPrefix ? { hasPrefix: true } : {})
  return { taken, notes, state }
}

const document =
  '{\n"a": [{"take": 1}, {"pass": {"take": "no"}, "take": [2]}],\n"b": {"c": {"take": null}}, "d": 3}'

test.each([1, 3, 1000])(
  'values are taken where the plan says, with line and path (%i bytes a chunk)',
  (chunk) => {
    expect(walk(document, chunk)).toEqual({
      taken: [
        ['a[0].take', 2, 1],
        ['a[1].take', 2, [2]],
        ['b.c.take', 3, null]
      ],
      notes: [],
      state: 'complete'
    })
  }
)

test('documents may follow one another or stand in a list', () => {
  expect(walk('{"take": 1}\n{"take": 2}').taken).toEqual([
    ['take', 1, 1],
    ['[1].take', 2, 2]
  ])
  expect(walk('[{"take": 1}, {"take": 2}]').taken.map(([path]) => path)).toEqual(['[0].take', '[1].take'])
})

test('text before the first brace is passed over and its lines count', () => {
  expect(walk('x = [1];\nresults =\n {"take": 1}', 4, true).taken).toEqual([['take', 3, 1]])
})

test('a bad value is noted and the walk goes on; what breaks the structure ends it', () => {
  const found = walk('{"a": {"take": "bad"}, "b": {"take": 1}, "c": {"take": [1,}}, "d": oops')

  expect(found.taken).toEqual([['b.take', 1, 1]])
  expect(found.state).toBe('partial')
  expect(found.notes[0]).toEqual({ level: 'error', sentence: 'It is bad.', line: 1, path: 'a.take' })
  expect(found.notes).toHaveLength(3)
})

test('a file damaged before anything was taken is refused', () => {
  expect(() => walk('{"a": {"b"')).toThrow(UnreadableSource)
  expect(() => walk('{"take": "bad"}')).toThrow('It is bad.')
  expect(() => walk('{"a": , "take": 1}')).toThrow('A value was expected after a')
})
