/** Makes keys of passphrases with scrypt (RFC 7914), within bounds that no file can push a machine beyond. */
import { scrypt } from 'node:crypto'

/** Cost of scrypt: `n` rounds (a power of two) over blocks of `r`, `p` times; it takes 128 · n · r bytes of memory. */
export interface ScryptCost {
  readonly n: number
  readonly r: number
  readonly p: number
}

/** OWASP Password Storage Cheat Sheet, "scrypt": N = 2^17, r = 8, p = 1; 128 MiB and less than a second. */
export const usualCost: ScryptCost = { n: 2 ** 17, r: 8, p: 1 }

export const saltBytes = 16
export const keyBytes = 32

const lowestRounds = 2 ** 14
const highestRounds = 2 ** 18

/** Whether a cost that a file states is one this workbench works with: strong enough, and at most 256 MiB. */
export function isUsableCost({ n, r, p }: ScryptCost): boolean {
  return n >= lowestRounds && n <= highestRounds && Number.isInteger(Math.log2(n)) && r === 8 && p === 1
}

/** The key of 32 bytes. Letters count by what they look like (NFKC), however a keyboard composes them. */
export function keyFromPassphrase(passphrase: string, salt: Uint8Array, cost = usualCost): Promise<Buffer> {
  if (!isUsableCost(cost)) throw new Error('A cost of scrypt out of bounds')
  const { n, r, p } = cost
  return new Promise((resolve, reject) => {
    scrypt(
      passphrase.normalize('NFKC'),
      salt,
      keyBytes,
      { N: n, r, p, maxmem: 256 * n * r },
      (error, key) => {
        if (error) reject(error)
        else resolve(key)
      }
    )
  })
}
