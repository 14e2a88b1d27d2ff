import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { contentHash } from '../../../src/core/integrity/content-hash.ts'
import { isUsableCost, keyFromPassphrase, usualCost } from '../../../src/core/integrity/passphrase.ts'
import { changePassphrase, openKey, sealKey } from '../../../src/core/integrity/sealed-key.ts'
import { generateSshKey } from '../../../src/core/integrity/ssh-key.ts'
import { isSignedBy, signContent } from '../../../src/core/integrity/ssh-signature.ts'

/** The lowest cost there is, so that many can be tried. */
const cheap = { n: 2 ** 14, r: 8, p: 1 }
const passphrase = 'correct horse battery staple'
const key = generateSshKey('R. Meier')

describe('a sealed key', () => {
  test('opens with its passphrase, and signs as before', async () => {
    const opened = await openKey(await sealKey(key, passphrase), passphrase)

    expect(opened.publicKey).toBe(key.publicKey)
    expect(
      isSignedBy(key.publicKey, Buffer.from('a'), signContent(Buffer.from('a'), opened.privateKey))
    ).toBe(true)
  })

  test('says that a passphrase is wrong', async () => {
    const sealed = await sealKey(key, passphrase, cheap)

    await expect(openKey(sealed, 'correct horse battery stable')).rejects.toMatchObject({
      code: 'passphrase-wrong'
    })
  })

  test('opens whatever passphrase it was sealed with, however its letters were composed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), async (any) => {
        const sealed = await sealKey(key, any.normalize('NFC'), cheap)

        expect((await openKey(sealed, any.normalize('NFD'))).publicKey).toBe(key.publicKey)
      }),
      { numRuns: 15 }
    )
  })

  test('changes its passphrase and keeps its cost; the former one no longer opens it', async () => {
    const sealed = await sealKey(key, passphrase, cheap)
    const again = await changePassphrase(sealed, passphrase, 'another one of mine')

    expect((await openKey(again, 'another one of mine')).publicKey).toBe(key.publicKey)
    expect(JSON.parse(again)).toMatchObject(cheap)
    await expect(openKey(again, passphrase)).rejects.toMatchObject({ code: 'passphrase-wrong' })
    await expect(changePassphrase(sealed, 'not the one', 'next')).rejects.toMatchObject({
      code: 'passphrase-wrong'
    })
  })

  test('shows nothing of the private key', async () => {
    const seed = key.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(16)

    const sealed = await sealKey(key, passphrase, cheap)

    expect(sealed).not.toContain(seed.toString('base64').slice(0, 20))
    expect(sealed).not.toContain(seed.toString('hex').slice(0, 20))
  })

  test('is refused with any bit of it turned over', async () => {
    const sealed = Buffer.from(await sealKey(key, passphrase, cheap))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: sealed.length * 8 - 1 }), async (bit) => {
        const changed = Buffer.from(sealed)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))

        await expect(openKey(changed.toString('latin1'), passphrase)).rejects.toMatchObject({
          code: expect.stringMatching(/^(passphrase-wrong|file-damaged)$/)
        })
      }),
      { numRuns: 60 }
    )
  })

  test.each([
    ['a cost that would take all memory', { n: 2 ** 40 }],
    ['a cost that would take all time', { p: 2 ** 20 }],
    ['a cost that guards nothing', { n: 2 }],
    ['a cost that is no power of two', { n: 100_000 }],
    ['a cost that is no number', { n: '131072' }],
    ['wide blocks', { r: 2 ** 20 }],
    ['a salt of another length', { salt: 'AAAA' }],
    ['a long public line', { publicKey: 'x'.repeat(1_000_000) }],
    ['another cipher', { cipher: 'none' }],
    ['no content', { sealed: '' }],
    ['one field more', { more: 1 }]
  ])('that states %s is refused at once', async (_, change) => {
    const sealed = JSON.stringify({
      ...(JSON.parse(await sealKey(key, passphrase, cheap)) as object),
      ...change
    })
    const started = performance.now()

    await expect(openKey(sealed, passphrase)).rejects.toMatchObject({ code: 'file-damaged' })
    expect(performance.now() - started).toBeLessThan(500)
  })

  test.each(['', 'null', '[]', '"text"', '{', '7'])('%j is none', async (text) => {
    await expect(openKey(text, passphrase)).rejects.toMatchObject({ code: 'file-damaged' })
  })
})

describe('a key made of a passphrase', () => {
  test('is that of RFC 7914, 12 (the first half of its third vector)', async () => {
    const made = await keyFromPassphrase('pleaseletmein', Buffer.from('SodiumChloride'), cheap)

    expect(made.toString('hex')).toBe('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2')
  })

  test('costs what is usual by default, within the bounds', () => {
    expect(usualCost).toEqual({ n: 131_072, r: 8, p: 1 })
    expect(isUsableCost(usualCost)).toBe(true)
  })

  test('is not made at a cost out of bounds', () => {
    expect(() => keyFromPassphrase('x', Buffer.alloc(16), { n: 2 ** 30, r: 8, p: 1 })).toThrow(
      'out of bounds'
    )
  })
})

describe('the hash of content', () => {
  test('is SHA-256 over canonical JSON with the version of the form', () => {
    // printf '{"content":{"a":1,"b":"é"},"projection":"p1"}' | sha256sum
    expect(contentHash('p1', { b: 'é', a: 1 })).toBe(
      '3bff664d72a7bb0d6c4250c905eb564ea156a6e44c24a0cd96feb5db579b72d0'
    )
  })

  test('is another for another form', () => {
    expect(contentHash('p2', { b: 'é', a: 1 })).not.toBe(contentHash('p1', { b: 'é', a: 1 }))
  })
})
