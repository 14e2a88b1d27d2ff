/** Gathers the facts and policy documents of one source into blocks of rows, ready to be written; knows nothing of what is stored already. */
import { hash } from 'node:crypto'

import type { FactTable, FactTables } from '../iam/facts.ts'
import { writePolicyDocument } from '../iam/written-document.ts'
import type { FactSchema } from './fact-schema.ts'
import { gatherRows, type RowBlock, type RowGatherer } from './row-block.ts'

export interface FactWriter {
  readonly fact: <T extends FactTable>(table: T, row: FactTables[T]) => void
  /** Answers the number of a policy document, by which facts refer to it. */
  readonly document: (text: string) => number
  /** Hands over what is still held back. */
  readonly flush: () => void
}

/** Where the numbers of documents come from. */
export interface Numbering {
  /** The number of a document that is stored already. */
  known(sha256: string): number | undefined
  next(): number
}

export const documentTables = {
  policy_document: ['id', 'sha256', 'text', 'problem'],
  policy_statement: [
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
  ],
  statement_principal: ['document_id', 'n', 'm', 'type', 'negated', 'value', 'account_id']
} as const

/** Gives blocks to `take`, a document always before what refers to it. */
export function gatherFacts(
  columns: FactSchema['columns'],
  numbering: Numbering,
  take: (block: RowBlock) => void
): FactWriter {
  const facts = new Map<FactTable, RowGatherer>()
  const documents = gatherRows('policy_document', documentTables.policy_document)
  const statements = gatherRows('policy_statement', documentTables.policy_statement)
  const principals = gatherRows('statement_principal', documentTables.statement_principal)
  const numbers = new Map<string, number>()

  function hand(gatherer: RowGatherer): void {
    if (gatherer !== documents) hand(documents)
    const block = gatherer.take()
    if (block) take(block)
  }

  function addDocument(sha256: string, text: string): number {
    const document = numbering.next()
    const { problem, statements: read } = writePolicyDocument(text)
    documents.add([document, sha256, text, problem])
    if (documents.isFull()) hand(documents)
    for (const statement of read) {
      statements.add([
        document,
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
      if (statements.isFull()) hand(statements)
      for (const [m, { type, negated, value, account_id }] of statement.principals.entries()) {
        principals.add([document, statement.n, m, type, negated, value, account_id])
        if (principals.isFull()) hand(principals)
      }
    }
    return document
  }

  return {
    fact(table, row) {
      let rows = facts.get(table)
      // The source, the first column of every fact table, is the same for all of them.
      if (!rows) facts.set(table, (rows = gatherRows(table, columns[table].slice(1))))
      rows.addRecord(row)
      if (rows.isFull()) hand(rows)
    },
    document(text) {
      const sha256 = hash('sha256', text)
      const number = numbers.get(sha256) ?? numbering.known(sha256) ?? addDocument(sha256, text)
      numbers.set(sha256, number)
      return number
    },
    flush() {
      hand(statements)
      hand(principals)
      for (const rows of facts.values()) hand(rows)
    }
  }
}
