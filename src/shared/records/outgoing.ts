/** What leaves an engagement as a file: its archive, forms other systems read, and sealed copies for other machines. */
import type { InterchangeForm } from '../interchange-forms.ts'

/** A file that is ready to be taken, once, from the host (`/files/outgoing/<id>`). */
export interface OutgoingFile {
  readonly id: number
  readonly name: string
  /** Of what is in it, before packing; the file itself may be smaller. */
  readonly bytes: number
}

/** A file in a form of other systems that was taken whole. */
export interface ExportedFile {
  readonly form: InterchangeForm
  readonly name: string
  readonly sha256: string
  readonly by: string
  readonly at: string
}

/** Under which names their progress is told. */
export const archiveJob = 'archive'
export const copyJob = 'copy'
export const exportJob = 'export'
