import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { endingOf, safeName } from '../../../src/core/interchange/safe-name.ts'

describe('names that every file system takes', () => {
  it.each([
    ['MFA-01 Every user: a <device>', 'MFA-01 Every user a device'],
    ['..', 'untitled'],
    ['', 'untitled'],
    ['con', '_con'],
    ['LPT1.txt', '_LPT1.txt'],
    ['a/b\\c', 'a b c'],
    [' . x . ', 'x']
  ])('%j becomes %j', (text, name) => {
    expect(safeName(text, 80)).toBe(name)
  })

  it('lead nowhere, end in no dot or blank, and are as short as asked, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 80 }), (text, most) => {
        const name = safeName(text, most)
        expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}]+$/u)
        expect(name).not.toMatch(/^\.|[ .]$/)
        expect(Array.from(name).length).toBeLessThanOrEqual(Math.max(most + 1, 'untitled'.length))
      })
    )
  })

  it.each([
    ['photo.PNG', '.PNG'],
    ['archive.tar.gz', '.gz'],
    ['none', ''],
    ['bad.e/x', ''],
    ['x.verylongending', '']
  ])('the ending of %j is %j', (name, ending) => {
    expect(endingOf(name)).toBe(ending)
  })
})
