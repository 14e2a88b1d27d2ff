/** Gathers the facts and policy documents of one source into blocks of rows, ready to be written; knows nothing of what is stored already. */
import { hash } from 'node:crypto'

import type { FactTable, FactTables } from '../iam/facts.ts'
import { analyseDocument, type DocumentAnalysis } from '../iam/statements/analyse-document.ts'
import { writePolicyDocument } from '../iam/written-document.ts'
import type { Bindable } from './database.ts'
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
  statement_principal: ['document_id', 'n', 'm', 'type', 'negated', 'value', 'account_id'],
  statement_action: [
    'document_id',
    'n',
    'm',
    'pattern',
    'service',
    'form',
    'is_known_service',
    'actions',
    'applicable'
  ],
  statement_grant: ['document_id', 'n', 'service', 'level', 'actions', 'of_actions', 'everywhere'],
  statement_reach: ['document_id', 'n', 'action', 'reach'],
  statement_condition: [
    'document_id',
    'n',
    'm',
    'operator',
    'quantifier',
    'if_exists',
    'written_key',
    'key',
    'expected'
  ],
  document_shape: ['document_id', 'version', 'characters', 'statements', 'meaning'],
  document_power: [
    'document_id',
    'full_statements',
    'nearly_full_statements',
    'iam_statements',
    'full_conditions',
    'broad_statements'
  ],
  document_access: [
    'document_id',
    'services',
    'list_actions',
    'read_actions',
    'tagging_actions',
    'write_actions',
    'permissions_actions',
    'everywhere'
  ],
  document_trust: ['document_id', 'statements'],
  document_lint: ['document_id', 'm', 'rule', 'n', 'detail']
} as const

type DocumentTable = keyof typeof documentTables

/** Gives blocks to `take`, a document always before what refers to it. */
export function gatherFacts(
  columns: FactSchema['columns'],
  numbering: Numbering,
  take: (block: RowBlock) => void
): FactWriter {
  const facts = new Map<FactTable, RowGatherer>()
  const parts = new Map<DocumentTable, RowGatherer>(
    Object.entries(documentTables).map(([table, names]) => [table as DocumentTable, gatherRows(table, names)])
  )
  const numbers = new Map<string, number>()

  function hand(gatherer: RowGatherer | undefined): void {
    const documents = parts.get('policy_document')
    if (gatherer !== documents) hand(documents)
    const block = gatherer?.take()
    if (block) take(block)
  }

  function add(table: DocumentTable, values: readonly (Bindable | null)[]): void {
    const rows = parts.get(table)
    rows?.add(values.map((value) => value ?? NaN))
    if (rows?.isFull()) hand(rows)
  }

  function addDocument(sha256: string, text: string): number {
    const document = numbering.next()
    const { problem, statements } = writePolicyDocument(text)
    const analysis = analyseDocument(text, statements)
    add('policy_document', [document, sha256, text, problem ?? analysis.problem])
    for (const statement of statements) {
      add('policy_statement', [
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
      for (const [m, { type, negated, value, account_id }] of statement.principals.entries())
        add('statement_principal', [document, statement.n, m, type, negated, value, account_id])
    }
    addAnalysis(document, analysis)
    return document
  }

  function addAnalysis(
    document: number,
    { statements, shape, power, access, trust, lint }: DocumentAnalysis
  ): void {
    for (const { n, patterns, grants, sensitive, conditions } of statements) {
      for (const [m, of] of patterns.entries())
        add('statement_action', [
          document,
          n,
          m,
          of.pattern,
          of.service,
          of.form,
          of.is_known_service,
          of.actions,
          of.applicable
        ])
      for (const { service, level, actions, of_actions, everywhere } of grants)
        add('statement_grant', [document, n, service, level, actions, of_actions, everywhere])
      for (const { action, reach } of sensitive) add('statement_reach', [document, n, action, reach])
      for (const [m, of] of conditions.entries())
        add('statement_condition', [
          document,
          n,
          m,
          of.operator,
          of.quantifier,
          of.if_exists,
          of.written_key,
          of.key,
          JSON.stringify(of.values)
        ])
    }
    add('document_shape', [
      document,
      shape.version,
      shape.characters,
      shape.statements,
      hash('sha256', shape.meaning)
    ])
    add('document_power', [
      document,
      power.full_statements,
      power.nearly_full_statements,
      power.iam_statements,
      JSON.stringify(power.full_conditions),
      JSON.stringify(power.broad_statements)
    ])
    add('document_access', [
      document,
      access.services,
      access.actions.list,
      access.actions.read,
      access.actions.tagging,
      access.actions.write,
      access.actions.permissions,
      access.everywhere
    ])
    if (trust !== null) add('document_trust', [document, trust])
    for (const [m, { rule, n, detail }] of lint.entries())
      add('document_lint', [document, m, rule, n, detail])
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
      for (const rows of parts.values()) hand(rows)
      for (const rows of facts.values()) hand(rows)
    }
  }
}
