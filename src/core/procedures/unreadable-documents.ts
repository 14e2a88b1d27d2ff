/** Names the policy documents of a source that could not be read as policies, so that they stand among its problems. */
import type { Note } from '../importers/importer.ts'
import type { Reader } from '../store/database.ts'
import { factSchema } from '../store/fact-schema.ts'
import { factsOf } from '../store/facts.ts'

const documentColumns = ['document_id', 'trust_document_id'] as const

/** Where each stands in the file and why it is none, in the order of the lines. */
export function unreadableDocuments(db: Reader, source: number): readonly Note[] {
  if (!db.get('select id from policy_document where problem is not null limit 1')) return []
  const { columns } = factSchema(db)
  const found = factsOf(db, source).flatMap(({ table, first, last }) =>
    documentColumns
      .filter((column) => columns[table].includes(column))
      .flatMap((column) =>
        db.all<{ line: number; path: string | null; problem: string }>(
          `select f.line, f.path, d.problem
           from ${table} f
           join policy_document d on d.id = f.${column} and d.problem is not null
           where f.rowid between :first and :last and f.source_id = :source`,
          { first, last, source }
        )
      )
  )
  const notes = new Map<string, Note>()
  for (const { line, path, problem } of found.toSorted((a, b) => a.line - b.line))
    notes.set(`${line}/${path}/${problem}`, {
      level: 'warning',
      sentence: `A policy document here cannot be read as a policy: ${problem} What it allows is not known; the tests that need it say so.`,
      line,
      ...(path === null ? {} : { path })
    })
  return [...notes.values()]
}
