/** What leaves an engagement as a file: its archive, and sealed copies for other machines. */

/** A file that is ready to be taken, once, from the host (`/files/outgoing/<id>`). */
export interface OutgoingFile {
  readonly id: number
  readonly name: string
  /** Of what is in it, before packing; the file itself may be smaller. */
  readonly bytes: number
}

/** Under which names their progress is told. */
export const archiveJob = 'archive'
export const copyJob = 'copy'
