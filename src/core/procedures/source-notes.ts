/** Keeps what a reading noted of a source. */
import type { Note } from '../importers/importer.ts'
import type { Writer } from '../store/database.ts'

export function keepNotes(db: Writer, source: number, notes: readonly Note[]): void {
  for (const { level, sentence, line, path } of notes)
    db.run(
      'insert into source_note (source_id, level, sentence, line, path) values (:source, :level, :sentence, :line, :path)',
      { source, level, sentence, line: line ?? null, path: path ?? null }
    )
}
