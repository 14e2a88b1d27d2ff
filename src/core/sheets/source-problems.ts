/** 01C: what was wrong or noteworthy in the files, by line or JSON path. */
import { noteLevels, type NoteLevel } from '../../shared/vocabulary.ts'
import { countOf, type Sheet } from './sheet.ts'

interface NoteRecord {
  readonly ref: string
  readonly name: string
  readonly level: NoteLevel
  readonly line: number | null
  readonly path: string | null
  readonly sentence: string
}

export default {
  id: 'source-problems',
  name: '01C Source notes',
  ref: '01C',
  order: 3,
  title: 'Notes on the files',
  purpose:
    'Shows what could not be read or was unusual in a file, and where, so that the client can send it again.',
  source: 'Written while the files were read.',
  procedure:
    'Errors first. A record that could not be read limits the tests that need it; they say so on sheet 03.',
  frozenColumns: 1,
  columns: [
    { key: 'ref', title: 'Source', type: 'id', width: 13 },
    { key: 'level', title: 'Level', type: 'text', width: 10 },
    { key: 'name', title: 'File as received', type: 'long', width: 44 },
    { key: 'line', title: 'Line', type: 'integer', width: 9 },
    { key: 'path', title: 'JSON path', type: 'long', width: 34 },
    { key: 'sentence', title: 'Note', type: 'long', width: 90 }
  ],
  tallies: [{ column: 'level', words: Object.values(noteLevels) }],
  count: (context) =>
    countOf(
      context,
      'select count(*) as n from source_note n join source s on s.id = n.source_id where s.period_id = :period'
    ),
  rows: (context) =>
    context
      .all<NoteRecord>(
        `select s.ref, s.name, n.level, n.line, n.path, n.sentence
         from source_note n
         join source s on s.id = n.source_id
         where s.period_id = :period
         order by case n.level when 'error' then 0 when 'warning' then 1 else 2 end, n.source_id, n.id`
      )
      .map((note) => ({ ...note, level: noteLevels[note.level] }))
} satisfies Sheet
