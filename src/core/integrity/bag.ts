/** Puts files into a bag: BagIt 1.0 (RFC 8493) with SHA-256, signed where there is somebody to sign. */
import { createHash } from 'node:crypto'

/** A file of a bag; its bytes may be asked for again. */
export interface BagFile {
  /** From the bag's own folder, `/` between folders. */
  readonly path: string
  readonly sha256: string
  /** In bytes. */
  readonly size: number
  readonly pieces: () => Iterable<Uint8Array>
}

/** A signature of a bag by somebody's own key. */
export interface Signature {
  /** Whose: an e-mail address. */
  readonly identity: string
  /** `ssh-ed25519 AAAA… comment` */
  readonly publicKey: string
  /** Over the text of the tag manifest, in the namespace of sign-offs. */
  readonly armored: string
}

export interface Bag {
  /** Payload first, then what describes it. */
  readonly files: readonly BagFile[]
  /** The text of `tagmanifest-sha256.txt`, which stands for the whole bag, and its SHA-256. */
  readonly tagManifest: string
  readonly sha256: string
}

const tagManifestName = 'tagmanifest-sha256.txt'

/** `payload` lies below `data/`; `info` are the lines of `bag-info.txt` besides the size of the payload. */
export function bagOf(
  payload: readonly BagFile[],
  info: readonly (readonly [name: string, value: string])[]
): Bag {
  const bytes = payload.reduce((sum, { size }) => sum + size, 0)
  const tags = [
    textFile('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
    textFile('bag-info.txt', infoText([...info, ['Payload-Oxum', `${bytes}.${payload.length}`]])),
    textFile('manifest-sha256.txt', manifestText(payload))
  ]
  const tagManifest = manifestText(tags)
  const last = textFile(tagManifestName, tagManifest)
  return { files: [...payload, ...tags, last], tagManifest, sha256: last.sha256 }
}

/** What is put beside a bag that was signed; no manifest lists it. */
export function signatureFiles(signatures: readonly Signature[]): readonly BagFile[] {
  if (signatures.length === 0) return []
  const lines = signatures.map(({ identity, publicKey }) => `${principal(identity)} ${publicKey}\n`)
  return [
    textFile('allowed_signers', lines.join('')),
    ...signatures.map(({ armored }, place) => textFile(`${tagManifestName}.${place + 1}.sig`, armored))
  ]
}

/** One word without the characters that are patterns to OpenSSH (ssh-keygen(1), ALLOWED SIGNERS). */
function principal(identity: string): string {
  return identity.replaceAll(/[\s",*?!#]/g, '_')
}

/** A file made of text. */
export function textFile(path: string, text: string): BagFile {
  const bytes = Buffer.from(text, 'utf8')
  return {
    path,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    pieces: () => [bytes]
  }
}

/** Lines `sha256sum -c` reads. */
function manifestText(files: readonly BagFile[]): string {
  return files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('')
}

function infoText(info: readonly (readonly [string, string])[]): string {
  return info
    .map(([name, value]) => `${name}: ${value.replaceAll(/\p{Cc}+/gu, ' ').trim()}\n`)
    .sort()
    .join('')
}
