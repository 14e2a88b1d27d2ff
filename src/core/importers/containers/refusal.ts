/** The sentences with which a container is refused as a whole. */
import { UnreadableSource } from '../importer.ts'

/** `what` begins the sentence: "The archive", or an entry in quotes. */
export function damaged(what: string): UnreadableSource {
  return new UnreadableSource(
    `${what} is damaged: what it holds cannot be unpacked. Copy or download the file again, or ask for a new one.`
  )
}

export function endsEarly(what: string): UnreadableSource {
  return new UnreadableSource(
    `${what} is cut short: it ends before all of its content is there. Copy or download the file again, or ask for a new one.`
  )
}

export function checksumDiffers(what: string): UnreadableSource {
  return new UnreadableSource(
    `${what} is damaged: its content does not match the checksum kept with it. Copy or download the file again, or ask for a new one.`
  )
}

/** For archives that different programs would unpack to different files. */
export function saysTwoThings(contradiction: string): UnreadableSource {
  return new UnreadableSource(
    `The archive contradicts itself: ${contradiction}. What it holds depends on the program that opens it, so nothing of it is read; ask for a new archive of the same files.`
  )
}

export function strayBytes(where: string): UnreadableSource {
  return new UnreadableSource(
    `The archive holds bytes ${where} that belong to none of its entries. Ask for a new archive of the same files.`
  )
}

export function oneOfSeveral(): UnreadableSource {
  return new UnreadableSource(
    'The archive is one part of several. Put the parts together with the program that split them and import what is inside.'
  )
}

export function protectedByPassword(): UnreadableSource {
  return new UnreadableSource(
    'The archive is protected by a password. Unpack it and import what is inside, or ask for it without a password.'
  )
}

export function tooLarge(sentence: string): UnreadableSource {
  return new UnreadableSource(
    `${sentence} No archive of exports is like that, so it was not unpacked any further. Ask who made it what it holds.`
  )
}

/** A name as a sentence shows it: in quotes, without characters that act on the text around them, cut where it is long. */
export function quoted(name: string): string {
  return `"${shown(name)}"`
}

export function shown(name: string): string {
  const plain = name.slice(0, mostShown + 1).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\ufffd')
  return plain.length > mostShown ? `${plain.slice(0, mostShown)}…` : plain
}

const mostShown = 200
