/** A person's key: an Ed25519 pair whose public half is written as OpenSSH writes it. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject
} from 'node:crypto'

import { exactBase64, readWire, wireString } from './ssh-wire.ts'

/** The name of the key's kind (RFC 8709). */
export const keyType = 'ssh-ed25519'

export interface SshKeyPair {
  /** `ssh-ed25519 AAAA… comment`, one line, as a line of `authorized_keys` or `id_ed25519.pub`. */
  readonly publicKey: string
  readonly privateKey: KeyObject
}

/** A new pair. The comment names the person; it is no part of the key. */
export function generateSshKey(comment: string): SshKeyPair {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { publicKey: publicKeyOf(privateKey, comment), privateKey }
}

/** The public line of a private key. */
export function publicKeyOf(privateKey: KeyObject, comment: string): string {
  const blob = publicBlob(rawPublicKey(privateKey))
  const words = comment.replaceAll(/[^\P{C}]+/gu, ' ').trim()
  return [keyType, blob.toString('base64'), ...(words === '' ? [] : [words])].join(' ')
}

/** `SHA256:…` as `ssh-keygen -l` prints it; null where the line is no Ed25519 public key. */
export function fingerprintOf(publicKey: string): string | null {
  const raw = readPublicKey(publicKey)
  if (raw === null) return null
  const digest = createHash('sha256').update(publicBlob(raw)).digest('base64')
  return `SHA256:${digest.replace(/=+$/, '')}`
}

/** The 32 bytes of a public line; null where it is none, or of another kind. */
export function readPublicKey(publicKey: string): Buffer | null {
  const [type, base64 = ''] = publicKey.trim().split(' ')
  const blob = type === keyType ? exactBase64(base64) : null
  return blob === null ? null : readPublicBlob(blob)
}

/** The 32 bytes of a public key in SSH's form; null where it is another kind or holds more. */
export function readPublicBlob(blob: Uint8Array): Buffer | null {
  const reader = readWire(blob)
  if (reader.string()?.toString('latin1') !== keyType) return null
  const raw = reader.string()
  return raw?.length === 32 && reader.isAtEnd() ? raw : null
}

/** A public key in SSH's form (RFC 8709, 4). */
export function publicBlob(raw: Uint8Array): Buffer {
  return Buffer.concat([wireString(keyType), wireString(raw)])
}

/** The key object of 32 public bytes. */
export function verifyingKey(raw: Uint8Array): KeyObject {
  return createPublicKey({
    key: Buffer.concat([publicPrefix, raw]),
    format: 'der',
    type: 'spki'
  })
}

/** The key object of the 32 bytes a private key is made of (RFC 8032, 5.1.5). */
export function signingKey(seed: Uint8Array): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([privatePrefix, seed]),
    format: 'der',
    type: 'pkcs8'
  })
}

/** The 32 bytes a private key is made of. */
export function seedOf(privateKey: KeyObject): Buffer {
  return privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(privatePrefix.length)
}

/** The 32 public bytes that belong to a private key. */
export function rawPublicKey(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length)
}

// What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410).
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
