/** Opens what files arrive packed in: tells a zip, gzip or tar by its bytes, and hands out its entries one by one in constant memory. */
import { UnreadableSource } from '../importer.ts'
import { budgetOf, sizeOf, type Budget } from './budget.ts'
import { bytesOf } from './bytes.ts'
import { judgeName, type NameJudgement } from './entry-name.ts'
import { usualLimits, type Entry, type Limits, type RawEntry, type Skipped } from './entry.ts'
import { gunzip, gzipMagic, gzipName } from './gzip.ts'
import { quoted, saysTwoThings, shown } from './refusal.ts'
import { isTar } from './tar-header.ts'
import { tarEntries } from './tar.ts'
import { isOfficeDocument, isZip } from './zip-head.ts'
import { zipEntries } from './zip.ts'

export { usualLimits, type Entry, type Limits, type Skipped } from './entry.ts'

export type ContainerForm = 'zip' | 'gzip' | 'tar' | 'tar.gz'

const headBytes = 64 << 10

/**
 * What a file is packed as, from its first bytes and, for gzip, from what is inside; null where it is none. A workbook (xlsx, ods) is
 * a zip that is read whole by others and no container.
 */
export function containerForm(chunks: Iterable<Uint8Array>): ContainerForm | null {
  const bytes = bytesOf(chunks)
  try {
    const head = bytes.exactly(headBytes)
    if (isZip(head)) return isOfficeDocument(head) ? null : 'zip'
    if (isTar(head)) return 'tar'
    if (gzipMagic.some((byte, at) => head[at] !== byte)) return null
    bytes.putBack(head)
    return isTar(firstOf(gunzip(bytes))) ? 'tar.gz' : 'gzip'
  } finally {
    bytes.close()
  }
}

/**
 * The entries of a container in the order they are stored, and those left out with the reason. `open` begins the file anew each time
 * it is called; it is called up to three times. `name` is the file's own: what a gzip holds is named after it. The chunks of an entry
 * are taken before the next entry is asked for; what is not taken is passed over unchecked.
 *
 * Throws `UnreadableSource` for an archive that is encrypted, damaged, cut, contradicts itself or unpacks to more than the limits;
 * some of it is only known while the chunks of an entry are taken, or behind the last one: what was taken before is to be dropped.
 */
export function* entriesOf(
  form: ContainerForm,
  open: () => Iterable<Uint8Array>,
  name: string,
  limits: Partial<Limits> = {}
): Generator<Entry | Skipped> {
  const budget = budgetOf({ ...usualLimits, ...limits })
  const names = new Set<string>()
  let firstLeft = ''
  let left = 0
  let turn = 0

  for (const raw of rawEntries(form, open, name, budget)) {
    turn++
    const judged = judgeEntry(raw, budget)
    if ('name' in judged) {
      if (names.has(judged.name)) throw saysTwoThings(`two of its entries are named ${quoted(judged.name)}`)
      names.add(judged.name)
      yield { name: judged.name, chunks: budget.ofEntry(inTurn(raw.chunks, turn), judged.name) }
    } else if ('flaw' in judged) {
      yield { name: shown(raw.name), sentence: judged.flaw }
    } else if (judged.is === 'junk') {
      if (left++ === 0) firstLeft = shown(raw.name)
    }
  }
  turn++
  if (left > 0) yield { name: firstLeft, sentence: ofLeftBehind(left) }

  function* inTurn(chunks: Iterable<Uint8Array>, mine: number): Generator<Uint8Array> {
    refuseLate(mine)
    for (const chunk of chunks) {
      yield chunk
      refuseLate(mine)
    }
  }

  function refuseLate(mine: number): void {
    if (mine !== turn) throw new Error('The chunks of an entry were asked for after its turn.')
  }
}

function* rawEntries(
  form: ContainerForm,
  open: () => Iterable<Uint8Array>,
  name: string,
  budget: Budget
): Generator<RawEntry> {
  if (form === 'zip') {
    yield* zipEntries(open, budget)
    return
  }
  const bytes = bytesOf(open())
  const unpacked = budget.inProportion(gunzip(bytes), () => bytes.position(), 'The archive')
  try {
    if (form === 'tar') yield* tarEntries(bytes, budget)
    else if (form === 'tar.gz') yield* tarEntries(bytesOf(unpacked), budget)
    else {
      budget.entry()
      yield { name: nameInside(name, open), flaw: null, size: null, chunks: unpacked }
    }
  } finally {
    bytes.close()
  }
}

/** `report.csv.gz` holds `report.csv`, as gunzip has it; the name in the header counts where the file's own says nothing. */
function nameInside(name: string, open: () => Iterable<Uint8Array>): string {
  const own = lastPart(name)
  if (/.\.gz$/i.test(own)) return own.slice(0, -3)
  const bytes = bytesOf(open())
  try {
    const inHeader = lastPart(gzipName(bytes) ?? '')
    return inHeader === '' ? own : inHeader
  } finally {
    bytes.close()
  }
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? ''
}

function judgeEntry(raw: RawEntry, budget: Budget): NameJudgement {
  const judged = judgeName(raw.name)
  if ('flaw' in judged || ('is' in judged && judged.is === 'junk')) return judged
  if (raw.flaw !== null) return { flaw: raw.flaw }
  if ('is' in judged)
    return raw.size ? { flaw: 'It is a folder and yet has content; it was left out.' } : judged
  if (raw.size !== null && !budget.admits(raw.size))
    return { flaw: `It unpacks to ${sizeOf(raw.size)}, more than one export can have; it was left out.` }
  return judged
}

function ofLeftBehind(count: number): string {
  return `${count === 1 ? 'One file' : `${count} files`} that macOS or Windows put beside others (such as .DS_Store or Thumbs.db) hold no export and ${count === 1 ? 'was' : 'were'} left out.`
}

function firstOf(pieces: Iterable<Uint8Array>): Uint8Array {
  try {
    for (const piece of pieces) return piece
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error
  }
  return new Uint8Array(0)
}
