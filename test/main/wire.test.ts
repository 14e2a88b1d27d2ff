import fc from 'fast-check'
import { expect, it } from 'vitest'

import { decodeWire, encodeWire } from '../../src/shared/wire.ts'

it('bytes come back as the bytes they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100_000 }), (bytes) => {
      expect(decodeWire(encodeWire({ upload: 1, bytes }))).toEqual({ upload: 1, bytes })
    }),
    { numRuns: 50 }
  )
})

it('anything JSON can say comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(decodeWire(encodeWire(value))).toEqual(JSON.parse(JSON.stringify(value)))
    })
  )
})

it('a Node buffer travels as bytes, not as an array of numbers', () => {
  expect(encodeWire([Buffer.from('hi')])).toBe('[{"$bytes":"aGk="}]')
})

it.each(['{"$bytes":7}', '{"$bytes":"?"}', '{"$bytes":"aGk=","more":1}'])('%s are no bytes', (text) => {
  expect(decodeWire(text)).toEqual(JSON.parse(text))
})

it('security: c a key named __proto__ stays a key', () => {
  const value = decodeWire('{"__proto__":{"isAdmin":true}}')

  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect((value as { isAdmin?: boolean }).isAdmin).toBeUndefined()
})
