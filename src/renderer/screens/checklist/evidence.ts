/** Brings evidence into the record: files in chunks under a title each, notes as text. */
import type { EvidenceOrigin } from '../../../shared/records/evidence.ts'
import { call } from '../../client.ts'
import { sendFile, type NamedFile } from '../../files.ts'
import { formatCount, formatTime } from '../../format.ts'

/** The tests evidence is linked to, and where it comes from; what is absent is not said. */
export interface EvidencePlace {
  readonly control?: string
  readonly accounts?: readonly string[]
  readonly origin?: EvidenceOrigin
}

export interface TitledFile extends NamedFile {
  title: string
}

/** A first title: the file's name without folders and ending. */
export function titleOf(name: string): string {
  const base = name.split('/').at(-1) ?? name
  return base.replace(/\.[A-Za-z0-9]{1,5}$/, '') || base
}

/** Files on the clipboard; a picture without a name of its own is called by the moment it was pasted. */
export function pastedFiles(transfer: DataTransfer | null, now: Date): readonly NamedFile[] {
  return [...(transfer?.files ?? [])].map((file) => ({
    name: file.name === 'image.png' ? `Picture pasted ${formatTime(now.toISOString())}.png` : file.name,
    file
  }))
}

/**
 * Attaches files in order; `onkept` hears each as soon as it is in the record. Gives what was attached in words; throws
 * `WorkbenchError` at the first that is refused.
 */
export async function attachFiles(
  place: EvidencePlace,
  files: readonly TitledFile[],
  onkept: (file: TitledFile) => void,
  onprogress: (name: string, sent: number, total: number) => void
): Promise<string> {
  const refs: string[] = []
  for (const one of files) {
    const upload = await sendFile(one.file, one.name, (sent, total) => {
      onprogress(one.name, sent, total)
    })
    const { ref } = await call('evidence.attach', {
      ...named(place),
      title: one.title.trim(),
      upload,
      mime: one.file.type
    })
    refs.push(ref)
    onkept(one)
  }
  return refs.length === 1 ? `${refs[0] ?? ''} attached.` : `${formatCount(refs.length, 'file')} attached.`
}

/** Keeps a note as evidence; gives what was attached in words. */
export async function attachNote(place: EvidencePlace, title: string, text: string): Promise<string> {
  const { ref } = await call('evidence.note', {
    ...named(place),
    title: title.trim(),
    text: text.trim()
  })
  return `${ref} attached.`
}

function named({ control, accounts = [], origin }: EvidencePlace): {
  control?: string
  accounts?: string[]
  origin?: EvidenceOrigin
} {
  return {
    ...(control === undefined ? {} : { control, accounts: [...accounts] }),
    ...(origin === undefined ? {} : { origin })
  }
}
