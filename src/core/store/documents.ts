/** Writes policy documents, each distinct one once, with its statements and the principals they name. */
import { hash } from 'node:crypto'

import { writePolicyDocument } from '../iam/written-document.ts'
import type { Reader, Writer } from './database.ts'
import { rowBatch } from './row-batch.ts'

export interface DocumentWriter {
  /** Answers the id of a document, new or already there; it is written no later than with `flush`. */
  readonly document: (text: string) => number
  readonly flush: () => void
}

export function documentWriter(db: Writer): DocumentWriter {
  const documents = rowBatch(db, 'policy_document', ['id', 'sha256', 'text', 'problem'], true)
  const statements = rowBatch(db, 'policy_statement', statementColumns, true)
  const principals = rowBatch(db, 'statement_principal', principalColumns)
  const known = new Map<string, number>()
  let stored = -1
  let last = 0

  function add(sha256: string, text: string): number {
    const id = ++last
    const { problem, statements: read } = writePolicyDocument(text)
    documents.add([id, sha256, text, problem])
    for (const statement of read) {
      statements.add([
        id,
        statement.n,
        statement.sid,
        statement.effect,
        statement.actions,
        statement.uses_not_action,
        statement.resources,
        statement.uses_not_resource,
        statement.condition,
        statement.covers_all_actions,
        statement.covers_all_resources
      ])
      for (const [m, { type, negated, value, account_id }] of statement.principals.entries())
        principals.add([id, statement.n, m, type, negated, value, account_id])
    }
    if (documents.isFull()) {
      // A statement refers to its document, so that is written first.
      documents.flush()
      statements.writeFull()
    }
    return id
  }

  return {
    document(text) {
      if (stored < 0) stored = last = lastDocument(db)
      const sha256 = hash('sha256', text)
      const id = known.get(sha256) ?? (stored > 0 ? documentOf(db, sha256) : undefined) ?? add(sha256, text)
      known.set(sha256, id)
      return id
    },
    flush() {
      documents.flush()
      statements.flush()
      principals.flush()
      stored = -1
    }
  }
}

const statementColumns = [
  'document_id',
  'n',
  'sid',
  'effect',
  'actions',
  'uses_not_action',
  'resources',
  'uses_not_resource',
  'condition',
  'covers_all_actions',
  'covers_all_resources'
]

const principalColumns = ['document_id', 'n', 'm', 'type', 'negated', 'value', 'account_id']

function lastDocument(db: Reader): number {
  return db.get<{ last: number | null }>('select max(id) as last from policy_document')?.last ?? 0
}

function documentOf(db: Reader, sha256: string): number | undefined {
  return db.get<{ id: number }>('select id from policy_document where sha256 = :sha256', { sha256 })?.id
}
