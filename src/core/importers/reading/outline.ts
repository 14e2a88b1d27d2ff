/** Tells from the first bytes of a file what form it has: the only thing recognition sees. */
import type { Outline, SavedError } from '../importer.ts'
import { splitCsvLine } from './csv.ts'
import { encodingOf, textChunks } from './encoding.ts'
import { outlineJson } from './json-outline.ts'
import { findSavedError, savedErrorOfJson } from './saved-error.ts'

const headBytes = 256 << 10
const headCharacters = 4096

/** Takes as many chunks as hold the head of the file and leaves the rest. */
export function outlineOf(chunks: Iterable<Uint8Array>): Outline {
  const bytes = headOf(chunks)
  const encoding = encodingOf(bytes)
  const text = [...textChunks([bytes], encoding)].join('')
  const head = text.slice(0, headCharacters)
  const common = {
    encoding,
    head,
    keys: new Map<string, ReadonlySet<string>>(),
    header: [],
    delimiter: '',
    error: null
  }
  if (text.trim() === '') return { ...common, form: 'empty' }
  if (isJson(text)) {
    const keys = outlineJson(text)
    // A report whose job failed says why under `Error` too.
    const error: SavedError | null =
      keys.has('Error') && !keys.has('JobStatus') ? savedErrorOfJson(text) : null
    return { ...common, form: error ? 'error' : 'json', keys, error }
  }
  const error = findSavedError(text)
  if (error) return { ...common, form: 'error', error }
  const csv = readHeader(text)
  return csv ? { ...common, form: 'csv', ...csv } : { ...common, form: 'text' }
}

function headOf(chunks: Iterable<Uint8Array>): Uint8Array {
  const taken: Uint8Array[] = []
  let size = 0
  for (const chunk of chunks) {
    taken.push(chunk)
    size += chunk.length
    if (size >= headBytes) break
  }
  const head = new Uint8Array(size)
  let at = 0
  for (const chunk of taken) {
    head.set(chunk, at)
    at += chunk.length
  }
  return head.subarray(0, headBytes)
}

/** An object or list by its first characters, or one quoted text of base64; Python prints `{'Key': …}`, which is no JSON. */
function isJson(text: string): boolean {
  return (
    /^\s*(?:\[\s*)*\{\s*(?:"|\}|$)/.test(text) ||
    /^\s*(?:\[\s*)+(?:"|\]|$)/.test(text) ||
    /^\s*"[\w+/=\\-]*"?\s*$/.test(text)
  )
}

const delimiters = [',', ';', '\t'] as const

/** The first line with anything on it, where one delimiter parts it into names; Excel may have put `sep=;` before it. */
function readHeader(text: string): { readonly header: readonly string[]; readonly delimiter: string } | null {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
  const first = /^sep=.$/.test(lines[0] ?? '') ? lines[1] : lines[0]
  if (first === undefined || first.length > 16_384) return null
  const best = delimiters
    .map((delimiter) => ({ delimiter, header: splitCsvLine(first, delimiter).map((name) => name.trim()) }))
    .toSorted((a, b) => b.header.length - a.header.length)[0]
  if (!best || best.header.length < 2 || !best.header.every((name) => name.length <= 64)) return null
  return best
}
