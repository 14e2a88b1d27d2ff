/** Signs and verifies in the form of `ssh-keygen -Y` (OpenSSH, PROTOCOL.sshsig), so that stock OpenSSH can check what was signed here. */
import { createHash, sign, verify, type KeyObject } from 'node:crypto'

import { publicBlob, rawPublicKey, readPublicBlob, readPublicKey, verifyingKey, keyType } from './ssh-key.ts'
import { exactBase64, readWire, wireNumber, wireString } from './ssh-wire.ts'

/** What signatures of this workbench are for; one made for another purpose does not count here. */
export const signoffNamespace = 'tickmark-signoff@v1'

const magic = 'SSHSIG'
const version = 1
/** `ssh-keygen -Y sign` hashes so where nothing else is asked. */
const hashName = 'sha512'
const begin = '-----BEGIN SSH SIGNATURE-----'
const end = '-----END SSH SIGNATURE-----'
/** Characters of a line between the two marks. */
const lineLength = 70

/** The armored signature over `content`, ending with a line break. */
export function signContent(
  content: Uint8Array,
  privateKey: KeyObject,
  namespace: string = signoffNamespace
): string {
  const signature = sign(null, signedBytes(content, namespace), privateKey)
  return armor(
    Buffer.concat([
      Buffer.from(magic),
      wireNumber(version),
      wireString(publicBlob(rawPublicKey(privateKey))),
      wireString(namespace),
      wireString(''),
      wireString(hashName),
      wireString(Buffer.concat([wireString(keyType), wireString(signature)]))
    ])
  )
}

/**
 * Whether `armored` is a signature over `content` by the key of the line `publicKey` (`ssh-ed25519 AAAA… comment`) for this purpose.
 * It must be spelled exactly as it would be written: no other text stands for the same signature.
 */
export function isSignedBy(
  publicKey: string,
  content: Uint8Array,
  armored: string,
  namespace: string = signoffNamespace
): boolean {
  const trusted = readPublicKey(publicKey)
  const parts = readSignature(armored)
  if (trusted === null || parts === null) return false
  if (!parts.publicKey.equals(trusted) || parts.namespace !== namespace) return false
  return verify(null, signedBytes(content, namespace), verifyingKey(trusted), parts.signature)
}

interface SignatureParts {
  readonly publicKey: Buffer
  readonly namespace: string
  readonly signature: Buffer
}

/** What an armored text holds; null where it is no SSHSIG of version 1, Ed25519 and SHA-512. */
function readSignature(armored: string): SignatureParts | null {
  const blob = unarmor(armored)
  if (blob === null) return null
  const reader = readWire(blob)
  const isOurs = reader.bytes(magic.length)?.toString('latin1') === magic && reader.number() === version
  const key = reader.string()
  const namespace = reader.string()?.toString('utf8')
  const reserved = reader.string()
  const hash = reader.string()?.toString('latin1')
  const signature = reader.string()
  if (!isOurs || key === null || namespace === undefined || signature === null || !reader.isAtEnd())
    return null
  if (reserved?.length !== 0 || hash !== hashName) return null
  const publicKey = readPublicBlob(key)
  const raw = rawSignature(signature)
  return publicKey === null || raw === null ? null : { publicKey, namespace, signature: raw }
}

function rawSignature(blob: Uint8Array): Buffer | null {
  const reader = readWire(blob)
  if (reader.string()?.toString('latin1') !== keyType) return null
  const raw = reader.string()
  return raw?.length === 64 && reader.isAtEnd() ? raw : null
}

/** What is signed: not the content but its hash, bound to the purpose. */
function signedBytes(content: Uint8Array, namespace: string): Buffer {
  return Buffer.concat([
    Buffer.from(magic),
    wireString(namespace),
    wireString(''),
    wireString(hashName),
    wireString(createHash(hashName).update(content).digest())
  ])
}

function armor(blob: Uint8Array): string {
  const base64 = Buffer.from(blob).toString('base64')
  const lines = base64.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? []
  return [begin, ...lines, end, ''].join('\n')
}

function unarmor(armored: string): Buffer | null {
  const lines = armored.split('\n')
  const blob = exactBase64(lines.slice(1, -2).join(''))
  return blob !== null && armor(blob) === armored ? blob : null
}
