/** The form every importer has: how it knows its export, and how it turns the bytes into facts. */
import type { FactTable, FactTables } from '../iam/facts.ts'
import type { NoteLevel, SourceFamily } from '../../shared/vocabulary.ts'
import type { Encoding } from './reading/encoding.ts'

/** An error of the AWS CLI that was saved instead of the data. */
export interface SavedError {
  readonly code: string
  readonly operation: string
  readonly message: string
}

/** What the first bytes of a file say about it; recognition sees nothing else. */
export interface Outline {
  readonly form: 'json' | 'csv' | 'error' | 'text' | 'empty'
  /** As found, and undone while reading. */
  readonly encoding: Encoding
  /** Top-level keys of the first JSON document with the keys of the first object found below each. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>
  /** Column names of a CSV file and its delimiter. */
  readonly header: readonly string[]
  readonly delimiter: string
  readonly error: SavedError | null
  /** The first characters, decoded. */
  readonly head: string
}

export interface Note {
  readonly level: NoteLevel
  /** What was expected, what was found, what follows. The place is added by who shows it. */
  readonly sentence: string
  readonly line?: number
  readonly path?: string
}

/**
 * `complete`: everything of this part · `page`: more pages follow · `last-page` · `partial`: cut short, or some members unreadable ·
 * `denied`: AWS refused the call.
 */
export type Coverage = 'complete' | 'page' | 'last-page' | 'partial' | 'denied'

/** What an importer is given to read with; everything it finds goes out through here. */
export interface Reading {
  /** The file's name with its folders, as chosen by the auditor: for ids that stand nowhere else. */
  readonly name: string
  /** The account the file belongs to where its content does not say: assigned, from its folder, or from a caller identity beside it. */
  readonly accountHint: string | null
  /** The region the file belongs to where its content does not say: from the manifest's command, its folder or its name. */
  readonly region: string | null
  /** The value of an option of the command that made the file, as the manifest beside it has it: `option('trail-name')`. */
  option(name: string): string | null
  fact<T extends FactTable>(table: T, row: FactTables[T]): void
  /** Stores a policy document once and answers its id; a document that is not a policy is kept with its problem. */
  document(text: string): number
  note(note: Note): void
  /** Says what of an account this file answers: a part of the importer, a key of its own, or ''. Called again, the worse state stays. */
  covers(account: string, part: string, state: Coverage): void
  /** The export's own date, in seconds. */
  generatedAt(at: number): void
  /** Any date met; the latest one dates an account that has no better. */
  seenAt(at: number): void
  /** Adds to what was read: `count('users')`. */
  count(noun: string, n?: number): void
  /** Says how far the bytes were read; throws where the auditor cancelled. */
  checkpoint(bytesDone: number): void
}

export interface Importer {
  /** `credential-report`; also the file's name. */
  readonly kind: string
  /** "Credential report" */
  readonly title: string
  readonly family: SourceFamily
  /** Whose answer a file is: an account's, or the organization's as a whole. */
  readonly scope: 'account' | 'organization'
  /** Asked for in every engagement; its absence is a gap. */
  readonly required: boolean
  /**
   * What of the kind every account is asked for, where a file may answer a part of it alone; [''] where there are no such parts.
   * A file of a kind without parts may still answer one region, user or bucket: it then covers that key as its part, two files with
   * the same key are the same answer, and the kind is there where any is.
   */
  readonly parts: readonly string[]
  /**
   * Whether a file that covers this key says how much of the kind there is: the accounts below one parent are not all accounts.
   * Other keys are kept and superseded like all, and the kind is not there by them. Every key counts where absent.
   */
  readonly answersWhole?: (key: string) => boolean
  /** The AWS CLI call that makes the export, without profile and region. */
  readonly command: string
  /** The operations of saved errors this importer takes, as the CLI spells them; `lambda:GetPolicy` for one of another service. */
  readonly operations: readonly string[]
  readonly recognises: (outline: Outline) => boolean
  /** Says how other files were made, and is read before them. */
  readonly comesFirst?: true
  /** Reads a file it recognised. Throws `UnreadableSource` where nothing of it can be used. */
  readonly read: (chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading) => void
}

/** The file is of this kind but nothing of it can be used; the message says what, where and what to do. */
export class UnreadableSource extends Error {
  readonly line: number | null
  readonly path: string | null

  constructor(message: string, line: number | null = null, path: string | null = null) {
    super(message)
    this.name = 'UnreadableSource'
    this.line = line
    this.path = path
  }
}
