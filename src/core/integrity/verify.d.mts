export interface ArchiveFile {
  readonly path: string
  /** Null for what is no file: a link, a device. */
  readonly chunks: Iterable<Uint8Array> | null
}

export interface ArchiveVerification {
  readonly ok: boolean
  /** One sentence for each thing found wrong. */
  readonly faults: readonly string[]
  readonly identifier: string
  readonly description: string
  readonly files: number
  readonly objects: number
  readonly events: number
  readonly head: string
  /** The head of the chain after each event; first '', before any. */
  readonly heads: readonly string[]
  readonly workbooks: readonly {
    readonly version: number
    readonly fileName: string
    readonly sha256: string
    readonly issuedAt: string
  }[]
  readonly signatures: readonly {
    readonly file: string
    readonly isGood: boolean
    readonly identity: string
    readonly fingerprint: string
  }[]
}

/** Verifies the files of an archive, taken one after the other. */
export function verifyArchive(files: Iterable<ArchiveFile>): ArchiveVerification
/** Every file below a folder, in the order of names. */
export function filesOf(folder: string): Generator<ArchiveFile>
/** The bytes of a file, a piece at a time. */
export function chunksOf(path: string): Generator<Uint8Array>
/** What was found, in sentences for a person. */
export function sentencesOf(found: ArchiveVerification): readonly string[]
