import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import {
  fingerprintOf,
  generateSshKey,
  publicKeyOf,
  signingKey
} from '../../../src/core/integrity/ssh-key.ts'
import { isSignedBy, signContent, signoffNamespace } from '../../../src/core/integrity/ssh-signature.ts'

/** The secret key of RFC 8032, 7.1, test 1; what follows of it was written by OpenSSH 9.2. */
const privateKey = signingKey(
  Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
)
const publicKey =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea test-1@example.org'
const content = Buffer.from('what was signed\n')
const signature = `-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg11qYAYKxCrfVS/7TyWQHOg7hcv
PapiMlrwIaaPcHURoAAAATdGlja21hcmstc2lnbm9mZkB2MQAAAAAAAAAGc2hhNTEyAAAA
UwAAAAtzc2gtZWQyNTUxOQAAAEDAp7A7CNzFOClSop6jWd58dDQbTsTWozl3nwdG2jQu+9
jOM4PJbLzUbanrOAPa4C7ghvAq0SD0MFOYuyNiIfUE
-----END SSH SIGNATURE-----
`

/** The same bytes with one bit turned over. */
function flipped(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes)
  const at = bit % (copy.length * 8)
  copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7))
  return copy
}

describe('a key', () => {
  test('is written as OpenSSH writes it', () => {
    expect(publicKeyOf(privateKey, 'test-1@example.org')).toBe(publicKey)
    expect(fingerprintOf(publicKey)).toBe('SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8')
  })

  test('keeps its comment on one line', () => {
    const line = publicKeyOf(privateKey, ' R. Meier\n* ssh-ed25519 ')

    expect(line.split('\n')).toHaveLength(1)
    expect(fingerprintOf(line)).toBe(fingerprintOf(publicKey))
  })

  test.each(['', 'ssh-rsa AAAA', 'ssh-ed25519', `${publicKey.slice(0, 60)}`, publicKey.replace('IN', 'I')])(
    '%j is no key',
    (line) => {
      expect(fingerprintOf(line)).toBeNull()
    }
  )
})

describe('a signature', () => {
  test('is the one OpenSSH makes with the same key', () => {
    expect(signContent(content, privateKey)).toBe(signature)
    expect(isSignedBy(publicKey, content, signature)).toBe(true)
  })

  test('counts for its own purpose only', () => {
    expect(isSignedBy(publicKey, content, signature, 'file')).toBe(false)
    expect(isSignedBy(publicKey, content, signContent(content, privateKey, 'file'))).toBe(false)
  })

  test('of another key does not count', () => {
    const other = generateSshKey('other')

    expect(isSignedBy(other.publicKey, content, signature)).toBe(false)
    expect(isSignedBy(publicKey, content, signContent(content, other.privateKey))).toBe(false)
  })

  test('holds for any content and any key, and for nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), (bytes, bit) => {
        const { publicKey: line, privateKey: key } = generateSshKey('any')
        const armored = signContent(bytes, key)

        expect(isSignedBy(line, bytes, armored)).toBe(true)
        expect(isSignedBy(line, flipped(bytes, bit), armored)).toBe(false)
      }),
      { numRuns: 50 }
    )
  })

  test('is refused with any bit of it turned over', () => {
    const armored = Buffer.from(signature)
    for (let bit = 0; bit < armored.length * 8; bit++)
      expect(isSignedBy(publicKey, content, flipped(armored, bit).toString('latin1')), `bit ${bit}`).toBe(
        false
      )
  })

  test('is refused with any bit of the key turned over', () => {
    const [type = '', base64 = ''] = publicKey.split(' ')
    const line = Buffer.from(`${type} ${base64}`)
    for (let bit = 0; bit < line.length * 8; bit++)
      expect(isSignedBy(flipped(line, bit).toString('latin1'), content, signature), `bit ${bit}`).toBe(false)
  })

  test('is refused in any other spelling', () => {
    const lines = signature.split('\n')
    for (const other of [
      signature.trimEnd(),
      signature.replaceAll('\n', '\r\n'),
      `${signature}\n`,
      [lines[0], lines.slice(1, -2).join(''), ...lines.slice(-2)].join('\n'),
      '',
      '-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n'
    ])
      expect(isSignedBy(publicKey, content, other)).toBe(false)
  })
})

describe('with ssh-keygen', () => {
  let folder: string

  beforeEach(({ skip }) => {
    if (spawnSync('ssh-keygen', ['-?']).error) skip('ssh-keygen is not installed')
    folder = mkdtempSync(join(tmpdir(), 'tickmark-ssh-'))
  })
  afterEach(() => {
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  function keygen(
    typed: readonly string[],
    input = ''
  ): { readonly status: number | null; readonly text: string } {
    const { status, stdout, stderr } = spawnSync('ssh-keygen', typed, {
      cwd: folder,
      input,
      encoding: 'utf8'
    })
    return { status, text: stdout + stderr }
  }

  test('ours are verified, and an altered content is refused', () => {
    const ours = generateSshKey('r.meier@example.org')
    writeFileSync(join(folder, 'allowed_signers'), `r.meier@example.org ${ours.publicKey}\n`)
    writeFileSync(join(folder, 'content.sig'), signContent(content, ours.privateKey))
    writeFileSync(join(folder, 'key.pub'), `${ours.publicKey}\n`)
    const typed = [
      '-Y',
      'verify',
      '-f',
      'allowed_signers',
      '-I',
      'r.meier@example.org',
      '-n',
      signoffNamespace
    ]

    const good = keygen([...typed, '-s', 'content.sig'], content.toString())
    const altered = keygen([...typed, '-s', 'content.sig'], 'what was not signed\n')

    expect(good).toMatchObject({ status: 0, text: expect.stringContaining('Good') })
    expect(altered.status).not.toBe(0)
    expect(keygen(['-l', '-f', 'key.pub']).text).toContain(String(fingerprintOf(ours.publicKey)))
  })

  test('theirs are verified by us', () => {
    keygen(['-q', '-t', 'ed25519', '-N', '', '-C', 'r.meier@example.org', '-f', 'key'])
    writeFileSync(join(folder, 'content'), content)

    const made = keygen(['-Y', 'sign', '-f', 'key', '-n', signoffNamespace, 'content'])
    const line = readFileSync(join(folder, 'key.pub'), 'utf8')
    const armored = readFileSync(join(folder, 'content.sig'), 'utf8')

    expect(made.status, made.text).toBe(0)
    expect(isSignedBy(line, content, armored)).toBe(true)
    expect(isSignedBy(line, flipped(content, 3), armored)).toBe(false)
  })
})
