import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

import { errorRules, warningRules } from '../../src/core/procedures/gate/index.ts'
import { guards } from './guards.ts'

const tests = resolve(import.meta.dirname, '..')

/** Titles of a test file, as they are written. */
function titlesIn(file: string): ReadonlySet<string> {
  const path = resolve(tests, file)
  if (!existsSync(path)) return new Set()
  const source = readFileSync(path, 'utf8')
  const titles = source.matchAll(/(?:\btest|\bit|\)|\])\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)
  return new Set([...titles].map(([, single, double]) => single ?? double ?? ''))
}

test('every guard of the record has the test that proves it', () => {
  const missing = guards.filter(({ test: named }) => {
    const [file = '', ...title] = named.split(': ')
    return !titlesIn(file).has(title.join(': '))
  })

  expect(missing.map((one) => `${one.guard} (${one.test})`)).toEqual([])
})

test('every rule of the close-out gate is among them', () => {
  const named = new Set(guards.map(({ held }) => held))

  expect([...errorRules, ...warningRules].filter(({ code }) => !named.has(`gate ${code}`))).toEqual([])
})

test('no guard is named twice', () => {
  const sentences = guards.map(({ guard }) => guard)

  expect(sentences.filter((sentence, place) => sentences.indexOf(sentence) !== place)).toEqual([])
})
