/** Counts what a container unpacks to and stops it at the limits. */
import type { Limits } from './entry.ts'
import { quoted, tooLarge } from './refusal.ts'

export interface Budget {
  /** Counts an entry of any sort. */
  entry(): void
  /** Passes the bytes of an entry on, counted against its own limit and that of the whole. */
  ofEntry(chunks: Iterable<Uint8Array>, name: string): Generator<Uint8Array>
  /** Passes unpacked bytes on while they stand in proportion to the packed ones; `packed` answers how many were taken. */
  inProportion(chunks: Iterable<Uint8Array>, packed: () => number, what: string): Generator<Uint8Array>
  /** Whether an entry that says its size may be opened. */
  admits(bytes: number): boolean
  /** For containers that say their sizes beforehand. */
  admitAll(entries: number, bytes: number): void
}

/** Small files may pack to nearly nothing. */
const unquestioned = 4 << 20

export function budgetOf(limits: Limits): Budget {
  let entries = 0
  let total = 0

  function admitAll(count: number, bytes: number): void {
    if (count > limits.entries)
      throw tooLarge(`The archive has more than ${limits.entries.toLocaleString('en-US')} entries.`)
    if (bytes > limits.totalBytes)
      throw tooLarge(`The archive unpacks to more than ${sizeOf(limits.totalBytes)}.`)
  }

  return {
    admits: (bytes) => bytes <= limits.entryBytes,
    admitAll,
    entry: () => admitAll(++entries, total),
    *ofEntry(chunks, name) {
      let bytes = 0
      for (const chunk of chunks) {
        bytes += chunk.length
        total += chunk.length
        if (bytes > limits.entryBytes)
          throw tooLarge(`${quoted(name)} unpacks to more than ${sizeOf(limits.entryBytes)}.`)
        admitAll(entries, total)
        yield chunk
      }
    },
    *inProportion(chunks, packed, what) {
      let bytes = 0
      for (const chunk of chunks) {
        bytes += chunk.length
        admitAll(entries, bytes)
        if (bytes > unquestioned && bytes > limits.ratio * packed())
          throw tooLarge(`${what} unpacks to more than ${limits.ratio} times its size.`)
        yield chunk
      }
    }
  }
}

export function sizeOf(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
  let unit = 0
  let size = bytes
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024
  return `${Number(size.toFixed(1))} ${units[unit]}`
}
