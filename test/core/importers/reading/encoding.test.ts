import fc from 'fast-check'
import { expect, test } from 'vitest'

import {
  encodingOf,
  textChunks,
  utf8Chunks,
  type Encoding
} from '../../../../src/core/importers/reading/encoding.ts'
import { inChunks } from '../collect.ts'

function bytesOf(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'UTF-8') return new TextEncoder().encode(text)
  if (encoding === 'UTF-8 with byte order mark') return new TextEncoder().encode(`\ufeff${text}`)
  if (encoding === 'Windows-1252') return Buffer.from(text, 'latin1')
  const little = Buffer.from(`\ufeff${text}`, 'utf16le')
  return encoding === 'UTF-16LE' ? little : little.swap16()
}

const encodings: readonly Encoding[] = ['UTF-8', 'UTF-8 with byte order mark', 'UTF-16LE', 'UTF-16BE']

test('every encoding is told from the first bytes', () => {
  for (const encoding of encodings) expect(encodingOf(bytesOf('{"Zoë": 1}', encoding))).toBe(encoding)
  expect(encodingOf(bytesOf('user,Zoë,arn', 'Windows-1252'))).toBe('Windows-1252')
})

test('UTF-16 without a byte order mark is told by its zeros', () => {
  expect(encodingOf(bytesOf('user,arn', 'UTF-16LE').subarray(2))).toBe('UTF-16LE')
  expect(encodingOf(bytesOf('user,arn', 'UTF-16BE').subarray(2))).toBe('UTF-16BE')
})

test('a character cut by the end of the head does not make it another encoding', () => {
  const bytes = bytesOf('user,Zoë', 'UTF-8')

  expect(encodingOf(bytes.subarray(0, bytes.length - 1))).toBe('UTF-8')
})

test('text comes back whole in every encoding, however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 2 }).filter((text) => /^[a-z{[]/i.test(text)),
      fc.constantFrom(...encodings),
      fc.integer({ min: 1, max: 9 }),
      (text, encoding, size) => {
        const bytes = bytesOf(text, encoding)

        expect([...textChunks(inChunks(bytes, size), encoding)].join('')).toBe(text)
        expect(Buffer.concat([...utf8Chunks(inChunks(bytes, size), encoding)]).toString('utf8')).toBe(text)
      }
    )
  )
})

test('UTF-8 passes through without a copy', () => {
  const chunk = bytesOf('{}', 'UTF-8')

  expect([...utf8Chunks([chunk], 'UTF-8')][0]).toBe(chunk)
})
