/** Walks a tar entry by entry: ustar, GNU with its long names, and pax. */
import type { Budget } from './budget.ts'
import type { Bytes } from './bytes.ts'
import type { RawEntry } from './entry.ts'
import { damaged, endsEarly, saysTwoThings, strayBytes } from './refusal.ts'
import { blockLength, paxRecords, tarHeader, tarText, type TarHeader } from './tar-header.ts'

const what = 'The archive'
/** Of a long name or the records of pax. */
const longestDescription = 1 << 20

export function* tarEntries(bytes: Bytes, budget: Budget): Generator<RawEntry> {
  let ahead: Ahead = nothingAhead
  for (;;) {
    const header = nextHeader(bytes)
    if (header === null) return passEnd(bytes)
    budget.entry()
    if (header.type === 'x') ahead = { ...ahead, ...paxAhead(describe(bytes, header.size)) }
    else if (header.type === 'L') ahead = { ...ahead, name: longName(describe(bytes, header.size)) }
    else if (header.type === 'K' || header.type === 'g') describe(bytes, header.size)
    else {
      yield* entryOf(bytes, header, ahead)
      ahead = nothingAhead
    }
  }
}

/** What a description said of the entry behind it. */
interface Ahead {
  readonly name: string | null
  readonly size: number | null
  readonly isSparse: boolean
}

const nothingAhead: Ahead = { name: null, size: null, isSparse: false }

function* entryOf(bytes: Bytes, header: TarHeader, ahead: Ahead): Generator<RawEntry> {
  const size = ahead.size ?? header.size
  const name = ahead.name ?? header.name
  if (header.type >= '1' && header.type <= '6' && size !== 0)
    throw saysTwoThings('it has a link, device or folder with content')
  if (header.isExtended) passMap(bytes)
  const stop = bytes.position() + size
  yield {
    name: header.type === '5' && !name.endsWith('/') ? `${name}/` : name,
    flaw: flawOf(header.type, ahead),
    size,
    chunks: take(bytes, size)
  }
  passTo(bytes, stop + padding(size))
}

function* take(bytes: Bytes, length: number): Generator<Uint8Array> {
  for (let left = length; left > 0;) {
    const taken = bytes.some(left)
    if (taken === null) throw endsEarly(what)
    left -= taken.length
    yield taken
  }
}

function flawOf(type: string, { isSparse }: Ahead): string | null {
  if (isSparse || type === 'S')
    return 'It is kept with holes (a sparse file), which is not read here; it was left out. Unpack the archive and import what is inside.'
  switch (type) {
    case '0':
    case '5':
      return null
    case '1':
    case '2':
      return 'It is a link to another file, not a file; it was left out.'
    case '3':
    case '4':
    case '6':
      return 'It is a device or the like, not a file; it was left out.'
    case 'M':
      return 'It is the rest of a file from another volume; it was left out. Ask for an archive in one piece.'
    default:
      return 'It is of a kind that only the program that wrote it knows; it was left out.'
  }
}

/** Each block of the map says whether another follows (GNU tar, old sparse format). */
function passMap(bytes: Bytes): void {
  for (let isMore = true; isMore;) {
    const block = bytes.exactly(blockLength)
    if (block.length < blockLength) throw endsEarly(what)
    isMore = block[504] !== 0
  }
}

/** null at the mark of the end. An archive without one may have been cut between two entries. */
function nextHeader(bytes: Bytes): TarHeader | null {
  const block = bytes.exactly(blockLength)
  if (block.length < blockLength) throw endsEarly(what)
  return tarHeader(block)
}

/** Zeros only: they fill up the last record of a tape. */
function passEnd(bytes: Bytes): void {
  for (let rest = bytes.some(Infinity); rest !== null; rest = bytes.some(Infinity))
    if (rest.some((byte) => byte !== 0)) throw strayBytes('behind its end')
}

function describe(bytes: Bytes, size: number): Uint8Array {
  if (size > longestDescription) throw damaged(what)
  const description = bytes.exactly(size)
  if (description.length < size) throw endsEarly(what)
  passTo(bytes, bytes.position() + padding(size))
  return description
}

function longName(description: Uint8Array): string {
  const stop = description.indexOf(0)
  return tarText(stop < 0 ? description : description.subarray(0, stop))
}

function paxAhead(description: Uint8Array): Partial<Ahead> {
  const records = paxRecords(description)
  const name = records.get('path')
  const size = records.get('size')
  if (size !== undefined && !/^\d{1,15}$/.test(size)) throw damaged(what)
  return {
    ...(name === undefined ? {} : { name }),
    ...(size === undefined ? {} : { size: Number(size) }),
    isSparse: [...records.keys()].some((key) => key.startsWith('GNU.sparse.'))
  }
}

function passTo(bytes: Bytes, place: number): void {
  if (!bytes.pass(place - bytes.position())) throw endsEarly(what)
}

function padding(size: number): number {
  return (blockLength - (size % blockLength)) % blockLength
}
