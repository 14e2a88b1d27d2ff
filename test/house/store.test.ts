import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

import { parameters } from '../../src/shared/parameters.ts'
import {
  asOfOrigins,
  conclusions,
  evidenceTypes,
  noteLevels,
  outcomes,
  severities,
  sourceStates
} from '../../src/shared/vocabulary.ts'
import { columnOf } from '../../src/core/procedures/show-facts.ts'
import { factSchema } from '../../src/core/store/fact-schema.ts'
import { openMemory } from '../../src/core/store/open.ts'

const migrations = resolve(import.meta.dirname, '../../src/core/store/migrations')

describe('the schema', () => {
  test('the columns of every fact table are those its facts state', () => {
    const { columns } = factSchema(openMemory())
    const stated = new Map([...typedFacts()].map(([table, fields]) => [table, fields.map(([name]) => name)]))

    expect([...stated.keys()].sort()).toEqual(Object.keys(columns).sort())
    for (const [table, names] of Object.entries(columns))
      expect(['source_id', ...(stated.get(table) ?? [])].sort(), table).toEqual([...names].sort())
  })

  test('a column that says yes or no is shown as such, by its name alone', () => {
    const wrong = [...typedFacts()].flatMap(([table, fields]) =>
      fields
        .filter(
          ([name, type]) =>
            (columnOf(name).type === 'boolean') !== /^(Flag|0 \| 1)/.test(type.replace(/ \| null/, ''))
        )
        .map(([name]) => `${table}.${name}`)
    )

    expect(wrong).toEqual([])
  })

  test.each([
    ['check_result', 'outcome', Object.keys(outcomes)],
    ['conclusion', 'conclusion', Object.keys(conclusions)],
    ['conclusion', 'relied_outcome', Object.keys(outcomes)],
    ['check_result', 'as_of_origin', Object.keys(asOfOrigins)],
    ['source', 'state', Object.keys(sourceStates)],
    ['source_note', 'level', Object.keys(noteLevels)],
    ['evidence', 'type', Object.keys(evidenceTypes)],
    ['finding', 'severity', Object.keys(severities)]
  ])('the words %s.%s takes are the words of the vocabulary', (table, column, words) => {
    const { sql } = openMemory().get<{ sql: string }>('select sql from sqlite_schema where name = :table', {
      table
    }) ?? { sql: '' }
    const [, list = ''] =
      new RegExp(`\\b${column} text[^,]*?check \\(${column} in \\(([^)]*)\\)`).exec(sql) ?? []

    expect(
      list
        .split(',')
        .map((word) => word.trim().slice(1, -1))
        .sort()
    ).toEqual([...words].sort())
  })

  test('every table is strict, so that a column holds what it says', () => {
    const loose = openMemory().all<{ name: string }>(
      "select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'"
    )

    expect(loose).toEqual([])
  })

  test('migrations are numbered without a gap', () => {
    const numbers = readdirSync(migrations).map((name) => Number(name.slice(0, 4)))

    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1))
  })
})

/** The fields of every interface of `FactTables` with their types, as the compiler sees them. */
function typedFacts(): Map<string, readonly (readonly [string, string])[]> {
  const file = resolve(import.meta.dirname, '../../src/core/iam/facts.ts')
  const program = ts.createProgram([file], {
    allowImportingTsExtensions: true,
    noEmit: true,
    noLib: true,
    strict: true
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const tables = source?.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === 'FactTables'
  )
  if (!tables) throw new Error('FactTables is not there')
  return new Map(
    checker
      .getTypeAtLocation(tables)
      .getProperties()
      .map((table) => [
        table.name,
        checker
          .getTypeOfSymbol(table)
          .getProperties()
          .map((field) => [field.name, checker.typeToString(checker.getTypeOfSymbol(field))] as const)
      ])
  )
}

describe('parameters', () => {
  test.each(Object.entries(parameters))(
    '%s has a default within its bounds and says where it comes from',
    (_, parameter) => {
      expect(parameter.default).toBeGreaterThanOrEqual(parameter.minimum)
      expect(parameter.default).toBeLessThanOrEqual(parameter.maximum)
      expect(parameter.source).not.toBe('')
    }
  )
})

test('no source file writes past one idea: none is much longer than 300 lines', () => {
  const source = resolve(import.meta.dirname, '../../src')
  const long = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => resolve(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, 'utf8').split('\n').length > (path.endsWith('.svelte') ? 340 : 310))

  expect(long).toEqual([])
})
