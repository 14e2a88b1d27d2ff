/** What comes out of a container: an entry with its bytes, or the reason why one was left out, within limits no honest export meets. */

export interface Entry {
  /** Parted by `/`, relative, without `.` and `..`. */
  readonly name: string
  readonly chunks: Iterable<Uint8Array>
}

/** An entry that was left out, and why. */
export interface Skipped {
  readonly name: string
  readonly sentence: string
}

export interface Limits {
  /** Bytes unpacked for each byte packed, beyond the first megabytes. */
  readonly ratio: number
  /** Of all entries together, unpacked. */
  readonly totalBytes: number
  readonly entryBytes: number
  readonly entries: number
  /** Containers inside containers that are opened; kept by who opens entries. */
  readonly depth: number
}

/** Exports pack about 13 to 1; deflate cannot do better than 1032 to 1, and does so for a file of one repeated byte only. */
export const usualLimits: Limits = {
  ratio: 1000,
  totalBytes: 16 * 2 ** 30,
  entryBytes: 2 * 2 ** 30,
  entries: 200_000,
  depth: 1
}

/** An entry as its form gives it, before its name is judged. */
export interface RawEntry {
  readonly name: string
  /** Why it is left out whatever its name. */
  readonly flaw: string | null
  /** Unpacked, as the container says; null where it does not. */
  readonly size: number | null
  readonly chunks: Iterable<Uint8Array>
}
