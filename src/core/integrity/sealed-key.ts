/** A private key at rest: encrypted with a key made of its owner's passphrase, beside the public line it belongs to. */
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'

import { WorkbenchError } from '../../shared/errors.ts'
import { canonicalJson } from './canonical-json.ts'
import { isUsableCost, keyFromPassphrase, saltBytes, usualCost, type ScryptCost } from './passphrase.ts'
import { publicKeyOf, seedOf, signingKey, type SshKeyPair } from './ssh-key.ts'
import { exactBase64 } from './ssh-wire.ts'

const form = 'tickmark-key-1'
const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16
const seedBytes = 32
const longestText = 8192

/** The key as text: one line of JSON with everything needed to open it but the passphrase. */
export async function sealKey(
  { publicKey, privateKey }: SshKeyPair,
  passphrase: string,
  cost: ScryptCost = usualCost
): Promise<string> {
  const salt = randomBytes(saltBytes)
  const nonce = randomBytes(nonceBytes)
  const encryption = createCipheriv(cipher, await keyFromPassphrase(passphrase, salt, cost), nonce)
  encryption.setAAD(Buffer.from(canonicalJson(headOf(publicKey, cost, salt))))
  const sealed = Buffer.concat([
    encryption.update(seedOf(privateKey)),
    encryption.final(),
    encryption.getAuthTag()
  ])
  return textOf({ publicKey, cost, salt, nonce, sealed })
}

/** Opens a sealed key. Throws `WorkbenchError`: `passphrase-wrong`, or `file-damaged` where the text is no sealed key. */
export async function openKey(text: string, passphrase: string): Promise<SshKeyPair> {
  const { publicKey, cost, salt, nonce, sealed } = readSealedKey(text)
  const decryption = createDecipheriv(cipher, await keyFromPassphrase(passphrase, salt, cost), nonce)
  decryption.setAAD(Buffer.from(canonicalJson(headOf(publicKey, cost, salt))))
  decryption.setAuthTag(sealed.subarray(-tagBytes))
  let privateKey: KeyObject
  try {
    const seed = Buffer.concat([decryption.update(sealed.subarray(0, -tagBytes)), decryption.final()])
    privateKey = signingKey(seed)
  } catch {
    throw new WorkbenchError(
      'passphrase-wrong',
      'The passphrase does not open this key, or the key was changed after it was sealed.'
    )
  }
  if (publicKeyOf(privateKey, commentOf(publicKey)) !== publicKey) throw damaged()
  return { publicKey, privateKey }
}

/** The same key under another passphrase, with a salt and a nonce of its own. */
export async function changePassphrase(text: string, passphrase: string, next: string): Promise<string> {
  const { cost } = readSealedKey(text)
  return sealKey(await openKey(text, passphrase), next, cost)
}

interface SealedKey {
  readonly publicKey: string
  readonly cost: ScryptCost
  readonly salt: Buffer
  readonly nonce: Buffer
  readonly sealed: Buffer
}

/** What is not secret but must not change: it is bound to the encryption. */
function headOf(
  publicKey: string,
  { n, r, p }: ScryptCost,
  salt: Buffer
): Readonly<Record<string, string | number>> {
  return { form, kdf: 'scrypt', n, r, p, cipher, publicKey, salt: salt.toString('base64') }
}

function textOf({ publicKey, cost, salt, nonce, sealed }: SealedKey): string {
  return canonicalJson({
    ...headOf(publicKey, cost, salt),
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64')
  })
}

/** Reads the text before anything costly is done with it: lengths, bounds, and that it is spelled as it would be written. */
function readSealedKey(text: string): SealedKey {
  if (text.length > longestText) throw damaged()
  let given: Readonly<Record<string, unknown>>
  try {
    given = { ...(JSON.parse(text) as object) }
  } catch {
    throw damaged()
  }
  const cost = { n: Number(given['n']), r: Number(given['r']), p: Number(given['p']) }
  const salt = bytesIn(given['salt'], saltBytes)
  const nonce = bytesIn(given['nonce'], nonceBytes)
  const sealed = bytesIn(given['sealed'], seedBytes + tagBytes)
  const publicKey = given['publicKey']
  if (typeof publicKey !== 'string' || !isUsableCost(cost)) throw damaged()
  const key = { publicKey, cost, salt, nonce, sealed }
  if (textOf(key) !== text.trimEnd()) throw damaged()
  return key
}

function bytesIn(value: unknown, length: number): Buffer {
  const bytes = typeof value === 'string' ? exactBase64(value) : null
  if (bytes?.length !== length) throw damaged()
  return bytes
}

function commentOf(publicKey: string): string {
  return publicKey.split(' ').slice(2).join(' ')
}

function damaged(): WorkbenchError {
  return new WorkbenchError(
    'file-damaged',
    'This is not a sealed key, or it was changed after it was sealed.'
  )
}
