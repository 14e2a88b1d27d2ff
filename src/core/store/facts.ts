/** Writes the facts of one source, many rows a statement, and each distinct policy document once. */
import { hash } from 'node:crypto'

import type { FactTable, FactTables } from '../iam/facts.ts'
import { readPolicyDocument } from '../iam/policy-document.ts'
import type { Bindable, Writer } from './database.ts'

/** The columns of every fact table, in the order they are written; `source_id` comes first in all. */
export const factColumns: { readonly [T in FactTable]: readonly (keyof FactTables[T] & string)[] } = {
  credential: [
    'account_id',
    'arn',
    'partition',
    'user_name',
    'is_root',
    'created_at',
    'password_enabled',
    'password_last_used_at',
    'password_last_used_absence',
    'password_last_changed_at',
    'password_last_changed_absence',
    'password_next_rotation_at',
    'mfa_active',
    'key_1_active',
    'key_1_rotated_at',
    'key_1_last_used_at',
    'key_1_last_used_region',
    'key_1_last_used_service',
    'key_2_active',
    'key_2_rotated_at',
    'key_2_last_used_at',
    'key_2_last_used_region',
    'key_2_last_used_service',
    'cert_1_active',
    'cert_1_rotated_at',
    'cert_2_active',
    'cert_2_rotated_at',
    'line',
    'path'
  ],
  iam_user: [
    'account_id',
    'arn',
    'user_id',
    'name',
    'iam_path',
    'created_at',
    'boundary_arn',
    'line',
    'path'
  ],
  iam_group: ['account_id', 'arn', 'group_id', 'name', 'iam_path', 'created_at', 'line', 'path'],
  iam_membership: ['account_id', 'user_arn', 'group_name', 'line', 'path'],
  iam_role: [
    'account_id',
    'arn',
    'role_id',
    'name',
    'iam_path',
    'created_at',
    'trust_document_id',
    'boundary_arn',
    'last_used_known',
    'last_used_at',
    'last_used_region',
    'instance_profiles',
    'line',
    'path'
  ],
  iam_policy: [
    'account_id',
    'arn',
    'policy_id',
    'name',
    'iam_path',
    'is_aws_managed',
    'attachment_count',
    'boundary_usage_count',
    'default_version',
    'document_id',
    'created_at',
    'updated_at',
    'line',
    'path'
  ],
  iam_policy_version: [
    'account_id',
    'policy_arn',
    'version',
    'is_default',
    'document_id',
    'created_at',
    'line',
    'path'
  ],
  iam_inline_policy: ['account_id', 'principal_arn', 'principal_kind', 'name', 'document_id', 'line', 'path'],
  iam_attachment: [
    'account_id',
    'principal_arn',
    'principal_kind',
    'policy_arn',
    'policy_name',
    'line',
    'path'
  ],
  password_policy: [
    'account_id',
    'is_set',
    'minimum_length',
    'require_symbols',
    'require_numbers',
    'require_uppercase',
    'require_lowercase',
    'allow_change',
    'expire_passwords',
    'max_age_days',
    'reuse_prevention',
    'hard_expiry',
    'line',
    'path'
  ],
  account_summary: ['account_id', 'name', 'value', 'line', 'path'],
  virtual_mfa_device: ['account_id', 'serial', 'user_arn', 'enabled_at', 'line', 'path'],
  account_alias: ['account_id', 'alias', 'line', 'path'],
  caller_identity: ['account_id', 'arn', 'user_id', 'line', 'path'],
  collection_call: ['account_id', 'name', 'sha256', 'started_at', 'command', 'return_code', 'line', 'path'],
  org_organization: ['account_id', 'id', 'arn', 'partition', 'feature_set', 'line', 'path'],
  org_account: ['account_id', 'id', 'arn', 'name', 'email', 'status', 'joined_at', 'line', 'path'],
  org_root: ['account_id', 'id', 'arn', 'name', 'line', 'path'],
  org_policy_type: ['account_id', 'root_id', 'type', 'status', 'line', 'path'],
  org_unit: ['account_id', 'id', 'arn', 'name', 'line', 'path'],
  org_parent: ['account_id', 'child_id', 'parent_id', 'line', 'path'],
  org_policy: ['account_id', 'id', 'arn', 'name', 'type', 'is_aws_managed', 'document_id', 'line', 'path'],
  org_policy_target: ['account_id', 'policy_id', 'target_id', 'line', 'path'],
  org_feature: ['account_id', 'organization_id', 'feature', 'line', 'path']
}

export const factTables = Object.keys(factColumns) as FactTable[]

/** What tells two rows of a table apart: pages of one export overlap, and the row read last stands. */
const identity: Partial<Record<FactTable, readonly string[]>> = {
  credential: ['account_id', 'arn'],
  iam_user: ['account_id', 'arn'],
  iam_group: ['account_id', 'arn'],
  iam_membership: ['account_id', 'user_arn', 'group_name'],
  iam_role: ['account_id', 'arn'],
  iam_policy: ['account_id', 'arn'],
  iam_policy_version: ['account_id', 'policy_arn', 'version'],
  iam_inline_policy: ['account_id', 'principal_arn', 'name'],
  iam_attachment: ['account_id', 'principal_arn', 'policy_arn'],
  password_policy: ['account_id'],
  account_summary: ['account_id', 'name'],
  virtual_mfa_device: ['account_id', 'serial'],
  account_alias: ['account_id', 'alias'],
  org_organization: ['id'],
  org_account: ['id'],
  org_root: ['id'],
  org_policy_type: ['root_id', 'type'],
  org_unit: ['id'],
  org_parent: ['child_id'],
  org_policy_target: ['policy_id', 'target_id'],
  org_feature: ['organization_id', 'feature']
}

/** Rows a statement: SQLite takes many rows at once in half the time of one by one. */
const rowsAtOnce = 40

export interface FactWriter {
  readonly fact: <T extends FactTable>(table: T, row: FactTables[T]) => void
  /** Stores a policy document unless it is there, and answers its id. */
  readonly document: (text: string) => number
  /** Writes what is still held back. */
  readonly flush: () => void
}

export function factWriter(db: Writer, sourceId: number): FactWriter {
  const held = new Map<FactTable, Bindable[]>()
  const documents = new Map<string, number>()

  function write(table: FactTable, values: readonly Bindable[]): void {
    const width = factColumns[table].length + 1
    if (values.length > 0) db.insert(insertSql(table, values.length / width), values)
  }

  return {
    fact(table, row) {
      let values = held.get(table)
      if (!values) held.set(table, (values = []))
      values.push(sourceId)
      for (const column of factColumns[table]) values.push(row[column] as Bindable)
      if (values.length === rowsAtOnce * (factColumns[table].length + 1)) {
        write(table, values)
        values.length = 0
      }
    },
    document(text) {
      const sha256 = hash('sha256', text)
      const known = documents.get(sha256)
      if (known !== undefined) return known
      const id = documentOf(db, sha256) ?? storeDocument(db, sha256, text)
      documents.set(sha256, id)
      return id
    },
    flush() {
      for (const [table, values] of held) write(table, values)
      held.clear()
    }
  }
}

/** Takes away every fact of a source. */
export function dropFacts(db: Writer, sourceId: number): void {
  for (const table of factTables) db.run(`delete from ${table} where source_id = :sourceId`, { sourceId })
}

/** Leaves one row per thing: the one read last. */
export function unite(db: Writer): void {
  for (const [table, columns] of Object.entries(identity)) {
    const key = columns.join(', ')
    db.run(`delete from ${table} where rowid not in (select max(rowid) from ${table} group by ${key})`)
  }
  // A policy's summary and its document come in two exports; the row with the document stands.
  db.run(
    `delete from org_policy
     where rowid not in (
       select rowid from (
         select rowid, row_number() over (partition by id order by document_id is null, rowid desc) as place from org_policy
       ) where place = 1
     )`
  )
}

const insertSqls = new Map<string, string>()

function insertSql(table: FactTable, rows: number): string {
  const name = `${table}/${rows}`
  let sql = insertSqls.get(name)
  if (!sql) {
    const columns = ['source_id', ...factColumns[table]]
    const row = `(${columns.map(() => '?').join(', ')})`
    sql = `insert into ${table} (${columns.join(', ')}) values ${Array.from({ length: rows }, () => row).join(', ')}`
    insertSqls.set(name, sql)
  }
  return sql
}

function documentOf(db: Writer, sha256: string): number | undefined {
  return db.get<{ id: number }>('select id from policy_document where sha256 = :sha256', { sha256 })?.id
}

function storeDocument(db: Writer, sha256: string, text: string): number {
  const { problem, statements } = readPolicyDocument(text)
  const { id } = db.run(
    'insert into policy_document (sha256, text, problem) values (:sha256, :text, :problem)',
    {
      sha256,
      text,
      problem
    }
  )
  for (const statement of statements) {
    db.insert(
      `insert into policy_statement (document_id, n, sid, effect, actions, uses_not_action, resources, uses_not_resource,
         condition, covers_all_actions, covers_all_resources)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        statement.n,
        statement.sid,
        statement.effect,
        JSON.stringify(statement.actions),
        statement.uses_not_action,
        JSON.stringify(statement.resources),
        statement.uses_not_resource,
        statement.condition && JSON.stringify(statement.condition),
        statement.covers_all_actions,
        statement.covers_all_resources
      ]
    )
    for (const [m, principal] of statement.principals.entries())
      db.insert(
        'insert into statement_principal (document_id, n, m, type, negated, value, account_id) values (?, ?, ?, ?, ?, ?, ?)',
        [id, statement.n, m, principal.type, principal.negated, principal.value, principal.account_id]
      )
  }
  return id
}
