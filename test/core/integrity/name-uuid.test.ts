import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { nameUuid } from '../../../src/core/integrity/name-uuid.ts'

describe('UUIDs of names', () => {
  it('have the form of version 5', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (space, name) => {
        expect(nameUuid(space, name)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
        )
      })
    )
  })

  it('are the same for the same name, and others for another name or another space', () => {
    expect(nameUuid('Halden', 'account/1')).toBe(nameUuid('Halden', 'account/1'))
    const four = [nameUuid('a', 'b'), nameUuid('a', 'c'), nameUuid('b', 'b'), nameUuid('ab', '')]
    expect(new Set(four).size).toBe(4)
  })
})
